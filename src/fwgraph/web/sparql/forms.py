"""The forms that an answer can have: media types, the one that nobody asked for first."""

TABLES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
"""Media types for SELECT and ASK."""
TRIPLES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/json": "jsonld",
    "application/xml": "rdf",
}
"""Media types for CONSTRUCT and DESCRIBE, and the endings of the exports that they are."""
OFFERED = {
    "SELECT": TABLES,
    "ASK": TABLES,
    "CONSTRUCT": tuple(TRIPLES),
    "DESCRIBE": tuple(TRIPLES),
}
