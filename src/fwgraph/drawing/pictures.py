"""Drawings of a graph for programs and notebooks."""

from __future__ import annotations

import base64
import os
from collections.abc import Collection
from html import escape
from importlib.util import find_spec
from pathlib import Path

from pyoxigraph import NamedNode

from fwgraph.drawing import DRAWING_FORMATS, draw_view
from fwgraph.errors import BadRequest
from fwgraph.files import replace_file
from fwgraph.media_types import find_ending
from fwgraph.questions.catalogue import answer_question
from fwgraph.records import Record
from fwgraph.store.readable import Readable
from fwgraph.view import View, read_view

SMALL = 60
"""Things up to which a graph is drawn where a notebook shows it."""


class Picture(Record):
    """A drawing: ``form`` is svg, png or html, ``content`` the bytes of a file of that form."""

    form: str
    content: bytes
    title: str

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file."""
        replace_file(Path(path), self.content)

    def __repr__(self) -> str:
        """Return what it shows, of which form."""
        return f"<fwgraph drawing: {self.title}, {self.form}, {len(self.content):,} bytes>"

    def _repr_html_(self) -> str:
        """Return an element that shows it in a notebook, apart from the styles of the page."""
        if self.form == "html":
            style = "width: 100%; height: 40em; border: 0"
            page = escape(self.content.decode())
            return f'<iframe title="{escape(self.title)}" style="{style}" srcdoc="{page}"></iframe>'
        kind = {"svg": "image/svg+xml", "png": "image/png"}[self.form]
        data = base64.b64encode(self.content).decode()
        return f'<img alt="{escape(self.title)}" src="data:{kind};base64,{data}">'


def draw_graph(
    graph: Readable,
    path: str | os.PathLike[str] | None = None,
    focus: str | NamedNode | None = None,
    depth: int | None = None,
    relations: Collection[str] = (),
    edition: str | NamedNode | None = None,
    form: str | None = None,
) -> Picture:
    """Return a drawing of a graph or a part of it, and write it to the path, if there is one."""
    if path is not None:
        form = form or find_ending(Path(path).name, DRAWING_FORMATS)
        if form is None:
            known = ", ".join(DRAWING_FORMATS)
            raise BadRequest(f"{path}: the ending says no format; known: {known}")
    if depth is not None and (focus is None or depth < 0):
        raise BadRequest("depth counts steps from a thing, 0 or more: give its focus too")
    view = read_view(
        graph,
        focus=None if focus is None else find_node(graph, focus, ()),
        depth=1 if depth is None else depth,
        relations=(relations,) if isinstance(relations, str) else relations,
        edition=None if edition is None else find_node(graph, edition, ("edition",)),
    )
    form = form or "svg"
    picture = Picture(form, draw_view(view, form), view.title)
    if path is not None:
        picture.save(path)
    return picture


def find_node(graph: Readable, name: str | NamedNode, kinds: tuple[str, ...]) -> NamedNode:
    """Return the thing of that name, of any kind of things where none is given."""
    text = name.value if isinstance(name, NamedNode) else name
    return graph.names.find(text, kinds) if kinds else graph.names.find(text)


def write_graph_html(graph: Readable) -> str:
    """Return a graph as HTML: what is in it, and a drawing where it is small and can be drawn."""
    parts = [f"<p>{escape(repr(graph))}</p>"]
    view = read_view(graph)
    if 0 < len(view.things) <= SMALL and find_spec("pygraphviz"):
        parts.append(Picture("svg", draw_view(view, "svg"), view.title)._repr_html_())
    else:
        parts.append(summary_html(graph, view))
    return "".join(parts)


def summary_html(graph: Readable, view: View) -> str:
    """Return how many things of each class there are, and how many relations between them."""
    rows = [(str(row["class"]), row["things"]) for row in answer_question(graph, "class-counts")]
    rows.append(("relation between two things", len(view.edges)))
    cells = (f"<tr><td>{escape(name)}</td><td>{count}</td></tr>" for name, count in rows)
    return f"<table><tbody>{''.join(cells)}</tbody></table>"
