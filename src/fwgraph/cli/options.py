"""Options that several commands share, and how their values are handed over."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from fwgraph.cli.results import GraphOptions, choose_format, write_answer_form, write_output
from fwgraph.errors import EndpointError
from fwgraph.store.days import parse_day

__all__ = [
    "PATH",
    "GraphOptions",
    "choose_format",
    "data_option",
    "day_option",
    "echo_note",
    "environment_graph",
    "graph_options",
    "output_option",
    "skip_others_option",
    "timeout_option",
    "wiki_options",
    "write_answer_form",
    "write_output",
]

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


def data_option(command: Command) -> Command:
    """Add ``--data``, handed over as the tuple of paths ``data``."""
    return click.option(
        "--data",
        multiple=True,
        type=PATH,
        metavar="PATH",
        help="Read this file, folder or on-disk store instead of the shipped graph; repeatable.",
    )(command)


def graph_options(command: Command) -> Callable[..., Any]:
    """Add the options that choose a graph and its day, handed over as ``source``.

    The environment chooses the endpoint where neither files nor an endpoint are named.
    """

    @data_option
    @click.option(
        "--endpoint",
        metavar="URL",
        help="Read this SPARQL endpoint instead; also from FWGRAPH_ENDPOINT.",
    )
    @click.option(
        "--graph",
        metavar="IRI",
        help="Read this graph of the endpoint, not its default graph; also from FWGRAPH_GRAPH.",
    )
    @timeout_option
    @day_option
    @wraps(command)
    def call_command(
        *arguments: Any,
        data: tuple[Path, ...],
        endpoint: str | None,
        graph: str | None,
        timeout: float,
        on: str | None,
        **others: Any,
    ) -> Any:
        endpoint = endpoint or (None if data else os.environ.get("FWGRAPH_ENDPOINT") or None)
        if endpoint and not graph:
            graph = environment_graph()
        source = GraphOptions(data, endpoint, graph, timeout, on)
        with blame_endpoint(endpoint):
            return command(*arguments, source=source, **others)

    return call_command


@contextmanager
def blame_endpoint(endpoint: str | None) -> Iterator[None]:
    """Raise EndpointError where answers of an endpoint, if there is one, lead to nonsense.

    A store may leave cells empty that every row of our own graph has, or put a word where
    a number belongs: whichever line stumbles over it, the store is what the user can change.
    """
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        if endpoint is None:
            raise
        what = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
        raise EndpointError(endpoint, f"the answers do not fit together ({what})") from error


def environment_graph() -> str | None:
    """Return the graph of an endpoint that the environment names, if it does."""
    return os.environ.get("FWGRAPH_GRAPH") or None


def day_option(command: Command) -> Command:
    """Add ``--on DATE``, the day that the graph is to be of."""
    return click.option(
        "--on",
        metavar="DATE",
        callback=lambda context, parameter, day: day and parse_day("--on", day),  # noqa: ARG005
        help="Read the graph as of this day, YYYY-MM-DD; else as of its newest source's.",
    )(command)


def timeout_option(command: Command) -> Command:
    """Add ``--timeout``, the seconds that an endpoint may take for one answer."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=60,
        show_default=True,
        metavar="SECONDS",
        help="How long an endpoint may take for one answer.",
    )(command)


def skip_others_option(command: Command) -> Command:
    """Add ``--skip-others``, which takes named files as if they were found in a folder."""
    return click.option(
        "--skip-others",
        is_flag=True,
        help="Judge pages as those in a folder: one that lists no software is no error.",
    )(command)


def wiki_options(command: Command) -> Callable[..., Any]:
    """Add the options that say which pages a wiki has, handed over as ``wiki``, read when asked."""

    @click.option(
        "--root", type=PATH, metavar="DIR", help="The folder of the wiki, to judge its links."
    )
    @click.option(
        "--files", type=PATH, metavar="FILE", help="A list of the wiki's files, instead of --root."
    )
    @click.option(
        "--redirects",
        type=PATH,
        metavar="FILE",
        help="A JSON map from old names of pages to their paths, to repair links.",
    )
    @wraps(command)
    def call_command(
        *arguments: Any,
        root: Path | None,
        files: Path | None,
        redirects: Path | None,
        **others: Any,
    ) -> Any:
        from fwgraph.rules.wiki_root import read_wiki

        return command(*arguments, wiki=read_wiki(root, files, redirects), **others)

    return call_command


def output_option(command: Command) -> Command:
    """Add ``-o FILE``, handed over as ``output``."""
    return click.option(
        "-o", "--output", type=PATH, metavar="FILE", help="Write to this file; its ending decides."
    )(command)


def echo_note(note: str | None) -> None:
    """Say on standard error what was not read, if anything was."""
    from fwgraph.store.table import printable_text

    if note:
        click.echo(printable_text(note), err=True)
