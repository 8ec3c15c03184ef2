"""What the project says of itself; the build reads the version from here."""

__version__ = "0.2.0"


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
