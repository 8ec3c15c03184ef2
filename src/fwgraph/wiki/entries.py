"""The entries of a page: what its lists say of each framework, and where they say it.

An entry is a row of a table (name, version, date, text) or an item of a list: ``name
(version Released date) text``, with the variants that editors type. It is read from what
a reader of the page sees, whatever the markup. What is not written is absent.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from fwgraph.wiki.document import (
    Block,
    Definition,
    Heading,
    HorizontalRule,
    ListItem,
    PageTable,
    Paragraph,
    TextBlock,
    WikiPage,
)
from fwgraph.wiki.page_entry import NAME_KINDS, POINTER, PageEntry, name_of_label, name_span
from fwgraph.wiki.releases import Release, later_releases, stated_release, unread_words
from fwgraph.wiki.row_entries import groups_of_table
from fwgraph.wiki.spans import InlineText, TextRange

ODD_BULLET = re.compile(r"\s*(?:[-–—•·●○▪‣⁃+o#>*]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")  # noqa: RUF001 - as typed
SECTION_NUMBER = re.compile(r"(?:[0-9]{1,3}\.)+ (?=\S)")
BULLETS = ("*", ".", "-", "+")
"""The markers of lists that have no order of their own, in any markup."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; ``index`` counts from 1.

    ``category`` is the title of the known category that it is, or is a part of; where it is
    none, ``resembles`` is the one that its title nearly is. ``passed_over`` are the first lines
    of lists and tables that may have been meant to list frameworks, and are not read.
    """

    index: int
    line: int
    level: int
    title: str
    entries: tuple[PageEntry, ...]
    category: str | None = None
    resembles: str | None = None
    passed_over: tuple[int, ...] = ()

    @property
    def is_about_frameworks(self) -> bool:
        """Tell whether its title is that of a category, or nearly, or speaks of frameworks."""
        is_known = self.category or self.resembles
        return bool(is_known) or "framework" in self.title.casefold()


@dataclass(frozen=True, slots=True)
class EntryList:
    """A list or a table, or a part of one: its entries, and whether its form proves them.

    ``is_plain`` is false for what cannot be read as a list of things, whatever its section.
    """

    line: int
    entries: tuple[PageEntry, ...]
    is_proven: bool
    is_plain: bool = True
    has_unknown_headings: bool = False


def read_sections(page: WikiPage, categories: Collection[str] = ()) -> tuple[Section, ...]:
    """Return the page's sections with their entries.

    A list holds entries where it stands under a known category (compared without case), or
    under a title that speaks of frameworks, or where it proves itself: an entry states a dated
    release, or the headings of a table are understood. Under a title that only speaks of
    frameworks, or beside a list that proves itself, it is read and not held to be proven. A
    numbered list never holds entries.
    """
    sections: list[Section] = []
    above: list[Section] = []
    for heading, blocks in page.sections():
        if heading:
            above = [section for section in above if section.level < heading.level]
            section = Section(
                len(sections) + 1, heading.line, heading.level, title_of(heading), (),
                *find_category(title_of(heading), above, categories),
            )  # fmt: skip
            sections.append(read_lists(section, blocks))
            above.append(section)
    return tuple(sections)


def read_entries(page: WikiPage, categories: Collection[str] = ()) -> list[PageEntry]:
    """Return the entries of all sections, in the order of the page."""
    return [entry for section in read_sections(page, categories) for entry in section.entries]


def title_of(heading: Heading) -> str:
    """Return the title of a heading as a reader sees it, without the number of the section."""
    title = " ".join(heading.text.plain.split())
    number = SECTION_NUMBER.match(title)
    return title[number.end() :] if number else title


def find_category(
    title: str, above: list[Section], categories: Collection[str]
) -> tuple[str | None, str | None]:
    """Return the category that a section is in, and else the one that its title nearly is."""
    own = next((known for known in categories if known.casefold() == title.casefold()), None)
    near = (known for known in categories if title_key(known) == title_key(title))
    inherited = next((section.category for section in reversed(above) if section.category), None)
    category = own or inherited
    return category, None if category else next(near, None)


@lru_cache(maxsize=1024)
def title_key(title: str) -> str:
    """Return a title without case, hyphens, blanks and plurals; those of categories come often."""
    return "".join(word.removesuffix("s") for word in re.findall(r"\w+", title.casefold()))


def read_lists(section: Section, blocks: tuple[Block, ...]) -> Section:
    """Return a section with the entries of its lists, numbered, and the lines passed over."""
    is_known = bool(section.category or section.resembles)
    groups = list(entry_lists(blocks, is_known=is_known))
    is_about_frameworks = section.is_about_frameworks
    is_about_frameworks |= any(group.is_proven and group.is_plain for group in groups)
    entries: list[PageEntry] = []
    passed_over: list[int] = []
    number = 0
    for group in groups:
        if group.is_plain and is_about_frameworks:
            number += 1
            if group.has_unknown_headings:
                passed_over.append(group.line)
            entries += (
                replace(
                    entry, section=section.index, list=number, position=position,
                    is_proven=is_known or group.is_proven,
                )
                for position, entry in enumerate(group.entries, 1)
            )  # fmt: skip
        elif is_about_frameworks or all(map(leads_away, group.entries)):
            passed_over.append(group.line)
    return replace(section, entries=tuple(entries), passed_over=tuple(passed_over))


def leads_away(entry: PageEntry) -> bool:
    """Tell whether an entry may stand for a thing: a row, or an item with a link to elsewhere."""
    return entry.form == "row" or (entry.target is not None and not entry.target.startswith("#"))


def entry_lists(blocks: tuple[Block, ...], *, is_known: bool) -> Iterator[EntryList]:
    """Yield the entries of each list: a table, or items that nothing but blanks part."""
    items: list[ListItem] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, ListItem):
            items.append(block)
            continue
        if isinstance(block, TextBlock | PageTable | HorizontalRule):
            yield from list_of_items(items, before)
            items, before = [], block
        if isinstance(block, PageTable):
            for group in groups_of_table(block):
                is_unknown = not group.is_headed and group.line != group.entries[0].line
                yield EntryList(
                    group.line, tuple(group.entries), group.is_proven,
                    is_plain=is_known or not is_unknown, has_unknown_headings=is_unknown,
                )  # fmt: skip
    yield from list_of_items(items, before)


def list_of_items(items: list[ListItem], before: Block | None) -> Iterator[EntryList]:
    """Yield the entries of items; those below a number, or an odd bullet, are no list of things."""
    if entries := entries_from_items(items):
        outermost = min(item.indent for item in items)
        is_numbered = any(item.marker not in BULLETS for item in items if item.indent == outermost)
        is_plain = not is_numbered and not is_parent(before, outermost)
        is_proven = any(entry.date for entry in entries)
        yield EntryList(items[0].line, tuple(entries), is_proven, is_plain)


def is_parent(block: Block | None, indent: int) -> bool:
    """Tell whether the items below a text are about what stands in it, not a list of their own."""
    if isinstance(block, Definition):
        return block.indent < indent
    if not isinstance(block, Paragraph):
        return False
    lines = block.raw.rstrip().expandtabs().split("\n")
    _, end = name_span(block.text, whole=False)
    is_entry = bool(stated_release(block.text.plain, end)[0])
    blanks = len(lines[-1]) - len(lines[-1].lstrip())
    return is_entry or any(map(ODD_BULLET.match, lines)) or 0 < blanks < indent


def entries_from_items(items: list[ListItem]) -> list[PageEntry]:
    """Return an entry for each outermost item, with the items nested in it."""
    entries: list[PageEntry] = []
    outermost = min((item.indent for item in items), default=0)
    for item in items:
        entry = entry_from_item(item)
        if item.indent > outermost and entries:
            is_swallowed = entry and begins_with_name(item.text) and (entry.date or entry.unread)
            nested = (entry,) if entry and is_swallowed else ()
            entries[-1] = replace(
                entries[-1], last_line=item.last_line,
                texts=(*entries[-1].texts, (item.text, 0)), nested=(*entries[-1].nested, *nested),
            )  # fmt: skip
        elif entry:
            entries.append(entry)
    return entries


def begins_with_name(text: InlineText) -> bool:
    """Tell whether a text begins with a link, or with a word that the wiki links."""
    shown = next((span for span in text.spans if span.text.strip()), None)
    return shown is not None and shown.kind in NAME_KINDS


def entry_from_item(item: ListItem) -> PageEntry | None:
    """Return the entry of a list item, or nothing where it has no text."""
    name, name_end = name_span(item.text, whole=False)
    if not name.text.strip() or POINTER.match(item.text.plain):
        return None
    stated, end = stated_release(item.text.plain, name_end)
    further = tuple(later_releases(item.text.plain, end, stated))
    return PageEntry(
        line=item.line, last_line=item.last_line, form="item",
        name=name_of_label(name.text.strip().replace("\n", " ")), target=name.target,
        title=item.text.range(name.start, name.end),
        stated=stated,
        texts=((item.text, item.text.source_offset(end, after_marks=False)),),
        release=release_range(item.text, stated) if stated else None,
        further=further,
        further_at=tuple(release_range(item.text, release) for release in further),
        unread=unread_words(item.text.plain, name_end, end, stated),
    )  # fmt: skip


def release_range(text: InlineText, release: Release) -> TextRange:
    """Return where a release stands in the page, with the marks around it.

    Of one that runs over lines, it is the part on the last one, where its date is.
    """
    start = text.source_offset(release.start, after_marks=False)
    end = text.source_offset(release.end, after_marks=True)
    return text.range(max(start, text.source.rfind("\n", 0, end) + 1), end)


def passed_over_note(sections: Iterable[Section]) -> str | None:
    """Return a sentence on the lists that were not read, or nothing where there are none."""
    lines = ", ".join(str(line) for section in sections for line in section.passed_over)
    reason = "passed over, since nothing proves that frameworks are listed there: line"
    return f"{reason} {lines}" if lines else None
