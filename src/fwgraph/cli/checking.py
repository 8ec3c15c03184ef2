"""The commands that check and repair: validate and fix."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.errors import BadRequest, Unreadable
from fwgraph.files import STANDARD_STREAM
from fwgraph.graph import Graph, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

    from fwgraph.rules.data_graph import DataGraph
    from fwgraph.rules.findings import Finding

FINDING_FORMATS = ("text", "json", "sarif", "github", "junit", "ttl", "accept")
FORMAT_BY_SUFFIX = {
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".ttl": "ttl",
    ".toml": "accept",
}
LINE_PATTERN = re.compile(r"[^\n]*\n|[^\n]+")
FAIL_ON = ("violation", "warning", "info")
"""Severities, the gravest first: each fails with those before it."""


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option(
    "--date", metavar="YYYY-MM-DD", help="The date of the pages, to find dates beyond it."
)
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), default="violation", show_default=True,
    help="Exit with 1 for findings of this severity or a graver one.",
)  # fmt: skip
@click.option("--accept", type=options.PATH, metavar="FILE", help="Findings that are known.")
@click.option(
    "--format", "form", type=click.Choice(FINDING_FORMATS), help="How to write the findings."
)
@click.option("--graph", metavar="IRI", help="The graph of an endpoint to check.")
@options.timeout_option
@options.output_option
def validate(
    targets: tuple[str, ...],
    date: str | None,
    fail_on: str,
    accept: Path | None,
    form: str | None,
    graph: str | None,
    timeout: float,
    output: Path | None,
) -> None:
    """Check wiki pages, RDF or an endpoint against the rules.

    Without TARGET, the shipped graph. Pages are checked for the page's own editorial
    rules, everything else for the rules of the data. `--format accept` writes the
    findings as a file for --accept, whose reasons you fill in.
    """
    from fwgraph.rules import accepted
    from fwgraph.rules.findings import check_data_graph

    form = form or FORMAT_BY_SUFFIX.get(output.suffix if output else "", "text")
    options.check_day(date)
    known = accepted.read_accepted_findings(accept) if accept else []
    checked = [
        check_data_graph(data_graph)
        for data_graph in load_data_graphs(targets, date, graph, timeout)
    ]
    findings = sorted(finding for found, _ in checked for finding in found)
    if accept:
        findings = [*accepted.filter_findings(findings, known, accept)]
    reports = [report for _, report in checked]
    options.write_answer_form(serialize_findings(findings, reports, form), form, output)
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1]
    sys.exit(int(any(finding.severity in failing for finding in findings)))


def serialize_findings(
    findings: list[Finding], shacl_reports: list[rdflib.Graph], form: str
) -> str | bytes:
    """Return the findings, or the SHACL reports that they were made from, in a form."""
    from fwgraph.rules import accepted, reports

    if form == "ttl":
        return serialize_reports(shacl_reports)
    if form == "accept":
        return accepted.write_accepted_findings(findings)
    return reports.FINDING_WRITERS[form](findings)


def load_data_graphs(
    targets: tuple[str, ...], date: str | None, graph: str | None, timeout: float
) -> Iterator[DataGraph]:
    """Yield what to validate: all RDF files together, each page and each endpoint alone."""
    from fwgraph.files import read_exact_text
    from fwgraph.rules import data_graph

    if not targets:
        yield data_graph.shipped_data_graph()
    addresses = [target for target in targets if "://" in target]
    paths = [existing_path(target) for target in targets if target not in addresses]
    split = [data_graph.files_and_pages(path) for path in paths]
    if files := [file for files, _ in split for file in files]:
        yield data_graph.file_data_graph(files)
    if pages := [page for _, pages in split for page in pages]:
        knowledge = load()
        for page in pages:
            checked = data_graph.page_data_graph(str(page), read_exact_text(page), date, knowledge)
            options.echo_note(checked.note)
            yield checked
    for address in addresses:
        # FWGRAPH_GRAPH may name the graph, as on every command that reads an endpoint.
        name = graph or options.environment_graph()
        endpoint = options.GraphOptions((), address, name, timeout).open_graph(any_content=True)
        yield data_graph.remote_data_graph(endpoint, address)


def existing_path(target: str) -> Path:
    """Return the path of a target; raises Unreadable where nothing is there."""
    if not target or not (target == STANDARD_STREAM or Path(target).exists()):
        raise Unreadable(target or repr(target), "there is no such file or folder")
    return Path(target)


def serialize_reports(reports: list[rdflib.Graph]) -> bytes:
    """Return SHACL report graphs as one Turtle document."""
    from pyoxigraph import RdfFormat, parse

    from fwgraph.formats.rdf import serialize_triples

    lines = "".join(report.serialize(format="nt") for report in reports)
    quads = parse(lines, format=RdfFormat.N_TRIPLES)
    return serialize_triples((quad.triple for quad in quads), "ttl")


@click.command()
@click.argument("pages", nargs=-1, required=True, type=options.PATH, metavar="PAGE...")
@click.option("--diff", "how", flag_value="diff", help="Show what would change.")
@click.option("--write", "how", flag_value="write", help="Change the files.")
def fix(pages: tuple[Path, ...], how: str | None) -> None:
    """Repair what a machine can repair in wiki pages.

    Sorts what is out of order by moving the fewest entries and pads dates such as
    2006-9-15; every other byte stays. Without --diff or --write the repaired page goes to
    standard output. Exits with 1 where order or dates need a person.
    """
    if len(pages) > 1 and how is None:
        raise BadRequest("several pages: say --diff or --write")
    if how == "write" and Path(STANDARD_STREAM) in pages:
        raise BadRequest("--write changes files, and - is standard input: leave it out")
    graph = load()
    remaining = [repair_file(page, how, graph) for page in pages]
    sys.exit(int(any(remaining)))


def repair_file(page: Path, how: str | None, graph: Graph) -> bool:
    """Repair one page, and say what was done; return whether something is left for a person."""
    from fwgraph.files import read_exact_text, replace_file
    from fwgraph.rules.repair import repair_page
    from fwgraph.store.table import printable_text
    from fwgraph.wiki import known
    from fwgraph.wiki.markups import DEFAULT_MARKUP, page_markup

    text = read_exact_text(page)
    markup = page_markup(page) or DEFAULT_MARKUP
    new, repairs = repair_page(text, known.known_names(graph).categories, markup)
    if how != "write":
        options.write_output(page_diff(page, text, new) if how == "diff" else new, None)
    elif new != text:
        replace_file(page, new.encode())
    for repair in repairs:
        line = f"{page}:{repair.line}: {repair.entry}: {repair.done}"
        click.echo(printable_text(line), err=True)
    return report_remaining_findings(page, new, graph)


def page_diff(page: Path, text: str, new: str) -> str:
    """Return a unified diff, as patch reads it."""
    from difflib import unified_diff

    name = f"{page.name}\t" if " " in page.name else page.name  # where a name with blanks ends
    lines = unified_diff(
        LINE_PATTERN.findall(text), LINE_PATTERN.findall(new), f"a/{name}", f"b/{name}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def report_remaining_findings(page: Path, text: str, graph: Graph) -> bool:
    """Say which findings of rules that can be repaired need a person; return whether any does."""
    from fwgraph.rules.data_graph import page_data_graph
    from fwgraph.rules.findings import check_data_graph
    from fwgraph.rules.repair import REPAIRABLE_RULES
    from fwgraph.store.table import printable_text

    data_graph = page_data_graph(str(page), text, None, graph)
    options.echo_note(data_graph.note)
    findings, _ = check_data_graph(data_graph)
    remaining = [finding for finding in findings if finding.rule in REPAIRABLE_RULES]
    for finding in remaining:
        place = f"{finding.path}:{finding.line}:{finding.column}"
        line = f"{place}: left for a person: {finding.entry}: {finding.message}"
        click.echo(printable_text(line), err=True)
    return bool(remaining)


COMMANDS = (validate, fix)
