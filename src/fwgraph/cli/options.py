"""Options that several commands share, and where results go."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fwgraph import files
from fwgraph.errors import BadRequest

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


def output(command: Command) -> Command:
    """Add ``-o FILE``, handed over as ``output``."""
    return click.option(
        "-o", "--output", type=PATH, metavar="FILE", help="Write to this file; its ending decides."
    )(command)


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
