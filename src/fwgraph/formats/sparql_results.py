"""A table in the result formats of SPARQL 1.1, and what writes each format of a table."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, Triple, parse_query_results

from fwgraph.errors import BadRequest
from fwgraph.formats.rdfxml import NOT_XML
from fwgraph.namespaces import PREFIXES, Term
from fwgraph.store.table import Table

XSD_STRING = PREFIXES["xsd"] + "string"


def serialize_results_json(table: Table) -> bytes:
    """Return SPARQL 1.1 Query Results JSON."""
    columns = table.columns
    bindings = [
        {name: json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def json_term(term: Term) -> dict[str, Any]:
    """Return a term as an RDF term of the format (section 3.2.2)."""
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Triple():
            parts = zip(("subject", "predicate", "object"), map(json_term, term), strict=True)
            return {"type": "triple", "value": dict(parts)}
    literal = {"type": "literal", "value": term.value}
    if term.language:
        return literal | {"xml:lang": term.language}
    plain = term.datatype.value == XSD_STRING
    return literal if plain else literal | {"datatype": term.datatype.value}


def serialize_results_xml(table: Table) -> bytes:
    """Return SPARQL Query Results XML; raises BadRequest for text that XML 1.0 cannot hold."""
    # pyoxigraph writes only solutions that it has read: hand it ours as JSON
    solutions = parse_query_results(serialize_results_json(table), format=QueryResultsFormat.JSON)
    content = solutions.serialize(format=QueryResultsFormat.XML) or b""
    if bad := NOT_XML.search(content.decode()):
        raise BadRequest(f"XML cannot hold the character U+{ord(bad[0]):04X}; ask for JSON or CSV")
    return content.replace(b"\r", b"&#13;") + b"\n"


TABLE_WRITERS: Mapping[str, Callable[[Table], bytes]] = {
    "csv": lambda table: table.csv().encode(),
    "tsv": lambda table: table.tsv().encode(),
    "json": lambda table: table.json().encode(),
    "srj": serialize_results_json,
    "srx": serialize_results_xml,
}
"""What writes a table, by the endings of TABLE_FORMATS."""
