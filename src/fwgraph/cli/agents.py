"""The command that answers agents: mcp."""

import os
import signal
from importlib import import_module

import click

from fwgraph.cli import options
from fwgraph.cli.interrupts import EXIT_CODE
from fwgraph.cli.serving import local_graph


@click.command()
@options.graph_options
def mcp(source: options.GraphOptions) -> None:
    """Answer agents: questions as tools (Model Context Protocol).

    It speaks on standard input and output, and is started by what uses it. Every answer has
    its evidence, the day and the digest of the graph. Nothing is written. It ends with its
    input.

    \b
      {"mcpServers": {"fwgraph": {"command": "fwgraph", "args": ["mcp"]}}}
    """  # noqa: D301 - click's mark for lines that stay
    import_module("mcp")  # first, so that it is named where it is missing: what it brings is not
    import anyio

    from fwgraph.mcp.server import serve_graph

    graph = local_graph(source)
    if os.name == "posix":
        signal.signal(signal.SIGINT, exit_at_once)
    anyio.run(serve_graph, graph)


def exit_at_once(*_: object) -> None:
    """End the process: a thread that reads standard input cannot be told to stop."""
    os.write(2, b"\nAborted!\n")
    os._exit(EXIT_CODE)


COMMANDS = (mcp,)
