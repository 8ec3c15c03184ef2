"""The command that holds statements to the texts that they cite: verify."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.cli.troubles import Troubles, echo_line
from fwgraph.errors import BadRequest
from fwgraph.files import STANDARD_STREAM

if TYPE_CHECKING:
    from fwgraph.rules.positions import Position
    from fwgraph.verification.expectations import Expectation
    from fwgraph.verification.releases import ReleaseExpectation
    from fwgraph.verification.verdicts import Verdict

VERIFY_FORMATS = ("text", "json", "sarif", "github", "junit")
FORMAT_BY_SUFFIX = {".json": "json", ".sarif": "sarif", ".xml": "junit"}


@click.command()
@click.option(
    "--sources", "folders", multiple=True, type=options.PATH, metavar="DIR",
    help="Look for texts below this folder, in files and git repositories; repeatable.",
)  # fmt: skip
@options.add_format(VERIFY_FORMATS, "How to write the findings.")
@options.graph_options
@options.output_option
def verify(
    source: options.GraphOptions, folders: tuple[Path, ...], form: str | None, output: Path | None
) -> None:
    """Look up statements and releases in their sources.

    A text is known by its SHA-256, or by commit and path in a git repository; editions that
    were imported with their text have it in the graph. A phrase that is not there, stands on
    another line, or whose text has changed is a finding, and so is a version, a date or a tag
    that is not what a record of a release says. Nothing is fetched.

    \b
      fwgraph verify --sources texts
      fwgraph verify --sources texts -f json -o findings.json
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.rules import reports
    from fwgraph.verification.verdicts import EVIDENCE_RULES

    form = form or FORMAT_BY_SUFFIX.get(output.suffix if output else "", "text")
    troubles = Troubles()
    verdict = verify_graph(source, folders, troubles)
    if form == "sarif":
        written = reports.write_sarif(verdict.findings, EVIDENCE_RULES)
    else:
        written = reports.FINDING_WRITERS[form](verdict.findings)
    if form == "text":
        written += f"\n{summarize_verdict(verdict)}"
    else:
        click.echo(summarize_verdict(verdict), err=True, nl=False)
    options.write_answer_form(written, form, output)
    sys.exit(2 if troubles.count else int(bool(verdict.findings)))


def verify_graph(
    source: options.GraphOptions, folders: tuple[Path, ...], troubles: Troubles
) -> Verdict:
    """Return what does not fit; raises BadRequest where nothing can be looked up."""
    from fwgraph.verification import expectations
    from fwgraph.verification.folders import scan_folders
    from fwgraph.verification.releases import read_release_expectations
    from fwgraph.verification.tags import read_tag_shelf
    from fwgraph.verification.texts import TextSearch
    from fwgraph.verification.verdicts import Verifier

    graph = source.open_graph()
    releases = list(read_release_expectations(graph))
    expected: list[Expectation | ReleaseExpectation] = [
        *expectations.read_expectations(graph),
        *releases,
    ]
    if not expected:
        raise BadRequest("no statement of the graph cites a source with a phrase")
    kept = expectations.read_kept_texts(graph)
    if not folders and not kept:
        raise BadRequest("the graph keeps no text: say where the texts are with --sources DIR")
    known = expectations.read_sources(graph)
    cited = dict.fromkeys(each.source for each in expected)
    sources = {node: known.get(node, expectations.Source(node)) for node in cited}
    shelves = scan_folders(folders, troubles.report)
    search = TextSearch(shelves, kept, troubles.report, echo_line)
    tagged = {each.source for each in releases if each.tag}
    texts = search.find_texts(each for node, each in sources.items() if node not in tagged)
    shelf = read_tag_shelf(
        shelves.object_stores, releases, (sources[node] for node in tagged), echo_line
    )
    if not texts and not shelf.objects:
        places = ", ".join(map(str, folders)) or "the graph"
        raise BadRequest(f"{places}: there is no text of {count_of(len(sources), 'cited source')}")
    positions = StatementPositions(source)
    return Verifier(sources, texts, positions.find, shelf).judge(expected)


class StatementPositions:
    """Where statements and sources stand in the files of a graph, read at the first question."""

    def __init__(self, source: options.GraphOptions) -> None:
        self.source = source

    def find(self, node: str) -> Position:
        """Return where a node stands; what no file of ours has stands at its IRI."""
        from fwgraph.rules.positions import Position

        return self.by_node.get(node) or Position(node)

    @cached_property
    def by_node(self) -> dict[str, Position]:
        """The positions of all subjects in Turtle files, the shipped ones or those named."""
        from fwgraph.rules.positions import subject_positions
        from fwgraph.store.loading import STORE_MARK, data_files
        from fwgraph.store.resources import shipped_files

        if self.source.endpoint:
            return {}
        if not self.source.data:
            return subject_positions(shipped_files())
        places = [Path(place) for place in self.source.data if str(place) != STANDARD_STREAM]
        folders = [place for place in places if not (place / STORE_MARK).is_file()]
        return subject_positions(file for place in folders for file in data_files(place))


def summarize_verdict(verdict: Verdict) -> str:
    """Return how much was looked up, and of which sources no text is there."""
    from fwgraph.namespaces import shorten_iri

    lines = [
        f"{count_of(verdict.looked_up, 'phrase')} looked up in {count_of(verdict.texts, 'text')}\n"
    ]
    if verdict.releases:
        tags = f", {verdict.tags:,} of them by tags" if verdict.tags else ""
        lines.append(f"{count_of(verdict.releases, 'release')} among them{tags}\n")
    if verdict.without_text:
        total = sum(verdict.without_text.values())
        lines.append(f"not looked up, since the text is not there: {count_of(total, 'phrase')}\n")
        names = sorted((shorten_iri(node), n) for node, n in verdict.without_text.items())
        width = max(len(name) for name, _ in names)
        lines += [f"  {name:<{width}}  {number:>4}\n" for name, number in names]
    return "".join(lines)


def count_of(number: int, noun: str) -> str:
    """Return a number of things."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


COMMANDS = (verify,)
