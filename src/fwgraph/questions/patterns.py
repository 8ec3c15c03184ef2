"""What may be looked for with ``in``: names, nodes, triples, and patterns as rdflib has them."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.namespaces import Term

VARIABLES = ("?s", "?p", "?o")
TriplePattern = tuple[Term | None, Term | None, Term | None]
"""Subject, predicate and object, None for any."""


def is_thing_name(item: object) -> bool:
    """Tell whether this is a name; terms of rdflib are strings, too."""
    return isinstance(item, str) and not is_from_rdflib(item)


def is_from_rdflib(item: object) -> bool:
    """Tell whether this is a term of rdflib, without importing it."""
    return type(item).__module__ == "rdflib.term"


def read_pattern(item: object) -> TriplePattern | None:
    """Return the pattern of a node, which is a subject, a triple or a tuple of three.

    None stands for what matches nothing: anything else.
    """
    if isinstance(item, NamedNode | BlankNode) or is_from_rdflib(item):
        item = (item, None, None)
    if not isinstance(item, Triple | tuple):
        return None
    parts = tuple(item)
    try:
        subject, predicate, object_ = map(read_term, parts)
    except (TypeError, ValueError):  # of other length, or no terms
        return None
    return subject, predicate, object_


def read_term(part: object) -> Term | None:
    """Return a term of pyoxigraph or rdflib, None for None; raises TypeError and ValueError."""
    if part is None or isinstance(part, NamedNode | BlankNode | Literal | Triple):
        return part
    from fwgraph.formats.rdflib_graph import pyoxigraph_term

    term: Term = pyoxigraph_term(part)
    return term
