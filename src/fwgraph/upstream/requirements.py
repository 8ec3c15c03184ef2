"""Requirements as they are written (PEP 508), with their line and their group."""

import re
from dataclasses import dataclass

from packaging.utils import canonicalize_name

REQUIRES, PYTHON = "requires", "python"
"""The groups of what is always needed, and of the versions of Python; any other is an extra's."""
REQUIREMENT = re.compile(
    r"\s*(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[(?P<extras>[^\[\]]*)\])?"
    r"\s*(?P<rest>[^;]*?)\s*(?:;\s*(?P<marker>.*\S))?\s*",
    re.ASCII | re.DOTALL,
)
CLAUSE = r"\s*+(?:===?|[<>~!]=|[<>]|\^|~)\s*+[^\s,;|<>=!~^]++\s*+"
SPECIFIER = re.compile(rf"{CLAUSE}(?:(?:,|\|\|?|(?=[<>=!~^])){CLAUSE})*,?\s*|\*?")
EXTRA = re.compile(r"\bextra\s*==\s*(['\"])([\w.-]+)\1")
"""What of a marker says that an extra alone requires it."""
COMMENT = re.compile(r"(?:^|\s)#.*")
LONGEST = 1000
"""Signs; no requirement is longer."""


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A requirement: as written, its line, its group, and what it says.

    ``name`` is normalised (PEP 503); ``specifier`` and ``marker`` are as written, or nothing.
    ``phrase`` is what of the line carries it, where that is more than the requirement.
    """

    text: str
    line: int
    group: str
    name: str
    specifier: str | None = None
    marker: str | None = None
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadRequirement:
    """What of a file is not read: the line, its text, and why."""

    line: int
    text: str
    problem: str


Item = RequirementLine | UnreadRequirement


def parse_requirement(text: str, line: int, group: str) -> Item:
    """Return the requirement that a text is; what is none is told so."""
    match = REQUIREMENT.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return UnreadRequirement(line, text.strip(), "this is no requirement (PEP 508)")
    rest = match["rest"].strip()
    specifier = rest.removeprefix("(").removesuffix(")").strip() if rest.startswith("(") else rest
    if rest.startswith("@"):
        specifier = ""
    elif not SPECIFIER.fullmatch(specifier):
        return UnreadRequirement(line, text.strip(), "its versions are not understood")
    name = canonicalize_name(match["name"])
    marker = match["marker"]
    if marker and group == REQUIRES and (extra := EXTRA.search(marker)):
        group = extra[2]
    return RequirementLine(text.strip(), line, group, name, specifier or None, marker)


def python_requirement(specifier: str, line: int, phrase: str) -> Item:
    """Return the requirement of a version of Python."""
    if not SPECIFIER.fullmatch(specifier) or not specifier.strip("* "):
        return UnreadRequirement(line, phrase, "these versions of Python are not understood")
    written = specifier.strip()
    return RequirementLine(written, line, PYTHON, PYTHON, written, None, phrase)
