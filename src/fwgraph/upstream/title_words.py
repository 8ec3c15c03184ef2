"""The words that stand around a version in the heading of a changelog."""

import re
from collections.abc import Collection

from fwgraph.store.names import fold_name
from fwgraph.upstream.dates import WEEKDAY

SIGNS = " \t:,;.!-–—|/()[]{}\"'“”=>"  # noqa: RUF001 - as typed
DECISIVE = re.compile(
    r"(?:version|release|change)[sd]?|ver|v|rel|changelog|what['’]?s|news|notes|history",  # noqa: RUF001
    re.IGNORECASE,
)
"""Words before a version that say that it is one …"""
QUALITY = re.compile(
    r"hot-?fix|bug-?fix|stable|security|maintenance|preview|pre-?release|patch|minor|major",
    re.IGNORECASE,
)
INTRODUCTION = re.compile(
    rf"{DECISIVE.pattern}|log|in|for|of|the|new|noteworthy|notable", re.IGNORECASE
)
"""… and those that may stand beside them."""
KIND = re.compile(rf"{INTRODUCTION.pattern}|{QUALITY.pattern}", re.IGNORECASE)
REMARKS = re.compile(
    rf"(?:release(?:d| notes)?|{QUALITY.pattern}|final|lts|yanked|release date"
    rf"|(?:current|latest) (?:release|version)|on|date|codename|tag|bug-?fixes"
    rf"|r[0-9]+|[0-9a-f]{{40}}|{WEEKDAY})",
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
PLANNED = re.compile(
    r"\b(?:(?:un|never |not |not yet |to be |yet to be )released|expected|planned|scheduled)\b",
    re.IGNORECASE,
)
"""Words beside a day that say that nothing came out on it."""
NAME_WORDS = 3
"""Words that a name of software has at most."""


def is_introduced(before: str, names: Collection[str], *, is_loose: bool) -> bool:
    """Tell whether words before a version are none, say that it is one, or name its software.

    Where no names are known, a loose heading may begin with any.
    """
    words = [bare for word in before.split() if re.search(r"\w", bare := word.strip(SIGNS))]
    allowed = INTRODUCTION if "for" in words else KIND  # “bugfix release for 0.5” is not 0.5
    others = [word for word in words if not allowed.fullmatch(word)]
    is_decisive = any(DECISIVE.fullmatch(word) for word in words)
    if not others:
        return is_decisive or not words or any(QUALITY.fullmatch(word) for word in words)
    is_nameable = not names and len(others) <= NAME_WORDS and (is_loose or is_decisive)
    return is_nameable or fold_name(" ".join(others)) in names
