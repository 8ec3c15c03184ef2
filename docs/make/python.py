"""The Python reference: the documented names with their signatures and docstrings."""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from types import ModuleType

from docs.make.pages import code, page, table

import fwgraph
from fwgraph import errors
from fwgraph.questions.status_report import StatusReport
from fwgraph.store.table import Table

CLASSES = (fwgraph.Graph, fwgraph.Endpoint, Table, StatusReport)
"""What `load` and `Endpoint` give, and what their methods return."""
INTRODUCTION = """\
`import fwgraph` has `load`, `Graph`, `Endpoint` and `FwgraphError`. `Table` and `StatusReport`
are what their methods return. Other names may change."""


def python_reference() -> str:
    """Return the page of all documented names."""
    sections = [function_section("fwgraph.load", fwgraph.load, level=2)]
    for each in CLASSES:
        sections += [f"## {each.__name__}\n\n{documentation(each)}", *member_sections(each)]
    return page("Python", INTRODUCTION, *sections, "## Errors", error_table(errors))


def member_sections(owner: type) -> Iterator[str]:
    """Yield a section for each public method and property of a class, in the order of names."""
    for name, member in inspect.getmembers(owner):
        if name.startswith("_"):
            continue
        title = f"{owner.__name__}.{name}"
        if isinstance(member, property | cached_property):
            yield f"### {title}\n\n{documentation(member)}"
        elif callable(member):
            yield function_section(title, member, level=3)


def function_section(title: str, function: Callable[..., object], level: int) -> str:
    """Return the section of a function: its signature and its docstring."""
    name = title.rpartition(".")[2]
    shown = code(f"{name}{signature_text(function)}", "py")
    return f"{'#' * level} {title}\n\n{shown}\n\n{documentation(function)}"


def signature_text(function: Callable[..., object]) -> str:
    """Return the signature of a function, from the stub of its module where that has one."""
    module = inspect.getmodule(function)
    stub = Path(str(getattr(module, "__file__", ""))).with_suffix(".pyi")
    if stub.is_file():
        for node in ast.walk(ast.parse(stub.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == function.__name__:
                result = f" -> {ast.unparse(node.returns)}" if node.returns else ""
                return f"({ast.unparse(node.args)}){result}"
    return str(inspect.signature(function)).replace("'", "")


def documentation(what: object) -> str:
    """Return a docstring as Markdown, in which code has one backtick."""
    return (inspect.getdoc(what) or "").replace("``", "`")


def error_table(module: ModuleType) -> str:
    """Return the errors of a module with what each says."""
    found = [
        (name, documentation(each).partition("\n\n")[0].replace("\n", " "))
        for name, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, fwgraph.FwgraphError)
    ]
    return table(("error", "raised for"), [(f"`{name}`", text) for name, text in found])
