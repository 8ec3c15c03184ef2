"""A graph into a SPARQL store, without a moment in which half of it can be seen.

The triples go to a staging graph first. Only when all of them are counted there, one
update request puts them in the place of what the graph held before. A push that is
interrupted leaves the old graph as it was; the next one clears the staging graph.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Triple

from fwgraph.endpoint import Endpoint, graph_name
from fwgraph.endpoint.transport import Transport, checked
from fwgraph.errors import BadRequest, EndpointError, FwgraphError

GRAPH = "https://w3id.org/fwgraph/graph"
BATCH = 1000
SIBLINGS = {"update": "query"}
"""Last parts of addresses that take updates only, and of those beside them that answer."""

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Place:
    """A graph of a store: where updates go, where queries go, and its Graph Store Protocol."""

    update: str
    query: str
    graph: NamedNode
    store: str | None = None

    @property
    def staging(self) -> NamedNode:
        """The graph in which the triples wait until all are there."""
        return NamedNode(f"{self.graph.value}/staging")


def place(update: str, graph: str = GRAPH, query: str = "", store: str | None = None) -> Place:
    """Return the place that addresses describe; raises BadRequest for one that is none.

    Queries go to the address for updates, or to ``query`` beside ``update``, where
    Oxigraph and Fuseki have them, unless another address is given.
    """
    above, _, last = checked(update).rpartition("/")
    query = query or f"{above}/{SIBLINGS.get(last, last)}"
    return Place(update, checked(query), graph_name(graph), store and checked(store))


def push(
    triples: Iterable[Triple], to: Place, transport: Transport, progress: Progress = int
) -> int:
    """Replace a store's graph by the triples; return how many they are.

    ``progress`` is told after each request how many triples have gone up with it. Raises
    BadRequest for blank nodes, which a store would rename, and EndpointError where the
    store fails or holds another number of triples than it was given.
    """
    lines = [f"{triple} .\n" for triple in sorted(triples, key=order)]
    with cleared(to, transport):
        upload(lines, to, transport, progress)
        counted(to.staging, len(lines), to, transport)
    transport.update(to.update, f"DROP SILENT GRAPH {to.graph} ;\n{copied(to)}")
    counted(to.graph, len(lines), to, transport)
    transport.update(to.update, f"DROP SILENT GRAPH {to.staging}")
    return len(lines)


def order(triple: Triple) -> bool:
    """Return what triples are sent up by: literals first; raises BadRequest for blank nodes.

    Virtuoso 7.2 takes a plain string for an IRI, where an object before it in the same
    request is the IRI of the same letters.
    """
    if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
        raise BadRequest(f"{triple}: a store would rename this blank node; give it an IRI")
    return isinstance(triple.object, NamedNode)


@contextmanager
def cleared(to: Place, transport: Transport) -> Iterator[None]:
    """Begin with no staging graph, and leave none where the work in it fails."""
    drop = f"DROP SILENT GRAPH {to.staging}"
    transport.update(to.update, drop)
    try:
        yield
    except BaseException:
        with suppress(FwgraphError):
            transport.update(to.update, drop)
        raise


def upload(lines: list[str], to: Place, transport: Transport, progress: Progress) -> None:
    """Write lines of N-Triples into the staging graph."""
    if to.store:
        transport.put(to.store, to.staging.value, "".join(lines).encode())
        progress(len(lines))
        return
    for start in range(0, len(lines), BATCH):
        batch = lines[start : start + BATCH]
        text = f"INSERT DATA {{ GRAPH {to.staging} {{\n{''.join(batch)}}} }}"
        transport.update(to.update, text)
        progress(len(batch))


def copied(to: Place) -> str:
    """Return the update that copies the staging graph; COPY and MOVE fail on some stores."""
    rows = "?s ?p ?o"
    return (
        f"INSERT {{ GRAPH {to.graph} {{ {rows} }} }}\nWHERE {{ GRAPH {to.staging} {{ {rows} }} }}"
    )


def counted(graph: NamedNode, expected: int, to: Place, transport: Transport) -> None:
    """Raise EndpointError where a graph of the store has another number of triples."""
    query = f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
    rows = Endpoint(to.query, transport=transport).query(query)
    found = [row["count"].value for row in rows] if isinstance(rows, QuerySolutions) else []
    if found != [str(expected)]:
        there = ", ".join(found) or "no"
        raise EndpointError(to.query, f"{expected} triples were sent to {graph}, {there} are there")
