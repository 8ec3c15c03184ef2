"""The commands that check and repair: validate and fix."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.errors import BadRequest, Unreadable
from fwgraph.graph import Graph, load

if TYPE_CHECKING:
    import rdflib

    from fwgraph.rules.data_graph import Target
    from fwgraph.rules.findings import Finding
    from fwgraph.store.readable import Readable

FORMS = ("text", "json", "sarif", "github", "junit", "ttl", "accept")
ENDINGS = {".json": "json", ".sarif": "sarif", ".xml": "junit", ".ttl": "ttl", ".toml": "accept"}
REPAIRED = {"page-order", "page-date-format", "page-date-real"}
"""The rules whose findings fix repairs, or leaves and says."""

LINE = re.compile(r"[^\n]*\n|[^\n]+")
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
@click.option("--format", "form", type=click.Choice(FORMS), help="How to write the findings.")
@click.option("--graph", metavar="IRI", help="The graph of an endpoint to check.")
@options.timeout
@options.output
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
    from fwgraph.rules.check import check, fails

    form = form or ENDINGS.get(output.suffix if output else "", "text")
    options.check_day(date)
    known = accepted.read(accept) if accept else []
    checked = [check(target) for target in opened(targets, date, graph, timeout)]
    found = sorted(each for findings, _ in checked for each in findings)
    if accept:
        found, stale = accepted.sifted(found, known, accept)
        found += stale
    options.emit(written(found, [report for _, report in checked], form), output)
    sys.exit(int(fails(found, fail_on)))


def written(found: list[Finding], shacl: list[rdflib.Graph], form: str) -> str | bytes:
    """Return the findings, or the SHACL reports that they were made from, in a form."""
    from fwgraph.rules import accepted, reports

    if form == "ttl":
        return report_written(shacl)
    return accepted.written(found) if form == "accept" else reports.FORMS[form](found)


def opened(
    names: tuple[str, ...], date: str | None, graph: str | None, timeout: float
) -> list[Target]:
    """Return the targets: all RDF files together, each page and each endpoint alone."""
    from fwgraph.rules import data_graph

    if not names:
        return [data_graph.shipped()]
    addresses = [name for name in names if "://" in name]
    files, pages = [], []
    for name in names:
        if name not in addresses:
            path = existing(name)
            found = data_graph.expanded(path)
            files += found[0]
            pages += found[1]
    knowledge = load() if pages else None
    return [
        *([data_graph.of_files(files)] if files else []),
        *(data_graph.of_page(page, date, knowledge) for page in pages if knowledge),
        *(data_graph.of_graph(fetched(each, graph, timeout), each) for each in addresses),
    ]


def existing(name: str) -> Path:
    """Return the path of a target; raises Unreadable where nothing is there."""
    if not name or not Path(name).exists():
        raise Unreadable(name or repr(name), "there is no such file or folder")
    return Path(name)


def fetched(address: str, graph: str | None, timeout: float) -> Readable:
    """Return the graph behind an endpoint; FWGRAPH_GRAPH may name it, as on every command."""
    return options.Source((), address, graph or options.named_graph(), timeout).open()


def report_written(reports: list[rdflib.Graph]) -> bytes:
    """Return SHACL report graphs as one Turtle document."""
    from pyoxigraph import RdfFormat, parse

    from fwgraph import export

    lines = "".join(report.serialize(format="nt") for report in reports)
    quads = parse(lines, format=RdfFormat.N_TRIPLES)
    return export.written((quad.triple for quad in quads), "ttl")


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
    graph = load()
    left = [fixed(page, how, graph) for page in pages]
    sys.exit(int(any(left)))


def fixed(page: Path, how: str | None, graph: Graph) -> bool:
    """Repair one page, and say what was done; return whether something is left."""
    from fwgraph.files import text_of
    from fwgraph.rules.repair import repaired
    from fwgraph.store.table import printable
    from fwgraph.wiki import known

    text = text_of(page)
    new, repairs = repaired(text, known.of(graph).categories)
    if how == "write":
        write_back(page, text, new)
    else:
        options.emit(difference(page, text, new) if how == "diff" else new, None)
    for each in repairs:
        click.echo(printable(f"{page}:{each.line}: {each.entry}: {each.done}"), err=True)
    return left_over(page, new, graph)


def write_back(page: Path, text: str, new: str) -> None:
    """Write the page where it changed."""
    from fwgraph.files import replace

    if new != text:
        replace(page, new.encode())


def difference(page: Path, text: str, new: str) -> str:
    """Return a unified diff, as patch reads it."""
    from difflib import unified_diff

    name = f"{page.name}\t" if " " in page.name else page.name  # where a name with blanks ends
    lines = unified_diff(LINE.findall(text), LINE.findall(new), f"a/{name}", f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def left_over(page: Path, new: str, graph: Graph) -> bool:
    """Say what of order and dates needs a person; return whether anything does."""
    from fwgraph.rules.check import check
    from fwgraph.rules.data_graph import of_text
    from fwgraph.store.table import printable

    target = of_text(str(page), new, None, graph)
    found = [each for each in check(target)[0] if each.rule in REPAIRED]
    for each in found:
        place = f"{each.path}:{each.line}:{each.column}"
        said = printable(f"{place}: left for a person: {each.entry}: {each.message}")
        click.echo(said, err=True)
    return bool(found)


COMMANDS = (validate, fix)
