"""What a heading of a changelog says: of which version it is, and when that came out."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from fwgraph.upstream.dates import BRACKETS, WrittenDate, find_dates, find_unread_date
from fwgraph.upstream.title_words import (
    NAME_WORDS,
    PLANNED,
    REMARKS,
    SIGNS,
    UNRELEASED,
    is_introduced,
)

VERSION = re.compile(
    r"[0-9]+(?:\.[0-9]+)*+(?:_[0-9]++)?+(?:[-_.+~]?[A-Za-z]++[-_.]?[0-9]*+(?:\.[0-9]+)*+)*+"
)
"""A version as PEP 440 has it, and what comes near; no ranges, no wildcards."""
SHORT_VERSION = re.compile(r"[0-9]+(?:(?:a|b|c|rc|alpha|beta|pre|dev)[0-9]*)?", re.IGNORECASE)
"""What a version without a dot looks like."""
LONGEST_VERSION = 40
CALENDAR_VERSION = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}")
"""A version that may be a date as well."""
JOINED = re.compile(
    r"^(\W{0,4}(?!(?:pre|post|non)-)[^\W\d][\w.]{0,30})[-@](?=v?[0-9]+\.[0-9])", re.IGNORECASE
)
"""A name that a sign joins to a version."""
STAGE = re.compile(
    r"[ ]((?:alpha|beta|rc|pre|pr|dev|final|a|b|c)\.?[ ]?[0-9]{0,3})(?![\w.])", re.IGNORECASE
)
LINK = re.compile(r"\[([^\[\]]{1,80})\](?:\([^()\s]{0,300}\)|\[[^\[\]]{0,80}\])")
MARKUP = re.compile(
    r"^:[a-z_]{1,30}:(?=\s)|<(?![0-9])[^<>]{0,200}>|\{#[^{}]{0,80}\}|`_{0,2}|(?<![.\d])\*{1,3}|\*{2}"
    r"|(?<!\w)_{1,2}|_{1,2}(?!\w)"
)
FURTHER = r"[\s)\]]*(?P<sign>[-–—/,&+]|->|\b(?:to|and|through|until|or)\b)\s*v?\.?"  # noqa: RUF001
SEVERAL = re.compile(
    rf"(?:{FURTHER}[0-9]+\.[0-9*x](?!\w*-[0-9])|(?:\.[*x]|-[0-9]+\b)|\s*(?:series|branch)\b)",
    re.IGNORECASE,
)
"""What follows a version that is only the first of several."""
PAIR = re.compile(rf"{FURTHER}(?P<version>{VERSION.pattern})(?![\w.-])", re.IGNORECASE)
POST_RELEASE = re.compile(r"-[0-9]+(?![\w.-])")
"""The implicit post-release of PEP 440, in an undated heading rather a range."""
SPAN = re.compile(r"[\s–—-]*(?:(?:to|until|till|through|and|or)\b)?[\s–—-]*", re.IGNORECASE)  # noqa: RUF001
"""What between two dates makes a span of them."""
TAIL = re.compile(r"[^\s()\[\],;:\w]*\w")
"""More signs of a word that begins with a version."""
FIRST_WILDCARD = re.compile(r"\W*v?[0-9][0-9.]*\.[xX*](?!\w)")
WILDCARD = re.compile(r"[0-9.]*\.[xX*]")
RELEASE_NOTES = re.compile(r"\W*release notes\b", re.IGNORECASE)
DATE_MARK = "\0"
OTHER_WORDS = "other words follow the version"
SEVERAL_VERSIONS = "it names several versions"
WORD = re.compile(r"(?<![^\s()\[\],;:])[vV]?\.?([^\s()\[\],;:\0]+)")
BARE_REMAINDER = re.compile(
    rf"(?:{REMARKS.pattern}|[^\w\0])*+"
    rf"(?:\0++(?:{REMARKS.pattern}|[\s.)\]])*+(?:[,;:(\[•·–—-].*)?)?",  # noqa: RUF001
    re.IGNORECASE,
)
"""What may follow the version on a line that is no heading: a date, and a remark behind it."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a heading says: versions, or what of it was not understood as ``problem``."""

    versions: tuple[str, ...] = ()
    date: WrittenDate | None = None
    is_unreleased: bool = False
    problem: str | None = None


NO_TITLE = Title()


def clean_title(text: str) -> str:
    """Return a heading's text without links and marks of emphasis."""
    return MARKUP.sub("", LINK.sub(r"[\1]", text)).strip()


def parse_title(text: str, names: Collection[str] = (), *, is_bare: bool = False) -> Title:
    """Return what a heading says of a release; no version where it is about something else.

    ``names`` are what the software is called, folded; a heading that begins with another name
    is about something else. Where there are none, a name is what a dated heading begins with.
    A bare line has no name but those, and no words but version, date and a remark behind.
    """
    words = JOINED.sub(r"\1 ", clean_title(text), count=1)
    dates = list(find_dates(words))
    if dates and is_calendar_version(words, dates):
        del dates[0]
    if dates and not words[: dates[0].start].strip(SIGNS):
        return parse_behind_date(words, dates[0], names, is_bare=is_bare)
    found = find_version(words, dates)
    if found is None:
        is_several = bool(dates) and not is_bare and FIRST_WILDCARD.match(words)
        return Title(date=dates[0], problem=SEVERAL_VERSIONS) if is_several else NO_TITLE
    version, start, end = found
    dates = [date for date in dates if date.start >= end] or find_unread_date(words, end)
    is_loose = not is_bare and (bool(dates) or bool(RELEASE_NOTES.match(words, end)))
    if not is_introduced(words[:start], names, is_loose=is_loose):
        return refuse_name(words[:start], is_doubtful=bool(dates) and not is_bare)
    if is_bare and not BARE_REMAINDER.fullmatch(blank_dates(words, dates), end):
        return refuse_bare(version, words, end, dates)
    if not words[:start].strip(SIGNS) and not dates:
        return judge_lone_version(version, words, end)
    return parse_remainder(version, words, end, dates)


