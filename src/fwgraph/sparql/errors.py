"""What is wrong with a query, as a sentence."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from fwgraph.errors import QueryError

ERROR_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@contextmanager
def raise_query_errors(text: str) -> Iterator[None]:
    """Turn what goes wrong while a query is read or answered into a QueryError.

    Answers are computed as they are read: a SERVICE that is away fails there.
    """
    try:
        yield
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(explain_query_error(text, error)) from error


def explain_query_error(text: str, error: Exception) -> str:
    """Return what is wrong with a query, as a sentence; the place is first where there is one."""
    if is_update(text):
        return "this is a SPARQL update; the graph is read-only, ask with SELECT or CONSTRUCT"
    if not text.strip():
        return "the query is empty: it does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    reason = str(getattr(error, "msg", None) or error)
    place = ERROR_POSITION.match(reason)
    if not place:
        return f"the query cannot be answered: {reason.splitlines()[0]}"
    where = f"the query, line {place[1]}, column {place[2]}"
    if "Prefix not found" in reason:
        return f"{where}: this prefix is not declared; write PREFIX name: <…> above SELECT"
    return f"{where}: this is not SPARQL here; {truncate_reason(place[3])}"


def is_update(text: str) -> bool:
    """Tell whether a text begins as an update, whatever follows."""
    from fwgraph.sparql import lexer  # its patterns take time, and a query seldom fails

    try:
        operation = lexer.read_prologue(lexer.read_terminals(text)).operation
    except QueryError:
        return False
    return operation is not None and operation.keyword in lexer.UPDATE_KEYWORDS


def truncate_reason(reason: str, width: int = 100) -> str:
    """Return a parser's reason on one line, cut where it lists too much."""
    line = " ".join(reason.split())
    return line if len(line) <= width else f"{line[:width].rsplit(' ', 1)[0]} …"
