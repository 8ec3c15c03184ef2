"""Why a process has no answer to a query."""

from enum import StrEnum


class Fault(StrEnum):
    """What went wrong with a query: in itself, in its answer, or in what it used up."""

    QUERY = "query"
    FORMAT = "format"
    ROWS = "rows"
    SIZE = "size"
    MEMORY = "memory"
    TIME = "time"
    ENDED = "ended"
    FAILED = "failed"
