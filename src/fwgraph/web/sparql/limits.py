"""What a query from the web may cost."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one query, and for all that run at once.

    A query runs for ``seconds`` at most. One that has used ``quick`` seconds of a processor
    is a long one: those have slots of their own and the lowest priority, so that many of
    them cannot hold up the small ones. There are ``short`` and ``long`` slots. ``waiting``
    queries may wait for each kind, each of them for ``wait_budget`` seconds in all.

    A result has ``rows`` rows and ``size`` bytes at most, a query ``length`` characters and
    ``depth`` brackets within each other. A process may take ``memory`` bytes above what it
    needs at rest. Responses that wait to be fetched hold ``held`` bytes at most, and a
    client has ``delivery`` seconds to fetch one.
    """

    seconds: float = 10.0
    quick: float = 0.02
    wait_budget: float = 8.0
    short: int = 4
    long: int = 2
    waiting: int = 64
    rows: int = 100_000
    size: int = 16 * MIB
    length: int = 50_000
    depth: int = 100
    memory: int = 256 * MIB
    held: int = 64 * MIB
    delivery: float = 60.0

    @property
    def processes(self) -> int:
        """How many processes there are: one for each slot, and two in reserve."""
        return self.short + self.long + 2
