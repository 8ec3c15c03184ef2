"""How deep a query may be, checked before an engine reads it.

Oxigraph is recursive over brackets and over chains of operators: 40 kB of either end the
process, which nothing can catch.
"""

from __future__ import annotations

import re

from fwgraph.errors import QueryError

MAX_BRACKETS = 100
"""Brackets within each other; the endpoint has the same bound."""
MAX_OPERATORS = 1_000
"""Operators, groups and clauses in all: each may be a level of the tree that is evaluated."""

TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*+) | \\.
  | <[A-Z][A-Z0-9+.-]*+://[^<>"{}|^`\\\s]*+>
  | (?!FILTER|BIND|UNION|OPTIONAL|MINUS|AS)(?<![\w?$])(?:[^\W\d_][\w.-]*+)?:[\w:.%-]*+
  | (?P<ambiguous><[^<>"{}|^`\\\s'\#]*+['\#][^<>"{}|^`\\\s]*+>)
  | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3} | '(?:[^'\\\r\n]|\\.)*+'
  | \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | "(?:[^"\\\r\n]|\\.)*+"
  | (?P<open>[({[]) | (?P<close>[)}\]])
  | (?P<operator>[!+*/|&<-] | FILTER | BIND | UNION | OPTIONAL | MINUS | AS\s*[?$])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""What counts, and in what it does not: comments, whole web addresses, prefixed names, strings.

``?a<?b#>`` is an IRI to some and a comparison with a comment to others: it is refused.
"""
STEPS = {"open": 1, "close": -1}


def check_nesting_of_query(text: str) -> None:
    """Raise QueryError, with line and column, for a query that is too deep to be read."""
    depth = operators = 0
    for token in TOKEN.finditer(text):
        kind = token.lastgroup or ""
        depth += STEPS.get(kind, 0)
        operators += kind == "operator" or token[0] == "{"
        if kind == "ambiguous":
            raise query_error(text, token, "write this IRI in full, or a space after <")
        if depth > MAX_BRACKETS:
            reason = f"more than {MAX_BRACKETS} brackets within each other are not answered"
            raise query_error(text, token, reason)
        if operators > MAX_OPERATORS:
            reason = f"more than {MAX_OPERATORS:,} operators and groups are not answered"
            raise query_error(text, token, reason)


def query_error(text: str, token: re.Match[str], reason: str) -> QueryError:
    """Return the error that names a place of a query."""
    line = text.count("\n", 0, token.start()) + 1
    column = token.start() - text.rfind("\n", 0, token.start())
    return QueryError(f"the query, line {line}, column {column}: {reason}")
