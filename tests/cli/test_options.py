"""One set of options on all commands, and text that fits the terminal it is written to."""

import os
import subprocess
import sys

import click
import pytest
from docs.make.commands import walk_commands

from fwgraph.cli.commands import cli
from fwgraph.store.text_width import display_width

COMMANDS = {
    " ".join(path[1:]): command
    for path, command in walk_commands(cli, ("fwgraph",))
    if not isinstance(command, click.Group)
}
OPTIONS = {name: ["-f", "--format"] for name in ("-f", "--format")} | {
    name: ["-o", "--output"] for name in ("-o", "--output")
}
WITHOUT_OUTPUT = {"build", "push", "serve", "site", "mcp", "format"}
"""What they write is no text: a folder, a store, a server, or the files themselves."""
ANSWERS = (
    "show",
    "status",
    "lineage",
    "dependencies",
    "dependents",
    "why",
    "ask",
    "sparql",
    "diff",
)


@pytest.mark.parametrize("name", COMMANDS)
def test_output_and_format_are_the_same_options_everywhere(name: str) -> None:
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]
    for option in options:
        for spelling in option.opts:
            assert option.opts == OPTIONS.get(spelling, option.opts)
    assert any("-o" in option.opts for option in options) == (name not in WITHOUT_OUTPUT)


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_has_the_same_formats(name: str) -> None:
    (choice,) = [each.type for each in COMMANDS[name].params if "-f" in each.opts]
    assert isinstance(choice, click.Choice)
    assert [*choice.choices][:5] == ["text", "table", "csv", "tsv", "json"]


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize(
    "line", ["show bfg", "status pylons", "lineage pyramid --dependencies", "why flask werkzeug",
             "ask", "ask lineage pyramid", "ask relations", "show bfg -f table"],
)  # fmt: skip
def test_no_line_is_wider_than_the_terminal(line: str, columns: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fwgraph", *line.split()],
        env={**os.environ, "COLUMNS": str(columns)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    wide = [each for each in done.stdout.splitlines() if display_width(each) > columns]
    assert [each for each in wide if "://" not in each] == []


def test_help_fits_a_narrow_terminal_but_for_what_is_to_be_copied() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fwgraph", "show", "--help"],
        env={**os.environ, "COLUMNS": "40"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    wide = [each for each in done.stdout.splitlines() if len(each) > 40]
    assert [each for each in wide if not each.startswith("    fwgraph")] == []
