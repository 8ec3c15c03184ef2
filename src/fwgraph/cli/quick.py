"""The plainest command lines, read without click, which takes longer to import than to answer.

What is read here means the same to click, and runs the same functions. Whatever else may
be typed, well formed or not, is left to click: the order of options, help, completion,
mistakes, a graph from elsewhere.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fwgraph.cli.results import TABLE_FORMATS, GraphOptions
from fwgraph.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence


class CommandSyntax(Record):
    """How a command may be typed: so many words, its flags, and one of its formats."""

    least: int
    most: int
    flags: tuple[str, ...]
    formats: tuple[str, ...]


TREE_SYNTAX = CommandSyntax(1, 1, ("--plain",), TABLE_FORMATS)
COMMAND_SYNTAX = {
    "ask": CommandSyntax(0, 100, (), TABLE_FORMATS),
    "show": CommandSyntax(1, 1, (), ("text", "json")),
    "lineage": CommandSyntax(1, 1, ("--plain", "--dependencies"), TABLE_FORMATS),
    "dependencies": TREE_SYNTAX,
    "dependents": TREE_SYNTAX,
    "why": CommandSyntax(2, 2, ("--plain",), TABLE_FORMATS),
}


class CommandLine(Record):
    """A command line that has been read."""

    command: str
    words: list[str]
    flags: set[str]
    form: str | None


def parse_command_line(arguments: Sequence[str]) -> CommandLine | None:
    """Return what a command line says, or None for one that click has to read."""
    command, *rest = arguments or [""]
    if command not in COMMAND_SYNTAX or not is_plain_environment():
        return None
    shape, words, flags, form = COMMAND_SYNTAX[command], [], set(), None
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
    return CommandLine(command, words, flags, form) if fits else None


def is_plain_environment() -> bool:
    """Tell whether the surroundings ask for nothing that click would see to."""
    asked = os.environ.get("FWGRAPH_ENDPOINT") or os.environ.get("_FWGRAPH_COMPLETE")
    return os.name == "posix" and not asked


def run_command(line: CommandLine) -> None:
    """Do what a command line says, on the shipped graph."""
    words, source = line.words, GraphOptions()
    if line.command == "ask":
        from fwgraph.cli import asked

        asked.write_answer(words[0] if words else None, tuple(words[1:]), source, line.form, None)
    elif line.command == "show":
        from fwgraph.cli import asked

        asked.write_card(words[0], source, line.form or "text")
    else:
        run_tree_command(line, source)


def run_tree_command(line: CommandLine, source: GraphOptions) -> None:
    """Do what a command line says that draws a family."""
    from fwgraph.cli import families

    words, shown = line.words, families.TreeOptions(line.form, "--plain" in line.flags)
    if line.command == "lineage":
        families.write_lineage(words[0], source, shown, grounds="--dependencies" in line.flags)
    elif line.command == "dependencies":
        families.write_dependencies(words[0], source, shown)
    elif line.command == "dependents":
        families.write_dependents(words[0], source, shown)
    else:
        families.write_shortest_path(words[0], words[1], source, shown)


def exit_like_click(error: BaseException) -> None:
    """Leave as click does when someone interrupts, or when the reader of a pipe has left."""
    import click

    def raise_error() -> None:
        raise error

    click.Command("fwgraph", callback=raise_error).main(args=[])
