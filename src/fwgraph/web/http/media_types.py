"""The forms that an answer can have: their endings, media types and names."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
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


def form(ending: str, media_types: str, name: str) -> Form:
    """Return the form with media types parted by blanks."""
    return Form(ending, tuple(media_types.split()), name)


HTML = form("html", "text/html", "HTML")
TURTLE = form("ttl", "text/turtle", "Turtle")
JSON_LD = form("jsonld", "application/ld+json", "JSON-LD")
N_TRIPLES = form("nt", "application/n-triples", "N-Triples")
RDF_XML = form("rdf", "application/rdf+xml", "RDF/XML")
N_QUADS = form("nq", "application/n-quads", "N-Quads")
TRIG = form("trig", "application/trig", "TriG")
CSV = form("csv", "text/csv", "CSV")
TSV = form("tsv", "text/tab-separated-values", "TSV")
JSON = form("json", "application/json", "JSON")
RESULTS_JSON = form("srj", "application/sparql-results+json", "SPARQL results JSON")
RESULTS_XML = form("srx", "application/sparql-results+xml", "SPARQL results XML")
QUERY = form("rq", "application/sparql-query", "SPARQL query")
OPENAPI = form("json", "application/vnd.oai.openapi+json application/json", "OpenAPI")
TEXT = form("txt", "text/plain", "text")
XML = form("xml", "application/xml", "XML")

GRAPHS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
"""The RDF forms of a description."""
DESCRIPTIONS = (HTML, *GRAPHS)
"""The forms of whatever is described: for people, then for programs."""
DUMPS = (TURTLE, JSON_LD, N_TRIPLES, N_QUADS, TRIG, RDF_XML, CSV)
"""The forms of the whole graph."""
TABLES = (CSV, TSV, JSON, RESULTS_JSON, RESULTS_XML)
"""The forms of a table."""
ANSWERS = (HTML, *TABLES, QUERY)
"""The forms of a question: its page, its answer, its text."""


def ended(forms: Iterable[Form], ending: str) -> Form | None:
    """Return the form with that ending, if it is one of them."""
    return next((each for each in forms if each.ending == ending), None)
