"""The forms that an answer can have: media types, the one that nobody asked for first."""

RESULTS_MEDIA_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
"""Media types for SELECT and ASK."""
RDF_MEDIA_TYPES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/json": "jsonld",
    "application/xml": "rdf",
}
"""Media types for CONSTRUCT and DESCRIBE, and the endings of the exports that they are."""
OFFERED_MEDIA_TYPES = {
    "SELECT": RESULTS_MEDIA_TYPES,
    "ASK": RESULTS_MEDIA_TYPES,
    "CONSTRUCT": tuple(RDF_MEDIA_TYPES),
    "DESCRIBE": tuple(RDF_MEDIA_TYPES),
}
