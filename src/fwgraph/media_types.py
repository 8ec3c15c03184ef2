"""The formats that are read or written, each described once; every list of them is made here.

A further RDF format is a row of RDF_FORMATS and the module of ``formats/`` that its row names:
``export``, ``--data``, ``--format``, content negotiation, the endpoint, OpenAPI and VoID have
it then. Functions are named, not imported: this is the ground floor, and a command that asks
for one format reads no other's writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fwgraph.records import Record


class Format(Record):
    """A format: its name, the ending of its files, its media types (the first is sent).

    ``writer`` is a function of ``formats/``, named ``module:function``, that takes sorted
    triples and returns bytes; ``reader`` takes a file and its base IRI and yields triples, or
    is pyoxigraph's. ``rdf_1_1`` formats cannot hold all of RDF 1.2. The SPARQL endpoint offers
    the format under ``generic_types`` as well. Files with one of ``other_endings`` are read.
    """

    name: str
    ending: str
    media_types: tuple[str, ...]
    writer: str = ""
    reader: str = ""
    dataset: bool = False
    rdf_1_1: bool = False
    w3c_name: str = ""
    generic_types: tuple[str, ...] = ()
    other_endings: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of Content-Type: text formats are UTF-8 and say so."""
        media_type = self.media_types[0]
        textual = media_type.startswith("text/") or media_type.endswith(("xml", "n-triples"))
        return f"{media_type}; charset=utf-8" if textual else media_type


def import_function(name: str) -> Callable[..., object]:
    """Return the function of ``formats/`` that is named ``module:function``."""
    from importlib import import_module

    module, _, function = name.partition(":")
    codec: Callable[..., object] = getattr(import_module(f"fwgraph.formats.{module}"), function)
    return codec


RDF_FORMATS = (
    Format("Turtle", "ttl", ("text/turtle",), "turtle:serialize_turtle", w3c_name="Turtle",
           other_endings=("turtle",)),
    Format("JSON-LD", "jsonld", ("application/ld+json",), "jsonld:serialize_jsonld",
           rdf_1_1=True, w3c_name="JSON-LD", generic_types=("application/json",)),
    Format("N-Triples", "nt", ("application/n-triples",), "rdf:serialize_ntriples",
           w3c_name="N-Triples"),
    Format("N-Quads", "nq", ("application/n-quads",), "rdf:serialize_ntriples",
           dataset=True, w3c_name="N-Quads"),
    Format("TriG", "trig", ("application/trig",), "turtle:serialize_turtle",
           dataset=True, w3c_name="TriG"),
    Format("RDF/XML", "rdf", ("application/rdf+xml",), "rdfxml:serialize_rdfxml",
           rdf_1_1=True, w3c_name="RDF_XML", generic_types=("application/xml",),
           other_endings=("owl", "doap", "rdfs")),
)  # fmt: skip
"""The formats of the graph. Of those that a client likes equally well it gets the first."""

HTML = Format("HTML", "html", ("text/html",))
CSV = Format("CSV", "csv", ("text/csv",), "rdf:serialize_csv",
             rdf_1_1=True, w3c_name="SPARQL_Results_CSV")  # fmt: skip
SVG = Format("SVG", "svg", ("image/svg+xml",))
TSV = Format("TSV", "tsv", ("text/tab-separated-values",), w3c_name="SPARQL_Results_TSV")
JSON = Format("JSON", "json", ("application/json",))
RESULTS_JSON = Format("SPARQL results JSON", "srj", ("application/sparql-results+json",),
                      w3c_name="SPARQL_Results_JSON",
                      generic_types=("application/json",))  # fmt: skip
RESULTS_XML = Format("SPARQL results XML", "srx", ("application/sparql-results+xml",),
                     w3c_name="SPARQL_Results_XML",
                     generic_types=("application/xml", "text/xml"))  # fmt: skip
SPARQL_QUERY = Format("SPARQL query", "rq", ("application/sparql-query",))
OPENAPI = Format("OpenAPI", "json", ("application/vnd.oai.openapi+json", "application/json"))
TEXT = Format("text", "txt", ("text/plain",))
XML = Format("XML", "xml", ("application/xml",))

JSON_LD = next(form for form in RDF_FORMATS if form.ending == "jsonld")
PLAIN_JSON = Format("JSON", "json", JSON_LD.generic_types, rdf_1_1=True)
"""JSON-LD for those who ask for JSON: the same bytes, and no format of its own to list."""

GRAPH_FORMATS = tuple(form for form in RDF_FORMATS if not form.dataset)
"""The RDF formats of a description."""
DESCRIPTION_FORMATS = (HTML, *GRAPH_FORMATS)
"""The formats of whatever is described: for people, then for programs."""
DUMP_FORMATS = (*RDF_FORMATS, CSV)
"""The formats of the whole graph."""
TABLE_FORMATS = (CSV, TSV, JSON, RESULTS_JSON, RESULTS_XML)
"""The formats of a table."""
ANSWER_FORMATS = (HTML, *TABLE_FORMATS, SPARQL_QUERY)
"""The formats of a question: its page, its answer, its text."""
RESULT_FORMATS = (RESULTS_JSON, RESULTS_XML, CSV, TSV)
"""What the endpoint answers a SELECT or ASK with."""
TRIPLE_FORMATS = tuple(sorted(GRAPH_FORMATS, key=lambda form: form.rdf_1_1))
"""What it answers a CONSTRUCT with: first what holds any triple."""
DIAGRAM_ENDINGS = ("dot", "graphml", "mmd")
"""Diagrams that other programs draw: Graphviz, GraphML, Mermaid."""
MAPPING_FORMATS = (
    Format("SSSOM/TSV", "sssom.tsv", ("text/tab-separated-values",), "sssom:serialize_sssom"),
)
"""The formats of what is the same elsewhere; the writer takes the graph."""


def find_format(formats: Iterable[Format], ending: str) -> Format | None:
    """Return the format with that ending, if it is one of them."""
    return next((form for form in formats if form.ending == ending), None)


def endings(formats: Iterable[Format]) -> tuple[str, ...]:
    """Return the formats' endings, which are their names for ``--format``, too."""
    return tuple(form.ending for form in formats)


def find_ending(name: str, known: Iterable[str]) -> str | None:
    """Return the longest of the known endings that a file name has, if it has one."""
    lowered = name.lower().lstrip(".")
    return max((each for each in known if lowered.endswith(f".{each}")), key=len, default=None)


def offered_types(formats: tuple[Format, ...]) -> dict[str, str]:
    """Return the endings of formats by media type, generic types after all others."""
    own = {form.media_types[0]: form.ending for form in formats}
    return own | {generic: form.ending for form in formats for generic in form.generic_types}


ORDERED_FORMATS = sorted(RDF_FORMATS, key=lambda form: form.rdf_1_1)
RDF_ENDINGS = endings(ORDERED_FORMATS)
INPUT_FORMATS = {form.ending: form for form in ORDERED_FORMATS} | {
    ending: form for form in RDF_FORMATS for ending in form.other_endings
}
"""The RDF formats by every ending with which they are read, each of them also before .gz."""
RESULT_MEDIA_TYPES = offered_types(RESULT_FORMATS)
RDF_MEDIA_TYPES = offered_types(TRIPLE_FORMATS)
