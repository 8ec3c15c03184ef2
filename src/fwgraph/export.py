"""The graph as files: the same bytes every time, every RDF form isomorphic to the others."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from fwgraph.errors import BadRequest
from fwgraph.files import replace
from fwgraph.formats import jsonld, turtle
from fwgraph.formats.turtle import stable
from fwgraph.namespaces import PREFIXES, Term
from fwgraph.store.readable import Readable

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export(graph: Readable, path: Path, form: str | None = None) -> None:
    """Write the graph to a file in the form that its ending, or ``form``, says.

    The file appears whole or not at all. Raises BadRequest for an unknown form.
    """
    replace(path, exported(graph, form or path.suffix.removeprefix(".").lower()))


def exported(graph: Readable, form: str, edition: NamedNode | None = None) -> bytes:
    """Return the graph in one of FORMS; raises BadRequest for another.

    ``edition`` says which wiki page to write back, where the graph has kept several.
    """
    if form == "moin":
        return moin(graph, edition)
    if form in DIAGRAMS:
        return diagram(graph, form)
    if form not in WRITERS:
        raise BadRequest(f"no export is called {form!r}; there are: {', '.join(FORMS)}")
    return written(graph, form)


def written(triples: Iterable[Triple], form: str) -> bytes:
    """Return triples in one of the RDF forms, or as CSV.

    Raises BadRequest for triples that the form cannot hold.
    """
    ordered = stable(triples)
    if form in RDF_1_1 and (newer := next(filter(is_newer, ordered), None)):
        raise BadRequest(
            f"{form} cannot hold the RDF 1.2 term {newer.object} of {newer.subject}; export ttl"
        )
    return WRITERS[form](ordered)


def is_newer(triple: Triple) -> bool:
    """Tell whether a triple's object is a term that RDF 1.1 does not have."""
    found = triple.object
    return isinstance(found, Triple) or (isinstance(found, Literal) and bool(found.direction))


def moin(graph: Readable, edition: NamedNode | None) -> bytes:
    """Return the wiki page of an edition, or of the only one whose text is in the graph."""
    from fwgraph.wiki.moin import writer

    return writer.written(graph, edition).encode()


def diagram(graph: Readable, form: str) -> bytes:
    """Return the things of the graph and what relates them, as a diagram."""
    from fwgraph.drawing import diagrams
    from fwgraph.view import view

    return diagrams.diagram(view(graph), form).encode()


def as_turtle(triples: list[Triple]) -> bytes:
    """Return Turtle (and TriG: the default graph) in the project's layout."""
    return turtle.write(triples).encode()


def as_lines(triples: list[Triple]) -> bytes:
    """Return canonically ordered N-Triples (and N-Quads: the default graph)."""
    return "".join(sorted(f"{triple} .\n" for triple in triples)).encode()


def as_xml(triples: list[Triple]) -> bytes:
    """Return RDF/XML; raises BadRequest for text and properties that XML 1.0 cannot hold."""
    for predicate in sorted({triple.predicate for triple in triples}, key=str):
        if not is_element(predicate):
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


def is_element(predicate: NamedNode) -> bool:
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


def as_csv(triples: list[Triple]) -> bytes:
    """Return one row for each triple: subject, predicate, object, datatype, language."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["subject", "predicate", "object", "datatype", "language"])
    for triple in triples:
        writer.writerow([plain(triple.subject), plain(triple.predicate), *parts(triple.object)])
    return out.getvalue().encode()


def parts(term: Term) -> tuple[str, str, str]:
    """Return an object's cells: text, datatype and language, the last two for literals."""
    if isinstance(term, Literal):
        return term.value, "" if term.language else term.datatype.value, term.language or ""
    return plain(term), "", ""


def plain(term: Term) -> str:
    """Return an IRI without brackets, a blank node with its ``_:``."""
    return str(term) if isinstance(term, BlankNode | Triple) else term.value


WRITERS: dict[str, Callable[[list[Triple]], bytes]] = {
    "ttl": as_turtle,
    "jsonld": jsonld.document,
    "nt": as_lines,
    "nq": as_lines,
    "trig": as_turtle,
    "rdf": as_xml,
    "csv": as_csv,
}
RDF_1_1 = {"jsonld", "rdf", "csv"}
DIAGRAMS = ("dot", "graphml", "mmd")
FORMS = (*WRITERS, *DIAGRAMS, "moin")
"""The endings that an export may have."""
