"""Queries as text: terms bound in them, and their solutions selected.

The line of a parameter reads ``VALUES ?name { term }``, indented or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from fwgraph.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fwgraph.store.readable import Readable

BindingTerm = NamedNode | Literal


def bind_parameters(text: str, terms: Mapping[str, BindingTerm]) -> str:
    """Return the query with the terms for its parameters, those without a term taken out.

    A term is serialised by the library and none is looked for inside another, so nothing
    of it can become query text. It stands in a BIND: Virtuoso follows a path from there,
    while from a VALUES it goes astray without a word.
    """
    lines = []
    for line in text.split("\n"):
        name, held = parse_values_line(line)
        if name in terms:
            lines.append(f"{indentation(line)}BIND ({terms[name]} AS ?{name})")
        elif held != "UNDEF":
            lines.append(line)
    return "\n".join(lines)


def bind_values(text: str, name: str, *values: NamedNode | Literal) -> str:
    """Return the query with the terms in its ``VALUES ?name { … }`` lines.

    Terms are serialised by the library, so that nothing of them can become query text.
    Raises BadRequest where the query has no such line.
    """
    line = f"VALUES ?{name} {{ {' '.join(map(str, values))} }}"
    lines = text.split("\n")
    bound = [indentation(old) + line if parse_values_line(old)[0] == name else old for old in lines]
    if not any(parse_values_line(old)[0] == name for old in lines):
        raise BadRequest(f"the query has no line VALUES ?{name} {{ … }}")
    return "\n".join(bound)


def parse_values_line(line: str) -> tuple[str, str]:
    """Return the name of a parameter's line and what it holds; nothing of any other line."""
    name, brace, held = line.lstrip(" \t").removeprefix("VALUES ?").partition(" { ")
    whole = f"{indentation(line)}VALUES ?{name} {{ {held}"
    if not (name.isidentifier() and brace and line == whole and held.endswith(" }")):
        return "", ""
    return name, held.removesuffix(" }")


def indentation(line: str) -> str:
    """Return the blanks that a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def select_solutions(graph: Readable, text: str) -> QuerySolutions:
    """Return the solutions of a SELECT query."""
    solutions = graph.query(text)
    if not isinstance(solutions, QuerySolutions):
        raise BadRequest("this query is not a SELECT")
    return solutions
