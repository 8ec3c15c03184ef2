"""What a heading of a changelog says: of which version it is, and when that came out."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from fwgraph.store.names import fold_name
from fwgraph.upstream.dates import YEAR, WrittenDate, find_dates
from fwgraph.wiki.releases import date_literal

VERSION = re.compile(
    r"[0-9]+(?:\.[0-9]+)*+(?:_[0-9]++)?+(?:[-_.+~]?[A-Za-z]++[-_.]?[0-9]*+(?:\.[0-9]+)*+)*+"
)
"""A version as PEP 440 has it, and what comes near; no ranges, no wildcards."""
SHORT_VERSION = re.compile(r"[0-9]+(?:(?:a|b|c|rc|alpha|beta|pre|dev)[0-9]*)?", re.IGNORECASE)
"""What a version without a dot looks like."""
LONGEST_VERSION = 40
STAGE = re.compile(
    r"[ ]((?:alpha|beta|rc|pre|dev|final|a|b|c)\.?[ ]?[0-9]{0,3})(?![\w.])", re.IGNORECASE
)
DECISIVE = re.compile(
    r"(?:version|release|change)[sd]?|ver|v|rel|changelog|what['’]?s|news|notes|history",  # noqa: RUF001
    re.IGNORECASE,
)
"""Words before a version that say that it is one …"""
INTRODUCTION = re.compile(rf"{DECISIVE.pattern}|log|in|for|of|the|new", re.IGNORECASE)
"""… and those that may stand beside them."""
REMARKS = re.compile(
    r"(?:release(?:d| notes)?|hot-?fix|bug-?fix|final|stable|lts|yanked|release date|security"
    r"|(?:current|latest) (?:release|version)|maintenance|on|date|codename|tag)",
    re.IGNORECASE,
)
"""Words behind a version that need not be understood."""
UNRELEASED = re.compile(
    r"\b(?:(?:un|never |not |not yet |to be |yet to be )released|(?:in|under|active) development"
    r"|in progress|development version|tb[acd]|upcoming|expected|not out yet"
    r"|next (?:release|version)|(?<!-)dev(?:elopment)?)\b"
    r"|\b(?:20)?[0-9xy?]{2}[xy?]{2}\b|[xy?]{4}|\b(?:20)?[0-9xy?]{2}[-/.][xm?]{2}|\?\?"
    r"|\bdd[-/. ]mmm?\b",
    re.IGNORECASE,
)
LINK = re.compile(r"\[([^\[\]]{1,80})\](?:\([^()\s]{0,300}\)|\[[^\[\]]{0,80}\])")
MARKUP = re.compile(
    r"<(?![0-9])[^<>]{0,200}>|\{#[^{}]{0,80}\}|`_{0,2}|(?<![.\d])\*{1,3}|\*{2}"
    r"|(?<!\w)_{1,2}|_{1,2}(?!\w)"
)
SIGNS = " \t:,;.!-–—|/()[]{}\"'“”=>"  # noqa: RUF001 - as typed
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
WILDCARD = re.compile(r"[0-9.]*\.[xX*]")
BRACKETS = re.compile(r"\(([^()]{0,120})\)")
RELEASE_NOTES = re.compile(r"\W*release notes\b", re.IGNORECASE)
NAME_WORDS = 3
"""Words that a name of software has at most."""
DATE_MARK = "\0"
WORD = re.compile(r"(?<![^\s()\[\],;:])[vV]?\.?([^\s()\[\],;:\0]+)")
BARE_REMAINDER = re.compile(
    rf"(?:{REMARKS.pattern}|[^\w\0])*+(?:\0++[\s.)\]]*+(?:[,;:(\[–—-].*)?)?",  # noqa: RUF001
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
    words = clean_title(text)
    dates = list(find_dates(words))
    if dates and not words[: dates[0].start].strip(SIGNS):
        return parse_behind_date(words[dates[0].end :], dates[0])
    found = find_version(words, dates)
    if found is None:
        return NO_TITLE
    version, start, end = found
    dates = [date for date in dates if date.start >= end] or find_unread_date(words, end)
    is_dated = bool(dates)
    is_loose = not is_bare and (is_dated or bool(RELEASE_NOTES.match(words, end)))
    if not is_introduced(words[:start], names, is_loose=is_loose):
        is_doubtful = is_dated and not is_bare and len(words[:start].split()) <= NAME_WORDS
        return Title(problem="it begins with another name") if is_doubtful else NO_TITLE
    if is_bare and not BARE_REMAINDER.fullmatch(blank_dates(words, dates)[end:]):
        return NO_TITLE
    if not words[:start].strip(SIGNS) and not dates:
        return judge_lone_version(version, words, end)
    return parse_remainder(version, words, end, dates)


def parse_behind_date(rest: str, date: WrittenDate) -> Title:
    """Return what a heading says that begins with its date: ``2023-10-02 0.70``."""
    match = VERSION.match(rest.lstrip(SIGNS).removeprefix("v"))
    if match and "." in match[0] and not REMARKS.sub("", match.string[match.end() :]).strip(SIGNS):
        return Title((match[0],), date)
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


def is_introduced(before: str, names: Collection[str], *, is_loose: bool) -> bool:
    """Tell whether words before a version are none, say that it is one, or name its software.

    Where no names are known, a loose heading may begin with any.
    """
    words = [bare for word in before.split() if (bare := word.strip(SIGNS))]
    others = [word for word in words if not INTRODUCTION.fullmatch(word)]
    is_decisive = any(DECISIVE.fullmatch(word) for word in words)
    if not others:
        return is_decisive or not words
    is_nameable = not names and len(others) <= NAME_WORDS and (is_loose or is_decisive)
    return is_nameable or fold_name(" ".join(others)) in names


def parse_remainder(version: str, words: str, end: int, dates: list[WrittenDate]) -> Title:
    """Return what a heading says, by what follows its version, which ends there."""
    versions: tuple[str, ...] = (version,)
    if dates and (post := POST_RELEASE.match(words, end)):
        versions = (version + post[0],)
    elif SEVERAL.match(words, end):
        versions = find_pair(version, words, end)
    elif TAIL.match(words, end, dates[0].start if dates else len(words)):
        return Title(date=next(iter(dates), None), problem="its version is not understood")
    date = next(iter(dates), None)
    if not versions:
        return Title(date=date, problem="it names several versions")
    if UNRELEASED.search(words, end) and not any(date.is_day for date in dates):
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
        return Title(problem="other words follow the version")
    return title


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


def find_unread_date(words: str, start: int) -> list[WrittenDate]:
    """Return what brackets hold that has a year in it: that year, or words that are no date."""
    for bracket in BRACKETS.finditer(words, start):
        text = bracket[1].strip()
        if YEAR.search(text):
            value = date_literal(text) if YEAR.fullmatch(text) else None
            return [WrittenDate(text, words.index(text, bracket.start(1)), value)]
    return []
