"""The commands that check and repair: validate and fix."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.errors import BadRequest, Unreadable
from fwgraph.graph import load

if TYPE_CHECKING:
    import rdflib

    from fwgraph.rules.targets import Target

FORMS = ("text", "json", "sarif", "github", "junit", "ttl", "accept")
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
@options.output
def validate(
    targets: tuple[str, ...],
    date: str | None,
    fail_on: str,
    accept: Path | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Check wiki pages, RDF files, folders or endpoints against the rules.

    Without TARGET, the shipped graph. Pages are checked for the page's own editorial
    rules, everything else for the rules of the data. `--format accept` writes the
    findings as a file for --accept, whose reasons you fill in.
    """
    from fwgraph.rules import accepted
    from fwgraph.rules.check import check, fails

    endings = {"json": "json", "sarif": "sarif", "xml": "junit", "ttl": "ttl", "toml": "accept"}
    form = form or endings.get(output.suffix.removeprefix(".") if output else "", "text")
    checked_date(date)
    known = accepted.read(accept) if accept else []
    checked = [check(target) for target in opened(targets, date)]
    found = sorted(each for findings, _ in checked for each in findings)
    if accept:
        found, stale = accepted.sifted(found, known, accept)
        found += stale
    if form == "ttl":
        options.emit(report_written([report for _, report in checked]), output)
    else:
        from fwgraph.rules import reports

        write = accepted.written if form == "accept" else reports.FORMS[form]
        options.emit(write(found), output)
    sys.exit(int(fails(found, fail_on)))


def checked_date(date: str | None) -> None:
    """Raise BadRequest for a date that is no day of the calendar."""
    from fwgraph.pages.releases import is_day

    if date is not None and not is_day(date):
        raise BadRequest(f"--date {date}: write a day of the calendar as YYYY-MM-DD")


def opened(names: tuple[str, ...], date: str | None) -> list["Target"]:
    """Return the targets: all RDF files together, each page and each endpoint alone."""
    from fwgraph.rules import targets

    if not names:
        return [targets.shipped()]
    addresses = [name for name in names if "://" in name]
    files, pages = [], []
    for name in names:
        if name not in addresses:
            path = existing(name)
            found = targets.expanded(path)
            files += found[0]
            pages += found[1]
    knowledge = load() if pages else None
    return [
        *([targets.of_files(files)] if files else []),
        *(targets.of_page(page, date, knowledge) for page in pages if knowledge),
        *(targets.of_graph(fetched(address), address) for address in addresses),
    ]


def existing(name: str) -> Path:
    """Return the path of a target; raises Unreadable where nothing is there."""
    if not name or not Path(name).exists():
        raise Unreadable(name or repr(name), "there is no such file or folder")
    return Path(name)


def fetched(address: str):  # type: ignore[no-untyped-def]
    """Return the graph behind an endpoint."""
    from fwgraph.endpoint import Endpoint

    return Endpoint(address)


def report_written(reports: list["rdflib.Graph"]) -> bytes:
    """Return SHACL report graphs as one Turtle document."""
    from pyoxigraph import RdfFormat, parse

    from fwgraph import export

    lines = "".join(report.serialize(format="nt") for report in reports)
    quads = parse(lines, format=RdfFormat.N_TRIPLES)
    return export.written((quad.triple for quad in quads), "ttl")


@click.command()
@click.argument("page", type=options.PATH)
@click.option("--diff", "how", flag_value="diff", help="Show what would change.")
@click.option("--write", "how", flag_value="write", help="Change the file.")
def fix(page: Path, how: str | None) -> None:
    """Repair what a machine can repair in a wiki page.

    Sorts what is out of order by moving the fewest entries and pads dates such as
    2006-9-15; every other byte stays. Without --diff or --write the repaired page goes to
    standard output. Exits with 1 where order or dates need a person.
    """
    from fwgraph.files import text_of
    from fwgraph.pages import known
    from fwgraph.pages.repair import repaired

    graph = load()
    text = text_of(page)
    new, repairs = repaired(text, known.of(graph).categories)
    if how == "write":
        write_back(page, text, new)
    else:
        options.emit(difference(page, text, new) if how == "diff" else new, None)
    for each in repairs:
        click.echo(f"{page}:{each.line}: {each.entry}: {each.done}", err=True)
    sys.exit(int(left_over(page, new)))


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


def left_over(page: Path, new: str) -> bool:
    """Say what of order and dates needs a person; return whether anything does."""
    from fwgraph.rules.check import check
    from fwgraph.rules.targets import of_text

    target = of_text(str(page), new, None, load())
    found = [each for each in check(target)[0] if each.rule in REPAIRED]
    for each in found:
        place = f"{each.path}:{each.line}:{each.column}"
        click.echo(f"{place}: left for a person: {each.entry}: {each.message}", err=True)
    return bool(found)


COMMANDS = (validate, fix)
