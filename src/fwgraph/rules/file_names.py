"""Whether data files tell of what they are named after: a copied file still tells of another thing.

The subjects of ``frameworks/flask.ttl`` are Flask and statements of it, ``software:flask`` and
``claim:flask.…``; those of ``releases/flask.ttl`` are ``release:flask/…``.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.namespaces import BASE, RDFS_LABEL, STATEMENTS, term
from fwgraph.rules.positions import Position, place_subjects

FOLDERS = frozenset({"components", "documents", "editions", "frameworks", "releases"})
"""The folders of data in which a file has the slug of what it tells of."""
SLUG = re.compile(rf"{re.escape(BASE)}[a-z]+/([^/.]+)")
TELLS_OF = term("fw:tellsOf")


def misnamed_file_triples(files: Iterable[Path]) -> tuple[list[Triple], dict[str, Position]]:
    """Return what shapes forbid of files that tell of another thing, and where they do."""
    triples: list[Triple] = []
    positions: dict[str, Position] = {}
    for file in files:
        if file.parent.name in FOLDERS and (stray := find_stray(file)):
            iri, line, column = stray
            node = NamedNode(file.absolute().as_uri())
            positions[node.value] = Position(str(file), line, column)
            triples.append(Triple(node, RDFS_LABEL, Literal(file.name)))
            triples.append(Triple(node, TELLS_OF, NamedNode(iri)))
    return triples, positions


def find_stray(file: Path) -> tuple[str, int, int] | None:
    """Return a subject of a file that has another slug, with line and column: a thing if any is."""
    strays = [
        place
        for place in place_subjects(file)
        if (match := SLUG.match(place[0])) and match[1] != file.stem
    ]
    return min(strays, key=lambda place: place[0].startswith(STATEMENTS), default=None)
