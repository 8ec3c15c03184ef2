"""A view of a store that the graph was pushed to is the view of the embedded graph."""

import pytest
from tests.endpoint.servers import Server

from fwgraph import view
from fwgraph.endpoint.push import push_triples
from fwgraph.endpoint.remote_graph import remote_graph
from fwgraph.graph import Graph
from fwgraph.view import DESCENT

VIEWED = "http://example.org/viewed"


@pytest.mark.parametrize(
    "name", [pytest.param("graph", marks=pytest.mark.whole), "neighbourhood", "tiny"]
)
def test_a_view_is_the_same(name: str, store: Server, request: pytest.FixtureRequest) -> None:
    embedded: Graph = request.getfixturevalue(name)
    address = f"{VIEWED}/{name}"
    push_triples(embedded, remote_graph(store.update, address, store.query), store.transport)
    remote = store.read(address)
    assert view.read_view(remote) == view.read_view(embedded)
    assert view.read_view(remote, relations=[DESCENT]) == view.read_view(
        embedded, relations=[DESCENT]
    )
