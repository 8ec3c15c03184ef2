"""What readers of a published page miss, each with its place: tables, text, pages behind links."""

from collections.abc import Iterator
from dataclasses import dataclass

from fwgraph.wiki.document import (
    BlankLines,
    Block,
    Comment,
    Heading,
    PageTable,
    Paragraph,
    WikiPage,
)
from fwgraph.wiki.entries import title_of
from fwgraph.wiki.myst.fences import Fence, PlacedBlock, dropped_code, place_blocks
from fwgraph.wiki.myst.links import WikiPages, wiki_links
from fwgraph.wiki.myst.tables import rules_left_at, surplus_cells, table_form, uneven_rules

_SHOWN = 60
"""How much of a text a value quotes."""


@dataclass(frozen=True, slots=True)
class PageFault:
    """A fault at a line and column, from 1: a property, what it is a fault of, and its value."""

    fault: str
    line: int
    column: int
    label: str
    value: str


def find_faults(page: WikiPage, place: str | None, wiki: WikiPages | None) -> Iterator[PageFault]:
    """Yield the faults of a page, which is at a place in a wiki if both are known."""
    yield from block_faults(page)
    if wiki is not None and place is not None:
        yield from link_faults(page, place, wiki)


def link_faults(page: WikiPage, place: str, wiki: WikiPages) -> Iterator[PageFault]:
    """Yield the links to no page: those that the wiki's map has, and those that nothing has."""
    for link in wiki_links(page.blocks):
        if wiki.is_alive(place, link.address):
            continue
        line, column = link.text.position(link.span.start)
        label = " ".join(link.span.text.split()) or link.address
        if new := wiki.new_address(place, link.address):
            yield PageFault("fw:isNowAt", line, column + 1, label, new)
        else:
            yield PageFault("fw:leadsNowhere", line, column + 1, label, link.address)


def block_faults(page: WikiPage) -> Iterator[PageFault]:
    """Yield the tables that are not published or not straight, and text that is dropped."""
    section, told = "the page", set[int]()
    for placed in place_blocks(page.blocks):
        block, fence = placed.block, placed.dropped_in
        if isinstance(block, Heading):
            section = title_of(block) or section
        if isinstance(block, PageTable) and block.rows:
            yield from table_faults(block, fence, section)
            continue
        if isinstance(block, Paragraph) and fence is None:
            for at in uneven_rules(block.raw, block.line):
                value = "plain text, since its rule has not as many columns as its headings"
                yield PageFault("fw:publishedAs", at.line, at.start + 1, section, value)
        lost = fence or dropped_code(placed.number, block)
        if lost and lost.opening not in told and is_text(placed):
            told.add(lost.opening)
            column = first_column(lost.block)
            yield PageFault("fw:vanishesIn", lost.block.line, column, section, lost.opening_line)


def is_text(placed: PlacedBlock) -> bool:
    """Tell whether a block has something to read."""
    return not isinstance(placed.block, BlankLines | Comment)


def table_faults(table: PageTable, fence: Fence | None, section: str) -> Iterator[PageFault]:
    """Yield what readers miss of a table, and where its columns leave its rules."""
    form, surplus = table_form(table), None
    if form == "pipe" and fence is None:
        surplus = surplus_cells(table)
    if surplus:
        value = "a table without the cells that no heading is above"
        yield PageFault("fw:publishedAs", surplus.line, surplus.start + 1, section, value)
    elif fence or form != "pipe":
        lost = f"nothing, like all in the fence {fence.opening_line}" if fence else "plain text"
        value = lost if form == "pipe" else f"{lost}: it is a {form} table"
        yield PageFault("fw:publishedAs", table.line, first_column(table), section, value)
    if left := rules_left_at(table):
        place, text = left
        words = " ".join(text.split())
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        yield PageFault("fw:leavesRulesAt", place.line, place.start + 1, section, shown)


def first_column(block: Block) -> int:
    """Return the column, from 1, in which the first sign of a block stands."""
    first = block.raw.lstrip("\ufeff").partition("\n")[0]
    return len(first) - len(first.lstrip()) + 1
