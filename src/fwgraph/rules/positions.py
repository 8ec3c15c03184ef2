"""Where nodes stand: the lines of subjects in RDF files, and of entries in wiki pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from fwgraph.errors import Unreadable
from fwgraph.files import decode_text
from fwgraph.namespaces import term
from fwgraph.rules.subjects import read_subjects
from fwgraph.store.bounds import read_content
from fwgraph.store.loading import rdf_format_of
from fwgraph.wiki.edition import KnownNames
from fwgraph.wiki.entries import Section

TURTLE_FAMILY = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
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

    Subjects in other forms, and blank nodes, are not in the result.
    """
    positions: dict[str, Position] = {}
    for file in files:
        for node, line, column in place_subjects(file):
            if node not in positions:
                positions[node] = Position(str(file), line, column)
    return positions


def place_subjects(file: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the IRIs of a file's subjects with their lines and columns."""
    if rdf_format_of(file) not in TURTLE_FAMILY:
        return
    try:
        text = decode_text(read_content(file), file)
    except Unreadable:
        return
    line, line_start = 1, 0
    for node, offset in read_subjects(text, file.absolute().as_uri()):
        line += text.count("\n", line_start, offset)
        line_start = text.rfind("\n", 0, offset) + 1
        yield node, line, offset - line_start + 1


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