def is_calendar_version(words: str, dates: list[WrittenDate]) -> bool:
    """Tell whether the first date, ``2025.9.2``, stands where only a version can."""
    first, *further = dates
    if not CALENDAR_VERSION.fullmatch(first.text) or find_version(words[: first.start], []):
        return False
    return bool(further) or find_version(words, dates) is None


def parse_behind_date(
    words: str, date: WrittenDate, names: Collection[str], *, is_bare: bool
) -> Title:
    """Return what a heading says that begins with its date: ``2023-10-02 0.70``."""
    found = find_version(words, [date])
    if found is None or "." not in found[0]:
        return NO_TITLE
    version, start, end = found
    before = words[date.end : start]
    if before.strip(SIGNS) and not is_introduced(before, names, is_loose=not is_bare):
        return refuse_name(before, is_doubtful=not is_bare)
    if REMARKS.sub("", words[end:]).strip(SIGNS):
        return Title(date=date, problem=OTHER_WORDS)
    return Title((version,), date)


def refuse_name(before: str, *, is_doubtful: bool) -> Title:
    """Return that words before a version name other software, where they may be a name."""
    is_name = is_doubtful and len(before.split()) <= NAME_WORDS
    return Title(problem="it begins with another name") if is_name else NO_TITLE


def refuse_bare(version: str, words: str, end: int, dates: list[WrittenDate]) -> Title:
    """Return what is said of a bare line with more words; it is in doubt if only they are odd."""
    opening = BARE_REMAINDER.match(blank_dates(words, dates), end)
    if dates and "." in version and opening and opening.end() >= dates[0].end:
        return Title(date=dates[0], problem=OTHER_WORDS)
    return NO_TITLE


def blank_dates(words: str, dates: list[WrittenDate]) -> str:
    """Return words with a mark for each sign of a date."""
    for date in dates:
        words = words[: date.start] + DATE_MARK * len(date.text) + words[date.end :]
    return words


def find_version(words: str, dates: list[WrittenDate]) -> tuple[str, int, int] | None:
    """Return the first version among words that are no date, and where it starts and ends."""
    for word in WORD.finditer(blank_dates(words, dates)):
        start = word.start(1)
        match = VERSION.match(words, start, min(word.end(), start + LONGEST_VERSION))
        if not match or WILDCARD.fullmatch(match[0]):
            continue
        if "." not in match[0] and not SHORT_VERSION.fullmatch(match[0]):
            continue
        stage = STAGE.match(words, match.end())
        end = stage.end() if stage else match.end()
        return words[start:end].rstrip(), start, end
    return None


def parse_remainder(version: str, words: str, end: int, dates: list[WrittenDate]) -> Title:
    """Return what a heading says, by what follows its version, which ends there."""
    versions: tuple[str, ...] = (version,)
    if dates and (post := POST_RELEASE.match(words, end)):
        versions = (version + post[0],)
    elif names_several(version, words, end, dates):
        versions = find_pair(version, words, end)
    elif TAIL.match(words, end, dates[0].start if dates else len(words)):
        return Title(date=next(iter(dates), None), problem="its version is not understood")
    date = next(iter(dates), None)
    if not versions:
        return Title(date=date, problem=SEVERAL_VERSIONS)
    is_planned = bool(PLANNED.search(words, end))
    if is_planned or (UNRELEASED.search(words, end) and not any(date.is_day for date in dates)):
        return Title(versions, is_unreleased=True)
    if len(dates) > 1 and SPAN.fullmatch(words, dates[0].end, dates[1].start):
        return Title(date=date, problem="it names a span of time")
    return Title(versions, date)


def judge_lone_version(version: str, words: str, end: int) -> Title:
    """Return what a heading says that has a version, nothing before it and no date behind."""
    title = parse_remainder(version, words, end, [])
    if title.problem or title.is_unreleased or len(title.versions) > 1:
        return title
    if "." not in version:
        return NO_TITLE
    remarks = REMARKS.sub("", BRACKETS.sub("", words[end:]))
    if any(sign.isalnum() for sign in remarks):
        return Title(problem=OTHER_WORDS)
    return title


def names_several(version: str, words: str, end: int, dates: list[WrittenDate]) -> bool:
    """Tell whether a further version follows one: ``1.36 - 2017.02.24`` has a date there."""
    several = SEVERAL.match(words, end)
    is_date = several and dates and dates[0].start < several.end()
    return several is not None and not (is_date and not CALENDAR_VERSION.fullmatch(version))


def find_pair(version: str, words: str, end: int) -> tuple[str, ...]:
    """Return two versions that a heading enumerates, or none where it gives a range.

    ``1.0 and 1.1`` are two, ``2.0.5 - 2.0.6`` are so since no version is between them.
    """
    pair = PAIR.match(words, end)
    if pair is None or SEVERAL.match(words, pair.end()):
        return ()
    other = pair["version"]
    if pair["sign"] in {"and", "&", ","} or is_next(version, other):
        return version, other
    return ()


def is_next(version: str, other: str) -> bool:
    """Tell whether two versions differ by one in their last number."""
    start, _, last = version.rpartition(".")
    begin, _, following = other.rpartition(".")
    numbers = last.isdecimal() and following.isdecimal()
    return numbers and start == begin and int(following) - int(last) == 1
