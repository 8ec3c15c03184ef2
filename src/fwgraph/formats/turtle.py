"""The one layout of Turtle: one changed fact is one changed line.

Prefixes, subjects, predicates and objects are sorted; each predicate ends in a semicolon
and the dot stands on a line of its own (the habit of rdflib's ``longturtle`` and of the
W3C's hand-written files). Terms keep their lexical form. Claims follow the things.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, takewhile

from pyoxigraph import (
    Literal,
    NamedNode,
    RdfFormat,
    Triple,
    parse,
)

from fwgraph.formats.canonical import canonical_triples, triple_sort_key
from fwgraph.namespaces import BASE, PREFIXES, RDF_TYPE, Term

LOCAL = re.compile(
    r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?/)*"
    r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
)
SHORTHAND = {
    PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]+"),
    PREFIXES["xsd"] + "boolean": re.compile(r"true|false"),
}
XSD_STRING = PREFIXES["xsd"] + "string"
LOST_FORM = re.compile(
    r"""
    <[^<>\s]*> | \\. | <<\( | \)>>
  | \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | "(?:[^"\\]|\\.)*+"
  | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3} | '(?:[^'\\]|\\.)*+'
  | (?P<comment>\#) | (?P<node>\[|\(|<<|\{\|) | (?<![\w:.-])(?P<base>@?base)(?=\s*<)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""Finds what the layout does not have, and everything in which those signs mean nothing."""
LOSSES = {
    "comment": "a comment below the head would be lost; move it up",
    "node": "[ ], ( ) and << >> would become labelled blank nodes; only flat Turtle is laid out",
    "base": "BASE would be lost; write the IRIs in full or with a prefix",
}


class TermWriter:
    """Writes terms as Turtle and remembers which prefixes were needed.

    ``declared`` are the prefixes of a document; the project's come after them.
    """

    def __init__(self, declared: Mapping[str, str]) -> None:
        self.prefixes = {**PREFIXES, **declared}
        self.namespaces = sorted(
            ((namespace, prefix) for prefix, namespace in self.prefixes.items()),
            key=lambda pair: (-len(pair[0]), pair[1] not in declared),
        )
        self.used = {
            prefix for prefix, namespace in declared.items() if PREFIXES.get(prefix) != namespace
        }
        self.cache: dict[str, str] = {}

    def write_iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name where the project has a prefix for it."""
        if iri not in self.cache:
            self.cache[iri] = self._prefixed_name(iri)
        return self.cache[iri]

    def _prefixed_name(self, iri: str) -> str:
        for namespace, prefix in self.namespaces:
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


def serialize_turtle(triples: list[Triple]) -> bytes:
    """Return Turtle (and TriG: the default graph)."""
    return write_turtle(triples).encode()


def write_turtle(
    triples: Iterable[Triple], head: str = "", declared: Mapping[str, str] = PREFIXES
) -> str:
    """Return the triples as one Turtle document in the project's layout.

    ``head`` is put above the prefixes as it is; it should be comment lines. ``declared`` are
    prefixes of the document's own, which stay. Blank nodes keep their labels: callers who
    want stable bytes canonicalise first.
    """
    terms = TermWriter(declared)
    body = "\n".join(subject_blocks(triples, terms))
    prefixes = "".join(f"PREFIX {name}: <{terms.prefixes[name]}>\n" for name in sorted(terms.used))
    return "\n".join(filter(None, [head, prefixes, body]))


def subject_blocks(triples: Iterable[Triple], terms: TermWriter) -> Iterator[str]:
    """Yield one paragraph for each subject, statements last; several objects are a line each."""
    ordered = sorted(triples, key=triple_sort_key)
    for subject, about in groupby(ordered, key=lambda triple: triple.subject):
        lines = [terms.write_term(subject)]
        for predicate, same in groupby(about, key=lambda triple: triple.predicate):
            verb = "a" if predicate == RDF_TYPE else terms.write_iri(predicate.value)
            objects = [terms.write_term(triple.object) for triple in same]
            between = " " if len(objects) == 1 else "\n        "
            lines.append(f"    {verb}{between}" + f" ,{between}".join(objects) + " ;")
        yield "\n".join([*lines, ".", ""])


def format_turtle(text: str) -> str:
    """Return a Turtle document in the project's layout, its head comment and prefixes kept.

    Only the project's own namespaces always have the project's prefixes.
    Raises SyntaxError for text that is no Turtle, and ValueError for what the layout would
    lose: a comment below the head, nested nodes and lists, a base.
    """
    lines = re.split(r"\r\n?|\n", text)
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    body = "\n".join(lines[len(head) :])
    parser = parse(text, format=RdfFormat.TURTLE)
    triples = [quad.triple for quad in parser]
    if lost := next((token for token in LOST_FORM.finditer(body) if token.lastgroup), None):
        line = len(head) + body.count("\n", 0, lost.start()) + 1
        raise ValueError(f"line {line}: {LOSSES[lost.lastgroup or '']}")
    comments = "".join(f"{line}\n" for line in head)
    foreign = {name: iri for name, iri in parser.prefixes.items() if not iri.startswith(BASE)}
    return write_turtle(canonical_triples(triples), comments, foreign)
