"""The values of a TOML document with their lines, which parsers of TOML do not give."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}|\'\'\'(?:[^']|'(?!''))*+'{3,5}'''
    r"""|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
    r"|(?P<blank>[ \t\r]++|\#[^\n]*+)|(?P<end>\n)|(?P<mark>[\[\]{}=,])|(?P<dot>\.)"
    r"""|(?P<word>[^\s"'\#\[\]{}=,.]++)""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class TomlValue:
    """A string, number or truth value: the keys that lead to it, and where it stands."""

    keys: tuple[str, ...]
    value: str
    line: int


@dataclass(slots=True)
class Level:
    """An open table, inline table or array, and the key whose value is being read in it."""

    keys: tuple[str, ...]
    bracket: str
    key: tuple[str, ...] = ()
    in_value: bool = False


def toml_values(text: str) -> Iterator[TomlValue]:
    """Yield the values of a document that is well formed, members of an array each by itself.

    Keys of an array's members are those of the array.
    """
    levels, header, words, line = [Level((), "")], "", "", 1
    for token in TOKEN.finditer(text):
        kind, written = token.lastgroup, token[0]
        level = levels[-1]
        expects_value = level.in_value or level.bracket == "["
        if expects_value and kind in {"string", "word", "dot"}:
            if kind == "string":
                yield TomlValue(level.keys + level.key, unquote(written), line)
            words += written if kind != "string" else ""
        elif kind in {"string", "word"}:
            level.key += (unquote(written) if kind == "string" else written,)
        elif kind in {"mark", "end"}:
            if words:
                yield TomlValue(level.keys + level.key, words, line)
                words = ""
            header = move(levels, written, header)
        line += written.count("\n")


def move(levels: list[Level], mark: str, header: str) -> str:
    """Open or close a level by a mark; return the brackets of the table header that is open."""
    level = levels[-1]
    expects_value = level.in_value or level.bracket == "["
    if mark == "\n" and len(levels) == 1:
        if header:
            levels[0] = Level(level.key, "")
        level.key, level.in_value = (), False
        return ""
    if len(levels) == 1 and not expects_value and mark in "[]":
        return header + mark
    if mark == "=":
        level.in_value = True
    elif mark in "[{" and expects_value:
        levels.append(Level(level.keys + level.key, mark))
    elif mark in "]}" and len(levels) > 1:
        levels.pop()
    elif mark == "," and level.bracket == "{":
        level.key, level.in_value = (), False
    return header


def unquote(written: str) -> str:
    """Return the text of a string as it is written in TOML."""
    if "\\" not in written and not written.startswith(('"""', "'''")):
        return written[1:-1]
    value: str = tomllib.loads(f"value = {written}")["value"]
    return value
