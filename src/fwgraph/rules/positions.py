"""Where nodes stand: the lines of subjects in RDF files, and of entries in wiki pages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.errors import Unreadable
from fwgraph.files import read_text
from fwgraph.namespaces import term
from fwgraph.wiki.edition import KnownNames
from fwgraph.wiki.entries import Section

PREFIX = re.compile(r"\s*@?prefix\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)
SUBJECT = re.compile(r"(?:<([^>\s]*)>|([A-Za-z][\w.-]*)?:((?:[\w.%:-]|\\.)*))(?=\s|$)")
LINE = term("fw:line")
FURTHER_RELEASE = term("fw:furtherRelease")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A file, or whatever else was validated, with line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


def subject_positions(files: Iterable[Path]) -> dict[str, Position]:
    """Return the first position of every subject in Turtle, TriG, N-Triples or N-Quads files.

    Subjects are looked for at the beginning of lines. Other forms have no such lines:
    their subjects are not in the result.
    """
    positions: dict[str, Position] = {}
    for file in files:
        for node, line in scan_subjects(file):
            positions.setdefault(node, Position(str(file), line))
    return positions


def scan_subjects(file: Path) -> Iterator[tuple[str, int]]:
    """Yield the IRIs of the subjects at the beginning of a file's lines, and their lines."""
    try:
        text = read_text(file)
    except Unreadable:
        return
    prefixes: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if declared := PREFIX.match(line):
            prefixes[declared[1]] = declared[2]
        elif subject := SUBJECT.match(line):
            iri, prefix, local = subject.groups()
            if iri is None and (prefix or "") in prefixes:
                iri = prefixes[prefix or ""] + re.sub(r"\\(.)", r"\1", local)
            if iri:
                yield iri, number


def page_positions(
    path: str, stated: Iterable[Triple], sections: Sequence[Section], names: KnownNames
) -> dict[str, Position]:
    """Return where the sections, listings and releases of a page stand, and what it may lack.

    A missing guideline belongs in the editorial note.
    """
    columns = {entry.line: entry.title.start + 1 for each in sections for entry in each.entries}
    notes = (section.line for section in sections if "editorial" in section.title.casefold())
    note = Position(path, next(notes, 1))
    positions = {concept.value: note for concept in names.guidelines.values()}
    for triple in stated:
        if isinstance(triple.subject, NamedNode):
            node = triple.subject.value
            if triple.predicate == LINE and isinstance(triple.object, Literal):
                line = int(triple.object.value)
                positions[node] = Position(path, line, columns.get(line, 1))
            # A listing's line comes before its releases, which have none of their own.
            elif triple.predicate == FURTHER_RELEASE and isinstance(triple.object, NamedNode):
                positions[triple.object.value] = positions[node]
    return positions
