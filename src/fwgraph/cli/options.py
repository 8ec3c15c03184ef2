"""Options that several commands share, and how their values are handed over."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from fwgraph.cli.declarations import OUTPUT, CommandParameter, format_option
from fwgraph.cli.results import GraphOptions, choose_format, write_answer_form, write_output
from fwgraph.errors import BadRequest, EndpointError
from fwgraph.media_types import RDF_ENDINGS
from fwgraph.store.days import parse_day

__all__ = [
    "PATH",
    "GraphOptions",
    "add_format",
    "add_parameter",
    "choose_format",
    "complete",
    "data_option",
    "day_option",
    "echo_note",
    "endpoint_options",
    "environment_endpoint",
    "environment_graph",
    "file_option",
    "graph_options",
    "open_progress",
    "output_option",
    "rdf_output_options",
    "show_progress",
    "skip_others_option",
    "timeout_option",
    "wiki_options",
    "write_answer_form",
    "write_output",
]

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")

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
    @endpoint_options
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
        endpoint = endpoint or (None if data else environment_endpoint())
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


def endpoint_options(command: Command) -> Command:
    """Add the options of an endpoint, handed over as ``endpoint``, ``graph`` and ``timeout``."""
    for decorator in (
        timeout_option,
        click.option(
            "--graph",
            metavar="IRI",
            help="Read this graph of the endpoint, not its default graph; also from FWGRAPH_GRAPH.",
        ),
        click.option(
            "--endpoint",
            metavar="URL",
            help="Read this SPARQL endpoint instead; also from FWGRAPH_ENDPOINT.",
        ),
    ):
        command = decorator(command)
    return command


def environment_endpoint() -> str | None:
    """Return the endpoint that the environment names, if it does."""
    return os.environ.get("FWGRAPH_ENDPOINT") or None


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


def add_parameter(parameter: CommandParameter) -> Callable[..., Any]:
    """Return what adds a declared parameter to a function, as click's decorators do."""
    settings: dict[str, Any] = dict(parameter.settings)
    if parameter.choices:
        settings["type"] = click.Choice(parameter.choices)
    elif parameter.values == "file":
        settings["type"] = PATH
    elif parameter.values:
        settings["shell_complete"] = complete(parameter.values)
    decorator = click.option if parameter.is_option else click.argument
    return decorator(*parameter.names, **settings)


def complete(values: str) -> Callable[..., Any]:
    """Return what a shell completes a parameter by, looked up when it is asked for."""

    def complete_values(context: click.Context, _: click.Parameter, incomplete: str) -> Any:
        from fwgraph.cli import completion

        return completion.complete_values(values, context, incomplete)

    return complete_values


output_option = add_parameter(OUTPUT)
"""Adds ``-o FILE``, handed over as ``output``."""


def file_option(command: Command) -> Any:
    """Add FILE, which ``-o`` names too, handed over as ``file``: None for standard output.

    Raises BadRequest where both are given, or neither and no format either.
    """

    @click.argument("file", required=False, type=PATH, metavar="[FILE|-]")
    @output_option
    @wraps(command)
    def call_command(file: Path | None, output: Path | None, **others: Any) -> Any:
        if file is not None and output is not None:
            raise BadRequest(f"{file} and -o {output}: give one file")
        file = file or output
        if file is None and others["form"] is None:
            raise BadRequest("give a FILE, or - for standard output")
        return command(file=file, **others)

    return call_command


def rdf_output_options(command: Command) -> Any:
    """Add ``-f`` and ``-o`` for Turtle that may be written as other RDF.

    They are handed over as ``write``, which takes the Turtle.
    """

    @add_format(RDF_ENDINGS, "How to write the RDF; Turtle by default.")
    @output_option
    @wraps(command)
    def call_command(*arguments: Any, form: str | None, output: Path | None, **others: Any) -> Any:
        form = choose_format(form, output, RDF_ENDINGS, "ttl")
        return command(*arguments, write=partial(write_rdf, form, output), **others)

    return call_command


def write_rdf(form: str, output: Path | None, turtle: str) -> None:
    """Write Turtle to the file or to standard output, in an RDF form."""
    if form == "ttl":
        write_output(turtle, output)
        return
    from pyoxigraph import RdfFormat, parse

    from fwgraph.formats.rdf import serialize_triples

    quads = parse(turtle, format=RdfFormat.TURTLE)
    write_output(serialize_triples((quad.triple for quad in quads), form), output)


def add_format(choices: tuple[str, ...], text: str) -> Callable[..., Any]:
    """Return what adds ``-f``, handed over as ``form``."""
    return add_parameter(format_option(choices, text))


def show_progress(items: Sequence[Item], label: str = "") -> Iterator[Item]:
    """Yield the items, with a bar on standard error for whoever waits at a terminal."""
    with open_progress(len(items), label) as bar:
        for item in items:
            yield item
            bar.update(1)


def open_progress(length: int, label: str = "") -> Any:
    """Return a bar of so many steps on standard error, hidden where that is no terminal."""
    quiet = not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=quiet)


def echo_note(note: str | None) -> None:
    """Say on standard error what was not read, if anything was."""
    from fwgraph.store.table import printable_text

    if note:
        click.echo(printable_text(note), err=True)
