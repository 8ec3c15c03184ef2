"""The entries of a page: what its lists say of each framework, and where they say it.

An entry is a row of a table (name, version, date, text) or an item of a list: ``name
(version Released date) text``, with the variants that editors type. It is read from what
a reader of the page sees, whatever the markup. What is not written is absent.
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
from fwgraph.wiki.releases import Release, later_releases, stated_release
from fwgraph.wiki.spans import InlineText, Span, SpanKind, TextRange

ROW_COLUMNS = ("name", "version", "date", "text")
NAME_END = re.compile(r"\((?=[^()\n]*[0-9])| \(|[,:]| (?:[-–—]|is|are) ")  # noqa: RUF001 - as typed
NAME_KINDS = {SpanKind.LINK, SpanKind.WIKI_WORD, SpanKind.ESCAPED, SpanKind.URL}


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One entry of a page.

    ``name`` and the facts of ``stated`` are as written; ``target`` is what the name links
    to, a URL or a page of the same wiki. ``title`` is the place of the name with its
    link. In an item, ``release`` is the place of the version and date and ``further_at``
    has those of further ones; in a row, ``cells`` are the places of version and date.
    ``texts`` are the other text, each from an offset on. ``section``, ``list`` and
    ``position`` count from 1.
    """

    line: int
    last_line: int
    form: str
    name: str
    target: str | None
    title: TextRange
    stated: Release | None
    texts: tuple[tuple[InlineText, int], ...]
    release: TextRange | None = None
    further: tuple[Release, ...] = ()
    further_at: tuple[TextRange, ...] = ()
    cells: tuple[TextRange | None, TextRange | None] = (None, None)
    section: int = 0
    list: int = 0
    position: int = 0

    @property
    def version(self) -> str | None:
        """The version as written."""
        return self.stated.version if self.stated else None

    @property
    def date(self) -> str | None:
        """The date as written."""
        return self.stated.date if self.stated else None

    @property
    def prose(self) -> Iterator[InlineText]:
        """The text that is neither name nor release, line by line."""
        return (line for text, start in self.texts for line in text.lines(start))

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


def read_sections(page: WikiPage, categories: Collection[str] = ()) -> tuple[Section, ...]:
    """Return the page's sections with their entries.

    A section lists frameworks where its title is one of the categories (compared without
    case), or speaks of frameworks, or where an entry under it states a release.
    """
    known = {title.casefold() for title in categories}
    headed = [(heading, blocks) for heading, blocks in page.sections() if heading]
    return tuple(
        read_section(heading, blocks, index, known)
        for index, (heading, blocks) in enumerate(headed, 1)
    )


def read_entries(page: WikiPage, categories: Collection[str] = ()) -> list[PageEntry]:
    """Return the entries of all sections, in the order of the page."""
    return [entry for section in read_sections(page, categories) for entry in section.entries]


def read_section(
    heading: Heading, blocks: tuple[Block, ...], index: int, known: set[str]
) -> Section:
    """Return one section."""
    title = " ".join(heading.text.plain.split())
    entries = tuple(
        replace(entry, section=index, list=number, position=position)
        for number, group in enumerate(entry_lists(blocks), 1)
        for position, entry in enumerate(group, 1)
    )
    is_list = title.casefold() in known or "framework" in title.casefold()
    if not is_list and not any(entry.date for entry in entries):
        entries = ()
    return Section(index, heading.line, heading.level, title, entries)


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
    entries = (entry_from_row(row, columns or dict(enumerate(ROW_COLUMNS))) for row in rows)
    return [entry for entry in entries if entry]


def header_columns(row: TableRow) -> dict[int, str]:
    """Return what the columns hold, or nothing where the row is no row of headings."""
    titles = [cell.text.plain.strip().casefold() for cell in row.cells]
    if "name" not in titles:
        return {}
    numbers = accumulate((cell.column_span for cell in row.cells), initial=0)
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
        number += cell.column_span
    if "name" not in cells or not cells["name"].text.plain.strip():
        return None
    name, _ = name_span(cells["name"].text, whole=True)
    version, version_range = cell_fact(cells.get("version"))
    date, date_range = cell_fact(cells.get("date"))
    return PageEntry(
        line=row.line, last_line=row.last_line, form="row",
        name=name.text.strip(), target=name.target,
        title=cells["name"].text.range(name.start, name.end),
        stated=Release(version, date) if version or date else None,
        texts=((cells["text"].text, 0),) if "text" in cells else (),
        cells=(version_range, date_range),
    )  # fmt: skip


def cell_fact(cell: TableCell | None) -> tuple[str | None, TextRange | None]:
    """Return what a reader sees of a cell, or nothing, and where it stands."""
    return (cell.text.plain.strip() or None, cell.text.extent) if cell else (None, None)


def entries_from_items(items: list[ListItem]) -> list[PageEntry]:
    """Return an entry for each outermost item, with the items nested in it."""
    entries: list[PageEntry] = []
    outermost = min((item.indent for item in items), default=0)
    for item in items:
        if item.indent > outermost and entries:
            texts = (*entries[-1].texts, (item.text, 0))
            entries[-1] = replace(entries[-1], last_line=item.last_line, texts=texts)
        elif entry := entry_from_item(item):
            entries.append(entry)
    return entries


def entry_from_item(item: ListItem) -> PageEntry | None:
    """Return the entry of a list item, or nothing where it has no text."""
    name, end = name_span(item.text, whole=False)
    if not name.text.strip():
        return None
    stated, end = stated_release(item.text.plain, end)
    further = tuple(later_releases(item.text.plain, end, stated))
    return PageEntry(
        line=item.line, last_line=item.last_line, form="item",
        name=name.text.strip(), target=name.target,
        title=item.text.range(name.start, name.end),
        stated=stated,
        texts=((item.text, item.text.source_offset(end, after_marks=False)),),
        release=release_range(item.text, stated) if stated else None,
        further=further,
        further_at=tuple(release_range(item.text, release) for release in further),
    )  # fmt: skip


def release_range(text: InlineText, release: Release) -> TextRange:
    """Return where a release stands in the page, with the marks around it."""
    start = text.source_offset(release.start, after_marks=False)
    return text.range(start, text.source_offset(release.end, after_marks=True))


def name_span(text: InlineText, *, whole: bool) -> tuple[Span, int]:
    """Return the name at the start of a text, with what it links to, and its end in plain text.

    A name without a link ends where a sentence or a bracket begins, or is the ``whole``.
    """
    number = next((at for at, span in enumerate(text.spans) if span.text.strip()), None)
    if number is None:
        return Span(SpanKind.TEXT, 0, 0), 0
    shown, start = text.spans[number], text.plain_starts[number]
    if shown.kind in NAME_KINDS:
        return shown, start + len(shown.text)
    if whole:
        return Span(SpanKind.TEXT, 0, len(text.source), text.plain), len(text.plain)
    open_text = "".join(
        span.text if span.kind is SpanKind.TEXT else "x" * len(span.text) for span in text.spans
    )
    line_end = start + len(open_text[start:].partition("\n")[0])
    mark = NAME_END.search(open_text, start + 1, line_end)
    end = start + len(open_text[start : mark.start() if mark else line_end].rstrip())
    # What opens in front of the name closes behind it, and is no part of its place.
    source_end = text.source_offset(end, after_marks=not text.source[: shown.start].strip())
    return Span(SpanKind.TEXT, shown.start, source_end, text.plain[start:end]), end
