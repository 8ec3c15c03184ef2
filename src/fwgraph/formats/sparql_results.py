"""An answer in the result formats of SPARQL 1.1: JSON and XML."""

import json
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.errors import BadRequest
from fwgraph.export import NOT_XML
from fwgraph.namespaces import PREFIXES
from fwgraph.store.table import Table

NAMESPACE = "http://www.w3.org/2005/sparql-results#"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSD_STRING = PREFIXES["xsd"] + "string"

ResultTerm = NamedNode | BlankNode | Literal | Triple


def serialize_results_json(answer: Table) -> bytes:
    """Return SPARQL 1.1 Query Results JSON."""
    bindings = [
        {
            name: json_term(term)
            for name, term in zip(answer.columns, row, strict=True)
            if term is not None
        }
        for row in answer.rows
    ]
    found = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def json_term(term: ResultTerm) -> dict[str, Any]:
    """Return a term as an RDF term of the format (section 3.2.2)."""
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            return {"type": "literal", "value": term.value} | language_or_datatype(term, "xml:lang")
    parts = {name: json_term(getattr(term, name)) for name in ("subject", "predicate", "object")}
    return {"type": "triple", "value": parts}


def language_or_datatype(term: Literal, language: str) -> dict[str, str]:
    """Return a literal's language or datatype, nothing for a plain string."""
    if term.language:
        return {language: term.language}
    return {} if term.datatype.value == XSD_STRING else {"datatype": term.datatype.value}


def serialize_results_xml(answer: Table) -> bytes:
    """Return SPARQL Query Results XML; raises BadRequest for text that XML 1.0 cannot hold."""
    root = Element("sparql", xmlns=NAMESPACE)
    head, results = SubElement(root, "head"), SubElement(root, "results")
    for name in answer.columns:
        SubElement(head, "variable", name=name)
    for row in answer.rows:
        result = SubElement(results, "result")
        for name, term in zip(answer.columns, row, strict=True):
            if term is not None:
                add_xml_term(SubElement(result, "binding", name=name), term)
    found: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return found + b"\n"


def add_xml_term(parent: Element, term: ResultTerm) -> None:
    """Add a term to its binding (section 2.3.1)."""
    if isinstance(term, Triple):
        triple = SubElement(parent, "triple")
        for name in ("subject", "predicate", "object"):
            add_xml_term(SubElement(triple, name), getattr(term, name))
        return
    if bad := NOT_XML.search(term.value):
        raise BadRequest(f"XML cannot hold the character U+{ord(bad[0]):04X}; ask for JSON or CSV")
    kinds = {NamedNode: "uri", BlankNode: "bnode", Literal: "literal"}
    attributes = language_or_datatype(term, XML_LANG) if isinstance(term, Literal) else {}
    SubElement(parent, kinds[type(term)], attributes).text = term.value
