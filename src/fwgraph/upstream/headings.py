"""The lines of a changelog that may head a release, whatever its markup.

Underlined titles (reStructuredText, Markdown), ``## …``, ``== … ==``, directives with their
options, the ``:release:`` role, entries of a Debian changelog, and bare lines. What is
indented otherwise, or stands in a fenced block, heads nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

LONGEST_TITLE = 200
"""Signs; a longer line is no heading."""
LINE_END = re.compile(r"\r\n?|\n")
UNDERLINE = re.compile(r"([=\-~^\"'`#*+:.<>_])\1{2,}[ \t]*")
NUMBER_SIGNS = re.compile(r"(#{1,6}(?=[ \t])|#{2,6}(?=\[?v?[0-9]))[ \t]*(.*)")
ELEMENT = re.compile(r"(<h([1-6])\b[^<>]{0,200}>)(.*)</h\2>", re.IGNORECASE)
EQUAL_SIGNS = re.compile(r"(={1,6})[ \t]+(.*?)[ \t]*\1")
DIRECTIVE = re.compile(
    r"\.\. (?:changelog|release|version)(?:[-_](?:header|heading|entry|title))?::[ \t]*(.*)"
)
OPTION = re.compile(r"[ \t]+:([a-z_-]{1,20}):[ \t]*(.*)")
ROLE = re.compile(r"[-*][ \t]+:release:`([^`<]{1,60})<([^`>]{1,60})>`{1,2}(?:[ \t].*)?")
DEBIAN = re.compile(
    r"([a-z0-9][a-z0-9.+-]*) \(([0-9][^()\s]{0,60})\) [\w .-]{1,80};[ \t]*urgency=.*"
)
TRAILER = re.compile(r" -- [^<>]*<[^<>]*>  (.*)")
FENCE = re.compile(r" {0,3}(`{3,})([^`]*)")
BARE = re.compile(r"\W{0,4}(?:[^\W\d]\S{0,30}[ ]{1,3}){0,4}+[vV]?\.?[0-9]")
"""How a bare line begins that may be of a version."""
LONE_VERSION = re.compile(
    r"\*{0,2}(?:(?:version|release)[ ])?v?[0-9]+(?:\.[0-9]+)+\w{0,12}\*{0,2}"
    r"(?:[ ]\([a-z ]{1,30}\))?:?\s*",
    re.IGNORECASE,
)
"""A bare line with a version and nothing else."""
YEAR_LONG = re.compile(r"[0-9]{4}")
LONGEST_BARE = 40
"""Signs of a line that may be of a version though no year is on it."""
LIST_MARKS = ("- ", "* ", "+ ")
MOST_SPACES = 3
OPTIONS_READ = 8
"""Lines behind a directive on which its options are looked for."""


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A line that may head a release: its number, its text, and the number of the line behind it.

    ``marked`` tells a heading from a bare line, ``apart`` one with which no paragraph goes on.
    ``date`` and ``version`` are what a form of its own says that they are, the date with the
    number of its line.
    """

    line: int
    text: str
    body: int
    marked: bool = True
    apart: bool = False
    date: tuple[str, int] | None = None
    version: str | None = None


def split_lines(text: str) -> list[str]:
    """Return the lines of a text without their ends."""
    return LINE_END.split(text.removeprefix("\ufeff"))


def find_headings(lines: list[str]) -> Iterator[HeadingLine]:
    """Yield the lines that may head a release, in their order; lines count from 1."""
    fence = ""
    debian: HeadingLine | None = None
    for index, line in enumerate(lines):
        if line.lstrip(" ").startswith("```"):
            fence = follow_fence(fence, line[:LONGEST_TITLE], lines[index - 1] if index else "")
        if fence or not line or len(line) > LONGEST_TITLE:
            continue
        if debian and (trailer := TRAILER.fullmatch(line)):
            yield replace(debian, date=(trailer[1], index + 1))
            debian = None
        elif entry := DEBIAN.fullmatch(line):
            debian = HeadingLine(index + 1, line, index + 2, version=upstream_version(entry[2]))
        elif heading := read_heading(lines, index):
            yield heading


