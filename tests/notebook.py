"""The notebook of the documentation, run as Jupyter would: `python -m tests.notebook FILE`.

It writes the outputs of the cells into the file; a test holds that they are what comes.
"""

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]


def run_notebook(notebook: Notebook) -> Notebook:
    """Return the notebook with the outputs of its code cells, run in a folder of its own."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        cells = [*run_cells(notebook["cells"], names)]
    return {**notebook, "cells": cells}


def run_cells(cells: list[dict[str, Any]], names: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the cells, those of code with their outputs."""
    count = 0
    for cell in cells:
        if cell["cell_type"] == "code":
            count += 1
            outputs = run_code("".join(cell["source"]), names, count)
            yield {**cell, "execution_count": count, "outputs": outputs}
        else:
            yield cell


def run_code(source: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Return what a cell prints, and what its last expression is."""
    tree, printed = ast.parse(source), io.StringIO()
    last = tree.body[-1] if tree.body else None
    value: Any = None
    with contextlib.redirect_stdout(printed):
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        else:
            exec(compile(tree, "cell", "exec"), names)
    outputs: list[dict[str, Any]] = []
    if text := printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": as_lines(text)})
    if value is not None:
        outputs.append({
            "data": {kind: as_lines(text) for kind, text in displayed_forms(value)},
            "execution_count": count,
            "metadata": {},
            "output_type": "execute_result",
        })  # fmt: skip
    return outputs


def displayed_forms(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the forms in which a notebook shows a value, drawings left out: they are large."""
    html = value._repr_html_() if hasattr(value, "_repr_html_") else ""
    if html and "data:image" not in html:
        yield "text/html", html
    yield "text/plain", repr(value)


def as_lines(text: str) -> list[str]:
    """Return text as notebooks keep it: a list of lines."""
    return text.splitlines(keepends=True)


def write_notebook(notebook: Notebook) -> str:
    """Return a notebook as JSON, as Jupyter lays it out."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    os.environ["COLUMNS"] = "100"
    path = Path(sys.argv[1])
    path.write_text(write_notebook(run_notebook(json.loads(path.read_text("utf-8")))), "utf-8")
