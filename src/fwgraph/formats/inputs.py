"""What a graph can be loaded from besides paths: text, and graphs of other libraries."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, Store, Triple

from fwgraph.errors import BadRequest
from fwgraph.store import resources
from fwgraph.store.inference import add_inferences
from fwgraph.store.loading import STORE_MARK, data_files, load_file, load_store, load_text

ONLY_STORE = "a store on disk cannot be read together with other data"


def load_inputs(inputs: Iterable[object], day: str | None = None) -> Store:
    """Return the store that the inputs make together, with the ontology and what follows.

    A string is a path, or with a line break in it Turtle or TriG. Raises BadRequest for what is
    neither that nor a path, a store, an ``rdflib.Graph`` or an iterable of triples, and
    Unreadable for a path or text that cannot be read.
    """
    inputs = list(inputs)
    paths = [Path(os.fspath(each)) for each in inputs if is_path(each)]  # type: ignore[call-overload]
    if len(paths) == len(inputs):
        return load_store(paths, day)
    if any((path / STORE_MARK).is_file() for path in paths):
        raise BadRequest(ONLY_STORE)
    store = Store()
    for file in [*resources.turtle_files(resources.resource_root() / "ontology"), *paths]:
        for data in data_files(file):
            load_file(store, data)
    for each in inputs:
        if isinstance(each, str) and not is_path(each):
            load_text(store, each)
        elif not is_path(each):
            store.extend(Quad(*triple) for triple in read_triples(each))
    add_inferences(store, day)
    return store


def is_path(given: object) -> bool:
    """Tell whether this is a path: a string is one where it is a single line."""
    return isinstance(given, os.PathLike) or (isinstance(given, str) and "\n" not in given)


def read_triples(graph: object) -> Iterator[Triple]:
    """Yield the triples of a graph of pyoxigraph, rdflib or fwgraph; graph names are dropped."""
    rdflib = sys.modules.get("rdflib")  # whoever hands in one of its graphs has imported it
    if rdflib and isinstance(graph, rdflib.Graph):
        from fwgraph.formats.rdflib_graph import from_rdflib

        yield from from_rdflib(graph)
        return
    for item in graph if isinstance(graph, Iterable) else (graph,):
        match item:
            case Quad():
                yield item.triple
            case Triple():
                yield item
            case _:
                kind = type(graph).__name__
                known = "paths, Turtle text, stores of pyoxigraph, graphs of rdflib, triples"
                raise BadRequest(f"a graph cannot be loaded from {kind}; it can from {known}")
