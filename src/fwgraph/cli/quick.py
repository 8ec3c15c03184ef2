"""The plainest command lines, read without click, which takes longer to import than to answer.

What is read here means the same to click, and runs the same functions. Whatever else may
be typed, well formed or not, is left to click: the order of options, help, completion,
mistakes, a graph from elsewhere.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fwgraph.cli.results import TABLES, Source
from fwgraph.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence


class Shape(Record):
    """How a command may be typed: so many words, its flags, and one of its formats."""

    least: int
    most: int
    flags: tuple[str, ...]
    formats: tuple[str, ...]


TREE = Shape(1, 1, ("--plain",), TABLES)
SHAPES = {
    "ask": Shape(0, 100, (), TABLES),
    "show": Shape(1, 1, (), ("text", "json")),
    "lineage": Shape(1, 1, ("--plain", "--dependencies"), TABLES),
    "dependencies": TREE,
    "dependents": TREE,
    "why": Shape(2, 2, ("--plain",), TABLES),
}


class Line(Record):
    """A command line that has been read."""

    command: str
    words: list[str]
    flags: set[str]
    form: str | None


def read(arguments: Sequence[str]) -> Line | None:
    """Return what a command line says, or None for one that click has to read."""
    command, *rest = arguments or [""]
    if command not in SHAPES or not usual():
        return None
    shape, words, flags, form = SHAPES[command], [], set(), None
    waiting = iter(rest)
    for word in waiting:
        if word in shape.flags:
            flags.add(word)
        elif word == "--format":
            form = next(waiting, "")
            if form not in shape.formats:
                return None
        elif word.startswith("-"):
            return None
        else:
            words.append(word)
    fits = shape.least <= len(words) <= shape.most
    return Line(command, words, flags, form) if fits else None


def usual() -> bool:
    """Tell whether the surroundings ask for nothing that click would see to."""
    asked = os.environ.get("FWGRAPH_ENDPOINT") or os.environ.get("_FWGRAPH_COMPLETE")
    return os.name == "posix" and not asked


def run(line: Line) -> None:
    """Do what a command line says, on the shipped graph."""
    words, source = line.words, Source()
    if line.command == "ask":
        from fwgraph.cli import asked

        asked.ask(words[0] if words else None, tuple(words[1:]), source, line.form, None)
    elif line.command == "show":
        from fwgraph.cli import asked

        asked.show(words[0], source, line.form or "text")
    else:
        run_family(line, source)


def run_family(line: Line, source: Source) -> None:
    """Do what a command line says that draws a family."""
    from fwgraph.cli import families

    words, shown = line.words, families.Shown(line.form, "--plain" in line.flags)
    if line.command == "lineage":
        families.lineage(words[0], source, shown, grounds="--dependencies" in line.flags)
    elif line.command == "dependencies":
        families.dependencies(words[0], source, shown)
    elif line.command == "dependents":
        families.dependents(words[0], source, shown)
    else:
        families.why(words[0], words[1], source, shown)


def stopped(error: BaseException) -> None:
    """Leave as click does when someone interrupts, or when the reader of a pipe has left."""
    import click

    def failing() -> None:
        raise error

    click.Command("fwgraph", callback=failing).main(args=[])
