"""The part of the graph that the explorer shows, as a resource that takes parameters."""

import re
from urllib.parse import urlencode

from fwgraph import view
from fwgraph.errors import BadRequest, UnknownName
from fwgraph.graph import Graph
from fwgraph.media_types import JSON, Format
from fwgraph.namespaces import THING_KINDS
from fwgraph.questions.catalogue import Parameter
from fwgraph.web.http.links import Links
from fwgraph.web.http.resources import ParameterValues, Resource

VIEW_PARAMETERS = (
    Parameter("focus", "software", False, "software/flask", "the thing in the middle"),
    Parameter("depth", "integer", False, "1", "how many steps away from it"),
    Parameter("relation", "relation", False, "builtOn", "relations to keep, parted by commas"),
    Parameter("edition", "edition", False, "web-frameworks-2016", "keep what this edition lists"),
)
PARAMETER_NAMES = tuple(parameter.name for parameter in VIEW_PARAMETERS)
MAX_DEPTH = 100


def view_resource(graph: Graph, values: ParameterValues | None = None) -> Resource:
    """Return the view as a resource; without values, of the whole graph."""
    given = {name: value for name, value in (values or {}).items() if value}

    def write(form: Format, links: Links) -> bytes:  # noqa: ARG001 - a writer's signature
        return view.view_json(requested_view(graph, given))

    return Resource(
        "graph",
        (JSON,),
        write,
        with_values=lambda wanted: view_resource(graph, wanted),
        query=urlencode(sorted(given.items())),
        error_page=lambda error, links: error.encode(),  # noqa: ARG005 - never written as a page
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
        relations=[name for name in values.get("relation", "").split(",") if name],
        edition=graph.names.find(edition, ("edition",)) if edition else None,
    )


def focus_kinds(focus: str) -> tuple[str, ...]:
    """Return the kinds of things that a focus may be of: what it says before the slash, or any."""
    kind = focus.rpartition("/")[0]
    return (kind,) if kind in THING_KINDS else THING_KINDS


def parse_depth(value: str) -> int:
    """Return how far a view reaches; raises BadRequest for what is no number of steps."""
    if not re.fullmatch(r"[0-9]{1,3}", value) or int(value) > MAX_DEPTH:
        raise BadRequest(f"depth={value}: write a number of steps, 0 to {MAX_DEPTH}")
    return int(value)
