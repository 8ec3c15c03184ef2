"""Versions and dates as editors write them: ``(1.42 Released 2011-04-27)`` and its variants."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from fwgraph.namespaces import XSD_DATE, term

DATE = r"[0-9]{4}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?"
DAY = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
VERSION = r"v?[0-9][\w.+-]*"
RELEASE_WORDS = re.compile(
    rf"""\s* (?: (?P<version> [^,;()]*? ) [,;\s]* \b (?i:released) \s+ (?:on\s+)?
        (?P<date> [^,;()]+ )
      | (?P<dated> {VERSION} ) [,;\s]+ (?P<bare> {DATE} )
      | (?! {DAY} \s*[,;] ) (?: (?P<only_date> {DATE} )
        | (?P<only> {VERSION} (?: \s+ (?i:alpha|beta|pre|rc|dev)\w* )? ) )
    ) \s* (?P<more> [,;] .* )? """,
    re.VERBOSE | re.DOTALL,
)
NOTED_RELEASE = re.compile(rf"(?P<note>[a-z]+ release) (?P<date>{DATE})")
BRACKET = re.compile(r"[ \t:,\-–—]{0,8}\(([^()\n]{0,200})\)")  # noqa: RUF001 - as typed
LATER_BRACKET = re.compile(r"\(([^()\n]{0,200})\)")
DATE_PARTS = re.compile(r"([0-9]{4})(?:[-./]([0-9]{1,2}))?(?:[-./]([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Release:
    """A release as stated: version and date as written, what else is said of it.

    ``start`` and ``end`` are the offsets of version and date in the entry's plain text.
    """

    version: str | None
    date: str | None
    note: str | None = None
    start: int = 0
    end: int = 0


def stated_release(text: str, start: int) -> tuple[Release | None, int]:
    """Return the release in the brackets that follow a name, and where they end."""
    bracket = BRACKET.match(text, start)
    release = parse_release(bracket[1], bracket.start(1)) if bracket else None
    return (release, bracket.end()) if bracket and release else (None, start)


def parse_release(words: str, start: int) -> Release | None:
    """Return the release that bracketed words state, or nothing if they state none."""
    match = RELEASE_WORDS.fullmatch(words)
    if not match:
        return None
    end = match.start("more") if match["more"] else len(words)
    version = (match["version"] or match["dated"] or match["only"] or "").strip() or None
    date = (match["date"] or match["bare"] or match["only_date"] or "").strip() or None
    if not any(map(str.isdigit, version or date or "")):
        return None
    return Release(version, date, None, start, start + len(words[:end].rstrip()))


def write_release(version: str | None, date: str | None) -> str:
    """Return version and date as an editor writes them in brackets, nothing for neither."""
    return " ".join(filter(None, (version, f"Released {date}" if date else None)))


def later_releases(text: str, start: int, stated: Release | None) -> Iterator[Release]:
    """Yield the other releases of an entry: noted beside the first, or in later brackets."""
    for note in NOTED_RELEASE.finditer(text, stated.end, start) if stated else ():
        yield Release(None, note["date"], note["note"], *note.span())
    for bracket in LATER_BRACKET.finditer(text, start):
        release = parse_release(bracket[1], bracket.start(1))
        if release and "released" in bracket[1].casefold():
            yield release


def date_literal(written: str) -> Literal | None:
    """Return a written date as ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``.

    Nothing where it is no date of the calendar. The parts may be parted by dots or
    slashes and need no zeros in front: ``2006-9-15`` is a real date, badly written.
    """
    match = DATE_PARTS.fullmatch(written)
    if not match or match[1] == "0000":
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    if match[3]:
        return Literal(f"{year:04}-{month:02}-{day:02}", datatype=XSD_DATE)
    if match[2]:
        return Literal(f"{year:04}-{month:02}", datatype=term("xsd:gYearMonth"))
    return Literal(match[1], datatype=term("xsd:gYear"))


def is_day(written: str) -> bool:
    """Tell whether this is a day of the calendar, written YYYY-MM-DD."""
    value = date_literal(written)
    return value is not None and value.datatype == XSD_DATE and value.value == written
