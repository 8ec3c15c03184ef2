"""The releases that a changelog dates: headings to versions and days."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from pyoxigraph import NamedNode

from fwgraph.upstream.dates import WEEKDAY, WrittenDate, apply_order, find_dates, settle_order
from fwgraph.upstream.headings import (
    LONGEST_TITLE,
    UNDERLINE,
    HeadingLine,
    find_headings,
    split_lines,
)
from fwgraph.upstream.release_records import ReleaseRecord
from fwgraph.upstream.title_words import SIGNS, UNRELEASED
from fwgraph.upstream.titles import (
    CALENDAR_VERSION,
    Title,
    blank_dates,
    clean_title,
    parse_title,
)

LINES_READ = 8
"""Lines behind a heading among which its date is looked for …"""
PARAGRAPHS_READ = 3
"""… and how many of them may have text."""
SENTENCE = (
    r"(?:this[ ](?:version|release)|(?:\S{1,30}[ ]){0,2}v?(?P<of>[0-9]\S{0,40}))[ ](?:was|is)[ ]"
)
LEAD = r":?(?:released?(?:[ -]date)?|published|date(?=:))\b[ ]?:?(?:[ ](?:on|at|date)\b)?:?"
DATE_LINE = re.compile(
    rf"""[\s\[(]* (?P<lead>
      \.\.[ ][\w-]{{0,30}}release[\w-]{{0,10}}: | (?:{SENTENCE})?{LEAD}
      | (?<=\() [^()]{{0,60}}[,;:][ ]{LEAD}
    )? [\s:\[(]* (?:{WEEKDAY}[ ])?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a line begins with that says nothing but a date, and what more it may say of it."""
UNREAD_DATE = re.compile(
    r"[\s\[(]*(?::?released?(?:[ -]date)?:|:?date:|released on)\s*"
    r"(?P<text>[^,;()]*[0-9][^,;()]*)",
    re.IGNORECASE,
)
"""What a line begins with that says when something came out, in words that are no date."""
REMARK = re.compile(r"[\s.)\]*_]*(?:[,;(|•·—–-].*)?", re.DOTALL)  # noqa: RUF001 - as typed


@dataclass(frozen=True, slots=True)
class VersionHeading:
    """A heading of a version: as written, with its line, its date and the line of that."""

    version: str
    line: int
    date: WrittenDate | None = None
    date_line: int | None = None
    is_unreleased: bool = False


@dataclass(frozen=True, slots=True)
class StatedDate:
    """The date of a heading and its line, or that there is no release yet."""

    date: WrittenDate | None
    line: int
    is_unreleased: bool = False


@dataclass(frozen=True, slots=True)
class UnreadHeading:
    """A heading that seems to be of a version: its line and text, and what is not understood."""

    line: int
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Changelog:
    """What the headings of a changelog say, in their order, and those not understood."""

    headings: tuple[VersionHeading, ...]
    unread: tuple[UnreadHeading, ...]

    def releases(self, software: NamedNode, source: NamedNode) -> Iterator[ReleaseRecord]:
        """Yield a record for each heading that has a date."""
        for heading in self.headings:
            if heading.date:
                yield ReleaseRecord(
                    software, heading.version, source, heading.date.value,
                    heading.date.text if heading.date.needs_text else None,
                    heading.line, heading.date_line,
                )  # fmt: skip


def read_changelog(text: str, names: Collection[str] = ()) -> Changelog:
    """Return the version headings of a changelog.

    ``names`` are what the software is called, folded (``store.names.fold_name``): headings
    that begin with another name are not of its versions.
    """
    lines = split_lines(text)
    headings: list[VersionHeading] = []
    unread: list[UnreadHeading] = []
    for heading in find_headings(lines):
        title = read_title(heading, names)
        if title.problem and (heading.marked or title.date):
            unread.append(UnreadHeading(heading.line, heading.text, title.problem))
        headings += date_headings(heading, title, lines)
    order = settle_order(heading.date for heading in headings if heading.date)
    taken = {heading.date_line for heading in headings if heading.date_line != heading.line}
    settled = [settle_heading(each, order) for each in headings if each.line not in taken]
    unread += [unread_date(heading, lines) for heading in settled if has_unread_date(heading)]
    return Changelog(tuple(settled), tuple(sorted(unread, key=lambda item: item.line)))


def read_title(heading: HeadingLine, names: Collection[str]) -> Title:
    """Return what a heading says; the form of some leaves no doubt of which version it is."""
    if heading.version:
        return Title((heading.version,))
    return parse_title(heading.text, names, is_bare=not heading.marked)


def date_headings(heading: HeadingLine, title: Title, lines: list[str]) -> Iterator[VersionHeading]:
    """Yield the versions of a heading with their date: its own, or that of a line behind it.

    A bare line without a date is none, if it does not stand apart with a version that has a dot.
    """
    if title.problem or not title.versions:
        return
    stated = StatedDate(title.date, heading.line, title.is_unreleased)
    if heading.date:
        stated = read_own_date(*heading.date)
    elif title.date is None and not title.is_unreleased:
        stated = find_date_line(lines, heading.body, title.versions)
    if stated.date or heading.marked or (heading.apart and "." in title.versions[0]):
        line = stated.line if stated.date else None
        for version in title.versions:
            yield VersionHeading(version, heading.line, stated.date, line, stated.is_unreleased)


def read_own_date(text: str, line: int) -> StatedDate:
    """Return the date that an option, a role or a trailer gives."""
    words = text.strip()
    date = next(find_dates(text), None)
    if date is None and (not words or UNRELEASED.search(words)):
        return StatedDate(None, line, is_unreleased=True)
    return StatedDate(date or WrittenDate(words, text.index(words), None), line)


def find_date_line(lines: list[str], body: int, versions: Collection[str]) -> StatedDate:
    """Return the date on the lines behind a heading of versions; ``body`` is the first of them.

    A line that is a date is one as a heading too.
    """
    paragraphs = 0
    for number, line in enumerate(islice(lines, body - 1, body - 1 + LINES_READ), body):
        if not line.strip() or UNDERLINE.fullmatch(line[:LONGEST_TITLE]):
            continue
        paragraphs += 1
        words = clean_title(line[:LONGEST_TITLE])
        if date := read_date_line(words, versions):
            return StatedDate(date, number)
        if is_unreleased(words):
            return StatedDate(None, number, is_unreleased=True)
        if paragraphs == PARAGRAPHS_READ or parse_title(words).versions:
            break
    return StatedDate(None, body)


def read_date_line(words: str, versions: Collection[str]) -> WrittenDate | None:
    """Return the date of a line that says when something came out and nothing else."""
    date = next(find_dates(words), None)
    if date and not words[: date.start].strip(SIGNS) and names_version(words, versions):
        return None
    opening = DATE_LINE.fullmatch(words, 0, date.start) if date else None
    if opening and opening["of"] and opening["of"] not in versions:
        return None
    if date and opening and (opening["lead"] or REMARK.fullmatch(words, date.end)):
        return date
    unread = None if date else UNREAD_DATE.match(words)
    if unread is None or UNRELEASED.search(unread["text"]):
        return None
    return WrittenDate(unread["text"].strip(), unread.start("text"), None)


def names_version(words: str, versions: Collection[str]) -> bool:
    """Tell whether a line that begins with a date, or a version that looks like one, is a heading.

    ``versions`` are those of the heading before it, which show whether they look so.
    """
    title = parse_title(words, is_bare=True)
    is_dated = title.date is not None or any(map(CALENDAR_VERSION.fullmatch, versions))
    return bool(title.versions) and is_dated


def is_unreleased(words: str) -> bool:
    """Tell whether a line says that there is no release yet, and nothing else."""
    rest, found = UNRELEASED.subn("", blank_dates(words, list(find_dates(words))))
    return bool(found) and not any(map(str.isalnum, rest))


def settle_heading(heading: VersionHeading, order: str) -> VersionHeading:
    """Return a heading with its date read in the order that the text proves."""
    return replace(heading, date=apply_order(heading.date, order)) if heading.date else heading


def has_unread_date(heading: VersionHeading) -> bool:
    """Tell whether a heading has a date that is none of the calendar, or not understood."""
    return heading.date is not None and heading.date.value is None


def unread_date(heading: VersionHeading, lines: list[str]) -> UnreadHeading:
    """Return what is to be said of a heading whose date is kept as text only."""
    line = heading.date_line or heading.line
    text = heading.date.text if heading.date else ""
    return UnreadHeading(line, lines[line - 1].strip(), f"“{text}” is kept as text, not as a date")
