"""Versions and dates as editors write them: ``(1.42 Released 2011-04-27)`` and its variants."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from fwgraph.namespaces import XSD_DATE, term

DATE = r"[0-9]{4}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?"
DAY = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
MONTH_FIRST = r"[A-Za-z]{3,9}\.?\ +[0-9]{1,2},\ +[0-9]{4}"
VERSION = r"v?[0-9][\w.+-]*"
RELEASED = r"(?i:r+e*a*l+[ae]*s+[a-z]{0,4}|rel\b\.?)"
"""The word and its usual misspellings: realeased, relased, releasd."""
BRANCH = r"(?i:trunk|head|master|main|svn|git|nightly|dev|snapshot|alpha|beta|stable|tip|pre|rc)"
RELEASE_WORDS = re.compile(
    rf"""\s* (?: (?P<version> [^,;()]*? ) [,;:/|\s–—−-]* \b {RELEASED} (?![A-Za-z])
        \s* [:.=–—−-]? \s*
        (?:(?i:on|in|at)\s+)? (?P<date> {MONTH_FIRST} | [^,;()]+ )
      | (?P<dated> {VERSION} ) [,;:/|\s–—−-]+ (?P<bare> {DATE} )
      | (?! {DAY} \s*[,;] ) (?: (?P<only_date> {DATE} )
        | (?P<only> {VERSION} (?: \s+ (?i:alpha|beta|pre|rc|dev)\w* )? ) )
    ) \s* (?P<more> [,;] .* )? """,  # noqa: RUF001 - as typed
    re.VERBOSE | re.DOTALL,
)
NOTED_RELEASE = re.compile(rf"(?P<note>[a-z]+ release) (?P<date>{DATE})")
GROUP = r"[(\[][^()\[\]]{0,60}[)\]]"
BRACKET = re.compile(rf"[(\[]{{1,2}}((?:[^()\[\]]|{GROUP}){{0,200}})[)\]]{{1,2}}")
FOOTNOTE = re.compile(r"\[[0-9]{1,2}\]")
LATER_BRACKET = re.compile(r"\(([^()]{0,200})\)")
GAP = re.compile(
    rf"""(?: [^\w()\[\]{{}}.!?]{{1,8}} | \{{[^{{}}\s]{{1,4}}\}} | [0-9]{{1,2}}(?=\s) | {GROUP}
      | \b(?i:docs|documentation|home|homepage|site|website|source|code|wiki|pypi|github)\b
    ){{0,6}}?""",
    re.VERBOSE,
)
"""What may stand between a name and its release: marks, footnotes, a link to documentation."""
BLANKS = str.maketrans(
    dict.fromkeys("\n\t\xa0\u200b\u200c\u200d\u2060\ufeff\xad\u2007\u202f", " ")
    | {"（": "(", "）": ")", "［": "[", "］": "]"}  # noqa: RUF001 - as typed
)
"""One sign for one, so that offsets stay: what no reader sees as a sign is a blank."""
SEEMS_DATED = re.compile(
    rf"{DATE}|\b{RELEASED}[^.;]{{0,20}}[0-9]|[0-9][^.;]{{0,20}}\b{RELEASED}|^[\s:,–—−-]*v?[0-9]+\.[0-9]"  # noqa: RUF001
)
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
    """Return the release in the brackets that follow a name, and where they end.

    Marks, and brackets that state nothing, may stand between.
    """
    text = text.translate(BLANKS)
    for bracket in brackets_behind(text, start):
        if release := parse_release(bracket[1], bracket.start(1)):
            return release, bracket.end()
    return None, start


def brackets_behind(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the brackets behind a name with no sentence between it and them."""
    for bracket in BRACKET.finditer(text, start, start + 400):
        if not GAP.fullmatch(text, start, bracket.start()):
            return
        if not FOOTNOTE.fullmatch(bracket[0]):
            yield bracket


def parse_release(words: str, start: int) -> Release | None:
    """Return the release that bracketed words state, or nothing if they state none.

    What stands in brackets of its own, as in ``1.0 (LTS)``, is no part of either fact.
    """
    shown = re.sub(GROUP, lambda group: " " * len(group[0]), words.translate(BLANKS))
    match = RELEASE_WORDS.fullmatch(shown)
    if not match:
        return None
    end = match.start("more") if match["more"] else len(shown)
    version = (match["version"] or match["dated"] or match["only"] or "").strip() or None
    date = (match["date"] or match["bare"] or match["only_date"] or "").strip() or None
    is_version = version and (re.search("[0-9]", version) or re.fullmatch(BRANCH, version))
    if (version and not is_version) or not re.search("[0-9]", f"{version}{date}"):
        return None
    return Release(version, date, None, start, start + len(shown[:end].rstrip()))


def unread_words(text: str, name_end: int, end: int, stated: Release | None) -> str | None:
    """Return the words near a name that seem to state a release and were not understood.

    ``end`` is where what was understood ends. A release with a version and a date is whole.
    """
    if stated and stated.version and stated.date:
        return None
    text = text.translate(BLANKS)
    for bracket in () if stated else brackets_behind(text, name_end):
        if re.search(rf"[0-9]|\b{RELEASED}", bracket[1]):
            return bracket[0].strip()
    beside = text[stated.end : end - 1].strip(" ,;") if stated else ""
    if re.search(rf"[0-9]|\b{RELEASED}", beside):
        return beside
    behind = text[end : end + 200]
    behind = behind if stated else re.sub(r"\([^()]*\)", "", behind)  # those are read by themselves
    words = SEEMS_DATED.search(re.split(r"[.!?;] ", behind)[0][:60])
    return " ".join(words.string.split()) if words else None


def write_release(version: str | None, date: str | None) -> str:
    """Return version and date as an editor writes them in brackets, nothing for neither."""
    return " ".join(filter(None, (version, f"Released {date}" if date else None)))


def later_releases(text: str, start: int, stated: Release | None) -> Iterator[Release]:
    """Yield the other releases of an entry: noted beside the first, or in later brackets."""
    for note in NOTED_RELEASE.finditer(text, stated.end, start) if stated else ():
        yield Release(None, note["date"], note["note"], *note.span())
    for bracket in LATER_BRACKET.finditer(text, start):
        release = parse_release(bracket[1], bracket.start(1))
        if release and release.date and re.search(rf"\b{RELEASED}", bracket[1]):
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
