"""Responses to what is not answered: a status and a sentence."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException

from fwgraph.web.sparql.limits import MIB, Limits
from fwgraph.web.sparql.messages import Fault


class Refusal(HTTPException):
    """A request is not answered: the status says who is at fault, the sentence why."""

    def __init__(
        self, status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, sentence, {**NEGOTIATED, **(headers or {})})


NEGOTIATED = {"Vary": "Accept"}
"""Headers of every response: it depends on Accept."""


def fault_refusal(fault: Fault, reason: str, limits: Limits) -> Refusal:
    """Return the refusal for a fault; ``reason`` is the sentence where the query is at fault."""
    status, sentence = {
        Fault.QUERY: (400, reason),
        Fault.FORMAT: (422, reason),
        Fault.ROWS: (
            422,
            f"The answer has more than {limits.rows:,} rows, which is the limit here;"
            " ask for fewer with LIMIT.",
        ),
        Fault.SIZE: (
            422,
            f"The answer is larger than {limits.size / MIB:g} MB, which is the limit here;"
            " ask for less with LIMIT, or select fewer columns.",
        ),
        Fault.MEMORY: (
            503,
            f"The query was stopped: it needs more memory than the {limits.memory / MIB:g} MB"
            " that a query may take here; ask for less at once.",
        ),
        Fault.TIME: (
            503,
            f"The query was stopped: it takes longer than {limits.seconds:g} seconds, which is"
            " the limit here; ask for less at once.",
        ),
        Fault.ENDED: (500, "The process that worked on this query ended unexpectedly."),
        Fault.FAILED: (500, "The query could not be answered, by a fault that is not yours."),
    }[fault]
    return Refusal(status, sentence)


def capitalize_first(text: str) -> str:
    """Return a message as a sentence begins."""
    return f"{text[:1].upper()}{text[1:]}"


def busy_refusal(what: str, limits: Limits) -> Refusal:
    """Return the refusal for a moment in which there is too much to do."""
    wait = max(1, round(limits.seconds / 2))
    sentence = f"{what}; please try again in {wait} seconds."
    return Refusal(503, sentence, {"Retry-After": str(wait)})
