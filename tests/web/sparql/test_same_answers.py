"""The whole catalogue over HTTP: the same answers as in this process."""

import pytest
from tests.web.sparql.serving import Served

import fwgraph
from fwgraph.endpoint import Endpoint
from fwgraph.questions.catalogue import find_question, read_catalogue


@pytest.mark.parametrize("name", sorted(read_catalogue()))
def test_a_question_has_the_same_rows(shipped: Served, graph: fwgraph.Graph, name: str) -> None:
    asked = find_question(name)
    values = {each.name: each.example for each in asked.parameters if each.required}
    remote = Endpoint(f"http://127.0.0.1:{shipped.port}/sparql")
    assert remote.ask(name, **values).rows == graph.ask(name, **values).rows
