"""The two rules for names that can be counted; CONTRIBUTING.md has all of them."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import fwgraph

PACKAGE = Path(fwgraph.__file__).parent
PROTOCOLS = frozenset({"main", "parse_wiki_page", "write_name", "write_row"})
"""Functions that several modules define because one caller expects that name of each."""
PARTICIPLE = re.compile(r"_?[a-z]+ed")
IRREGULAR = re.compile(
    "begun|bound|broken|brought|built|chosen|cut|dealt|done|drawn|found|given|gone|held|hidden|kept"
    "|known|laid|led|left|made|meant|met|paid|put|read_out|said|seen|sent|set|shown|split|spoken"
    "|spread|taken|thrown|told|understood|written"
)


def functions() -> Iterator[
    tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, bool]
]:
    """Yield each function and class of the package: its module, itself, whether at the top."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        module = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield module, node, node in tree.body


def test_no_function_is_called_by_a_bare_participle() -> None:
    bare = [
        f"{module}:{node.lineno} {node.name}"
        for module, node, _ in functions()
        if not isinstance(node, ast.ClassDef)
        and (IRREGULAR.fullmatch(node.name) or PARTICIPLE.fullmatch(node.name))
    ]
    assert bare == [], "name a function by a verb with its object, or by what comes back"


def test_a_public_name_has_one_home() -> None:
    homes = defaultdict(list)
    for module, node, is_top in functions():
        if is_top and not node.name.startswith("_") and node.name not in PROTOCOLS:
            homes[node.name].append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}
