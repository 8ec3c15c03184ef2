"""What lineage, dependencies, dependents and why do, once their arguments are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwgraph.cli.results import (
    TABLE_FORMATS,
    GraphOptions,
    bold_text,
    choose_format,
    print_text,
    serialize_table,
    write_output,
)
from fwgraph.questions import catalogue, trees
from fwgraph.questions.trees import Branch
from fwgraph.records import Record
from fwgraph.store.table import printable_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from fwgraph.questions.trees import Step
    from fwgraph.store.table import Table


class TreeOptions(Record):
    """How a family is wanted: drawn, in plain lines, or as a table in some form or file."""

    form: str | None = None
    plain: bool = False
    output: Path | None = None

    def is_table(self) -> bool:
        """Tell whether a table takes the place of the tree."""
        return bool(self.form or self.output)


def write_lineage(
    name: str, source: GraphOptions, shown: TreeOptions, *, grounds: bool = False
) -> None:
    """Write what a framework descends from, what its ancestors rest on, and what came after."""
    graph = source.open_graph()
    thing = graph.names.find(name, ("software",))
    if shown.is_table():
        write_table(catalogue.answer_question(graph, "lineage", {"framework": thing}), shown)
        return
    steps = trees.lineage_steps(graph, thing)
    older = [*steps, *(trees.direct_dependency_steps(graph, thing, steps) if grounds else [])]
    parts = [
        ("", trees.tree_branches(thing.value, older, upwards=True)),
        ("came before", trees.tree_branches(thing.value, steps, upwards=False)),
    ]
    nothing = "nothing is known of what it descends from or of what came after it"
    write_trees(graph.names.label(thing), parts, older, nothing, shown)


def write_dependencies(name: str, source: GraphOptions, shown: TreeOptions) -> None:
    """Write what something rests on."""
    graph = source.open_graph()
    thing = graph.names.find(name)
    if shown.is_table():
        write_table(catalogue.answer_question(graph, "dependencies", {"software": thing}), shown)
        return
    steps = trees.dependency_steps(graph, thing)
    parts = [("", trees.tree_branches(thing.value, steps, upwards=True))]
    write_trees(
        graph.names.label(thing), parts, steps, "it is not known to rest on anything", shown
    )


def write_dependents(name: str, source: GraphOptions, shown: TreeOptions) -> None:
    """Write what rests on something."""
    graph = source.open_graph()
    thing = graph.names.find(name)
    if shown.is_table():
        write_table(catalogue.answer_question(graph, "dependents", {"software": thing}), shown)
        return
    steps = trees.dependent_steps(graph, thing)
    parts = [("", trees.tree_branches(thing.value, steps, upwards=False))]
    write_trees(graph.names.label(thing), parts, steps, "nothing is known to rest on it", shown)


def write_shortest_path(near: str, far: str, source: GraphOptions, shown: TreeOptions) -> None:
    """Write how one thing is related to another."""
    graph = source.open_graph()
    ends = graph.names.find(near), graph.names.find(far)
    if shown.is_table():
        write_table(
            catalogue.answer_question(graph, "path", {"from": ends[0], "to": ends[1]}), shown
        )
        return
    steps = trees.path_steps(graph, *ends)
    branches = [Branch(0, step.sentence(), step.evidence) for step in steps]
    title = " → ".join(graph.names.label(end) for end in ends)
    write_trees(title, [("", branches)], steps, "no relation leads from one to the other", shown)


def write_table(answer: Table, shown: TreeOptions) -> None:
    """Write an answer as a table, in the form asked for or said by the file's ending."""
    form = choose_format(shown.form, shown.output, TABLE_FORMATS, "table")
    write_output(serialize_table(answer, form), shown.output)


def write_trees(
    title: str,
    parts: Iterable[tuple[str, list[Branch]]],
    steps: Iterable[Step],
    nothing: str,
    shown: TreeOptions,
) -> None:
    """Write trees under a title, or every phrase on a line of its own; say where there is none."""
    if shown.plain:
        print_text("".join(plain_lines(steps)))
        return
    lines = [bold_text(printable_text(title))]
    grown = [(heading, branches) for heading, branches in parts if branches]
    for heading, branches in grown:
        lines += ["", heading] if heading else []
        lines += trees.render_tree(branches)
    if not grown:
        lines.append(f"  {nothing}")
    print_text("\n".join(lines) + "\n")


def plain_lines(steps: Iterable[Step]) -> Iterator[str]:
    """Yield subject, relation, object, place and phrase of each step, once for each phrase."""
    for step in steps:
        for quote, place in step.evidence or (("", ""),):
            cells = (step.subject, step.relation, step.object, place, quote)
            yield "\t".join(map(printable_text, cells)) + "\n"
