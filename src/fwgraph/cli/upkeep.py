"""The commands that keep the data in order."""

from pathlib import Path

import click

from fwgraph.cli import options
from fwgraph.errors import Unreadable
from fwgraph.files import STANDARD_STREAM, input_name, read_text, replace_file
from fwgraph.formats import turtle
from fwgraph.store import resources


@click.command(name="format")
@click.argument("paths", nargs=-1, type=options.PATH, metavar="[PATH]...")
@click.option(
    "--check", is_flag=True, help="Change nothing; exit with 1 if something would change."
)
def format_(paths: tuple[Path, ...], check: bool) -> None:
    """Lay out Turtle files the project's way.

    Without PATH, those of data/; - is standard input, laid out on standard output.

    \b
      fwgraph format --check
      fwgraph format flask.ttl
      fwgraph format - < flask.ttl
    """  # noqa: D301 - click's mark for lines that stay
    changed = [path for path in files_to_format(paths) if reformat_file(path, check)]
    for path in changed:
        click.echo(f"{path}: {'is not laid out; run fwgraph format' if check else 'laid out'}")
    if check and changed:
        raise SystemExit(1)


def files_to_format(paths: tuple[Path, ...]) -> list[Path]:
    """Return the Turtle files at the paths, or the shipped data files."""
    places = paths or (resources.resource_root() / "data",)
    return [
        file
        for place in places
        for file in (resources.turtle_files(place) if place.is_dir() else [place])
    ]


def reformat_file(path: Path, check: bool) -> bool:
    """Lay out one file, or only look whether it is; return whether it was not."""
    text = read_text(path)
    try:
        tidy = turtle.format_turtle(text)
    except SyntaxError as error:
        raise Unreadable(input_name(path), str(error.msg), error.lineno) from error
    except ValueError as error:
        raise Unreadable(input_name(path), str(error)) from error
    if str(path) == STANDARD_STREAM and not check:
        options.write_output(tidy, None)
        return False
    if tidy == text:
        return False
    if not check:
        replace_file(path, tidy.encode())
    return True


COMMANDS = (format_,)
