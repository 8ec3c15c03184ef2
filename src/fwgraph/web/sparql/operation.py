"""A request as the SPARQL 1.1 Protocol reads it (section 2.1)."""

from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request

from fwgraph.namespaces import BASE
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.messages import GraphIris
from fwgraph.web.sparql.refusals import Refusal
from fwgraph.web.sparql.screening import ScreenedQuery, update_refusal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
GRAPH_PARAMETERS = ("default-graph-uri", "named-graph-uri")
BYTES_PER_CHARACTER = 12
"""Bytes of one character in a form at most: four of UTF-8, each as a percent sign and two."""
MAX_PARAMETERS = 200
FORM_OVERHEAD = 10_000
"""Bytes of a form beside the query."""

DEFAULT_GRAPH_IRI = f"{BASE}graph"
"""The IRI of the graph, which is the default graph here (``fwgraph push`` names it so)."""
MAX_GRAPHS_LISTED = 5

Parameters = list[tuple[str, str]]


DAY = "on"
"""The parameter that names the day that the graph is to be of; the protocol has none for it."""


class Operation(NamedTuple):
    """The query of a request, the graphs that it names, and the day that it is asked of."""

    query: str
    default: list[str]
    named: list[str]
    day: str = ""


async def parse_operation(request: Request, limits: Limits) -> Operation:
    """Return the query operation of a GET or POST; raises Refusal for what is none."""
    parameters = parse_form_parameters(request.scope.get("query_string", b""))
    if request.method == "POST":
        parameters += await read_post_parameters(request, limits)
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in parameters:
        if value or name not in GRAPH_PARAMETERS:  # forms send what is not filled in as well
            values[name].append(value)
    if "update" in values:
        raise update_refusal()
    queries = values["query"]
    if len(queries) != 1:
        raise Refusal(400, f"One query is answered at a time; there are {len(queries)} here.")
    query = queries[0].removeprefix("\ufeff")  # a byte order mark
    if len(set(values[DAY])) > 1:
        raise Refusal(400, f"{DAY}= is given twice: say one of them.")
    default, named = (values[name] for name in GRAPH_PARAMETERS)
    return Operation(query, default, named, "".join(values[DAY][:1]))


def asks_nothing(request: Request) -> bool:
    """Tell whether a request has no parameter but the day, which a page can be of as well."""
    parameters = parse_form_parameters(request.scope.get("query_string", b""))
    return all(name == DAY for name, _ in parameters)


async def read_post_parameters(request: Request, limits: Limits) -> Parameters:
    """Return the parameters of a request's body, a form's or the query by itself."""
    media_type, charset = parse_content_type(request)
    if media_type == UPDATE:
        raise update_refusal()
    if media_type not in {FORM, QUERY}:
        instead = f"not {media_type}" if media_type else "and this request says none"
        raise Refusal(415, f"A query is posted as {FORM} or as {QUERY}, {instead}.")
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise Refusal(415, f"A query is posted in UTF-8, not in {charset}.")
    body = await read_request_body(request, limits.length * BYTES_PER_CHARACTER + FORM_OVERHEAD)
    if media_type == FORM:
        return parse_form_parameters(body)
    try:
        return [("query", body.decode("utf-8"))]
    except UnicodeDecodeError:
        raise Refusal(400, "The query is not UTF-8.") from None


def parse_content_type(request: Request) -> tuple[str, str]:
    """Return the media type of a request's body and its charset, in lower case."""
    media_type, *parameters = request.headers.get("Content-Type", "").lower().split(";")
    pairs = (parameter.partition("=") for parameter in parameters)
    charsets = [value.strip(' "') for name, _, value in pairs if name.strip() == "charset"]
    return media_type.strip(), "".join(charsets[:1])


async def read_request_body(request: Request, most: int) -> bytes:
    """Return a request's body without byte order mark; raises Refusal as soon as it is longer."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise Refusal(413, f"The request is larger than {most:,} bytes, the limit here.")
    return bytes(body).removeprefix(BOM_UTF8)


def parse_form_parameters(form: bytes) -> Parameters:
    """Return the parameters of a form or of an address, in their order."""
    try:
        text = form.decode("ascii")
        return parse_qsl(text, True, errors="strict", max_num_fields=MAX_PARAMETERS)
    except UnicodeDecodeError:
        raise Refusal(400, "The parameters are not UTF-8 with percent signs.") from None
    except ValueError:
        raise Refusal(400, f"There are more than {MAX_PARAMETERS} parameters.") from None


def resolve_dataset(
    operation: Operation, query: ScreenedQuery, graphs: Collection[str]
) -> tuple[GraphIris, GraphIris]:
    """Return the default and the named graphs of a request (SPARQL 1.1 Protocol, 2.1.4).

    The request's parameters win over the query's FROM. Both are None for the store's own,
    an empty IRI stands for its default graph. Raises Refusal for a graph that is not there.
    """
    names = operation if operation.default or operation.named else query
    if not names.default and not names.named:
        return None, None
    own_default = set() if DEFAULT_GRAPH_IRI in graphs else {DEFAULT_GRAPH_IRI}
    return (
        ["" if iri in own_default else require_named_graph(iri, graphs) for iri in names.default],
        [require_named_graph(iri, graphs) for iri in names.named],
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
