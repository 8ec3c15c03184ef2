"""The commands that check and repair: validate and fix."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.errors import BadRequest, FwgraphError, NothingToCheck, Unreadable
from fwgraph.files import STANDARD_STREAM
from fwgraph.graph import Graph, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fwgraph.rules.data_graph import DataGraph
    from fwgraph.rules.engine import Report
    from fwgraph.rules.findings import Finding
    from fwgraph.rules.targets import Target

FINDING_FORMATS = ("text", "json", "sarif", "github", "junit", "ttl", "accept")
FORMAT_BY_SUFFIX = {
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".ttl": "ttl",
    ".toml": "accept",
}
LINE_PATTERN = re.compile(r"[^\n]*\n|[^\n]+")
FILES_NAMED = 3
"""How many of the files that were passed over are named."""
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
    troubles, checked = Troubles(), []
    for target, load_data_graph in plan_data_graphs(targets, date, graph, timeout, troubles):
        with troubles.report_errors(target):
            checked.append(check_data_graph(load_data_graph()))
    troubles.report_passed_over()
    if not checked and not troubles.count:
        raise BadRequest("nothing was checked")
    if not checked:
        sys.exit(2)  # a report would say that there are no findings
    findings = sorted(finding for found, _ in checked for finding in found)
    if accept:
        findings = [*accepted.filter_findings(findings, known, accept)]
    reports = [report for _, report in checked]
    options.write_answer_form(serialize_findings(findings, reports, form), form, output)
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1]
    broken = any(finding.severity in failing for finding in findings)
    sys.exit(2 if troubles.count else int(broken))


class Troubles:
    """What could not be looked at: said at once on standard error, and counted.

    One of many targets that cannot be read is no reason to leave the others out.
    """

    def __init__(self) -> None:
        self.count = 0
        self.passed_over: list[Path] = []

    def report(self, error: Exception) -> None:
        """Say what could not be looked at."""
        self.count += 1
        echo_line(f"error: {error}")

    @contextmanager
    def report_errors(self, target: Target | None = None) -> Iterator[None]:
        """Report what goes wrong in a block, which ends there.

        What was found in a folder and holds nothing that a rule is about is passed over.
        """
        try:
            yield
        except BrokenPipeError:
            raise  # whoever reads the output has left: nothing more is to be done
        except (FwgraphError, OSError) as error:
            if target and not target.named and isinstance(error, NothingToCheck):
                self.passed_over.append(target.path)
            else:
                self.report(error)

    def report_passed_over(self) -> None:
        """Say in one line which files were passed over."""
        if names := [str(path) for path in self.passed_over]:
            more = f" and {len(names) - FILES_NAMED} more" if len(names) > FILES_NAMED else ""
            first = ", ".join(names[:FILES_NAMED])
            echo_line(f"passed over, since no rule is about anything in them: {first}{more}")


def echo_line(line: str) -> None:
    """Write a line to standard error, whatever characters are in it."""
    from fwgraph.store.table import printable_text

    click.echo(printable_text(line), err=True)


def find_targets(
    names: Iterable[str], troubles: Troubles, *, pages_only: bool = False
) -> list[Target]:
    """Return the files that names stand for; what is not there is reported."""
    from fwgraph.rules.targets import expand_targets

    for name in names:
        if not name:  # as a path it would be the folder that one happens to be in
            troubles.report(Unreadable(repr(name), "there is no such file or folder"))
    paths = [Path(name) for name in names if name]
    return expand_targets(paths, troubles.report, pages_only=pages_only)


def serialize_findings(
    findings: list[Finding], shacl_reports: list[Report], form: str
) -> str | bytes:
    """Return the findings, or the SHACL reports that they were made from, in a form."""
    from fwgraph.rules import accepted, reports

    if form == "ttl":
        return serialize_reports(shacl_reports)
    if form == "accept":
        return accepted.write_accepted_findings(findings)
    return reports.FINDING_WRITERS[form](findings)


def plan_data_graphs(
    names: tuple[str, ...],
    date: str | None,
    graph: str | None,
    timeout: float,
    troubles: Troubles,
) -> Iterator[tuple[Target | None, Callable[[], DataGraph]]]:
    """Yield what loads what is to be validated, and the target where it is a page.

    All RDF files are seen together, each page and each endpoint alone.
    """
    from fwgraph.rules import data_graph

    if not names:
        yield None, data_graph.shipped_data_graph
    addresses = [name for name in dict.fromkeys(names) if "://" in name]
    targets = find_targets([name for name in names if "://" not in name], troubles)
    files = []
    for target in targets:
        if not target.is_page:
            with troubles.report_errors(target):
                files.append(data_graph.read_rdf_file(target.path))
    if files:
        yield None, partial(data_graph.rdf_data_graph, files)
    if pages := [target for target in targets if target.is_page]:
        knowledge = load()
        for target in pages:
            yield target, partial(load_page, target.path, date, knowledge)
    for address in addresses:
        yield None, partial(load_remote, address, graph, timeout)


def load_page(page: Path, date: str | None, knowledge: Graph) -> DataGraph:
    """Return a wiki page as it is validated."""
    from fwgraph.files import read_exact_text
    from fwgraph.rules.data_graph import page_data_graph

    data_graph = page_data_graph(str(page), read_exact_text(page), date, knowledge)
    options.echo_note(data_graph.note)
    return data_graph


def load_remote(address: str, graph: str | None, timeout: float) -> DataGraph:
    """Return the graph of an endpoint; FWGRAPH_GRAPH may name it, as on every command."""
    from fwgraph.rules.data_graph import remote_data_graph

    name = graph or options.environment_graph()
    endpoint = options.GraphOptions((), address, name, timeout).open_graph(any_content=True)
    return remote_data_graph(endpoint, address)


def serialize_reports(reports: list[Report]) -> bytes:
    """Return SHACL reports as one Turtle document."""
    from pyoxigraph import RdfFormat, parse

    from fwgraph.formats.rdf import serialize_triples

    lines = "".join(report.as_graph().serialize(format="nt") for report in reports)
    quads = parse(lines, format=RdfFormat.N_TRIPLES)
    return serialize_triples((quad.triple for quad in quads), "ttl")


@click.command()
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option("--diff", "how", flag_value="diff", help="Show what would change.")
@click.option("--write", "how", flag_value="write", help="Change the files.")
def fix(pages: tuple[str, ...], how: str | None) -> None:
    """Repair what a machine can repair in wiki pages.

    Sorts what is out of order by moving the fewest entries and pads dates such as
    2006-9-15; every other byte stays. Without --diff or --write the repaired page goes to
    standard output. Exits with 1 where order or dates need a person.
    """
    troubles = Troubles()
    targets = find_targets(pages, troubles, pages_only=True)
    if len(targets) > 1 and how is None:
        raise BadRequest("several pages: say --diff or --write")
    if how == "write" and STANDARD_STREAM in pages:
        raise BadRequest("--write changes files, and - is standard input: leave it out")
    graph, remaining = load(), False
    for target in targets:
        with troubles.report_errors(target):
            remaining |= repair_file(target.path, how, graph)
    troubles.report_passed_over()
    sys.exit(2 if troubles.count else int(remaining))


def repair_file(page: Path, how: str | None, graph: Graph) -> bool:
    """Repair one page, and say what was done; return whether something is left for a person."""
    from fwgraph.files import read_exact_text, replace_file
    from fwgraph.rules.repair import repair_page
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
        echo_line(f"{page}:{repair.line}: {repair.entry}: {repair.done}")
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

    data_graph = page_data_graph(str(page), text, None, graph)
    options.echo_note(data_graph.note)
    findings, _ = check_data_graph(data_graph)
    remaining = [finding for finding in findings if finding.rule in REPAIRABLE_RULES]
    for finding in remaining:
        place = f"{finding.path}:{finding.line}:{finding.column}"
        echo_line(f"{place}: left for a person: {finding.entry}: {finding.message}")
    return bool(remaining)


COMMANDS = (validate, fix)
