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
        self.known: dict[str, str] = {}

    def write_iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name where the project has a prefix for it."""
        written = self.known.get(iri)
        if written is None:
            written = self.known[iri] = self._prefixed_name(iri)
        return written

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
        written = str(term)
        if datatype == XSD_STRING or term.language:
            return written
        return written.removesuffix(f"<{datatype}>") + self.write_iri(datatype)


def canonical_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples sorted, each once, blank nodes renamed canonically (RDFC-1.0)."""
    found = set(triples)
    if any(BlankNode in (type(each.subject), type(each.object)) for each in found):
        dataset = Dataset(Quad(each.subject, each.predicate, each.object) for each in found)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        found = {quad.triple for quad in dataset}
    return sorted(found, key=triple_sort_key)


def write_turtle(triples: Iterable[Triple], head: str = "") -> str:
    """Return the triples as one Turtle document in the project's layout.

    ``head`` is put above the prefixes as it is; it should be comment lines. Blank nodes
    keep their labels: callers who want stable bytes canonicalise first.
    """
    layout = TermWriter()
    body = "\n".join(subject_blocks(triples, layout))
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(layout.used))
    return "\n".join(filter(None, [head, prefixes, body]))


def subject_blocks(triples: Iterable[Triple], layout: TermWriter) -> Iterator[str]:
    """Yield one paragraph for each subject, claims last."""
    ordered = sorted(triples, key=triple_sort_key)
    for subject, about in groupby(ordered, key=lambda triple: triple.subject):
        lines = [layout.write_term(subject)]
        for predicate, statements in groupby(about, key=lambda triple: triple.predicate):
            verb = "a" if predicate == RDF_TYPE else layout.write_iri(predicate.value)
            objects = [layout.write_term(statement.object) for statement in statements]
            lines.append(
                f"    {verb} {objects[0]} ;" if len(objects) == 1 else object_list(verb, objects)
            )
        yield "\n".join([*lines, ".", ""])


def object_list(verb: str, objects: list[str]) -> str:
    """Return a predicate with more than one object, each on its line."""
    return "\n".join([f"    {verb}", " ,\n".join(f"        {each}" for each in objects) + " ;"])


def triple_sort_key(triple: Triple) -> tuple[bool, str, bool, str, str]:
    """Return what a triple is sorted by: claims last, ``a`` first."""
    subject = getattr(triple.subject, "value", str(triple.subject))
    is_claim = subject.startswith(PREFIXES["claim"])
    predicate = triple.predicate
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
    if lost := next((found for found in COMMENT.finditer(body) if found["comment"]), None):
        line = len(head) + body.count("\n", 0, lost.start()) + 1
        raise ValueError(f"line {line}: a comment below the head would be lost; move it up")
    return write_turtle(triples, "".join(f"{line}\n" for line in head))
