"""The entries of a page: what its lists say of each framework, and where they say it.

An entry is a row of a table or an item of a list, in a section that lists frameworks. Two
forms are read: ``||name ||version ||date ||text ||`` and ``* name (version Released
date) text``, with the variants that editors type. What is not written is absent.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from fwgraph.wiki.document import (
    Block,
    Heading,
    HorizontalRule,
    ListItem,
    PageTable,
    TableCell,
    TableRow,
    TextBlock,
    WikiPage,
)
from fwgraph.wiki.moin.inline import Span, SpanKind, parse_spans, strip_markup
from fwgraph.wiki.releases import Release, later_releases, stated_release

ROW_COLUMNS = ("name", "version", "date", "text")
NAME_END = re.compile(r"\((?=[^()\n]*[0-9])| \(|[,:]| (?:[-–—]|is|are) ")  # noqa: RUF001 - as typed
NAME_KINDS = {SpanKind.LINK, SpanKind.CAMEL, SpanKind.ESCAPED, SpanKind.URL}


@dataclass(frozen=True, slots=True)
class TextRange:
    """A stretch of one line of the page: line from 1, columns from 0, the end excluded."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One entry of a page.

    ``name``, ``version`` and ``date`` are as written; ``target`` is what the name links
    to, a URL or a page of the same wiki. ``title`` is the place of the name with its
    link; in an item, ``release`` is that of the version and date and ``further_at`` those
    of further ones, and in a row ``cells`` are their cells. ``prose`` is the text by
    lines, markup included.
    """

    line: int
    last_line: int
    form: str
    section: int
    list: int
    position: int
    name: str
    target: str | None
    title: TextRange
    stated: Release | None
    further: tuple[Release, ...]
    prose: tuple[tuple[int, str], ...]
    release: TextRange | None = None
    further_at: tuple[TextRange, ...] = ()
    cells: tuple[TableCell | None, TableCell | None] = (None, None)

    @property
    def version(self) -> str | None:
        """The version as written."""
        return self.stated.version if self.stated else None

    @property
    def date(self) -> str | None:
        """The date as written."""
        return self.stated.date if self.stated else None

    @property
    def has_wiki_link(self) -> bool:
        """Tell whether the name links to a page of the same wiki."""
        return self.target is not None and ":" not in self.target


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; ``index`` counts from 1."""

    index: int
    line: int
    level: int
    title: str
    entries: tuple[PageEntry, ...]


def read_sections(document: WikiPage, categories: Collection[str] = ()) -> tuple[Section, ...]:
    """Return the page's sections with their entries.

    A section lists frameworks where its title is one of the categories (compared without
    case), or speaks of frameworks, or where an entry under it states a release.
    """
    known = {title.casefold() for title in categories}
    found: list[Section] = []
    for heading, blocks in document.sections():
        if heading is not None:
            found.append(read_section(heading, blocks, len(found) + 1, known))
    return tuple(found)


def read_section(
    heading: Heading, blocks: tuple[Block, ...], index: int, known: set[str]
) -> Section:
    """Return one section."""
    title = " ".join(strip_markup(heading.text).split())
    entries = tuple(number_entries(blocks, index))
    lists = title.casefold() in known or "framework" in title.casefold()
    if not lists and not any(entry.stated and entry.stated.date for entry in entries):
        entries = ()
    return Section(index, heading.line, heading.level, title, entries)


def number_entries(blocks: tuple[Block, ...], index: int) -> Iterator[PageEntry]:
    """Yield the entries of a section with the number of their list and their place in it."""
    for number, group in enumerate(entry_lists(blocks), 1):
        for position, entry in enumerate(group, 1):
            yield replace(entry, section=index, list=number, position=position)


def entry_lists(blocks: tuple[Block, ...]) -> Iterator[list[PageEntry]]:
    """Yield the entries of each list: a table, or items that nothing but blanks part."""
    items: list[ListItem] = []
    for block in blocks:
        if isinstance(block, ListItem):
            items.append(block)
        elif isinstance(block, TextBlock | PageTable | HorizontalRule):
            yield from filter(None, [entries_from_items(items)])
            items = []
        if isinstance(block, PageTable):
            yield from filter(None, [entries_from_table(block)])
    yield from filter(None, [entries_from_items(items)])


def entries_from_table(table: PageTable) -> list[PageEntry]:
    """Return the rows that name something; a first row of headings says what columns hold."""
    columns = header_columns(table.rows[0])
    rows = table.rows[1:] if columns else table.rows
    read = (entry_from_row(row, columns or dict(enumerate(ROW_COLUMNS))) for row in rows)
    return [entry for entry in read if entry]


