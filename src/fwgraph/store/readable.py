"""A graph to be read: what everything above this room relies on."""

from collections.abc import Iterable, Sized
from functools import cached_property

from pyoxigraph import Triple

from fwgraph.sparql.binding import Queryable
from fwgraph.store.days import read_day
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
        return read_day(self)
