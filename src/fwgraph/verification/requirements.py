"""Names in lists of requirements: whether one is required, not merely mentioned."""

import re
from collections.abc import Iterable

BEFORE = r"""(?:^[ \t]*(?:-[ \t]+)?|["'][ \t]*|(?<![=:!<>~])=[ \t]*|\begg=)"""
BEHIND = r"""(?![\w.-])[ \t]*(?:\[[^\]\n]{0,200}\][ \t]*)?(?:$|["',;)\#@(:\r]|[<>=!~])"""
SEPARATORS = re.compile(r"[-_.\s]+")


def find_requirement(text: str, names: Iterable[str]) -> tuple[str, int] | None:
    """Return the first of the names that a text requires, and the line, or nothing.

    A requirement stands at the start of a line or of a string, whole, and what follows are
    versions, extras, a mark or the end. Case and the signs between words make no difference.
    """
    for name in names:
        words = SEPARATORS.split(name.strip())
        if not any(words):
            continue
        loose = r"[-_. ]?".join(map(re.escape, words))
        match = re.search(f"{BEFORE}({loose}){BEHIND}", text, re.IGNORECASE | re.MULTILINE)
        if match:
            return name, text.count("\n", 0, match.start(1)) + 1
    return None
