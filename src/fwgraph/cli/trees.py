"""The common questions as commands that draw trees: lineage, dependencies, dependents, why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from pyoxigraph import NamedNode

from fwgraph.cli import results
from fwgraph.cli.declarations import (
    GRAPH,
    OUTPUT,
    Command,
    CommandParameter,
    argument,
    format_option,
    option,
)
from fwgraph.namespaces import THING_KINDS
from fwgraph.questions import trees
from fwgraph.questions.catalogue import answer_question, find_question
from fwgraph.records import Record
from fwgraph.store.readable import Readable
from fwgraph.store.table import printable_text
from fwgraph.store.text_width import fit_lines


class TreeCommand(Record):
    """A command that draws the answer of a question.

    ``arguments`` are the question's parameters, as the help calls them; ``parts`` the trees
    of the drawing, each with its heading and whether it leads along the steps or against
    them. Without parts each step is a line. ``nothing`` stands where there is no step.
    """

    name: str
    question: str
    arguments: dict[str, str]
    parts: tuple[tuple[str, bool], ...]
    nothing: str
    help: str
    kinds: tuple[str, ...] = THING_KINDS
    options: tuple[CommandParameter, ...] = ()


def write_tree(
    command: TreeCommand,
    *,
    source: results.GraphOptions,
    form: str | None,
    plain: bool,
    output: os.PathLike[str] | None,
    dependencies: bool = False,
    **names: str,
) -> None:
    """Write the answer of a command's question as trees, in plain lines, or as a table.

    ``dependencies`` adds what the things along the first tree depend on.
    """
    form = results.choose_format(form, output, results.ANSWER_FORMATS, "text")
    graph = source.open_graph(whole=False)
    things = {name: graph.names.find(names[name], command.kinds) for name in command.arguments}
    if form != "text":
        answer = answer_question(graph, command.question, things)
        results.write_answer_form(results.serialize_table(answer, form, output), form, output)
        return
    root = next(iter(things.values()))
    steps = trees.find_steps(graph, command.question, things)
    added = trees.find_direct_dependencies(graph, root, steps) if dependencies else []
    along = trees.add_evidence(graph, [*steps, *added])
    if plain:
        results.write_answer_form("".join(plain_lines(along)), form, output)
        return
    against = along[: len(steps)]
    parts = [
        (heading, trees.tree_branches(root.value, along if upwards else against, upwards=upwards))
        for heading, upwards in command.parts
    ] or [("", trees.path_branches(along))]
    nothing = command.nothing if along else explain_no_steps(graph, command, things)
    title = printable_text(" → ".join(graph.names.label(thing) for thing in things.values()))
    bold, width = results.text_style(output)
    heading = bold(title) + (f"  as of {graph.day}" if graph.day else "")
    text = fit_lines(tree_text(heading, parts, nothing) + last_resort(along), width)
    results.write_answer_form(text, form, output)


def explain_no_steps(graph: Readable, command: TreeCommand, things: Mapping[str, NamedNode]) -> str:
    """Return why there is no step: none can be, or none is stated."""
    from fwgraph.questions.absence import NOTHING_STATED, explain_absence

    reason = explain_absence(graph, find_question(command.question), things)
    return command.nothing if reason == NOTHING_STATED else reason


def last_resort(steps: Iterable[trees.Step]) -> str:
    """Return what to say of a way that leads through what many things have in common."""
    kinds = " and ".join(f"a {kind}" for kind in sorted({step.through for step in steps} - {""}))
    if not kinds:
        return ""
    return f"  No other way is stated: one through {kinds} that many share explains nothing.\n"


def tree_text(title: str, parts: Iterable[tuple[str, list[trees.Branch]]], nothing: str) -> str:
    """Return trees under their headings and a title, or a sentence where there is none."""
    lines = [title]
    for heading, branches in parts:
        if branches:
            lines += ["", heading] if heading else []
            lines += trees.render_tree(branches)
    return "\n".join(lines if len(lines) > 1 else [*lines, f"  {nothing}"]) + "\n"


def plain_lines(steps: Iterable[trees.Step]) -> Iterator[str]:
    """Yield subject, relation, object, place, phrase and day of each step, for each phrase."""
    for step in steps:
        for quote, place, day in step.evidence or (("", "", ""),):
            cells = (step.subject, step.relation, step.object, place, quote, day)
            yield "\t".join(map(printable_text, cells)) + "\n"


TREE_OPTIONS = (
    option("--plain", is_flag=True, help="A line for each phrase, with tabs between the columns."),
    format_option(text="How to write the answer: as a tree, or as a table."),
    OUTPUT,
    GRAPH,
)
TREES = (
    TreeCommand(
        "lineage",
        "lineage",
        {"framework": "NAME"},
        (("what it descends from", True), ("what came after it", False)),
        "nothing is known of what it descends from or of what came after it",
        """Show what a framework descends from and what came after it.

        Each step has its evidence: the phrase, its source and the line.

        \b
          fwgraph lineage pyramid
          fwgraph lineage pyramid --dependencies -o pyramid.txt
        """,
        ("software",),
        (option("--dependencies", is_flag=True, help="Also what it and its ancestors depend on."),),
    ),
    TreeCommand(
        "dependencies",
        "dependencies",
        {"software": "NAME"},
        (("", True),),
        "it is not known to depend on anything",
        """Show what something depends on, directly and through others.

        Each step has its evidence: the phrase, its source and the line.

        \b
          fwgraph dependencies flask
          fwgraph dependencies flask -f csv
        """,
    ),
    TreeCommand(
        "dependents",
        "dependents",
        {"software": "NAME"},
        (("", False),),
        "nothing is known to depend on it",
        """Show what depends on something: what breaks if it stops.

        That is directly or through others. Each step has its evidence: the phrase, its
        source and the line.

        \b
          fwgraph dependents werkzeug
          fwgraph dependents werkzeug --on 2016-06-04
        """,
    ),
    TreeCommand(
        "why",
        "path",
        {"from": "A", "to": "B"},
        (),
        "no relation leads from one to the other",
        """Show how A is related to B, step by step, and who says so.

        \b
          fwgraph why flask werkzeug
          fwgraph why flask werkzeug --plain
        """,
    ),
)


def declare_command(tree: TreeCommand) -> Command:
    """Return the command that draws this."""
    values = tree.kinds[0] if len(tree.kinds) == 1 else "thing"
    arguments = (argument(name, values, metavar=shown) for name, shown in tree.arguments.items())
    return Command(
        tree.name, partial(write_tree, tree), (*arguments, *tree.options, *TREE_OPTIONS), tree.help
    )


COMMANDS: tuple[Command, ...] = tuple(map(declare_command, TREES))
