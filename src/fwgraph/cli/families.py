"""What lineage, dependencies, dependents and why do, once their arguments are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwgraph.cli.results import TABLES, Source, bold, emit, form_of, tell, written
from fwgraph.questions import catalogue, trees
from fwgraph.questions.trees import Branch
from fwgraph.records import Record
from fwgraph.store.table import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from fwgraph.questions.trees import Step
    from fwgraph.store.table import Answer


class Shown(Record):
    """How a family is wanted: drawn, in plain lines, or as a table in some form or file."""

    form: str | None = None
    plain: bool = False
    output: Path | None = None

    def as_table(self) -> bool:
        """Tell whether a table takes the place of the tree."""
        return bool(self.form or self.output)


def lineage(name: str, source: Source, shown: Shown, *, grounds: bool = False) -> None:
    """Write what a framework descends from, what its ancestors rest on, and what came after."""
    graph = source.open()
    thing = graph.names.find(name, ("software",))
    if shown.as_table():
        tabled(catalogue.ask(graph, "lineage", {"framework": thing}), shown)
        return
    steps = trees.lineage(graph, thing)
    older = [*steps, *(trees.grounds(graph, thing, steps) if grounds else [])]
    parts = [
        ("", trees.tree(thing.value, older, upwards=True)),
        ("came before", trees.tree(thing.value, steps, upwards=False)),
    ]
    nothing = "nothing is known of what it descends from or of what came after it"
    told(graph.names.label(thing), parts, older, nothing, shown)


def dependencies(name: str, source: Source, shown: Shown) -> None:
    """Write what something rests on."""
    graph = source.open()
    thing = graph.names.find(name)
    if shown.as_table():
        tabled(catalogue.ask(graph, "dependencies", {"software": thing}), shown)
        return
    steps = trees.dependencies(graph, thing)
    parts = [("", trees.tree(thing.value, steps, upwards=True))]
    told(graph.names.label(thing), parts, steps, "it is not known to rest on anything", shown)


def dependents(name: str, source: Source, shown: Shown) -> None:
    """Write what rests on something."""
    graph = source.open()
    thing = graph.names.find(name)
    if shown.as_table():
        tabled(catalogue.ask(graph, "dependents", {"software": thing}), shown)
        return
    steps = trees.dependents(graph, thing)
    parts = [("", trees.tree(thing.value, steps, upwards=False))]
    told(graph.names.label(thing), parts, steps, "nothing is known to rest on it", shown)


def why(near: str, far: str, source: Source, shown: Shown) -> None:
    """Write how one thing is related to another."""
    graph = source.open()
    ends = graph.names.find(near), graph.names.find(far)
    if shown.as_table():
        tabled(catalogue.ask(graph, "path", {"from": ends[0], "to": ends[1]}), shown)
        return
    steps = trees.why(graph, *ends)
    branches = [Branch(0, step.sentence(), step.evidence) for step in steps]
    title = " → ".join(graph.names.label(end) for end in ends)
    told(title, [("", branches)], steps, "no relation leads from one to the other", shown)


def tabled(answer: Answer, shown: Shown) -> None:
    """Write an answer as a table, in the form asked for or said by the file's ending."""
    form = form_of(shown.form, shown.output, TABLES, "table")
    emit(written(answer, form), shown.output)


def told(
    title: str,
    parts: Iterable[tuple[str, list[Branch]]],
    steps: Iterable[Step],
    nothing: str,
    shown: Shown,
) -> None:
    """Write trees under a title, or every phrase on a line of its own; say where there is none."""
    if shown.plain:
        tell("".join(plain_lines(steps)))
        return
    lines = [bold(printable(title))]
    grown = [(heading, branches) for heading, branches in parts if branches]
    for heading, branches in grown:
        lines += ["", heading] if heading else []
        lines += trees.drawn(branches)
    if not grown:
        lines.append(f"  {nothing}")
    tell("\n".join(lines) + "\n")


def plain_lines(steps: Iterable[Step]) -> Iterator[str]:
    """Yield subject, relation, object, place and phrase of each step, once for each phrase."""
    for step in steps:
        for quote, place in step.evidence or (("", ""),):
            cells = (step.subject, step.relation, step.object, place, quote)
            yield "\t".join(map(printable, cells)) + "\n"
