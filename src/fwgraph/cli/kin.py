"""The common questions as commands: lineage, dependencies, dependents, why."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from fwgraph import kinship, questions
from fwgraph.answers import Answer, printable
from fwgraph.cli import options
from fwgraph.cli.reading import TABLES, written
from fwgraph.kinship import Branch, Step

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
    """Show what a framework descends from and what came after it, with the evidence."""
    graph = source.open()
    thing = graph.names.find(name, ("software",))
    if form or output:
        tabled(questions.ask(graph, "lineage", {"framework": thing}), form, output)
        return
    steps = kinship.lineage(graph, thing)
    older = [*steps, *(kinship.grounds(graph, thing, steps) if dependencies else [])]
    parts = [
        ("", kinship.tree(thing.value, older, upwards=True)),
        ("came before", kinship.tree(thing.value, steps, upwards=False)),
    ]
    nothing = "nothing is known of what it descends from or of what came after it"
    told(graph.names.label(thing), parts, older, nothing, plain=plain)


@click.command()
@click.argument("name")
@drawing
def dependencies(
    name: str, source: options.Source, form: str | None, plain: bool, output: Path | None
) -> None:
    """Show what something rests on, directly and through others, with the evidence."""
    graph = source.open()
    thing = graph.names.find(name)
    if form or output:
        tabled(questions.ask(graph, "dependencies", {"software": thing}), form, output)
        return
    steps = kinship.dependencies(graph, thing)
    parts = [("", kinship.tree(thing.value, steps, upwards=True))]
    told(graph.names.label(thing), parts, steps, "it is not known to rest on anything", plain=plain)


@click.command()
@click.argument("name")
@drawing
def dependents(
    name: str, source: options.Source, form: str | None, plain: bool, output: Path | None
) -> None:
    """Show what rests on something, directly and through others: what breaks if it stops."""
    graph = source.open()
    thing = graph.names.find(name)
    if form or output:
        tabled(questions.ask(graph, "dependents", {"software": thing}), form, output)
        return
    steps = kinship.dependents(graph, thing)
    parts = [("", kinship.tree(thing.value, steps, upwards=False))]
    told(graph.names.label(thing), parts, steps, "nothing is known to rest on it", plain=plain)


@click.command()
@click.argument("near", metavar="A")
@click.argument("far", metavar="B")
@drawing
def why(
    near: str, far: str, source: options.Source, form: str | None, plain: bool, output: Path | None
) -> None:
    """Show how A is related to B, and the phrase that justifies each step."""
    graph = source.open()
    ends = graph.names.find(near), graph.names.find(far)
    if form or output:
        tabled(questions.ask(graph, "path", {"from": ends[0], "to": ends[1]}), form, output)
        return
    steps = kinship.why(graph, *ends)
    branches = [Branch(0, step.sentence(), step.evidence) for step in steps]
    title = " → ".join(graph.names.label(end) for end in ends)
    told(title, [("", branches)], steps, "no relation leads from one to the other", plain=plain)


def tabled(answer: Answer, form: str | None, output: Path | None) -> None:
    """Write an answer as a table, in the form asked for or said by the file's ending."""
    options.emit(written(answer, options.form_of(form, output, TABLES, "table")), output)


def told(
    title: str,
    parts: Iterable[tuple[str, list[Branch]]],
    steps: Iterable[Step],
    nothing: str,
    *,
    plain: bool,
) -> None:
    """Print trees under a title, or every phrase on a line of its own; say where there is none."""
    if plain:
        click.echo("".join(plain_lines(steps)), nl=False)
        return
    click.echo(click.style(printable(title), bold=True))
    grown = [(heading, branches) for heading, branches in parts if branches]
    for heading, branches in grown:
        if heading:
            click.echo(f"\n{heading}")
        click.echo("\n".join(kinship.drawn(branches)))
    if not grown:
        click.echo(f"  {nothing}")


def plain_lines(steps: Iterable[Step]) -> Iterator[str]:
    """Yield subject, relation, object, place and phrase of each step, once for each phrase."""
    for step in steps:
        for quote, place in step.evidence or (("", ""),):
            cells = (step.subject, step.relation, step.object, place, quote)
            yield "\t".join(map(printable, cells)) + "\n"


COMMANDS = (lineage, dependencies, dependents, why)
