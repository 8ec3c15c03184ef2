"""The graph as of other days, as resources."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from fwgraph.errors import BadRequest
from fwgraph.graph import graph_as_of
from fwgraph.store.days import parse_day
from fwgraph.store.later import turning_days
from fwgraph.web.publication import Publication

if TYPE_CHECKING:
    from fwgraph.graph import Graph

MAX_TRIPLES = 100_000
"""Triples of a graph that is derived for a visitor; a larger one takes a second or more."""
MAX_KEPT = 4
"""Days whose graphs are kept."""


class DatedPublications:
    """A graph as of any day, for threads; the graphs of the last few days are kept.

    Between two days on which sources speak nothing changes: a graph is derived for one of
    those only.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._kept: OrderedDict[str, Publication] = OrderedDict()
        self._lock = Lock()

    @cached_property
    def days(self) -> list[str]:
        """The days on which something changes, in their order."""
        return turning_days(self._graph.store)

    def publication_on(self, written: str) -> Publication:
        """Return the publication of a day; raises BadRequest for none, and for a large graph."""
        day = parse_day("on", written)
        if len(self._graph) > MAX_TRIPLES:
            raise BadRequest("this graph is too large to be shown here as of another day")
        with self._lock:  # one at a time: deriving takes a processor
            turn = max(bisect_right(self.days, day) - 1, 0)
            key = self.days[turn] if self.days and self.days[turn] <= day else "0001-01-01"
            if key not in self._kept:
                self._kept[key] = Publication(graph_as_of(self._graph, key))
            self._kept.move_to_end(key)
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]
