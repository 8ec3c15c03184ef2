"""The commands for click: their names, the modules that hold them, and the help above them."""

from importlib import import_module

import click

from fwgraph import __version__
from fwgraph.cli import COMMAND_MODULES

CONTEXT_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class CommandGroup(click.Group):
    """The commands; a module is imported when one of its commands is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands."""
        return list(COMMAND_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, or nothing; click then names the ones that come near."""
        if cmd_name not in COMMAND_MODULES:
            return None
        room = import_module(f"fwgraph.cli.{COMMAND_MODULES[cmd_name]}")
        commands: dict[str, click.Command] = {each.name: each for each in room.COMMANDS}
        return commands[cmd_name]


@click.command(cls=CommandGroup, context_settings=CONTEXT_SETTINGS)
@click.version_option(__version__, prog_name="fwgraph")
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
