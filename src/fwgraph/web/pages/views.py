"""The part of the graph that the explorer shows, as a document that takes parameters."""

import re
from urllib.parse import urlencode

from fwgraph import view
from fwgraph.errors import BadRequest, UnknownName
from fwgraph.graph import Graph
from fwgraph.namespaces import THING_KINDS
from fwgraph.web.http.documents import Document, Values
from fwgraph.web.http.links import Frame
from fwgraph.web.http.media_types import JSON, Form

PARAMETERS = ("focus", "depth", "relation", "edition")
MOST_STEPS = 100


def document(graph: Graph, values: Values | None = None) -> Document:
    """Return the view as a document; without values, of the whole graph."""
    given = {name: value for name, value in (values or {}).items() if value}

    def write(form: Form, frame: Frame) -> bytes:  # noqa: ARG001 - a writer's signature
        return view.json(shown(graph, given))

    return Document(
        "graph",
        (JSON,),
        write,
        ask=lambda wanted: document(graph, wanted),
        query=urlencode(sorted(given.items())),
        excuse=lambda error, frame: error.encode(),  # noqa: ARG005 - never written as a page
    )


def shown(graph: Graph, values: Values) -> view.View:
    """Return the view that values ask for; raises FwgraphError for values that fit nothing."""
    for name in sorted(values.keys() - set(PARAMETERS)):
        raise UnknownName("parameter", name, PARAMETERS, f"there are {', '.join(PARAMETERS)}")
    focus, edition = values.get("focus"), values.get("edition")
    return view.view(
        graph,
        focus=graph.names.find(focus.rpartition("/")[2], kinds_of(focus)) if focus else None,
        depth=steps(values.get("depth", "1")),
        relations=[each for each in values.get("relation", "").split(",") if each],
        edition=graph.names.find(edition, ("edition",)) if edition else None,
    )


def kinds_of(focus: str) -> tuple[str, ...]:
    """Return the kinds of things that a focus may be of: what it says before the slash, or any."""
    kind = focus.rpartition("/")[0]
    return (kind,) if kind in THING_KINDS else THING_KINDS


def steps(written: str) -> int:
    """Return how far a view reaches; raises BadRequest for what is no number of steps."""
    if not re.fullmatch(r"[0-9]{1,3}", written) or int(written) > MOST_STEPS:
        raise BadRequest(f"depth={written}: write a number of steps, 0 to {MOST_STEPS}")
    return int(written)
