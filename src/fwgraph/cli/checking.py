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
    import rdflib

    from fwgraph.rules.data_graph import DataGraph
    from fwgraph.rules.findings import Finding
    from fwgraph.store.readable import Readable

FINDING_FORMATS = ("text", "json", "sarif", "github", "junit", "ttl", "accept")
FORMAT_BY_SUFFIX = {
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".ttl": "ttl",
    ".toml": "accept",
}
REPAIRABLE_RULES = {"page-order", "page-date-format", "page-date-real"}
"""The rules whose findings fix repairs, or leaves and says."""

LINE_PATTERN = re.compile(r"[^\n]*\n|[^\n]+")
FAIL_ON = ("violation", "warning", "info")


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
    from fwgraph.rules.check import check_data_graph, has_severity

    form = form or FORMAT_BY_SUFFIX.get(output.suffix if output else "", "text")
    options.check_day(date)
    known = accepted.read_accepted_findings(accept) if accept else []
    checked = [
        check_data_graph(target) for target in load_data_graphs(targets, date, graph, timeout)
    ]
    found = sorted(each for findings, _ in checked for each in findings)
    if accept:
        found, stale = accepted.filter_findings(found, known, accept)
        found += stale
    options.write_output(serialize_findings(found, [report for _, report in checked], form), output)
    sys.exit(int(has_severity(found, fail_on)))


def serialize_findings(found: list[Finding], shacl: list[rdflib.Graph], form: str) -> str | bytes:
    """Return the findings, or the SHACL reports that they were made from, in a form."""
    from fwgraph.rules import accepted, reports

    if form == "ttl":
        return serialize_reports(shacl)
    return (
        accepted.write_accepted_findings(found)
        if form == "accept"
        else reports.FINDING_WRITERS[form](found)
    )


def load_data_graphs(
    names: tuple[str, ...], date: str | None, graph: str | None, timeout: float
) -> list[DataGraph]:
    """Return the targets: all RDF files together, each page and each endpoint alone."""
    from fwgraph.rules import data_graph

    if not names:
        return [data_graph.shipped_data_graph()]
    addresses = [name for name in names if "://" in name]
    files, pages = [], []
    for name in names:
        if name not in addresses:
            path = existing_path(name)
            found = data_graph.files_and_pages(path)
            files += found[0]
            pages += found[1]
    knowledge = load() if pages else None
    return [
        *([data_graph.file_data_graph(files)] if files else []),
        *(data_graph.page_data_graph(page, date, knowledge) for page in pages if knowledge),
        *(
            data_graph.remote_data_graph(endpoint_graph(each, graph, timeout), each)
            for each in addresses
        ),
    ]


def existing_path(name: str) -> Path:
    """Return the path of a target; raises Unreadable where nothing is there."""
    if not name or not (name == STANDARD_STREAM or Path(name).exists()):
        raise Unreadable(name or repr(name), "there is no such file or folder")
    return Path(name)


def endpoint_graph(address: str, graph: str | None, timeout: float) -> Readable:
    """Return the graph behind an endpoint; FWGRAPH_GRAPH may name it, as on every command."""
    return options.GraphOptions(
        (), address, graph or options.environment_graph(), timeout
    ).open_graph()


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
    left = [repair_file(page, how, graph) for page in pages]
    sys.exit(int(any(left)))


def repair_file(page: Path, how: str | None, graph: Graph) -> bool:
    """Repair one page, and say what was done; return whether something is left."""
    from fwgraph.files import read_exact_text
    from fwgraph.rules.repair import repair_page
    from fwgraph.store.table import printable_text
    from fwgraph.wiki import known

    text = read_exact_text(page)
    new, repairs = repair_page(text, known.known_names(graph).categories)
    if how == "write":
        update_file(page, text, new)
    else:
        options.write_output(page_diff(page, text, new) if how == "diff" else new, None)
    for each in repairs:
        click.echo(printable_text(f"{page}:{each.line}: {each.entry}: {each.done}"), err=True)
    return report_remaining_findings(page, new, graph)


def update_file(page: Path, text: str, new: str) -> None:
    """Write the page where it changed."""
    from fwgraph.files import replace_file

    if new != text:
        replace_file(page, new.encode())


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


def report_remaining_findings(page: Path, new: str, graph: Graph) -> bool:
    """Say what of order and dates needs a person; return whether anything does."""
    from fwgraph.rules.check import check_data_graph
    from fwgraph.rules.data_graph import text_data_graph
    from fwgraph.store.table import printable_text

    target = text_data_graph(str(page), new, None, graph)
    found = [each for each in check_data_graph(target)[0] if each.rule in REPAIRABLE_RULES]
    for each in found:
        place = f"{each.path}:{each.line}:{each.column}"
        said = printable_text(f"{place}: left for a person: {each.entry}: {each.message}")
        click.echo(said, err=True)
    return bool(found)


COMMANDS = (validate, fix)
