"""What a heading of a changelog says: of which version it is, and when that came out."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from fwgraph.store.names import fold_name
from fwgraph.upstream.dates import YEAR, WrittenDate, find_dates
from fwgraph.wiki.releases import date_literal

VERSION = re.compile(
    r"(?P<release>[0-9]+(?:\.[0-9]+)*+)(?:[-_.+~]?[A-Za-z]++[-_.]?[0-9]*+(?:\.[0-9]+)*+)*+"
)
"""A version as PEP 440 has it, and what comes near; no ranges, no wildcards."""
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
    r"|next (?:release|version)|dev(?:elopment)?)\b"
    r"|\b(?:20)?[0-9xy?]{2}[xy?]{2}\b|[xy?]{4}|\b20[0-9]{2}-[x?]{2}|\?\?",
    re.IGNORECASE,
)
LINK = re.compile(r"\[([^\[\]]{1,80})\](?:\([^()\s]{0,300}\)|\[[^\[\]]{0,80}\])")
MARKUP = re.compile(
    r"<(?![0-9])[^<>]{0,200}>|\{#[^{}]{0,80}\}|`_{0,2}|(?<![.\d])\*{1,3}|\*{2}"
    r"|(?<!\w)_{1,2}|_{1,2}(?!\w)"
)
SIGNS = " \t:,;.!-–—|/()[]{}\"'“”=>"  # noqa: RUF001 - as typed
SEVERAL = re.compile(
    r"[\s)\]]*(?:(?:[-–—/,&+]|->|to|and|through|until|or)\s*v?\.?[0-9]+\.[0-9*x](?!\w*-[0-9])"  # noqa: RUF001
    r"|(?:\.[*x]|-[0-9]+\b)|\s*(?:series|branch)\b)",
    re.IGNORECASE,
)
"""What follows a version that is only the first of several."""
SPAN = re.compile(r"[\s–—-]*(?:(?:to|until|till|through|and|or)\b)?[\s–—-]*", re.IGNORECASE)  # noqa: RUF001
"""What between two dates makes a span of them."""
WILDCARD = re.compile(r"[0-9.]*\.[xX*]")
BRACKETS = re.compile(r"\(([^()]{0,120})\)")


@dataclass(frozen=True, slots=True)
class Title:
    """What a heading says; ``problem`` is what of it was not understood."""

    version: str | None = None
    date: WrittenDate | None = None
    is_unreleased: bool = False
    problem: str | None = None


NO_TITLE = Title()


def clean_title(text: str) -> str:
    """Return a heading's text without links and marks of emphasis."""
    return MARKUP.sub("", LINK.sub(r"[\1]", text)).strip()


def parse_title(text: str, names: Collection[str]) -> Title:
    """Return what a heading says of a release; no version where it is about something else.

    ``names`` are what the software is called, folded; a heading that begins with another name
    is about something else. Where there are none, a name is what a dated heading begins with.
    """
    words = clean_title(text)
    dates = list(find_dates(words))
    if dates and not words[: dates[0].start].strip(SIGNS):
        first = dates[0]
        return parse_title_dated_first(words[first.end :], first)
    found = find_version(words, dates)
    if found is None:
        return NO_TITLE
    version, start, end = found
    dated = bool(dates or find_unread_date(words[end:]))
    if (problem := judge_introduction(words[:start], names, dated)) is not None:
        return Title(problem=problem) if problem else NO_TITLE
    return parse_remainder(version, bool(words[:start].strip(SIGNS)), words[end:])


def parse_title_dated_first(rest: str, date: WrittenDate) -> Title:
    """Return what a heading says that begins with its date: ``2023-10-02 0.70``."""
    match = VERSION.match(rest.lstrip(SIGNS).removeprefix("v"))
    if match and "." in match[0] and match.end() == len(match.string.rstrip(SIGNS)):
        return Title(match[0], date)
    return NO_TITLE


def find_version(words: str, dates: list[WrittenDate]) -> tuple[str, int, int] | None:
    """Return the first version among words that are no date, and where it starts and ends."""
    for word in re.finditer(r"[^\s()\[\],;:]+", words):
        inside = any(date.start <= word.start() < date.end for date in dates)
        start = word.start() + re.match(r"[vV]?\.?(?=[0-9])|", word[0]).end()  # type: ignore[union-attr]
        match = VERSION.match(words, start, min(word.end(), start + LONGEST_VERSION))
        if inside or not match or WILDCARD.fullmatch(match[0]):
            continue
        stage = STAGE.match(words, match.end())
        end = stage.end() if stage else match.end()
        return words[start:end].rstrip(), start, end
    return None


def judge_introduction(before: str, names: Collection[str], dated: bool) -> str | None:
    """Return None where words before a version introduce it, else why not; "" is no matter."""
    words = [bare for word in before.split() if (bare := word.strip(SIGNS))]
    others = [word for word in words if not INTRODUCTION.fullmatch(word)]
    decisive = any(DECISIVE.fullmatch(word) for word in words)
    if not others:
        return None if decisive or not words else ""
    name = fold_name(" ".join(others))
    if name in names or (not names and len(others) <= 3 and (dated or decisive)):
        return None
    return "it begins with another name" if dated and len(others) <= 3 else ""


def parse_remainder(version: str, is_introduced: bool, rest: str) -> Title:
    """Return what a heading says, by what follows its version."""
    if SEVERAL.match(rest):
        return Title(problem="it names several versions")
    dates = list(find_dates(rest)) or find_unread_date(rest)
    if UNRELEASED.search(rest) and not any(date.is_day for date in dates):
        return Title(version, is_unreleased=True)
    if len(dates) > 1 and SPAN.fullmatch(rest, dates[0].end, dates[1].start):
        return Title(problem="it names a span of time")
    if dates:
        return Title(version, dates[0])
    remarks = REMARKS.sub("", BRACKETS.sub("", rest))
    if is_introduced or not any(sign.isalnum() for sign in remarks):
        return Title(version) if is_introduced or "." in version else NO_TITLE
    return Title(problem="other words follow the version") if "." in version else NO_TITLE


def find_unread_date(words: str) -> list[WrittenDate]:
    """Return what brackets hold that has a year in it: that year, or words that are no date."""
    for bracket in BRACKETS.finditer(words):
        if YEAR.search(bracket[1]):
            text = bracket[1].strip()
            value = date_literal(text) if YEAR.fullmatch(text) else None
            return [WrittenDate(text, bracket.start(1) + bracket[1].index(text), value)]
    return []
