"""A store's graph that is expected to be the project's: an empty answer is looked into."""

from contextlib import suppress

from pyoxigraph import NamedNode

from fwgraph.endpoint import Endpoint
from fwgraph.endpoint.remote_graph import GRAPH_IRI
from fwgraph.endpoint.transport import Transport
from fwgraph.errors import EndpointError
from fwgraph.sparql.binding import select_solutions
from fwgraph.sparql.lexer import read_terminals
from fwgraph.store.names import KINDS

CLASSES = (*KINDS, "framework", "component", "listing", "release", "claim", "denial")
ANYTHING = "ASK { ?s ?p ?o }"
PATTERNS = [f"{{ ?s a fw:{name.capitalize()} }}" for name in CLASSES]
ANYTHING_KNOWN = f"ASK {{ {' UNION '.join(PATTERNS)} }}"
GRAPHS = [
    f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ {pattern} }} }} ORDER BY ?graph LIMIT 100"
    for pattern in ("", "?s ?p ?o")
]
"""Queries for the names of graphs: a quick one, and one for stores that do not answer it."""
SHOWN_GRAPHS = 5


class ExpectedGraph(Endpoint):
    """The graph of an endpoint, for those who expect to find something in it.

    Where an answer is empty, because the graph is, or holds nothing of the project's, an
    EndpointError says so and names the graphs that are there. With ``any_content`` it may be
    a graph about other things.
    """

    def __init__(
        self, url: str, graph: str | None, transport: Transport, *, any_content: bool = False
    ) -> None:
        super().__init__(url, graph, transport)
        self._store = Endpoint(url, None, transport)
        self._given = Endpoint(url, graph, transport)
        self._questions = [ANYTHING] if any_content else [ANYTHING_KNOWN, ANYTHING]

    def _explain_empty_answer(self, text: str) -> None:
        """Raise EndpointError where the graph is to blame; look for that only once."""
        questions, self._questions = self._questions, []
        if not questions or any(part.keyword in {"GRAPH", "FROM"} for part in read_terminals(text)):
            return
        answers = [bool(self._given.solve(question)) for question in questions]
        if not answers[0]:
            lack = "holds nothing of fwgraph" if answers[-1] else "is empty"
            raise EndpointError(self.url, f"the graph {lack}; {self._describe_other_graphs()}")

    def _describe_other_graphs(self) -> str:
        """Return which other graphs the store has, the project's own one first."""
        answers: list[list[str]] = []
        for query in GRAPHS:
            if not any(answers):
                with suppress(EndpointError):
                    cells = [row["graph"] for row in select_solutions(self._store, query)]
                    answers.append([cell.value for cell in cells if isinstance(cell, NamedNode)])
        if not answers:
            return "the store may keep it in another, to be named with --graph IRI"
        names = answers[-1]
        others = sorted(set(names) - {self.graph}, key=lambda name: (name != GRAPH_IRI, name))
        if not others:
            return "the store names no other"
        more = " and others" if len(others) > SHOWN_GRAPHS else ""
        listed = ", ".join(others[:SHOWN_GRAPHS])
        return f"choose one of the store's with --graph IRI: {listed}{more}"
