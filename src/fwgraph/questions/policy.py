"""How a verdict on a status is reached: who is believed, and how long silence may last.

The shipped policy is ``queries/policy/status.toml``; a file of the same form replaces it.
"""

from __future__ import annotations

import os
from functools import cache

from fwgraph.errors import Unreadable
from fwgraph.records import Record
from fwgraph.store import package

RELEASES = "releases"
"""What stands among the voices for the releases."""
VOICES = ("author", "index", "host", "list-editor", "distributor", RELEASES)
"""Who can be believed on a status: the voices but for measurement, and the releases."""
STATUSES = (
    "active", "maintenance-only", "deprecated", "moved", "archived", "discontinued", "quarantined",
)  # fmt: skip
MOST_YEARS = 1_000


class StatusPolicy(Record):
    """What decides: ``voices`` the strongest first, years of silence, kinds of statuses.

    ``ended`` are the statuses that mean the end, ``lapsing`` those that count for the silent
    years only.
    """

    voices: tuple[str, ...]
    silent_years: int
    ended: tuple[str, ...]
    lapsing: tuple[str, ...]

    def find_place(self, voice: str) -> int | None:
        """Return the place of a voice, 0 for the strongest, None where it does not count."""
        return self.voices.index(voice) if voice in self.voices else None


@cache
def read_shipped_policy() -> StatusPolicy:
    """Return the shipped policy.

    Its values stand on one line each, words in quotes or a number, so that no parser of TOML
    is needed, which takes longer to import than the answer; a test reads it with one.
    """
    lines = package.policy_text("status").splitlines()
    pairs = (line.partition(" = ") for line in lines if line and line[0] != "#")
    values: dict[str, object] = {
        key: [word.strip('" []') for word in text.split(",")] if "[" in text else int(text)
        for key, _, text in pairs
    }
    return make_policy("queries/policy/status.toml", values, "")


def read_status_policy(path: str | os.PathLike[str]) -> StatusPolicy:
    """Return the policy that a TOML file holds.

    Raises Unreadable, with the line where it is known, for a file that is none.
    """
    import tomllib
    from pathlib import Path

    from fwgraph.files import read_text

    text = read_text(Path(path))
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(path, *explain_syntax_error(text, str(error))) from error
    except RecursionError as error:
        raise Unreadable(path, "the values are nested too deeply") from error
    return make_policy(path, values, text)


def explain_syntax_error(text: str, message: str) -> tuple[str, int | None]:
    """Return what is wrong and on which line, of a message that ends in ``(at line 3, …)``."""
    reason, _, place = message.rpartition(" (at ")
    line = place.removeprefix("line ").partition(",")[0]
    number = int(line) if line.isdigit() else text.count("\n") + 1
    return f"not well-formed TOML: {reason or message}", number


def make_policy(path: str | os.PathLike[str], values: dict[str, object], text: str) -> StatusPolicy:
    """Return the policy of the values; raises Unreadable for what does not belong there."""
    fields = StatusPolicy.__match_args__
    for key in values:
        if key not in fields:
            reason = f"{key} is no key of a policy; the keys are {', '.join(fields)}"
            raise Unreadable(path, reason, find_key_line(text, key))
    for key in fields:
        if key not in values:
            raise Unreadable(path, f"{key} is missing: a policy has {', '.join(fields)}")
    checks = {"voices": VOICES, "ended": STATUSES, "lapsing": STATUSES}
    reasons = {key: find_wrong_word(key, values[key], known) for key, known in checks.items()}
    years = values["silent_years"]
    if not isinstance(years, int) or years is True or not 0 < years <= MOST_YEARS:
        reasons["silent_years"] = f"silent_years is a whole number from 1 to {MOST_YEARS}"
    for key, reason in reasons.items():
        if reason:
            raise Unreadable(path, reason, find_key_line(text, key))
    words = (tuple(map(str, value)) for key in checks if isinstance(value := values[key], list))
    voices, ended, lapsing = words
    return StatusPolicy(voices, int(str(years)), ended, lapsing)


def find_wrong_word(key: str, value: object, known: tuple[str, ...]) -> str:
    """Return what is wrong with a list of words, empty where nothing is."""
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        return f"{key} is a list of words, such as {key} = [{known[0]!r}]"
    if not value and key == "voices":
        return "voices names nobody who could be believed"
    for number, word in enumerate(value):
        if word not in known:
            return f"{key}: {word!r} is none of {', '.join(known)}"
        if word in value[:number]:
            return f"{key} names {word!r} twice"
    return ""


def find_key_line(text: str, key: str) -> int | None:
    """Return the line on which a key of a TOML file stands, if it is plain to see."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.partition("=")[0].strip(" \t\"'[]").partition(".")[0] == key:
            return number
    return None
