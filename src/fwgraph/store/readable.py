"""A graph to be read: what everything above this room relies on."""

from collections.abc import Iterable, Sized
from functools import cached_property

from pyoxigraph import Literal, Triple

from fwgraph.sparql.binding import Queryable, select_solutions
from fwgraph.store.names import Names


class Readable(Queryable, Sized, Iterable[Triple]):
    """A graph to be read, embedded or behind an endpoint.

    Its length is the number of triples, derived ones included; they are iterated over in
    no particular order.
    """

    @cached_property
    def names(self) -> Names:
        """What the things of the graph are called."""
        return Names(self)

    @cached_property
    def day(self) -> str | None:
        """The day that its plain relations are of, YYYY-MM-DD; None where no source has one."""
        days = [row["day"] for row in select_solutions(self, "SELECT ?day { ?graph fw:asOf ?day }")]
        return max((day.value for day in days if isinstance(day, Literal)), default=None)
