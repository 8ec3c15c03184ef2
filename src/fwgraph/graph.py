"""Files to one graph, with what follows from them."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from pyoxigraph import (
    DefaultGraph,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from fwgraph import sources
from fwgraph.asking import Asking
from fwgraph.derive import derive
from fwgraph.errors import BadRequest, QueryError, Unreadable
from fwgraph.names import Names
from fwgraph.terms import PREFIXES

DEFAULT = DefaultGraph()
UPDATE = re.compile(
    r"(?:\s|\#[^\n]*\n|PREFIX\s+[^\s<]*\s*<[^>]*>|BASE\s*<[^>]*>)*+"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
ENDINGS = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")
STORE_MARK = "CURRENT"  # every RocksDB directory has this file


class Graph(Asking):
    """A graph to be read: claims, listings and everything that follows from them.

    ``store`` is the pyoxigraph store behind it; all triples are in its default graph.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __len__(self) -> int:
        """Return the number of triples, derived ones included."""
        return len(self.store)

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples, in no particular order."""
        return (quad.triple for quad in self.store.quads_for_pattern(None, None, None, DEFAULT))

    @cached_property
    def names(self) -> Names:
        """What the things of the graph are called."""
        return Names(self)

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a SPARQL 1.1 query: solutions, a boolean or triples.

        The project's prefixes need not be declared. Raises QueryError for a query that
        does not parse, and for an update.
        """
        with answering(text):
            return self.store.query(text, prefixes=PREFIXES)


def load(*paths: Path | str) -> Graph:
    """Return the shipped graph, or the graph of the given files, folders or on-disk store.

    Files may be Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, told by their
    ending; graph names in them are dropped. The ontology is always part of the graph, and
    so is what follows from it. A folder written by ``fwgraph build`` is opened as it is
    and read-only, and has to be the only path. Raises Unreadable for a file that is
    missing or not well formed.
    """
    if not paths:
        return Graph(filled(sources.shipped_files()))
    places = [Path(path) for path in paths]
    if any((place / STORE_MARK).is_file() for place in places):
        return Graph(opened(places))
    ontology = sources.turtle_files(sources.root() / "ontology")
    return Graph(filled([*ontology, *(file for place in places for file in data_files(place))]))


def filled(files: Iterable[Path]) -> Store:
    """Return a new store in memory with the files' triples and what follows from them."""
    store = Store()
    for file in files:
        fill(store, file)
    derive(store)
    return store


def fill(store: Store, file: Path) -> None:
    """Add a file's triples to the store's default graph; graph names are dropped.

    Raises Unreadable with the line for a file that is missing or not well formed.
    """
    if not file.exists():
        raise Unreadable(file, "there is no such file or folder")
    rdf_format = format_of(file)
    if rdf_format is None:
        known = ", ".join(ENDINGS)
        raise Unreadable(file, f"the ending does not say which RDF this is; known: {known}")
    base = file.absolute().as_uri()
    try:
        if rdf_format.supports_datasets:
            quads = parse(path=file, format=rdf_format, base_iri=base)
            store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        else:
            store.load(path=file, format=rdf_format, base_iri=base)
    except SyntaxError as error:
        remote = "the @context is an address, which is not fetched; write the context out"
        reason = remote if "LoadDocumentCallback" in str(error.msg) else str(error.msg)
        raise Unreadable(file, reason, error.lineno) from error
    except (OSError, ValueError) as error:
        raise Unreadable(file, getattr(error, "strerror", None) or str(error)) from error


def opened(places: list[Path]) -> Store:
    """Return the on-disk store at the only one of the places."""
    if len(places) > 1:
        raise BadRequest("a store on disk cannot be read together with other data")
    try:
        return Store.read_only(str(places[0]))
    except (OSError, RuntimeError) as error:
        raise Unreadable(places[0], f"the store does not open: {error}") from error


def data_files(place: Path) -> list[Path]:
    """Return the RDF files at a place: itself, or those below it, sorted."""
    if not place.is_dir():
        return [place]
    files = [
        file for file in sorted(place.rglob("*")) if file.is_file() and ending(file) in ENDINGS
    ]
    if not files:
        raise Unreadable(place, "there is no RDF file in this folder")
    return files


def format_of(file: Path) -> RdfFormat | None:
    """Return the RDF format that a file's ending stands for."""
    return RdfFormat.from_extension(ending(file))


def ending(file: Path) -> str:
    """Return a file's ending without its dot, in lower case."""
    return file.suffix.removeprefix(".").lower()


@contextmanager
def answering(text: str) -> Iterator[None]:
    """Turn what goes wrong while a query is read or answered into a QueryError.

    Answers are computed as they are read: a SERVICE that is away fails there.
    """
    try:
        yield
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(explained(text, error)) from error


def explained(text: str, error: Exception) -> str:
    """Return what is wrong with a query, as a sentence that begins with the place."""
    if UPDATE.match(text):
        return "this is a SPARQL update; the graph is read-only, ask with SELECT or CONSTRUCT"
    reason = str(getattr(error, "msg", None) or error)
    place = PLACE.match(reason)
    if not place:
        return f"the query cannot be answered: {reason.splitlines()[0]}"
    where = f"the query, line {place[1]}, column {place[2]}"
    if "Prefix not found" in reason:
        return f"{where}: this prefix is not declared; write PREFIX name: <…> above SELECT"
    return f"{where}: this is not SPARQL here; {shortened(place[3])}"


def shortened(reason: str, width: int = 100) -> str:
    """Return a parser's reason on one line, cut where it lists too much."""
    line = " ".join(reason.split())
    return line if len(line) <= width else f"{line[:width].rsplit(' ', 1)[0]} …"
