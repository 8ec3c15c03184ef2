"""The command line: arguments in, text and exit code out.

Exit codes are 0 for fine, 1 for data that breaks a rule, 2 for what could not be run.
Results go to standard output, everything else to standard error.
"""

import os
import sys
from collections.abc import Sequence

import click

from fwgraph import __version__
from fwgraph.answers import printable
from fwgraph.cli import checking, pages, reading, upkeep
from fwgraph.errors import FwgraphError

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=HELP)
@click.version_option(__version__, prog_name="fwgraph")
def cli() -> None:
    """Ask, check and export the knowledge graph of Python web frameworks.

    \b
      fwgraph show bfg                    everything about repoze.bfg, and who says so
      fwgraph ask frameworks              the listings of every edition
      fwgraph export graph.ttl            the graph as a file
    """  # noqa: D301 - click's mark for lines that stay


for command in (*reading.COMMANDS, *checking.COMMANDS, *pages.COMMANDS, *upkeep.COMMANDS):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its code; the arguments default to the process's."""
    color = False if os.environ.get("NO_COLOR") else None
    try:
        cli.main(args=arguments, prog_name="fwgraph", color=color)
    except (FwgraphError, OSError) as error:
        click.echo(f"error: {printable(str(error))}", err=True)
        sys.exit(2)
