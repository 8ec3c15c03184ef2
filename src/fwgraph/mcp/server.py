"""The server: tools and the schema card over the Model Context Protocol, on standard streams.

Calls are answered one after the other in a thread, so that the server hears meanwhile. What a
caller can put right is told in a sentence as the error of the tool, which models read.
"""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

import anyio
import mcp_types as types
from anyio import CapacityLimiter, to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from fwgraph.errors import FwgraphError, UnknownName
from fwgraph.formats.rdf import serialize_triples
from fwgraph.graph import Graph
from fwgraph.mcp.bounds import Answer, json_text
from fwgraph.mcp.parameters import check_arguments
from fwgraph.mcp.schema_card import ABOUT, read_schema_card
from fwgraph.mcp.tools import make_tools
from fwgraph.project import __version__

CARD_URI = "fwgraph://schema-card"
INSTRUCTIONS = (
    f"{ABOUT} Read schema_card first. Answers are rows with evidence: cite source, line, date and"
    " phrase, and the day of the graph. No rows is no denial. Nothing here writes."
)
READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
COMMAND = "`fwgraph ask "
"""How hints for people begin that name a question."""


class GraphServer:
    """What answers the requests about one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.tools = make_tools()
        self.turn = CapacityLimiter(1)

    @cached_property
    def stamp(self) -> Answer:
        """The graph's day, and the SHA-256 of what ``fwgraph export --format nt`` writes of it."""
        digest = sha256(serialize_triples(self.graph, "nt")).hexdigest()
        return {"day": self.graph.day, "digest": f"sha256:{digest}"}

    def answer_tool(self, name: str, arguments: Mapping[str, Any]) -> Answer:
        """Return what a tool answers; raises FwgraphError for what the caller can put right."""
        tool = next((tool for tool in self.tools if tool.name == name), None)
        if tool is None:
            names = [tool.name for tool in self.tools]
            raise UnknownName("tool", name[:100], names, f"there are {', '.join(names)}")
        check_arguments(name, tool.schema, arguments)
        return {"graph": self.stamp, **tool.answer(self.graph, arguments)}

    async def call_tool(
        self, _: ServerRequestContext[Any], request: types.CallToolRequestParams
    ) -> types.CallToolResult:
        """Return the answer of a tool as JSON, or a sentence that says what is wrong."""

        def call() -> types.CallToolResult:
            try:
                answer = json_text(self.answer_tool(request.name, request.arguments or {}))
            except FwgraphError as error:
                return text_result(str(error).replace(COMMAND, "`ask "), is_error=True)
            return text_result(answer)

        return await to_thread.run_sync(call, limiter=self.turn)

    async def list_tools(
        self, _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        """Return the tools with the schemas of their arguments."""
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    description=tool.description,
                    input_schema=tool.schema,
                    annotations=READ_ONLY,
                )
                for tool in self.tools
            ]
        )

    async def list_resources(
        self, _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """Return the one resource: the schema card."""
        card = types.Resource(
            name="schema-card",
            uri=CARD_URI,
            description="What the graph holds, and known pitfalls.",
            mime_type="application/json",
        )
        return types.ListResourcesResult(resources=[card])

    async def read_resource(
        self, _: ServerRequestContext[Any], request: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """Return the schema card; raises MCPError for another address."""
        if str(request.uri) != CARD_URI:
            raise MCPError(types.INVALID_PARAMS, f"there is no such resource, only {CARD_URI}")

        def read() -> str:
            return json_text({"graph": self.stamp, **read_schema_card(self.graph)})

        text = await to_thread.run_sync(read, limiter=self.turn)
        content = types.TextResourceContents(uri=CARD_URI, text=text, mime_type="application/json")
        return types.ReadResourceResult(contents=[content])

    async def prepare_stamp(self) -> None:
        """Work out the digest, while the client says hello."""
        await to_thread.run_sync(lambda: self.stamp, limiter=self.turn)


def text_result(text: str, *, is_error: bool = False) -> types.CallToolResult:
    """Return the result of a tool."""
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)], is_error=is_error
    )


async def serve_graph(graph: Graph) -> None:
    """Answer about a graph on standard input and output until the input ends."""
    answering = GraphServer(graph)
    server: Server[Any] = Server(
        "fwgraph",
        version=__version__,
        title="Python web frameworks",
        instructions=INSTRUCTIONS,
        on_list_tools=answering.list_tools,
        on_call_tool=answering.call_tool,
        on_list_resources=answering.list_resources,
        on_read_resource=answering.read_resource,
    )
    async with stdio_server() as (reading, writing), anyio.create_task_group() as tasks:
        tasks.start_soon(answering.prepare_stamp)
        await server.run(reading, writing, server.create_initialization_options())
