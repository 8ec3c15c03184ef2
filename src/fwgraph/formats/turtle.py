"""The one layout of Turtle: one changed fact is one changed line.

Prefixes, subjects, predicates and objects are sorted; each predicate ends in a semicolon
and the dot stands on a line of its own (the habit of rdflib's ``longturtle`` and of the
W3C's hand-written files). Terms keep their lexical form. Claims follow the things.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from fwgraph.namespaces import PREFIXES, RDF_TYPE, Term

LOCAL = re.compile(
    r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?/)*"
    r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
)
SHORTHAND = {
    PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]+"),
    PREFIXES["xsd"] + "boolean": re.compile(r"true|false"),
}
XSD_STRING = PREFIXES["xsd"] + "string"
COMMENT = re.compile(
    r"""
    <[^<>\s]*> | \\.
  | \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | "(?:[^"\\]|\\.)*+"
  | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3} | '(?:[^'\\]|\\.)*+'
  | (?P<comment>\#)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Finds the next comment, and everything in which a number sign is no comment."""
NAMESPACES = sorted(
    ((namespace, prefix) for prefix, namespace in PREFIXES.items()), key=lambda pair: -len(pair[0])
)


class TermWriter:
    """Writes terms as Turtle and remembers which prefixes were needed."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.cache: dict[str, str] = {}

    def write_iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name where the project has a prefix for it."""
        if iri not in self.cache:
            self.cache[iri] = self._prefixed_name(iri)
        return self.cache[iri]

    def _prefixed_name(self, iri: str) -> str:
        for namespace, prefix in NAMESPACES:
            if iri.startswith(namespace) and LOCAL.fullmatch(iri, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :].replace('/', chr(92) + '/')}"
        return f"<{iri}>"

    def write_term(self, term: Term) -> str:
        """Return any term in Turtle."""
        match term:
            case NamedNode():
                return self.write_iri(term.value)
            case Literal():
                return self.write_literal(term)
            case Triple(subject=subject, predicate=predicate, object=object_):
                return f"<<( {' '.join(map(self.write_term, (subject, predicate, object_)))} )>>"
        return str(term)

    def write_literal(self, term: Literal) -> str:
        """Return a literal, numbers and booleans in their short form."""
        datatype = term.datatype.value
        if datatype in SHORTHAND and SHORTHAND[datatype].fullmatch(term.value):
            return term.value
        if datatype == XSD_STRING or term.language:
            return str(term)
        return str(term).removesuffix(f"<{datatype}>") + self.write_iri(datatype)


def canonical_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples sorted, each once, blank nodes renamed canonically (RDFC-1.0)."""
    distinct = set(triples)
    # as long as the rest of an export (0.1 s), and the shipped graph has no blank nodes
    if any(BlankNode in (type(triple.subject), type(triple.object)) for triple in distinct):
        dataset = Dataset(Quad(*triple) for triple in distinct)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        distinct = {quad.triple for quad in dataset}
    return sorted(distinct, key=triple_sort_key)


def serialize_turtle(triples: list[Triple]) -> bytes:
    """Return Turtle (and TriG: the default graph)."""
    return write_turtle(triples).encode()


def write_turtle(triples: Iterable[Triple], head: str = "") -> str:
    """Return the triples as one Turtle document in the project's layout.

    ``head`` is put above the prefixes as it is; it should be comment lines. Blank nodes
    keep their labels: callers who want stable bytes canonicalise first.
    """
    terms = TermWriter()
    body = "\n".join(subject_blocks(triples, terms))
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(terms.used))
    return "\n".join(filter(None, [head, prefixes, body]))


def subject_blocks(triples: Iterable[Triple], terms: TermWriter) -> Iterator[str]:
    """Yield one paragraph for each subject, claims last; several objects are a line each."""
    ordered = sorted(triples, key=triple_sort_key)
    for subject, about in groupby(ordered, key=lambda triple: triple.subject):
        lines = [terms.write_term(subject)]
        for predicate, same in groupby(about, key=lambda triple: triple.predicate):
            verb = "a" if predicate == RDF_TYPE else terms.write_iri(predicate.value)
            objects = [terms.write_term(triple.object) for triple in same]
            between = " " if len(objects) == 1 else "\n        "
            lines.append(f"    {verb}{between}" + f" ,{between}".join(objects) + " ;")
        yield "\n".join([*lines, ".", ""])


def triple_sort_key(triple: Triple) -> tuple[bool, str, bool, str, str]:
    """Return what a triple is sorted by: claims last, ``a`` first."""
    subject, predicate = getattr(triple.subject, "value", ""), triple.predicate
    is_claim = subject.startswith(PREFIXES["claim"])
    return (is_claim, subject, predicate != RDF_TYPE, predicate.value, str(triple.object))


def format_turtle(text: str) -> str:
    """Return a Turtle document in the project's layout, its head comment kept.

    Raises SyntaxError for text that is no Turtle, and ValueError for a comment below the
    head, which the layout would lose.
    """
    lines = re.split(r"\r\n?|\n", text)
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    body = "\n".join(lines[len(head) :])
    triples = canonical_triples(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    if lost := next((token for token in COMMENT.finditer(body) if token["comment"]), None):
        line = len(head) + body.count("\n", 0, lost.start()) + 1
        raise ValueError(f"line {line}: a comment below the head would be lost; move it up")
    return write_turtle(triples, "".join(f"{line}\n" for line in head))
