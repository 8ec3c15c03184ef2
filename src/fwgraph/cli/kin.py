"""The common questions as commands: lineage, dependencies, dependents, why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fwgraph.cli import families, options
from fwgraph.cli.results import TABLES

Command = TypeVar("Command", bound=Callable[..., Any])


def drawing(command: Command) -> Any:
    """Add the options of every command that draws a tree."""
    plain = click.option(
        "--plain", is_flag=True, help="A line for each phrase, with tabs between the columns."
    )
    form = click.option(
        "--format", "form", type=click.Choice(TABLES), help="A table in place of the tree."
    )
    return plain(form(options.output(options.source(command))))


@click.command()
@click.argument("name")
@click.option("--dependencies", is_flag=True, help="Also what it and its ancestors rest on.")
@drawing
def lineage(
    name: str,
    dependencies: bool,
    source: options.Source,
    form: str | None,
    plain: bool,
    output: Path | None,
) -> None:
    """Show what a framework descends from and what came after it.

    Each step has its evidence: the phrase, its source and the line.
    """
    shown = families.Shown(form, plain, output)
    families.lineage(name, source, shown, grounds=dependencies)


@click.command()
@click.argument("name")
@drawing
def dependencies(
    name: str, source: options.Source, form: str | None, plain: bool, output: Path | None
) -> None:
    """Show what something rests on, directly and through others.

    Each step has its evidence: the phrase, its source and the line.
    """
    families.dependencies(name, source, families.Shown(form, plain, output))


@click.command()
@click.argument("name")
@drawing
def dependents(
    name: str, source: options.Source, form: str | None, plain: bool, output: Path | None
) -> None:
    """Show what rests on something: what breaks if it stops.

    That is directly or through others. Each step has its evidence: the phrase, its
    source and the line.
    """
    families.dependents(name, source, families.Shown(form, plain, output))


@click.command()
@click.argument("near", metavar="A")
@click.argument("far", metavar="B")
@drawing
def why(
    near: str, far: str, source: options.Source, form: str | None, plain: bool, output: Path | None
) -> None:
    """Show how A is related to B, step by step, and who says so."""
    families.why(near, far, source, families.Shown(form, plain, output))


COMMANDS = (lineage, dependencies, dependents, why)
