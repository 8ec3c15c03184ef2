"""Queries as text: terms bound in them, and their solutions selected."""

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, QuerySolutions

from fwgraph.errors import BadRequest
from fwgraph.readable import Readable

LINE = re.compile(r"^([ \t]*)VALUES \?(\w+) \{ (.*) \}\n", re.MULTILINE)
"""The line of a parameter in a query."""

Term = NamedNode | Literal


def bound(text: str, terms: Mapping[str, Term]) -> str:
    """Return the query with the terms for its parameters, those without a term taken out.

    A term is serialised by the library and none is looked for inside another, so nothing
    of it can become query text. It stands in a BIND: Virtuoso follows a path from there,
    while from a VALUES it goes astray without a word.
    """

    def line(match: re.Match[str]) -> str:
        if match[2] in terms:
            return f"{match[1]}BIND ({terms[match[2]]} AS ?{match[2]})\n"
        return "" if match[3] == "UNDEF" else match[0]

    return LINE.sub(line, text)


def select(graph: Readable, text: str) -> QuerySolutions:
    """Return the solutions of a SELECT query."""
    solutions = graph.query(text)
    if not isinstance(solutions, QuerySolutions):
        raise BadRequest("this query is not a SELECT")
    return solutions


def bind(text: str, name: str, *values: NamedNode | Literal) -> str:
    """Return the query with the terms in its ``VALUES ?name { … }`` line.

    Terms are serialised by the library, so that nothing of them can become query text.
    Raises BadRequest where the query has no such line.
    """
    written = " ".join(map(str, values))
    pattern = re.compile(rf"^([ \t]*VALUES \?{re.escape(name)} \{{ ).*( \}})$", re.MULTILINE)
    if not pattern.search(text):
        raise BadRequest(f"the query has no line VALUES ?{name} {{ … }}")
    return pattern.sub(lambda match: f"{match[1]}{written}{match[2]}", text, count=1)
