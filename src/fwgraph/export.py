"""The graph as files: which format, and which writer. Every RDF format says the same."""

from pathlib import Path
from typing import cast

from pyoxigraph import NamedNode

from fwgraph.errors import BadRequest
from fwgraph.files import replace_file
from fwgraph.formats.rdf import serialize_triples
from fwgraph.media_types import (
    DIAGRAM_ENDINGS,
    DUMP_FORMATS,
    MAPPING_FORMATS,
    endings,
    find_ending,
    find_format,
    import_function,
)
from fwgraph.store.readable import Readable
from fwgraph.wiki.markups import MARKUPS

EXPORT_FORMATS = (*endings(DUMP_FORMATS), *DIAGRAM_ENDINGS, *endings(MAPPING_FORMATS), *MARKUPS)
"""The endings that an export may have."""


def export_graph(graph: Readable, path: Path, form: str | None = None) -> None:
    """Write the graph to a file in the format that its ending, or ``form``, says.

    The file appears whole or not at all. Raises BadRequest for an unknown format.
    """
    ending = find_ending(path.name, EXPORT_FORMATS) or path.suffix.removeprefix(".").lower()
    replace_file(path, serialize_graph(graph, form or ending))


def serialize_graph(graph: Readable, form: str, edition: NamedNode | None = None) -> bytes:
    """Return the graph in one of EXPORT_FORMATS; raises BadRequest for another.

    ``edition`` says which wiki page to write back, where the graph has kept several.
    """
    if form not in EXPORT_FORMATS:
        raise BadRequest(f"no export is called {form!r}; there are: {', '.join(EXPORT_FORMATS)}")
    if form in MARKUPS:
        from fwgraph.wiki.page_writer import write_wiki_page

        return write_wiki_page(graph, MARKUPS[form], edition).encode()
    if form in DIAGRAM_ENDINGS:
        from fwgraph.drawing import diagrams
        from fwgraph.view import read_view

        return diagrams.view_diagram(read_view(graph), form).encode()
    if mapping := find_format(MAPPING_FORMATS, form):
        return cast("bytes", import_function(mapping.writer)(graph))
    return serialize_triples(graph, form)
