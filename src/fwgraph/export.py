"""The graph as files: the same bytes every time, every RDF form isomorphic to the others."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from fwgraph.errors import BadRequest
from fwgraph.files import replace_file
from fwgraph.formats import jsonld, turtle
from fwgraph.formats.turtle import canonical_triples
from fwgraph.namespaces import PREFIXES, Term
from fwgraph.store.readable import Readable
from fwgraph.wiki.markups import MARKUPS

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export_graph(graph: Readable, path: Path, form: str | None = None) -> None:
    """Write the graph to a file in the form that its ending, or ``form``, says.

    The file appears whole or not at all. Raises BadRequest for an unknown form.
    """
    replace_file(path, serialize_graph(graph, form or path.suffix.removeprefix(".").lower()))


def serialize_graph(graph: Readable, form: str, edition: NamedNode | None = None) -> bytes:
    """Return the graph in one of FORMS; raises BadRequest for another.

    ``edition`` says which wiki page to write back, where the graph has kept several.
    """
    if form in MARKUPS:
        from fwgraph.wiki.page_writer import write_wiki_page

        return write_wiki_page(graph, MARKUPS[form], edition).encode()
    if form in DIAGRAMS:
        return serialize_diagram(graph, form)
    if form not in WRITERS:
        raise BadRequest(f"no export is called {form!r}; there are: {', '.join(EXPORT_FORMATS)}")
    return serialize_triples(graph, form)


def serialize_triples(triples: Iterable[Triple], form: str) -> bytes:
    """Return triples in one of the RDF forms, or as CSV.

    Raises BadRequest for triples that the form cannot hold.
    """
    ordered = canonical_triples(triples)
    if form in RDF_1_1_FORMATS and (newer := next(filter(is_rdf_1_2, ordered), None)):
        raise BadRequest(
            f"{form} cannot hold the RDF 1.2 term {newer.object} of {newer.subject}; export ttl"
        )
    return WRITERS[form](ordered)


def is_rdf_1_2(triple: Triple) -> bool:
    """Tell whether a triple's object is a term that RDF 1.1 does not have."""
    found = triple.object
    return isinstance(found, Triple) or (isinstance(found, Literal) and bool(found.direction))


def serialize_diagram(graph: Readable, form: str) -> bytes:
    """Return the things of the graph and what relates them, as a diagram."""
    from fwgraph.drawing import diagrams
    from fwgraph.view import read_view

    return diagrams.view_diagram(read_view(graph), form).encode()


def serialize_turtle(triples: list[Triple]) -> bytes:
    """Return Turtle (and TriG: the default graph) in the project's layout."""
    return turtle.write_turtle(triples).encode()


def serialize_ntriples(triples: list[Triple]) -> bytes:
    """Return canonically ordered N-Triples (and N-Quads: the default graph)."""
    return "".join(sorted(f"{triple} .\n" for triple in triples)).encode()


def serialize_rdfxml(triples: list[Triple]) -> bytes:
    """Return RDF/XML; raises BadRequest for text and properties that XML 1.0 cannot hold."""
    for predicate in sorted({triple.predicate for triple in triples}, key=str):
        if not is_element_name(predicate):
            raise BadRequest(
                f"RDF/XML cannot hold the property {predicate}: it does not end in a name of XML;"
                " export another form"
            )
    for triple in triples:
        if isinstance(triple.object, Literal) and (bad := NOT_XML.search(triple.object.value)):
            raise BadRequest(
                f"RDF/XML cannot hold the character U+{ord(bad[0]):04X} that stands in"
                f" {triple.predicate} of {triple.subject}; export another form"
            )
    written = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    return written.replace(b"\r", b"&#13;")


def is_element_name(predicate: NamedNode) -> bool:
    """Tell whether a property can be the name of an XML element."""
    from xml.parsers.expat import ExpatError, ParserCreate

    alone = [Triple(predicate, predicate, Literal(""))]
    try:
        ParserCreate(namespace_separator=" ").Parse(
            serialize(alone, format=RdfFormat.RDF_XML) or b"", True
        )
    except (OSError, ExpatError):  # a word that RDF/XML reserves; no name at all
        return False
    return True


def serialize_csv(triples: list[Triple]) -> bytes:
    """Return one row for each triple: subject, predicate, object, datatype, language."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["subject", "predicate", "object", "datatype", "language"])
    for triple in triples:
        writer.writerow(
            [
                csv_node_cell(triple.subject),
                csv_node_cell(triple.predicate),
                *csv_object_cells(triple.object),
            ]
        )
    return out.getvalue().encode()


def csv_object_cells(term: Term) -> tuple[str, str, str]:
    """Return an object's cells: text, datatype and language, the last two for literals."""
    if isinstance(term, Literal):
        return term.value, "" if term.language else term.datatype.value, term.language or ""
    return csv_node_cell(term), "", ""


def csv_node_cell(term: Term) -> str:
    """Return an IRI without brackets, a blank node with its ``_:``."""
    return str(term) if isinstance(term, BlankNode | Triple) else term.value


WRITERS: dict[str, Callable[[list[Triple]], bytes]] = {
    "ttl": serialize_turtle,
    "jsonld": jsonld.serialize_jsonld,
    "nt": serialize_ntriples,
    "nq": serialize_ntriples,
    "trig": serialize_turtle,
    "rdf": serialize_rdfxml,
    "csv": serialize_csv,
}
RDF_1_1_FORMATS = {"jsonld", "rdf", "csv"}
DIAGRAMS = ("dot", "graphml", "mmd")
EXPORT_FORMATS = (*WRITERS, *DIAGRAMS, *MARKUPS)
"""The endings that an export may have."""
