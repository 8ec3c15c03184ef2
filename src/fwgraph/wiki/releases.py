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
BRACKET = re.compile(
    r"(?:'{2,5}|__|[-+]~){0,3}[ \t:,\-–—]{0,8}\(([^()\n]{0,200})\)"  # noqa: RUF001 - editors type them
)
LATER_BRACKET = re.compile(r"\(([^()\n]{0,200})\)")
DATE_PARTS = re.compile(r"([0-9]{4})(?:[-./]([0-9]{1,2}))?(?:[-./]([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Release:
    """A release as stated: version and date as written, what else is said of it.

    ``start`` and ``end`` are the offsets of version and date in the entry's text.
    """

    version: str | None
    date: str | None
    note: str | None = None
    start: int = 0
    end: int = 0


def stated_release(text: str, start: int) -> tuple[Release | None, int]:
    """Return the release in the brackets that follow a name, and where they end."""
    bracket = BRACKET.match(text, start)
    found = parse_release(bracket[1], bracket.start(1)) if bracket else None
    return (found, bracket.end()) if bracket and found else (None, start)


def parse_release(words: str, start: int) -> Release | None:
    """Return the release that bracketed words state, or nothing if they state none."""
    match = RELEASE_WORDS.fullmatch(words)
    if not match:
        return None
    end = match.start("more") if match["more"] else len(words)
    version = strip_blanks(match["version"] or match["dated"] or match["only"])
    date = strip_blanks(match["date"] or match["bare"] or match["only_date"])
    if not any(map(str.isdigit, version or date or "")):
        return None
    return Release(version, date, None, start, start + len(words[:end].rstrip()))


def later_releases(text: str, start: int, stated: Release | None) -> tuple[Release, ...]:
    """Return the other releases of an entry: noted beside the first, or in later brackets."""
    found = list(noted_releases(text, stated.end, start)) if stated else []
    for bracket in LATER_BRACKET.finditer(text, start):
        if "released" in bracket[1].casefold() and (
            also := parse_release(bracket[1], bracket.start(1))
        ):
            found.append(also)
    return tuple(found)


def noted_releases(text: str, start: int, end: int) -> Iterator[Release]:
    """Yield releases with a date alone: ``initial release 2012-11-26``."""
    for match in NOTED_RELEASE.finditer(text, start, end):
        yield Release(None, match["date"], match["note"], *match.span())


def strip_blanks(words: str | None) -> str | None:
    """Return the words without blanks around them, or nothing if nothing is left."""
    return (words or "").strip() or None


def date_literal(written: str) -> Literal | None:
    """Return a written date as ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``.

    Nothing where it is no date of the calendar. The parts may be parted by dots or
    slashes and need no zeros in front: ``2006-9-15`` is a real date, badly written.
    """
    match = DATE_PARTS.fullmatch(written)
    if not match or match[1] == "0000":
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is None:
        return Literal(match[1], datatype=term("xsd:gYear"))
    if not 1 <= month <= 12:
        return None
    if day is None:
        return Literal(f"{match[1]}-{month:02}", datatype=term("xsd:gYearMonth"))
    if year is None or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Literal(f"{match[1]}-{month:02}-{day:02}", datatype=term("xsd:date"))


def is_day(written: str) -> bool:
    """Tell whether this is a day of the calendar, written YYYY-MM-DD."""
    value = date_literal(written)
    return value is not None and value.datatype == XSD_DATE and value.value == written