def header_columns(row: TableRow) -> dict[int, str]:
    """Return what the columns hold, or nothing where the row is no row of headings."""
    titles = [strip_markup(cell.text).strip().casefold() for cell in row.cells]
    if "name" not in titles:
        return {}
    numbers = accumulate((cell.span for cell in row.cells), initial=0)
    return {
        number: next((word for word in ("name", "version", "date") if word in title), "text")
        for number, title in zip(numbers, titles, strict=False)
    }


def entry_from_row(row: TableRow, columns: dict[int, str]) -> PageEntry | None:
    """Return the entry of a table row, or nothing where its name is empty."""
    cells: dict[str, TableCell] = {}
    number = 0
    for cell in row.cells:
        cells.setdefault(columns.get(number, "text"), cell)
        number += cell.span
    if "name" not in cells or not strip_markup(cells["name"].text).strip():
        return None
    titled = name_span(cells["name"].text, whole=True)
    start = cells["name"].start
    version, date = (cell_text(cells.get(column)) for column in ("version", "date"))
    text = cells.get("text")
    return PageEntry(
        line=row.line, last_line=row.line, form="row", section=0, list=0, position=0,
        name=titled.text.strip(), target=titled.target,
        title=TextRange(row.line, start + titled.start, start + titled.end),
        stated=Release(version, date) if version or date else None,
        further=(),
        prose=((row.line, text.text),) if text else (),
        cells=(cells.get("version"), cells.get("date")),
    )  # fmt: skip


def cell_text(cell: TableCell | None) -> str | None:
    """Return what a reader sees of a cell, or nothing."""
    return (strip_markup(cell.text).strip() or None) if cell else None


def entries_from_items(items: list[ListItem]) -> list[PageEntry]:
    """Return an entry for each outermost item, with the items nested in it."""
    entries: list[PageEntry] = []
    outermost = min((item.indent for item in items), default=0)
    for item in items:
        if item.indent > outermost and entries:
            last = entries[-1]
            entries[-1] = replace(
                last, last_line=item.last_line, prose=(*last.prose, *prose_lines(item, 0))
            )
        elif entry := entry_from_item(item):
            entries.append(entry)
    return entries


def entry_from_item(item: ListItem) -> PageEntry | None:
    """Return the entry of a list item, or nothing where it has no text."""
    titled = name_span(item.text, whole=False)
    if not titled.text.strip():
        return None
    stated, end = stated_release(item.text, titled.end)
    further = later_releases(item.text, end, stated)
    return PageEntry(
        line=item.line, last_line=item.last_line, form="item", section=0, list=0, position=0,
        name=titled.text.strip(), target=titled.target,
        title=text_range(item, titled.start, titled.end),
        stated=stated, further=further,
        prose=tuple(prose_lines(item, end)),
        release=text_range(item, stated.start, stated.end) if stated else None,
        further_at=tuple(text_range(item, each.start, each.end) for each in further),
    )  # fmt: skip


def text_range(item: ListItem, start: int, end: int) -> TextRange:
    """Return where a stretch of an item's text stands in the page."""
    line, column = item.position(start)
    return TextRange(line, column, column + end - start)


def prose_lines(item: ListItem, start: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of an item's text from an offset on, with their numbers."""
    yield from enumerate(item.text[start:].split("\n"), item.position(start)[0])


def name_span(text: str, *, whole: bool) -> Span:
    """Return the name at the start of an entry's text, with what it links to.

    A name without a link ends where a sentence or a bracket begins, or is the ``whole``.
    """
    every = parse_spans(text)
    pieces = [span for span in every if span.kind is not SpanKind.EMPHASIS]
    first = next((span for span in pieces if span.text.strip()), None)
    if first is None:
        return Span(SpanKind.TEXT, 0, 0)
    if first.kind in NAME_KINDS:
        return first
    if whole:
        return Span(SpanKind.TEXT, 0, len(text), strip_markup(text))
    line_end = text.find("\n", first.start) if "\n" in text[first.start :] else len(text)
    open_text = "".join(
        text[span.start : span.end] if span.kind is SpanKind.TEXT else "x" * (span.end - span.start)
        for span in every
    )
    mark = NAME_END.search(open_text, first.start + 1, line_end)
    end = first.start + len(text[first.start : mark.start() if mark else line_end].rstrip())
    if text[: first.start].strip():  # what opens in front of the name closes behind it
        end = max((min(span.end, end) for span in pieces if span.start < end), default=end)
    return Span(SpanKind.TEXT, first.start, end, strip_markup(text[first.start : end]))
