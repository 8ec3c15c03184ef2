"""What every part that reads a graph relies on, whether it is embedded or a remote store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple

    from fwgraph.store.names import Names


class Readable(Protocol):
    """A graph that can be asked: ``graph.Graph`` and ``endpoint.Endpoint`` are two."""

    @property
    def names(self) -> Names:
        """What the things of the graph are called."""

    def __len__(self) -> int:
        """Return the number of triples, derived ones included."""

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples, in no particular order."""

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a SPARQL 1.1 query: solutions, a boolean or triples.

        The project's prefixes need not be declared. Raises QueryError for an update.
        """
