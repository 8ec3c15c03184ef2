"""How commands are declared that run without click, and the parameters they share.

A command is declared once: `cli.quick` reads plain command lines by it, and
`cli.commands` makes click's command of it.
"""

from __future__ import annotations

from collections.abc import Callable

from fwgraph.cli.results import ANSWER_FORMATS, GraphOptions
from fwgraph.records import Record


class CommandParameter(Record):
    """An argument or option: its names, the words it allows if not all, click's settings.

    ``values`` says what a shell completes: a key of ``cli.completion.COMPLETERS``, or ``file``.
    """

    names: tuple[str, ...]
    choices: tuple[str, ...]
    settings: dict[str, object]
    values: str = ""

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


def argument(name: str, values: str = "", **settings: object) -> CommandParameter:
    """Return an argument with settings as click takes them."""
    return CommandParameter((name,), (), settings, values)


def option(
    *names: str, choices: tuple[str, ...] = (), values: str = "", **settings: object
) -> CommandParameter:
    """Return an option of these names, the last of which is its value's."""
    return CommandParameter(names, choices, settings, values)


GRAPH = option("--data", "source", default=GraphOptions())
"""The options that choose the graph, in one; `cli.options` has them for click."""
OUTPUT = option(
    "-o", "--output", values="file", metavar="FILE", help="Write to this file; its ending decides."
)
"""The file for the result, of every command that has one."""


def format_option(
    choices: tuple[str, ...] = ANSWER_FORMATS, text: str = "How to write the answer."
) -> CommandParameter:
    """Return the option that chooses a form, of every command that has several."""
    return option("-f", "--format", "form", choices=choices, help=text)
