"""A graph for rdflib that lies over another one: to add to it costs nothing of what is below."""

from collections.abc import Generator, Iterable
from itertools import chain
from typing import Any

import rdflib
from rdflib.plugins.stores.memory import SimpleMemory

Nodes = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]


class LayerStore(SimpleMemory):
    """A store whose triples are its own and those of a store below, which stays as it is.

    It says that it knows graphs, since pySHACL asks for that, and has the triples of one.
    """

    context_aware = True
    graph_aware = True

    def __init__(self, below: SimpleMemory, size_below: int) -> None:
        super().__init__()
        self.below = below
        self.size = size_below

    def add(self, triple: Any, context: Any = None, quoted: bool = False) -> None:
        """Add a triple that neither layer has."""
        super().add(triple, context, quoted)
        self.size += 1

    def triples(self, triple_pattern: Any, context: Any = None) -> Generator[Any, None, None]:
        """Yield the triples of both that match a pattern."""
        yield from chain(
            super().triples(triple_pattern, context), self.below.triples(triple_pattern, context)
        )

    def __len__(self, context: Any = None) -> int:
        """Return how many triples both have; the store of rdflib counts them each time."""
        return self.size


class Ground:
    """Triples that graphs can lie over, each given once."""

    def __init__(self, triples: Iterable[Nodes]) -> None:
        self.store = SimpleMemory()
        self.size = 0
        for triple in triples:
            self.store.add(triple, None)  # type: ignore[arg-type]
            self.size += 1

    def layer_over(self, triples: Iterable[Nodes]) -> rdflib.Graph:
        """Return a graph of these triples and some others, each of which is given once."""
        store = LayerStore(self.store, self.size)
        graph = rdflib.Graph(store, bind_namespaces="none")
        for triple in triples:
            store.add(triple, graph)
        return graph
