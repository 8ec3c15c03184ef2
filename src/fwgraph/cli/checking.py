"""The command that checks: validate."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.cli.troubles import Troubles, find_targets
from fwgraph.errors import BadRequest, FwgraphError, NothingToCheck
from fwgraph.graph import load
from fwgraph.store.days import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from fwgraph.rules.data_graph import DataGraph
    from fwgraph.rules.engine import Report
    from fwgraph.rules.findings import Finding
    from fwgraph.rules.many_pages import CheckedPage
    from fwgraph.rules.targets import Target
    from fwgraph.rules.wiki_root import Wiki

FINDING_FORMATS = ("text", "json", "sarif", "github", "junit", "ttl", "accept")
FORMAT_BY_SUFFIX = {
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".ttl": "ttl",
    ".toml": "accept",
}
FAIL_ON = ("violation", "warning", "info")
"""Severities, the gravest first: each fails with those before it."""


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=options.complete("file"))
@click.option(
    "--date", metavar="YYYY-MM-DD", help="The date of the pages, to find dates beyond it."
)
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), default="violation", show_default=True,
    help="Exit with 1 for findings of this severity or a graver one.",
)  # fmt: skip
@click.option("--accept", type=options.PATH, metavar="FILE", help="Findings that are known.")
@options.add_format(FINDING_FORMATS, "How to write the findings.")
@options.endpoint_options
@options.wiki_options
@options.skip_others_option
@options.output_option
def validate(
    targets: tuple[str, ...],
    date: str | None,
    fail_on: str,
    accept: Path | None,
    form: str | None,
    endpoint: str | None,
    graph: str | None,
    timeout: float,
    wiki: Wiki | None,
    skip_others: bool,
    output: Path | None,
) -> None:
    """Check wiki pages, RDF or an endpoint against the rules.

    Without TARGET or --endpoint, the shipped graph. Of a large endpoint what the rules are
    about is read. A page of frameworks is checked for its own editorial rules, every page in
    Markdown for tables that are not published and, with --root or --files, for links that
    lead nowhere; everything else for the rules of the data. `--format accept` writes the
    findings as a file for --accept, whose reasons you fill in.

    \b
      fwgraph validate
      fwgraph validate page.moin
      fwgraph validate page.moin -f sarif -o findings.sarif
      fwgraph validate --endpoint http://localhost:7878/query
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.rules import accepted_findings
    from fwgraph.rules.findings import check_data_graph

    form = form or FORMAT_BY_SUFFIX.get(output.suffix if output else "", "text")
    if date is not None:
        parse_day("--date", date)
    known = accepted_findings.read_accepted_findings(accept) if accept else []
    troubles, checked = Troubles(), Checked()
    addresses = list_addresses(targets, endpoint)
    files = find_targets(
        [name for name in targets if "://" not in name], troubles, skip_others=skip_others
    )
    for load_data_graph in plan_data_graphs(files, addresses, graph, timeout, troubles):
        with troubles.report_errors():
            found, report = check_data_graph(load_data_graph())
            checked.add(found, report if form == "ttl" else None)
    for page in check_targets([each for each in files if each.is_page], date, wiki, form):
        with troubles.report_errors(page.target):
            checked.add_page(page)
    troubles.report_passed_over()
    if skip_others and checked.is_plain and not troubles.count:
        return  # nobody asked about these files in particular
    if not checked.count and not troubles.count:
        raise BadRequest("nothing was checked")
    if not checked.count:
        sys.exit(2)  # a report would say that there are no findings
    findings, reports = sorted(checked.findings), checked.reports
    if accept:
        findings = [*accepted_findings.filter_findings(findings, known, accept)]
    options.write_answer_form(serialize_findings(findings, reports, form), form, output)
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1]
    broken = any(finding.severity in failing for finding in findings)
    sys.exit(2 if troubles.count else int(broken))


def list_addresses(targets: tuple[str, ...], endpoint: str | None) -> list[str]:
    """Return the endpoints to check, each once; the environment names one where nothing else is."""
    endpoint = endpoint or (None if targets else options.environment_endpoint())
    named = (name for name in targets if "://" in name)
    return list(dict.fromkeys([*named, *([endpoint] if endpoint else [])]))


@dataclass
class Checked:
    """What has been checked: how many targets, so many of them without entries, and the results."""

    count: int = 0
    plain: int = 0
    findings: list[Finding] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Whether nothing but pages without entries was checked, and nothing found."""
        return self.count == self.plain and not self.findings

    def add(self, findings: Iterable[Finding], report: Report | None) -> None:
        """Add the results of a target; a report only where it is to be written."""
        self.count += 1
        self.findings += findings
        self.reports += [report] if report else []

    def add_page(self, page: CheckedPage) -> None:
        """Add the results of a page and say its notes; raises the error of one not checked."""
        if page.error is not None:
            raise (NothingToCheck if page.is_beside else FwgraphError)(page.error)
        for note in page.notes:
            options.echo_note(note)
        self.plain += page.is_plain
        self.add(page.findings, page.report)


def serialize_findings(
    findings: list[Finding], shacl_reports: list[Report], form: str
) -> str | bytes:
    """Return the findings, or the SHACL reports that they were made from, in a form."""
    from fwgraph.rules import accepted_findings, reports

    if form == "ttl":
        return serialize_reports(shacl_reports)
    if form == "accept":
        return accepted_findings.write_accepted_findings(findings)
    return reports.FINDING_WRITERS[form](findings)


def plan_data_graphs(
    targets: list[Target],
    addresses: list[str],
    graph: str | None,
    timeout: float,
    troubles: Troubles,
) -> Iterator[Callable[[], DataGraph]]:
    """Yield what loads what is to be validated, but for pages.

    All RDF files are seen together, each endpoint alone.
    """
    from fwgraph.rules import data_graph

    if not targets and not addresses and not troubles.count:
        yield data_graph.shipped_data_graph
    files = []
    for target in targets:
        if not target.is_page:
            with troubles.report_errors(target):
                files.append(data_graph.read_rdf_file(target.path))
    if files:
        yield partial(data_graph.rdf_data_graph, files)
    for address in addresses:
        yield partial(load_remote, address, graph, timeout)


def check_targets(
    pages: list[Target], date: str | None, wiki: Wiki | None, form: str
) -> Iterator[CheckedPage]:
    """Yield what comes of each page; reports are kept where they are to be written."""
    if pages:
        from fwgraph.rules.many_pages import check_pages
        from fwgraph.rules.page_knowledge import PageKnowledge

        yield from check_pages(
            pages, date, PageKnowledge(load(), wiki), keeps_reports=form == "ttl"
        )


def load_remote(address: str, graph: str | None, timeout: float) -> DataGraph:
    """Return the graph of an endpoint; FWGRAPH_GRAPH may name it, as on every command."""
    from fwgraph.rules.remote import bounded_data_graph

    name = graph or options.environment_graph()
    endpoint = options.GraphOptions((), address, name, timeout).open_graph(any_content=True)
    return bounded_data_graph(endpoint, address, options.echo_note)


def serialize_reports(reports: list[Report]) -> bytes:
    """Return SHACL reports as one Turtle document."""
    from pyoxigraph import RdfFormat, parse

    from fwgraph.formats.rdf import serialize_triples

    lines = "".join(report.as_graph().serialize(format="nt") for report in reports)
    quads = parse(lines, format=RdfFormat.N_TRIPLES)
    return serialize_triples((quad.triple for quad in quads), "ttl")


COMMANDS = (validate,)
