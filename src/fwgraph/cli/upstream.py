"""The commands that read what projects and package indexes publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.cli.verifying import count_of
from fwgraph.errors import BadRequest, UnknownName
from fwgraph.files import input_name, read_text
from fwgraph.graph import Graph, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any

    from pyoxigraph import NamedNode


@click.group()
def upstream() -> None:
    """Turn what projects and indexes publish into RDF."""


def cited_file(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the file that is read, the document that it is, and whose it is."""
    for decorator in (
        options.output_option,
        options.data_option,
        click.option(
            "--software", "name", required=True, metavar="SLUG", help="The software that it is of."
        ),
        click.option(
            "--source", required=True, metavar="DOCUMENT",
            help="The document of the graph that the file is: it says the day.",
        ),
        click.argument("file", type=options.PATH),
    ):  # fmt: skip
        command = decorator(command)
    return command


@upstream.command(name="changelog")
@cited_file
def changelog(
    file: Path, source: str, name: str, data: tuple[Path, ...], output: Path | None
) -> None:
    """Turn the dated version headings of a changelog into releases.

    Each keeps its line. Headings without a date are counted, those not understood are named.
    """
    from fwgraph.upstream.changelogs import read_changelog
    from fwgraph.upstream.release_records import write_releases

    graph = load(*data)
    software, document = find_software(graph, name), find_document(graph, source)
    read = read_changelog(read_text(file), names_of(graph, software))
    if not read.headings and not read.unread:
        raise BadRequest(f"{input_name(file)}: no heading of a version found; is it a changelog?")
    records = list(read.releases(software, document))
    undated = sum(1 for heading in read.headings if not heading.date and not heading.is_unreleased)
    unreleased = sum(1 for heading in read.headings if heading.is_unreleased)
    echo_problems(file, ((item.line, item.text, item.problem) for item in read.unread))
    options.echo_note(
        f"{input_name(file)}: {count_of(len(records), 'dated release')}; left out:"
        f" {count_of(undated, 'heading')} without a date, {unreleased} of what is not released yet"
        f"; {count_of(len(read.unread), 'heading')} not understood"
    )
    head = f"# Releases of {graph.names.label(software)}, by {graph.names.label(document)}.\n"
    options.write_output(write_releases(records, head), output)


def find_software(graph: Graph, name: str) -> NamedNode:
    """Return the software of a name; raises UnknownName or AmbiguousName."""
    return graph.names.find(name, ("software",))


def find_document(graph: Graph, name: str) -> NamedNode:
    """Return the document of a name; raises BadRequest with what to do where there is none."""
    try:
        return graph.names.find(name, ("document",))
    except UnknownName as error:
        slug = name.removeprefix("document:")
        stop = "" if str(error).endswith("?") else "."
        raise BadRequest(
            f"--source {name}: {error}{stop} A new one is described first, in"
            f" data/documents/{slug}.ttl: its day, its commit, its address and who speaks"
        ) from error


def names_of(graph: Graph, software: NamedNode) -> frozenset[str]:
    """Return what software is called, folded."""
    return frozenset(name for name, nodes in graph.names.index().items() if software in nodes)


def echo_problems(file: Path, problems: Iterable[tuple[int, str, str]]) -> None:
    """Say on standard error what was not understood, each with its line."""
    for line, text, problem in problems:
        options.echo_note(f"{input_name(file)}:{line}: {problem}: {text[:LONGEST_SHOWN].strip()}")


LONGEST_SHOWN = 100
"""Signs of a line that is not understood that are shown."""
COMMANDS = (upstream,)
