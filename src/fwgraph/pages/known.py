"""What a graph knows that helps to read a page: names of software, titles of categories."""

from pyoxigraph import NamedNode

from fwgraph.graph import Graph
from fwgraph.pages.edition import Known
from fwgraph.questions import select
from fwgraph.sources import query_text


def of(graph: Graph) -> Known:
    """Return what the graph knows."""
    return Known(lambda name: software(graph, name), categories(graph))


def software(graph: Graph, name: str) -> NamedNode | None:
    """Return the only software that has this name, or nothing."""
    found = graph.names.matches(name, ("software",))
    return found[0] if len(found) == 1 else None


def categories(graph: Graph) -> dict[str, NamedNode]:
    """Return the known categories by their titles."""
    found = {}
    for row in select(graph, query_text("page/categories")):
        category = row["category"]
        if isinstance(category, NamedNode):
            found[row["title"].value] = category
    return found
