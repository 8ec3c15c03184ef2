"""RDF/XML, which pyoxigraph writes: what XML cannot hold is refused, not written wrong."""

import re
from xml.parsers.expat import ExpatError, ParserCreate

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from fwgraph.errors import BadRequest
from fwgraph.namespaces import PREFIXES

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""The characters that XML 1.0 has not, not even as a reference (section 2.2)."""


def serialize_rdfxml(triples: list[Triple]) -> bytes:
    """Return RDF/XML; raises BadRequest for text and properties that XML 1.0 cannot hold."""
    for predicate in sorted({triple.predicate for triple in triples}, key=str):
        if not is_element_name(predicate):
            raise BadRequest(
                f"RDF/XML cannot hold the property {predicate}: it does not end in a name of XML;"
                " export another form"
            )
    for subject, predicate, value in triples:
        if isinstance(value, Literal) and (bad := NOT_XML.search(value.value)):
            raise BadRequest(
                f"RDF/XML cannot hold the character U+{ord(bad[0]):04X} that stands in"
                f" {predicate} of {subject}; export another form"
            )
    content = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    return content.replace(b"\r", b"&#13;")  # XML parsers read a bare CR as a line feed


def is_element_name(predicate: NamedNode) -> bool:
    """Tell whether a property can be the name of an XML element: pyoxigraph does not look."""
    alone = [Triple(predicate, predicate, Literal(""))]
    try:
        ParserCreate(namespace_separator=" ").Parse(
            serialize(alone, format=RdfFormat.RDF_XML) or b"", True
        )
    except (OSError, ExpatError):  # a word that RDF/XML reserves; no name at all
        return False
    return True
