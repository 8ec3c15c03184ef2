"""The command reference: what ``--help`` says of each command, in the order of the help."""

from collections.abc import Iterator

import click
from docs.make.pages import code, page, table

from fwgraph.cli.commands import cli

WIDTH = 100
INTRODUCTION = """\
This is what `fwgraph COMMAND --help` says. Results go to standard output, everything else to
standard error. Exit codes: 0 fine, 1 the data breaks a rule, 2 it could not be run,
130 interrupted."""


def command_reference() -> str:
    """Return the page of all commands."""
    commands = list(walk_commands(cli, ("fwgraph",)))
    index = table(
        ("command", "what it does"),
        [
            (f"[`{' '.join(path)}`](#{'-'.join(path)})", command.get_short_help_str(limit=200))
            for path, command in commands
        ],
    )
    sections = (
        f"## {' '.join(path)}\n\n{code(help_text(path, command), 'text')}"
        for path, command in commands
    )
    return page("Commands", INTRODUCTION, index, *sections)


def walk_commands(
    group: click.Group, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield the commands below a group with the words that call them."""
    context = click.Context(group, info_name=" ".join(path))
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from walk_commands(command, (*path, name))


def help_text(path: tuple[str, ...], command: click.Command) -> str:
    """Return the help of a command, as wide as in a wide terminal."""
    context = click.Context(
        command, info_name=" ".join(path), terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    return command.get_help(context)
