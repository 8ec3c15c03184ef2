"""What only some installations have: which extra of the package brings a module."""


def find_extra(module: str) -> str | None:
    """Return the extra of fwgraph that brings a module, None where none does.

    The package's own metadata says what belongs to which extra.
    """
    import re
    from collections import defaultdict
    from importlib import metadata

    try:
        requirements = metadata.requires("fwgraph") or ()
    except metadata.PackageNotFoundError:  # imported from a folder that nothing has installed
        return None
    packages = defaultdict(set)
    for requirement in requirements:
        if match := re.match(r"([\w.-]+).*;\s*extra == ['\"]([\w-]+)['\"]", requirement):
            packages[match[2]].add(match[1].replace("_", "-").lower())
    package = module.partition(".")[0].replace("_", "-").lower()
    extras = (extra for extra, names in packages.items() if package in names)
    return min(extras, key=lambda extra: len(packages[extra]), default=None)


def missing_module_sentence(error: ModuleNotFoundError) -> str:
    """Return which extra brings what is not installed; raises the error again for other modules."""
    extra = find_extra(error.name or "")
    if extra is None:
        raise error
    package = str(error.name).partition(".")[0]
    return f"{package} is not installed, which this needs: pip install 'fwgraph[{extra}]'"
