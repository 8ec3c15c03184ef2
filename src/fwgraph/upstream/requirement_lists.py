"""Requirements of a setup.cfg and of a requirements file, line by line."""

import re
from collections.abc import Iterator

from fwgraph.upstream.requirements import (
    REQUIRES,
    Item,
    UnreadRequirement,
    parse_requirement,
    python_requirement,
)

LINE_END = re.compile(r"\r\n?|\n")
SECTION = re.compile(r"\[([^\]\n]*)\]")
KEY = re.compile(r"([^\s=:#;][^=:]*?)\s*[=:]\s*(.*)", re.DOTALL)
COMMENT = re.compile(r"(?:^|\s)#.*")
EGG = re.compile(r"[#&]egg=([\w.-]+)")
POINTS_ELSEWHERE = re.compile(r"(?:-r|-c|--requirement|--constraint|file:)")


def read_setup_config(text: str) -> Iterator[Item]:
    """Yield the requirements of a setup.cfg (setuptools' declarative configuration)."""
    section = key = ""
    for number, line in enumerate(LINE_END.split(text), 1):
        bare = line.strip()
        if not bare or bare[0] in "#;":
            continue
        if line[0].isspace():
            yield from read_config_value(section, key, line, number, line.strip())
        elif header := SECTION.match(line):
            section, key = header[1].strip(), ""
        elif pair := KEY.fullmatch(line):
            key = pair[1]
            yield from read_config_value(section, key, pair[2], number, bare)


def read_config_value(section: str, key: str, value: str, line: int, phrase: str) -> Iterator[Item]:
    """Yield the requirements of one line of a value."""
    words = COMMENT.sub("", value).strip()
    if not words:
        return
    if (section, key) == ("options", "python_requires"):
        yield python_requirement(words, line, phrase)
    elif (section, key) == ("options", "install_requires"):
        yield from read_requirement_line(words, line, REQUIRES)
    elif section == "options.extras_require":
        yield from read_requirement_line(words, line, key)


def read_requirements_file(text: str) -> Iterator[Item]:
    """Yield the requirements of a requirements file (pip); options are passed over."""
    start, words = 0, ""
    for number, line in enumerate(LINE_END.split(text), 1):
        start = start if words else number
        words += line.removesuffix("\\")
        if line.endswith("\\"):
            continue
        yield from read_requirement_line(COMMENT.sub("", words).strip(), start, REQUIRES)
        words = ""


def read_requirement_line(words: str, line: int, group: str) -> Iterator[Item]:
    """Yield the requirement of a line, without the options behind it."""
    if not words:
        return
    if egg := EGG.search(words):
        yield parse_requirement(egg[1], line, group)
    elif POINTS_ELSEWHERE.match(words):
        yield UnreadRequirement(line, words, "it points to another file")
    elif words.startswith("-") or "://" in words.partition("@")[0]:
        if words.startswith(("-e", "--editable")) or "://" in words:
            yield UnreadRequirement(line, words, "it names no package")
    else:
        yield parse_requirement(words.partition(" --")[0], line, group)
