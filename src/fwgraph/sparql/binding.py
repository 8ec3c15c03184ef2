"""Query text: what answers it, and terms bound in it.

The line of a parameter reads ``VALUES ?name { term }``, indented or not.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from fwgraph.errors import BadRequest

BindingTerm = NamedNode | Literal


class Queryable(ABC):
    """What answers SPARQL queries, in this process or elsewhere."""

    @abstractmethod
    def solve(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return what the engine answers a SPARQL 1.1 query: solutions, a boolean or triples.

        The project's prefixes need not be declared. Raises QueryError for a query that
        does not parse, and for an update.
        """


def select_solutions(graph: Queryable, text: str) -> QuerySolutions:
    """Return the solutions of a SELECT query; raises BadRequest for a query of another form."""
    solutions = graph.solve(text)
    if not isinstance(solutions, QuerySolutions):
        raise BadRequest("this query is not a SELECT")
    return solutions


def bind_parameters(text: str, terms: Mapping[str, BindingTerm]) -> str:
    """Return the query with each parameter bound to its term, ``UNDEF`` lines left out.

    Terms are serialised by the library, and no parameter is looked for inside one, so
    nothing of them can become query text.
    """
    lines = []
    for line in text.split("\n"):
        name, held = parse_values_line(line)
        if name in terms:  # BIND: from a VALUES, Virtuoso evaluates a path wrongly, silently
            lines.append(f"{indentation(line)}BIND ({terms[name]} AS ?{name})")
        elif held != "UNDEF":
            lines.append(line)
    return "\n".join(lines)


def bind_values(text: str, name: str, *values: BindingTerm) -> str:
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


def bind_rows(text: str, names: Sequence[str], rows: Iterable[Sequence[BindingTerm]]) -> str:
    """Return the query with rows of terms in its line ``VALUES (?name ?name) { … }``.

    Raises BadRequest where the query has no such line.
    """
    head = f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ "
    held = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    lines = text.split("\n")
    numbers = [n for n, line in enumerate(lines) if line.lstrip(" \t").startswith(head)]
    if not numbers:
        raise BadRequest(f"the query has no line {head}… }}")
    for number in numbers:
        lines[number] = f"{indentation(lines[number])}{head}{held} }}"
    return "\n".join(lines)


def parse_values_line(line: str) -> tuple[str, str]:
    """Return the name of a parameter's line and what it holds; nothing of any other line."""
    name, brace, held = line.lstrip(" \t").removeprefix("VALUES ?").partition(" { ")
    exact = f"{indentation(line)}VALUES ?{name} {{ {held}"
    if not (name.isidentifier() and brace and line == exact and held.endswith(" }")):
        return "", ""
    return name, held.removesuffix(" }")


def indentation(line: str) -> str:
    """Return the blanks that a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]
