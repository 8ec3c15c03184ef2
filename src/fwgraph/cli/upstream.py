"""The commands that read what projects and package indexes publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fwgraph.cli import options, package_index
from fwgraph.cli.verifying import count_of
from fwgraph.errors import BadRequest, UnknownName, Unreadable
from fwgraph.files import STANDARD_STREAM, input_name, read_text
from fwgraph.graph import Graph, load
from fwgraph.namespaces import local_name, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any

    from pyoxigraph import NamedNode


@click.group()
def upstream() -> None:
    """Turn what projects and indexes publish into RDF.

    \b
      fwgraph upstream requirements setup.py --software babel --source babel-setup
      fwgraph upstream changelog CHANGES --software flask --source flask-changes
    """  # noqa: D301 - click's mark for lines that stay


for each in package_index.COMMANDS:
    upstream.add_command(each)


def cited_file(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the file that is read, the document that it is, and whose it is."""
    for decorator in (
        options.rdf_output_options,
        options.data_option,
        click.option(
            "--software", "name", required=True, metavar="SLUG",
            shell_complete=options.complete("software"), help="The software that it is of.",
        ),
        click.option(
            "--source", required=True, metavar="DOCUMENT",
            shell_complete=options.complete("document"),
            help="The document of the graph that the file is: it says the day.",
        ),
        click.argument("file", type=options.PATH, metavar="FILE|-"),
    ):  # fmt: skip
        command = decorator(command)
    return command


@upstream.command(name="changelog")
@cited_file
def changelog(
    file: Path, source: str, name: str, data: tuple[Path, ...], write: Callable[[str], None]
) -> None:
    """Turn the version headings of a changelog into releases.

    Each keeps its line. Headings without a date are counted, those not understood are named.

    \b
      fwgraph upstream changelog CHANGES --software flask --source flask-changes
    """  # noqa: D301 - click's mark for lines that stay
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
    write(write_releases(records, head))


@upstream.command(name="requirements")
@cited_file
def requirements(
    file: Path, source: str, name: str, data: tuple[Path, ...], write: Callable[[str], None]
) -> None:
    """Turn a list of requirements into claims.

    Reads pyproject.toml, setup.cfg, setup.py (which is never run) and requirements files.
    Packages that the graph does not know are named.

    \b
      fwgraph upstream requirements setup.py --software babel --source babel-setup
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.upstream.known_packages import known_packages
    from fwgraph.upstream.requirement_claims import RequirementClaims, write_claims
    from fwgraph.upstream.requirement_files import read_requirement_file
    from fwgraph.upstream.requirements import RequirementLine, UnreadRequirement

    graph = load(*data)
    software, document = find_software(graph, name), find_document(graph, source)
    text = read_text(file)
    try:
        items = read_requirement_file(text, name_of_file(graph, file, document))
    except ValueError as error:
        raise Unreadable(input_name(file), str(error)) from error
    unread = [item for item in items if isinstance(item, UnreadRequirement)]
    echo_problems(file, ((item.line, item.text, item.problem) for item in unread))
    claims = RequirementClaims(software, document)
    lines = [item for item in items if isinstance(item, RequirementLine)]
    claims.add(lines, {name: known.software for name, known in known_packages(graph).items()})
    echo_problems(
        file,
        ((line.line, line.text, "no version of Python fits it") for line in claims.not_understood),
    )
    options.echo_note(
        f"{input_name(file)}: {count_of(len(lines), 'requirement')}, of which"
        f" {count_of(len(claims.claims), 'claim')}; left out: {claims.for_developers} of extras"
        f" for developers, {claims.itself} on itself; {count_of(len(unread), 'line')} not read"
    )
    if names := sorted(set(claims.unknown)):
        options.echo_note(
            f"{input_name(file)}: the graph has no software for {count_of(len(names), 'package')}:"
            f" {', '.join(names)}"
        )
    head = f"# Requirements of {graph.names.label(software)}, by {graph.names.label(document)}.\n"
    write(write_claims(claims, head))


def name_of_file(graph: Graph, file: Path, document: NamedNode) -> str:
    """Return the name of a file; that of standard input is in the document's address."""
    if str(file) != STANDARD_STREAM:
        return file.name
    addresses = graph.store.quads_for_pattern(document, term("fw:address"), None)
    return next((local_name(str(quad.object)[1:-1]) for quad in addresses), "")


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
