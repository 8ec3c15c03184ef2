"""The forms that an answer can have: their endings, media types and names."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a document: its ending, its media types (the first is sent), its name."""

    ending: str
    media_types: tuple[str, ...]
    name: str

    @property
    def content_type(self) -> str:
        """The value of Content-Type: text forms are UTF-8 and say so."""
        media_type = self.media_types[0]
        textual = media_type.startswith("text/") or media_type.endswith(("xml", "n-triples"))
        return f"{media_type}; charset=utf-8" if textual else media_type


def define_format(ending: str, media_types: str, name: str) -> Format:
    """Return the form with media types parted by blanks."""
    return Format(ending, tuple(media_types.split()), name)


HTML = define_format("html", "text/html", "HTML")
TURTLE = define_format("ttl", "text/turtle", "Turtle")
JSON_LD = define_format("jsonld", "application/ld+json", "JSON-LD")
N_TRIPLES = define_format("nt", "application/n-triples", "N-Triples")
RDF_XML = define_format("rdf", "application/rdf+xml", "RDF/XML")
N_QUADS = define_format("nq", "application/n-quads", "N-Quads")
TRIG = define_format("trig", "application/trig", "TriG")
CSV = define_format("csv", "text/csv", "CSV")
TSV = define_format("tsv", "text/tab-separated-values", "TSV")
JSON = define_format("json", "application/json", "JSON")
RESULTS_JSON = define_format("srj", "application/sparql-results+json", "SPARQL results JSON")
RESULTS_XML = define_format("srx", "application/sparql-results+xml", "SPARQL results XML")
SPARQL_QUERY = define_format("rq", "application/sparql-query", "SPARQL query")
OPENAPI = define_format("json", "application/vnd.oai.openapi+json application/json", "OpenAPI")
TEXT = define_format("txt", "text/plain", "text")
XML = define_format("xml", "application/xml", "XML")

RDF_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
"""The RDF forms of a description."""
DESCRIPTION_FORMATS = (HTML, *RDF_FORMATS)
"""The forms of whatever is described: for people, then for programs."""
DUMP_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, N_QUADS, TRIG, RDF_XML, CSV)
"""The forms of the whole graph."""
TABLE_FORMATS = (CSV, TSV, JSON, RESULTS_JSON, RESULTS_XML)
"""The forms of a table."""
ANSWER_FORMATS = (HTML, *TABLE_FORMATS, SPARQL_QUERY)
"""The forms of a question: its page, its answer, its text."""


def find_format(forms: Iterable[Format], ending: str) -> Format | None:
    """Return the form with that ending, if it is one of them."""
    return next((each for each in forms if each.ending == ending), None)
