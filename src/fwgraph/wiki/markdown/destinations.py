"""Where a Markdown link leads: ``(address "title")`` behind its label (CommonMark 0.31, 6.3)."""

import html
import re
from dataclasses import dataclass

_OPENING = re.compile(r"\(\s*+")
_IN_ANGLES = re.compile(r"<((?:[^<>\\\n]|\\.)*+)>")
_SPECIAL = re.compile(r"\\.|[()\s]", re.DOTALL)
_CLOSING = re.compile(r"\s*+\)")
_TITLE = re.compile(
    r"""\s++(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|\(((?:[^()\\]|\\.)*+)\))""", re.DOTALL
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MOST_BRACKETS = 32
"""How many brackets an address may nest; so many a text is read again at the most."""


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """Where a link ends and leads, and its title."""

    end: int
    target: str
    title: str | None = None


def find_link_end(text: str, at: int) -> LinkEnd | None:
    """Return the end of a link whose address begins here, or nothing."""
    opening = _OPENING.match(text, at)
    if not opening:
        return None
    destination = find_destination(text, opening.end())
    if destination is None:
        return None
    end, target = destination
    title = _TITLE.match(text, end)
    closing = _CLOSING.match(text, title.end() if title else end)
    if not closing:
        return None
    named = next((group for group in title.groups() if group is not None), None) if title else None
    return LinkEnd(closing.end(), target, None if named is None else unescape_text(named))


def find_destination(text: str, at: int) -> tuple[int, str] | None:
    """Return where an address ends that begins here, and what it is, or nothing."""
    if text.startswith("<", at):
        angled = _IN_ANGLES.match(text, at)
        return (angled.end(), unescape_text(angled[1])) if angled else None
    depth = 0
    end = len(text)
    for special in _SPECIAL.finditer(text, at):
        sign = special[0]
        if sign == "(":
            depth += 1
            if depth > _MOST_BRACKETS:
                return None
        elif sign == ")" and depth:
            depth -= 1
        elif sign == ")" or sign.isspace():
            end = special.start()
            break
    return None if depth else (end, unescape_text(text[at:end]))


def unescape_text(text: str) -> str:
    """Return a text without the backslashes of escapes, and with the signs of entities."""
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return html.unescape(text) if "&" in text and ";" in text else text
