"""A stub says of a module what is there: type checkers read it in place of the module."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import fwgraph

PACKAGE = Path(fwgraph.__file__).parent
STUBS = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.pyi"))


def methods(body: list[ast.stmt]) -> dict[str, list[str]]:
    """Return the names of the functions in a body, each with the names of its arguments."""
    return {
        node.name: [
            argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)
        ]
        for node in body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("stub", STUBS, ids=str)
def test_every_name_of_a_stub_is_there(stub: Path) -> None:
    parts = [part for part in stub.with_suffix("").parts if part != "__init__"]
    module = importlib.import_module(".".join(["fwgraph", *parts]))
    for node in ast.parse((PACKAGE / stub).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                assert alias.asname is None or hasattr(module, alias.asname)
        if isinstance(node, ast.ClassDef):
            assert inspect.isclass(getattr(module, node.name))


def test_the_methods_of_a_graph_are_those_of_the_stub() -> None:
    (code,), (stub,) = (
        [node for node in ast.parse(path.read_text(encoding="utf-8")).body
         if isinstance(node, ast.ClassDef)]
        for path in (PACKAGE / "questions/methods.py", PACKAGE / "questions/methods.pyi")
    )  # fmt: skip
    assert methods(code.body) == methods(stub.body)
    assert "to_networkx" in methods(stub.body)
