"""Which graphs a query is about: what it names has to be there already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fwgraph.namespaces import BASE
from fwgraph.web.sparql.refusals import Refusal
from fwgraph.web.sparql.screening import ScreenedQuery

DEFAULT_GRAPH_IRI = f"{BASE}graph"
"""The IRI of the graph, which is the default graph here (``fwgraph push`` names it so)."""
MAX_GRAPHS_LISTED = 5


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that make the default graph, and the named ones; None for the store's own.

    An empty IRI stands for the store's default graph.
    """

    default: list[str] | None = None
    named: list[str] | None = None


def resolve_dataset(
    query: ScreenedQuery, default: Sequence[str], named: Sequence[str], there: Collection[str]
) -> Dataset:
    """Return the dataset of a request (SPARQL 1.1 Protocol, section 2.1.4).

    The request's parameters win over the query's FROM. Raises Refused for a graph that is
    not there.
    """
    if not default and not named:
        if query.default is None or query.named is None:
            return Dataset()
        default, named = query.default, query.named
    return Dataset(
        [
            "" if is_default_graph(iri, there) else require_named_graph(iri, there)
            for iri in default
        ],
        [require_named_graph(iri, there) for iri in named],
    )


def is_default_graph(iri: str, there: Collection[str]) -> bool:
    """Tell whether an IRI is that of the default graph."""
    return iri == DEFAULT_GRAPH_IRI and iri not in there


def require_named_graph(iri: str, there: Collection[str]) -> str:
    """Return the IRI of a named graph; raises Refused for any other."""
    if iri in there:
        return iri
    if iri == DEFAULT_GRAPH_IRI:
        raise Refusal(
            400, f"<{DEFAULT_GRAPH_IRI}> is the default graph here, it is not a named one."
        )
    known = [DEFAULT_GRAPH_IRI, *sorted(there)]
    more = f" and {len(known) - MAX_GRAPHS_LISTED} more" if len(known) > MAX_GRAPHS_LISTED else ""
    names = ", ".join(f"<{name}>" for name in known[:MAX_GRAPHS_LISTED])
    raise Refusal(
        400, f"There is no graph <{iri}> here, and none is fetched; there are: {names}{more}."
    )
