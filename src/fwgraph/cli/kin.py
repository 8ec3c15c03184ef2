"""The common questions as commands: lineage, dependencies, dependents, why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fwgraph.cli import families, options
from fwgraph.cli.results import TABLE_FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])


def tree_options(command: Command) -> Any:
    """Add the options of every command that draws a tree."""
    plain = click.option(
        "--plain", is_flag=True, help="A line for each phrase, with tabs between the columns."
    )
    form = click.option(
        "--format", "form", type=click.Choice(TABLE_FORMATS), help="A table in place of the tree."
    )
    return plain(form(options.output_option(options.graph_options(command))))


@click.command()
@click.argument("name")
@click.option("--dependencies", is_flag=True, help="Also what it and its ancestors rest on.")
@tree_options
def lineage(
    name: str,
    dependencies: bool,
    source: options.GraphOptions,
    form: str | None,
    plain: bool,
    output: Path | None,
) -> None:
    """Show what a framework descends from and what came after it.

    Each step has its evidence: the phrase, its source and the line.
    """
    shown = families.TreeOptions(form, plain, output)
    families.write_lineage(name, source, shown, grounds=dependencies)


@click.command()
@click.argument("name")
@tree_options
def dependencies(
    name: str, source: options.GraphOptions, form: str | None, plain: bool, output: Path | None
) -> None:
    """Show what something rests on, directly and through others.

    Each step has its evidence: the phrase, its source and the line.
    """
    families.write_dependencies(name, source, families.TreeOptions(form, plain, output))


@click.command()
@click.argument("name")
@tree_options
def dependents(
    name: str, source: options.GraphOptions, form: str | None, plain: bool, output: Path | None
) -> None:
    """Show what rests on something: what breaks if it stops.

    That is directly or through others. Each step has its evidence: the phrase, its
    source and the line.
    """
    families.write_dependents(name, source, families.TreeOptions(form, plain, output))


@click.command()
@click.argument("near", metavar="A")
@click.argument("far", metavar="B")
@tree_options
def why(
    near: str,
    far: str,
    source: options.GraphOptions,
    form: str | None,
    plain: bool,
    output: Path | None,
) -> None:
    """Show how A is related to B, step by step, and who says so."""
    families.write_shortest_path(near, far, source, families.TreeOptions(form, plain, output))


COMMANDS = (lineage, dependencies, dependents, why)
