"""Options that several commands share, and where results go."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from fwgraph import files
from fwgraph.errors import BadRequest
from fwgraph.graph import load
from fwgraph.readable import Readable

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


def data(command: Command) -> Command:
    """Add ``--data``, handed over as the tuple of paths ``data``."""
    return click.option(
        "--data",
        multiple=True,
        type=PATH,
        metavar="PATH",
        help="Read this file, folder or on-disk store instead of the shipped graph; repeatable.",
    )(command)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a command reads its graph: the shipped one, files, a store on disk, an endpoint."""

    data: tuple[Path, ...] = ()
    endpoint: str | None = None
    graph: str | None = None
    timeout: float = 60

    def open(self) -> Readable:
        """Return the graph; raises BadRequest for options that do not fit together."""
        if self.endpoint is None:
            if self.graph is not None:
                raise BadRequest("--graph chooses a graph of a store: give its --endpoint too")
            return load(*self.data)
        if self.data:
            raise BadRequest("--data and --endpoint: give one of them")
        from fwgraph.endpoint import Endpoint
        from fwgraph.endpoint.transport import Transport

        return Endpoint(self.endpoint, self.graph, Transport(timeout=self.timeout))


def source(command: Command) -> Callable[..., Any]:
    """Add ``--data``, ``--endpoint``, ``--graph`` and ``--timeout``, handed over as ``source``.

    The environment chooses the endpoint where neither files nor an endpoint are named.
    """

    @data
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
    @timeout
    @wraps(command)
    def run(
        *arguments: Any,
        data: tuple[Path, ...],
        endpoint: str | None,
        graph: str | None,
        timeout: float,
        **others: Any,
    ) -> Any:
        endpoint = endpoint or (None if data else os.environ.get("FWGRAPH_ENDPOINT") or None)
        if endpoint and not graph:
            graph = named_graph()
        return command(*arguments, source=Source(data, endpoint, graph, timeout), **others)

    return run


def named_graph() -> str | None:
    """Return the graph of an endpoint that the environment names, if it does."""
    return os.environ.get("FWGRAPH_GRAPH") or None


def timeout(command: Command) -> Command:
    """Add ``--timeout``, the seconds that an endpoint may take for one answer."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=60,
        show_default=True,
        metavar="SECONDS",
        help="How long an endpoint may take for one answer.",
    )(command)


def output(command: Command) -> Command:
    """Add ``-o FILE``, handed over as ``output``."""
    return click.option(
        "-o", "--output", type=PATH, metavar="FILE", help="Write to this file; its ending decides."
    )(command)


def check_day(date: str | None) -> None:
    """Raise BadRequest for a ``--date`` that is no day of the calendar."""
    from fwgraph.pages.releases import is_day

    if date is not None and not is_day(date):
        raise BadRequest(f"--date {date}: write a day of the calendar as YYYY-MM-DD")


def form_of(chosen: str | None, path: Path | None, known: tuple[str, ...], default: str) -> str:
    """Return the form that ``--format`` or a file's ending asks for.

    Raises BadRequest where the ending is not one of the known forms.
    """
    if chosen:
        return chosen
    if path is None:
        return default
    form = path.suffix.removeprefix(".").lower()
    if form not in known:
        raise BadRequest(f"{path}: the ending says no format; known: {', '.join(known)}")
    return form


def emit(content: str | bytes, path: Path | None) -> None:
    """Write a result to the file, or to standard output."""
    raw = content.encode() if isinstance(content, str) else content
    if path is None:
        click.echo(raw, nl=False)
    else:
        files.replace(path, raw)
