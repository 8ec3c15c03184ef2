"""Files that list requirements: which reader reads which."""

from collections.abc import Callable, Iterator
from pathlib import PurePath

from fwgraph.upstream.pyproject import read_pyproject
from fwgraph.upstream.requirement_lists import read_requirements_file, read_setup_config
from fwgraph.upstream.requirements import Item
from fwgraph.upstream.setup_script import read_setup_script

READERS: dict[str, Callable[[str], Iterator[Item]]] = {
    ".toml": read_pyproject,
    ".cfg": read_setup_config,
    ".py": read_setup_script,
    ".txt": read_requirements_file,
    ".in": read_requirements_file,
    ".pip": read_requirements_file,
}


def read_requirement_file(text: str, name: str) -> list[Item]:
    """Return the requirements of a file, by the ending of its name, in the order of their lines.

    Raises ValueError for an ending that no reader has, and for what its reader cannot read.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        raise ValueError(f"requirements are read from {', '.join(READERS)}")
    return sorted(READERS[ending](text.replace("\r\n", "\n")), key=lambda item: item.line)
