"""The commands for click: their names, the modules that hold them, and the help above them."""

import os
import re
import sys
import warnings
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import click

from fwgraph.cli import COMMAND_MODULES, options
from fwgraph.cli.declarations import Command
from fwgraph.cli.interrupts import EXIT_CODE, watch_interrupts
from fwgraph.cli.streams import discard_output
from fwgraph.project import __version__
from fwgraph.store.table import terminal_width

CLICK_LEAST = 52
"""The columns for which click writes help at least, unless it is told how many there are."""
CONTEXT_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class NarrowFormatter(click.HelpFormatter):
    """Help whose first column leaves room for the second where the terminal is narrow."""

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write what options and commands are for."""
        super().write_dl(rows, min(col_max, self.width // 3), col_spacing)


class NarrowContext(click.Context):
    """The context of a command, for its help."""

    formatter_class = NarrowFormatter


class CommandGroup(click.Group):
    """The commands; a module is imported when one of its commands is needed."""

    context_class = NarrowContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands."""
        return list(COMMAND_MODULES)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; where the reader of its output has left, exit as main does.

        Click would exit with 1, which says that data is wrong.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            discard_output()
            raise SystemExit(2) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of a line; raises UsageError, with what people mean by others."""
        name = args[0]
        if name == "help" and not ctx.resilient_parsing:
            args = [*args[1:2], "--help"]
            if len(args) == 1:
                click.echo(ctx.get_help(), color=ctx.color)
                ctx.exit()
        elif name.lower() in MEANT and not ctx.resilient_parsing:
            ctx.fail(f"No such command '{name}'. Did you mean `fwgraph {MEANT[name.lower()]}`?")
        elif not ctx.resilient_parsing and name not in COMMAND_MODULES and is_known_name(name):
            ctx.fail(f"No such command '{name}'. To see that thing: fwgraph show {name}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, or nothing; click then names the ones that come near."""
        if cmd_name not in COMMAND_MODULES:
            return None
        module = import_module(f"fwgraph.cli.{COMMAND_MODULES[cmd_name]}")
        commands: dict[str, click.Command | Command] = {
            command.name: command for command in module.COMMANDS
        }
        command = commands[cmd_name]
        made = click_command(command) if isinstance(command, Command) else command
        made.context_class = NarrowContext
        return made


MEANT = {
    "version": "--version",
    "list": "ask",
    "questions": "ask",
    "query": "sparql",
    "search": "show NAME",
    "find": "show NAME",
    "info": "show NAME",
    "check": "validate",
    "lint": "validate",
    "graph": "draw FILE",
    "convert": "export FILE",
}
"""What other programs call what ours is called."""


def is_known_name(name: str) -> bool:
    """Tell whether a word is the name of a thing of the shipped graph."""
    from fwgraph.errors import FwgraphError
    from fwgraph.graph import open_shipped
    from fwgraph.store.names import KINDS

    try:
        return bool(open_shipped().names.matches(name, KINDS))
    except (FwgraphError, OSError):
        return False


def explain_usage(error: click.UsageError) -> str:
    """Return what may help beside an error of usage: the first example of its command."""
    command = error.ctx.command if error.ctx else None
    example = re.search(r"^ *(fwgraph (?!ask$).*)$", (command and command.help) or "", re.MULTILINE)
    if command is None or example is None or command is cli:
        return ""
    lines = [f"For example: {example[1].strip()}"]
    if isinstance(error, click.NoSuchOption) and command.name == "ask":
        lines.append("A parameter of a question is written NAME=VALUE.")
    if "unexpected extra argument" in error.format_message():
        lines.append("A name of several words stands in quotes.")
    return "\n".join(lines) + "\n"


def click_command(command: Command) -> click.Command:
    """Return the command that click runs, of one that was declared without it."""

    def call_function(**values: object) -> None:
        command.function(**values)

    decorated: Any = call_function
    for parameter in reversed(command.parameters):
        shared = options.graph_options if parameter.name == "source" else None
        decorated = (shared or options.add_parameter(parameter))(decorated)
    return click.command(command.name, help=command.help)(decorated)


@click.command(cls=CommandGroup, context_settings=CONTEXT_SETTINGS)
@click.version_option(__version__, "-V", "--version", prog_name="fwgraph")
def cli() -> None:
    """Ask, check and export the knowledge graph of Python web frameworks.

    \b
      fwgraph show bfg             everything about repoze.bfg, and who says so
      fwgraph lineage pyramid      what it descends from and what came after it
      fwgraph dependents werkzeug  what breaks if it stops
      fwgraph ask                  the questions that the graph answers
      fwgraph validate page.moin   a linter for a wiki page of frameworks
      fwgraph export graph.ttl     the whole graph, for other tools
      fwgraph serve --open         the graph in a browser
    """  # noqa: D301 - click's mark for lines that stay


# Stand-ins, whose names click suggests for a typo; get_command hands out the real ones.
cli.commands = {name: click.Command(name) for name in COMMAND_MODULES}


def run_with_click(arguments: Sequence[str] | None) -> int:
    """Run a command line and return its exit code; click explains one that is wrong."""
    if arguments is None:
        watch_interrupts()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # they speak to programmers, of code that is not theirs
    if "_FWGRAPH_COMPLETE" in os.environ:
        from fwgraph.cli import completion

        completion.prepare_completion()
    narrow = terminal_width(CLICK_LEAST) or CLICK_LEAST
    width: dict[str, Any] = {"terminal_width": narrow} if narrow < CLICK_LEAST else {}
    color = False if os.environ.get("NO_COLOR") else None
    try:
        code: int | None = cli.main(
            arguments, "fwgraph", standalone_mode=False, color=color, **width
        )
    except click.Abort:
        click.echo("Aborted!", err=True)
        return EXIT_CODE
    except click.ClickException as error:
        error.show()
        if isinstance(error, click.UsageError):
            click.echo(explain_usage(error), err=True, nl=False)
        return error.exit_code
    return code or 0
