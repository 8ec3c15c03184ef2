"""Where nodes stand in RDF files: the line on which each subject begins."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fwgraph.errors import Unreadable
from fwgraph.files import read_text

PREFIX = re.compile(r"\s*@?prefix\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)
SUBJECT = re.compile(r"(?:<([^>\s]*)>|([A-Za-z][\w.-]*)?:((?:[\w.%:-]|\\.)*))(?=\s|$)")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A file, or whatever else was validated, with line and column from 1."""

    path: str
    line: int
    column: int


def subject_positions(files: Iterable[Path]) -> dict[str, Position]:
    """Return the first place of every subject in Turtle, TriG, N-Triples or N-Quads files.

    Subjects are looked for at the beginning of lines. Other forms have no such lines:
    their subjects are not in the result.
    """
    places: dict[str, Position] = {}
    for file in files:
        for node, place in scan_subjects(file):
            places.setdefault(node, place)
    return places


def scan_subjects(file: Path) -> Iterator[tuple[str, Position]]:
    """Yield the subjects at the beginning of a file's lines, with their places."""
    try:
        text = read_text(file)
    except Unreadable:
        return
    prefixes: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if declared := PREFIX.match(line):
            prefixes[declared[1]] = declared[2]
        elif subject := SUBJECT.match(line):
            node = expand_subject(subject, prefixes)
            if node:
                yield node, Position(str(file), number, 1)


def expand_subject(subject: re.Match[str], prefixes: dict[str, str]) -> str | None:
    """Return the IRI of a subject as written, or nothing where its prefix is unknown."""
    if subject[1] is not None:
        return subject[1]
    namespace = prefixes.get(subject[2] or "")
    return None if namespace is None else namespace + re.sub(r"\\(.)", r"\1", subject[3])
