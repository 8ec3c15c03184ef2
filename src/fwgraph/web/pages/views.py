"""The part of the graph that the explorer shows, as a document that takes parameters."""

import re
from urllib.parse import urlencode

from fwgraph import view
from fwgraph.errors import BadRequest, UnknownName
from fwgraph.graph import Graph
from fwgraph.media_types import JSON, Format
from fwgraph.namespaces import THING_KINDS
from fwgraph.web.http.documents import ParameterValues, Resource
from fwgraph.web.http.links import Links

PARAMETER_NAMES = ("focus", "depth", "relation", "edition")
MAX_DEPTH = 100


def view_resource(graph: Graph, values: ParameterValues | None = None) -> Resource:
    """Return the view as a document; without values, of the whole graph."""
    given = {name: value for name, value in (values or {}).items() if value}

    def write(form: Format, frame: Links) -> bytes:  # noqa: ARG001 - a writer's signature
        return view.view_json(requested_view(graph, given))

    return Resource(
        "graph",
        (JSON,),
        write,
        with_values=lambda wanted: view_resource(graph, wanted),
        query=urlencode(sorted(given.items())),
        error_page=lambda error, frame: error.encode(),  # noqa: ARG005 - never written as a page
    )


def requested_view(graph: Graph, values: ParameterValues) -> view.View:
    """Return the view that values ask for; raises FwgraphError for values that fit nothing."""
    for name in sorted(values.keys() - set(PARAMETER_NAMES)):
        raise UnknownName(
            "parameter", name, PARAMETER_NAMES, f"there are {', '.join(PARAMETER_NAMES)}"
        )
    focus, edition = values.get("focus"), values.get("edition")
    return view.read_view(
        graph,
        focus=graph.names.find(focus.rpartition("/")[2], focus_kinds(focus)) if focus else None,
        depth=parse_depth(values.get("depth", "1")),
        relations=[each for each in values.get("relation", "").split(",") if each],
        edition=graph.names.find(edition, ("edition",)) if edition else None,
    )


def focus_kinds(focus: str) -> tuple[str, ...]:
    """Return the kinds of things that a focus may be of: what it says before the slash, or any."""
    kind = focus.rpartition("/")[0]
    return (kind,) if kind in THING_KINDS else THING_KINDS


def parse_depth(written: str) -> int:
    """Return how far a view reaches; raises BadRequest for what is no number of steps."""
    if not re.fullmatch(r"[0-9]{1,3}", written) or int(written) > MAX_DEPTH:
        raise BadRequest(f"depth={written}: write a number of steps, 0 to {MAX_DEPTH}")
    return int(written)
