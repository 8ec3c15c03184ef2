"""How commands are declared that run without click, and the parameters they share.

A command is declared once: `cli.quick` reads plain command lines by it, and
`cli.commands` makes click's command of it.
"""

from __future__ import annotations

from collections.abc import Callable

from fwgraph.cli.results import TABLE_FORMATS, GraphOptions
from fwgraph.records import Record


class CommandParameter(Record):
    """An argument or option: its names, the words it allows if not all, click's settings."""

    names: tuple[str, ...]
    choices: tuple[str, ...]
    settings: dict[str, object]

    @property
    def name(self) -> str:
        """The keyword under which the function of the command takes the value."""
        return self.names[-1].lstrip("-")

    @property
    def is_option(self) -> bool:
        """Whether it is an option; else it is an argument."""
        return self.names[0].startswith("-")


class Command(Record):
    """A command: the function that it calls with the parameters' values, and its help."""

    name: str
    function: Callable[..., None]
    parameters: tuple[CommandParameter, ...]
    help: str


def argument(name: str, **settings: object) -> CommandParameter:
    """Return an argument with settings as click takes them."""
    return CommandParameter((name,), (), settings)


def option(*names: str, choices: tuple[str, ...] = (), **settings: object) -> CommandParameter:
    """Return an option of these names, the last of which is its value's."""
    return CommandParameter(names, choices, settings)


GRAPH = option("--data", "source", default=GraphOptions())
"""The options that choose the graph, in one; `cli.options` has them for click."""
OUTPUT = option("-o", "--output")
"""The file for the result; `cli.options` has it for click."""


def table_format(text: str) -> CommandParameter:
    """Return the option that chooses the form of a table."""
    return option("--format", "form", choices=TABLE_FORMATS, help=text)
