"""The command that repairs: fix."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.cli.troubles import Troubles, echo_line, find_targets
from fwgraph.errors import BadRequest, NothingToCheck
from fwgraph.files import STANDARD_STREAM
from fwgraph.graph import load

if TYPE_CHECKING:
    from pathlib import Path

    from fwgraph.rules.findings import Finding
    from fwgraph.rules.page_knowledge import PageKnowledge
    from fwgraph.rules.repair import Repair
    from fwgraph.rules.targets import Target
    from fwgraph.rules.wiki_root import Wiki

LINE_PATTERN = re.compile(r"[^\n]*\n|[^\n]+")


@click.command()
@click.argument(
    "pages", nargs=-1, required=True, metavar="PAGE...", shell_complete=options.complete("file")
)
@click.option("--diff", "shows_only", is_flag=True, help="Show what would change.")
@click.option("--write", "writes", is_flag=True, help="Change the files.")
@click.option(
    "--update",
    "updates",
    is_flag=True,
    help="Write newer versions and dates into the entries, and repair nothing else.",
)
@options.wiki_options
@options.skip_others_option
@options.data_option
@options.day_option
@options.output_option
def fix(
    pages: tuple[str, ...],
    shows_only: bool,
    writes: bool,
    updates: bool,
    wiki: Wiki | None,
    skip_others: bool,
    data: tuple[Path, ...],
    on: str | None,
    output: Path | None,
) -> None:
    """Repair what a machine can repair in wiki pages.

    Sorts what is out of order by moving the fewest entries, pads dates such as 2006-9-15
    and, in Markdown, writes tables of pandoc as pipe tables, without the fence that would
    drop them, and links as --redirects has them; every other byte stays. Without --diff or
    --write the repaired page goes to standard output. Exits with 1 where any of that needs
    a person.

    With --update it writes the newest releases that the graph can prove instead, and prints
    the source, line and day of each, for a commit message. A snapshot of a package index may
    be part of it: pass it with --data, beside the graph that knows the software.

    \b
      fwgraph fix page.moin --diff
      fwgraph fix page.moin --write
      fwgraph fix page.moin --update --diff --data graph.ttl --data snapshot.ttl
      fwgraph fix - -o mended.moin < page.moin
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.rules.page_knowledge import PageKnowledge

    if shows_only and writes:
        raise BadRequest("--diff shows what --write would change: give one of them")
    how = "diff" if shows_only else "write" if writes else None
    troubles = Troubles()
    targets = find_targets(pages, troubles, pages_only=True, skip_others=skip_others)
    if len(targets) > 1 and how is None:
        raise BadRequest("several pages: say --diff or --write")
    if how == "write" and STANDARD_STREAM in pages:
        raise BadRequest("--write changes files, and - is standard input: leave it out")
    if how == "write" and output is not None:
        raise BadRequest(f"--write changes the pages themselves: leave out -o {output}")
    knowledge, remaining, shown = PageKnowledge(load(*data, on=on), wiki), False, list[str]()
    for target in targets:
        with troubles.report_errors(target):
            if updates:
                shown.append(update_file(target, how, knowledge))
            else:
                text, is_left = repair_file(target, how, knowledge)
                shown.append(text)
                remaining |= is_left
    if how != "write" and shown and not (output and troubles.count):
        options.write_output("".join(shown), output)
    troubles.report_passed_over()
    sys.exit(2 if troubles.count else int(remaining))


def repair_file(target: Target, how: str | None, knowledge: PageKnowledge) -> tuple[str, bool]:
    """Repair one page and say what was done.

    Return what is to be shown of it, and whether something is left for a person.
    """
    from fwgraph.rules.data_graph import page_data_graph
    from fwgraph.rules.repair import repair_for_readers
    from fwgraph.wiki import known
    from fwgraph.wiki.markups import read_page_file

    page = target.path
    text, markup = read_page_file(page)
    proven = target.needs_proof and page_data_graph(
        str(page), text, None, knowledge, needs_proof=True
    )
    names = known.names_for(markup.read(text), knowledge.names)
    if names.sibling and markup.builder is None:
        raise NothingToCheck(f"{page}: no page of frameworks; it has headings of {names.sibling}")
    new, repairs = repair_for_readers(
        text, names.categories, markup, page, knowledge.wiki,
        has_entries=not (names.sibling or (proven and proven.is_plain)),
    )  # fmt: skip
    # A page that cannot be judged afterwards is left as it was.
    remaining, note = find_remaining(page, new, knowledge, is_named=not target.needs_proof)
    shown = write_repairs(page, how, text, new, repairs)
    options.echo_note(note)
    for finding in remaining:
        place = f"{finding.path}:{finding.line}:{finding.column}"
        echo_line(f"{place}: left for a person: {finding.entry}: {finding.message}")
    return shown, bool(remaining)


def update_file(target: Target, how: str | None, knowledge: PageKnowledge) -> str:
    """Write newer releases into the entries of one page, and say by which evidence.

    Return what is to be shown of it. Raises NothingToCheck for a page without entries.
    """
    from fwgraph.rules.data_graph import page_data_graph
    from fwgraph.rules.update import update_page
    from fwgraph.wiki import known
    from fwgraph.wiki.entries import read_entries
    from fwgraph.wiki.markups import read_page_file

    text, markup = read_page_file(target.path)
    page = markup.read(text)
    names = known.names_for(page, knowledge.names)
    if target.needs_proof and not names.sibling:
        found = page_data_graph(str(target.path), text, None, knowledge, needs_proof=True)
        if found.is_plain:
            return write_repairs(target.path, how, text, text, [])
    entries = read_entries(page, names.categories)
    if not entries:
        raise NothingToCheck(f"{target.path}: no entries found; is this a page of frameworks?")
    new, repairs = update_page(text, entries, names, markup, knowledge.graph)
    return write_repairs(target.path, how, text, new, repairs)


def write_repairs(page: Path, how: str | None, text: str, new: str, repairs: list[Repair]) -> str:
    """Say what was done, and write the page where that was asked for.

    Return the difference where that was asked for, else the repaired page.
    """
    from fwgraph.files import replace_file

    if how == "write" and new != text:
        replace_file(page, new.encode())
    for repair in repairs:
        echo_line(f"{page}:{repair.line}: {repair.entry}: {repair.done}")
    return page_diff(page, text, new) if how == "diff" else new


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


def find_remaining(
    page: Path, text: str, knowledge: PageKnowledge, *, is_named: bool
) -> tuple[list[Finding], str | None]:
    """Return the findings of rules that can be repaired that need a person, and a note.

    Raises NothingToCheck where the repaired page could not be judged.
    """
    from fwgraph.rules.data_graph import page_data_graph
    from fwgraph.rules.findings import check_data_graph
    from fwgraph.rules.repair import REPAIRABLE_RULES

    data_graph = page_data_graph(str(page), text, None, knowledge, needs_proof=not is_named)
    findings, _ = check_data_graph(data_graph)
    remaining = [finding for finding in findings if finding.rule in REPAIRABLE_RULES]
    return remaining, data_graph.note


COMMANDS = (fix,)
