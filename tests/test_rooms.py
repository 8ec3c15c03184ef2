"""The order of the rooms: no import runs upwards, and no modules import each other in a circle.

Every import of a module counts: those for types only, and those inside of a function too.
Stubs name types of any room, and only type checkers read them. A graph reaches the rooms above it
by what `fwgraph/__init__` hands to it (`graph_uses`).
"""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import fwgraph

PACKAGE = Path(fwgraph.__file__).parent
FLOORS = (
    {"errors", "extras", "namespaces", "project", "records", "web_address"},
    {"files", "media_types"},
    {"sparql"},
    {"store"},
    {"formats"},
    {"questions"},
    {"graph"},
    {"endpoint"},
    {"wiki"},
    {"upstream"},
    {"rules"},
    {"verification"},
    {"view"},
    {"drawing"},
    {"export"},
    {"graph_uses"},
    {"web/http"},
    {"web/sparql"},
    {"web/pages"},
    {"web"},
    {"mcp"},
    {"cli"},
    {"__init__", "__main__"},
)
"""The rooms from the ground up; docs/architecture.md says what each is."""


def list_modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name, without the package's own."""
    paths = (path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(paths)
    }


MODULES = list_modules()


def room_of(module: str) -> str:
    """Return the room of a module: its folder, or itself where it lies on the ground."""
    parts = MODULES[module].relative_to(PACKAGE).parts
    if len(parts) > 2 and parts[0] == "web":
        return "/".join(parts[:2])
    return parts[0].removesuffix(".py")


def imported_modules(module: str) -> set[str]:
    """Return the modules of the package that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    inside = {name.removeprefix("fwgraph.") for name in names if name.startswith("fwgraph.")}
    deepest = {name for name in inside if name in MODULES}
    # `from fwgraph.a import b`, where b is a module, is an import of b alone.
    return {name for name in deepest if not any(other.startswith(f"{name}.") for other in deepest)}


def floor_of(room: str) -> int:
    """Return the number of a room's floor."""
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


@pytest.mark.parametrize("module", MODULES)
def test_no_import_runs_upwards(module: str) -> None:
    floor, room = floor_of(room_of(module)), room_of(module)
    for other in imported_modules(module):
        above = floor_of(room_of(other))
        assert above < floor or room_of(other) == room, f"{module} imports {other}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    arrows = {module: imported_modules(module) - {module} for module in MODULES}
    assert len(list(TopologicalSorter(arrows).static_order())) == len(MODULES)


def test_modules_are_imported_by_the_text_of_their_names_from_tables_alone() -> None:
    """No test of imports sees those: commands, markups, and the codecs of formats."""
    by_text = {
        module
        for module, path in MODULES.items()
        if "import_module(" in path.read_text(encoding="utf-8")
    }
    assert by_text == {"cli.agents", "cli.commands", "media_types", "wiki.markups"}


@pytest.mark.parametrize("package", sorted(PACKAGE.rglob("__init__.py")), ids=str)
def test_a_room_says_what_it_is(package: Path) -> None:
    sentence = ast.get_docstring(ast.parse(package.read_text(encoding="utf-8")))
    assert sentence
    assert sentence.split("\n")[0].endswith((".", ":")), "the first line is a sentence"
