"""The command line: arguments in, text and exit code out.

Exit codes are 0 for fine, 1 for data that breaks a rule, 2 for what could not be run.
Results go to standard output, everything else to standard error.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from fwgraph import __version__
from fwgraph.answers import printable
from fwgraph.errors import FwgraphError

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

ROOMS = {
    "show": "reading",
    "lineage": "kin",
    "dependencies": "kin",
    "dependents": "kin",
    "why": "kin",
    "ask": "reading",
    "sparql": "reading",
    "export": "exporting",
    "validate": "checking",
    "fix": "checking",
    "import": "pages",
    "build": "stores",
    "push": "stores",
    "format": "upkeep",
}
"""Every command, in the order of the help, and the module that holds it."""


class Commands(click.Group):
    """The commands; a module is imported when one of its commands is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands."""
        return list(ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, or nothing; click then names the ones that come near."""
        if cmd_name not in ROOMS:
            return None
        room = import_module(f"fwgraph.cli.{ROOMS[cmd_name]}")
        commands: dict[str, click.Command] = {each.name: each for each in room.COMMANDS}
        return commands[cmd_name]


@click.command(cls=Commands, context_settings=HELP)
@click.version_option(__version__, prog_name="fwgraph")
def cli() -> None:
    """Ask, check and export the knowledge graph of Python web frameworks.

    \b
      fwgraph show bfg                    everything about repoze.bfg, and who says so
      fwgraph lineage pyramid             what it descends from and what came after it
      fwgraph dependents werkzeug         what breaks if it stops
      fwgraph ask                         the questions that the graph answers
      fwgraph validate page.moin          a linter for a wiki page of frameworks
    """  # noqa: D301 - click's mark for lines that stay


# Stand-ins, whose names click suggests for a typo; get_command hands out the real ones.
cli.commands = {name: click.Command(name) for name in ROOMS}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its code; the arguments default to the process's."""
    color = False if os.environ.get("NO_COLOR") else None
    try:
        cli.main(args=arguments, prog_name="fwgraph", color=color)
    except (FwgraphError, OSError) as error:
        click.echo(f"error: {printable(str(error))}", err=True)
        sys.exit(2)
