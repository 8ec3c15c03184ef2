"""The dataset of a query: the graphs that it names have to be there already."""

from collections.abc import Collection, Sequence

from fwgraph.namespaces import BASE
from fwgraph.web.sparql.messages import GraphIris
from fwgraph.web.sparql.refusals import Refusal
from fwgraph.web.sparql.screening import ScreenedQuery

DEFAULT_GRAPH_IRI = f"{BASE}graph"
"""The IRI of the graph, which is the default graph here (``fwgraph push`` names it so)."""
MAX_GRAPHS_LISTED = 5


def resolve_dataset(
    query: ScreenedQuery, default: Sequence[str], named: Sequence[str], graphs: Collection[str]
) -> tuple[GraphIris, GraphIris]:
    """Return the default and the named graphs of a request (SPARQL 1.1 Protocol, 2.1.4).

    The request's parameters win over the query's FROM. Both are None for the store's own,
    an empty IRI stands for its default graph. Raises Refusal for a graph that is not there.
    """
    if not default and not named:
        default, named = query.default, query.named
    if not default and not named:
        return None, None
    own_default = set() if DEFAULT_GRAPH_IRI in graphs else {DEFAULT_GRAPH_IRI}
    return (
        ["" if iri in own_default else require_named_graph(iri, graphs) for iri in default],
        [require_named_graph(iri, graphs) for iri in named],
    )


def require_named_graph(iri: str, graphs: Collection[str]) -> str:
    """Return the IRI of a named graph; raises Refusal for any other."""
    if iri in graphs:
        return iri
    if iri == DEFAULT_GRAPH_IRI:
        raise Refusal(400, f"<{iri}> is the default graph here, it is not a named one.")
    known = [DEFAULT_GRAPH_IRI, *sorted(graphs)]
    more = f" and {len(known) - MAX_GRAPHS_LISTED} more" if len(known) > MAX_GRAPHS_LISTED else ""
    names = ", ".join(f"<{name}>" for name in known[:MAX_GRAPHS_LISTED])
    sentence = f"There is no graph <{iri}> here, and none is fetched; there are: {names}{more}."
    raise Refusal(400, sentence)
