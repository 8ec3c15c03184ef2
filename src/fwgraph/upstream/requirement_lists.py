"""Requirements of a setup.cfg and of a requirements file, line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fwgraph.upstream.requirements import (
    COMMENT,
    LONGEST,
    REQUIRES,
    Item,
    UnreadRequirement,
    parse_requirement,
    python_requirement,
)

LINE_END = re.compile(r"\r\n?|\n")
SECTION = re.compile(r"\[([^\]\n]*)\]")
KEY = re.compile(r"([^\s=:#;][^=:]*+)[=:]\s*+(.*)", re.DOTALL)
SEMICOLON = re.compile(
    r";(?!\s*\(?\s*(?:python_|sys_|os_|platform_|implementation_|extra\b|['\"]))"
)
"""A mark between requirements, which before a marker is another."""
EGG = re.compile(r"[#&]egg=([\w.-]+)")
NAMED_FIRST = re.compile(r"[\w.-]++\s*+(?:\[[^\[\]]*+\]\s*+)?(?:(?<=\s)@|@\s)")
"""How a requirement begins that names the package before its address (PEP 508)."""
ARCHIVE = re.compile(r"\S+\.(?:whl|zip|tar\.\w+|tgz)(?:\[.*\])?")
POINTS_ELSEWHERE = re.compile(r"(?:-r|-c|--requirement|--constraint|file:)")


@dataclass(slots=True)
class ConfigEntry:
    """A key of a setup.cfg, and how far it is indented.

    ``lines`` are those of its value: the number of each, what of it is value, and the whole line.
    """

    section: str
    key: str
    indent: int
    lines: list[tuple[int, str, str]]


def read_setup_config(text: str) -> Iterator[Item]:
    """Yield the requirements of a setup.cfg (setuptools' declarative configuration)."""
    for entry in config_entries(text):
        if entry.section == "options.extras_require":
            yield from read_config_list(entry, entry.key)
        elif entry.section == "options":
            yield from read_option(entry, entry.key.replace("-", "_").lower())


def config_entries(text: str) -> Iterator[ConfigEntry]:
    """Yield the keys of a configuration; what is indented more than a key is of its value."""
    section, entry = "", None
    for number, line in enumerate(LINE_END.split(text), 1):
        bare = line.strip()
        if not bare or bare[0] in "#;":
            continue
        indent = len(line) - len(line.lstrip())
        if entry and indent > entry.indent:
            entry.lines.append((number, bare, bare))
            continue
        if entry:
            yield entry
        entry = None
        if header := SECTION.match(bare):
            section = header[1].strip()
        elif pair := KEY.fullmatch(bare):
            entry = ConfigEntry(section, pair[1].rstrip(), indent, [(number, pair[2], bare)])
    if entry:
        yield entry


def read_option(entry: ConfigEntry, name: str) -> Iterator[Item]:
    """Yield what an option of setuptools requires."""
    if name == "install_requires":
        yield from read_config_list(entry, REQUIRES)
    elif name == "python_requires":
        for line, value, phrase in entry.lines:
            if words := COMMENT.sub("", value).strip():
                yield python_requirement(words, line, phrase)


def read_config_list(entry: ConfigEntry, group: str) -> Iterator[Item]:
    """Yield the requirements of a value: one a line, or on a single line between semicolons."""
    for line, value, _ in entry.lines:
        words = COMMENT.sub("", value).strip()
        for part in [words] if len(entry.lines) > 1 else SEMICOLON.split(words):
            yield from read_requirement_line(part.strip(), line, group)


def read_requirements_file(text: str) -> Iterator[Item]:
    """Yield the requirements of a requirements file (pip); options are passed over."""
    start, words = 0, ""
    for number, line in enumerate(LINE_END.split(text), 1):
        start = start if words else number
        words += line.removesuffix("\\")
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            continue
        yield from read_requirement_line(COMMENT.sub("", words).strip(), start, REQUIRES)
        words = ""


def is_location(words: str) -> bool:
    """Tell whether words are where a package lies, and not its name."""
    address = words.partition("@")[0]
    is_address = "://" in address or words.startswith((".", "/"))
    return not words.startswith("-") and (is_address or bool(ARCHIVE.fullmatch(words[:LONGEST])))


def read_requirement_line(words: str, line: int, group: str) -> Iterator[Item]:
    """Yield the requirement of a line, without the options behind it."""
    if not words:
        return
    if (egg := EGG.search(words)) and not NAMED_FIRST.match(words):
        yield parse_requirement(egg[1], line, group)
    elif POINTS_ELSEWHERE.match(words):
        yield UnreadRequirement(line, words, "it points to another file")
    elif is_location(words) or words.startswith(("-e", "--editable")):
        yield UnreadRequirement(line, words, "it names no package")
    elif not words.startswith("-"):
        yield parse_requirement(words.partition(" --")[0], line, group)
