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


@pytest.mark.parametrize(
    ("module", "known"), [("questions/methods", "to_networkx"), ("store/table", "to_pandas")]
)
def test_the_methods_of_a_class_are_those_of_the_stub(module: str, known: str) -> None:
    (code,), (stub,) = (
        [node for node in ast.parse(path.read_text(encoding="utf-8")).body
         if isinstance(node, ast.ClassDef)]
        for path in (PACKAGE / f"{module}.py", PACKAGE / f"{module}.pyi")
    )  # fmt: skip
    of_stub, of_code = methods(stub.body), methods(code.body)
    public = {name for name in of_code if not name.startswith("_")}
    assert {name: of_code[name] for name in of_stub} == of_stub
    assert public | {known} <= of_stub.keys()