def upstream_version(version: str) -> str:
    """Return a Debian version without epoch and revision (Debian Policy, section 5.6.12)."""
    without_epoch = version.partition(":")[2] or version
    return without_epoch.rpartition("-")[0] or without_epoch


def follow_fence(fence: str, line: str, above: str) -> str:
    """Return the mark of the fenced block in which the text is after a line, or nothing.

    Only a mark without words closes one (CommonMark, section 4.5). What is as long as the text
    above it is a title's underline.
    """
    mark = FENCE.fullmatch(line)
    if mark is None:
        return fence
    if fence:
        return "" if mark[1].startswith(fence) and not mark[2].strip() else fence
    is_underline = above.strip() and len(line) >= len(above) and UNDERLINE.fullmatch(line)
    return "" if is_underline else mark[1]


def read_heading(lines: list[str], index: int) -> HeadingLine | None:
    """Return the heading that a line is, or nothing for a line that can be none."""
    line, number = lines[index], index + 1
    if directive := DIRECTIVE.fullmatch(line):
        return read_directive(lines, index, directive[1])
    if role := ROLE.fullmatch(line):
        return HeadingLine(number, role[1].strip(), number + 1, date=(role[2], number))
    if marked := NUMBER_SIGNS.fullmatch(line) or EQUAL_SIGNS.fullmatch(line.rstrip()):
        return HeadingLine(number, marked[2].rstrip("# \t"), number + 1)
    if element := ELEMENT.fullmatch(line.strip()):
        return HeadingLine(number, element[3], number + 1)
    if is_title(lines, index):
        return HeadingLine(number, line.strip(), number + 2)
    return bare_heading(lines, index) if is_bare(line) else None


def bare_heading(lines: list[str], index: int) -> HeadingLine:
    """Return a line without marks as a heading; a version alone that stands apart needs none."""
    line, apart = lines[index], stands_apart(lines, index)
    is_alone = apart and LONE_VERSION.fullmatch(line) is not None
    return HeadingLine(index + 1, line, index + 2, marked=is_alone, apart=apart)


def is_bare(line: str) -> bool:
    """Tell whether a line without marks may be of a version; most are ruled out at once."""
    if line[0].isspace() or not BARE.match(line):
        return False
    return len(line) <= LONGEST_BARE or bool(YEAR_LONG.search(line))


def stands_apart(lines: list[str], index: int) -> bool:
    """Tell whether a line is no item of a list, and no paragraph goes on with it."""
    above = lines[index - 1] if index else ""
    return not lines[index].startswith(LIST_MARKS) and (not above.strip() or above[0].isspace())


def is_title(lines: list[str], index: int) -> bool:
    """Tell whether a line is an underlined title: hardly indented, or with a line above as well.

    Up to three spaces are no indentation (CommonMark, section 4.3).
    """
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    if not line.strip() or UNDERLINE.fullmatch(line) or len(below) > LONGEST_TITLE:
        return False
    is_framed = line[0].isspace() and index > 0 and lines[index - 1] == below
    return bool(UNDERLINE.fullmatch(below.strip())) and (
        is_framed or (is_flush(line) and is_flush(below))
    )


def is_flush(line: str) -> bool:
    """Tell whether a line has so few spaces before it that they are no indentation."""
    return bool(line[: MOST_SPACES + 1].strip(" "))


def read_directive(lines: list[str], index: int, argument: str) -> HeadingLine | None:
    """Return the heading that a directive is, by its argument or its options, or nothing.

    Its line is the one on which the version stands.
    """
    version, place, date = argument, index + 1, None
    for number, line in enumerate(islice(lines, index + 1, index + 1 + OPTIONS_READ), index + 2):
        option = OPTION.fullmatch(line) if len(line) <= LONGEST_TITLE else None
        if not option:
            break
        if option[1] == "version" and not version:
            version, place = option[2], number
        if option[1] in ("date", "released", "release-date", "release_date"):
            date = date or (option[2], number)
    return HeadingLine(place, version, index + 2, date=date) if version else None
