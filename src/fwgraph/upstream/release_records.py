"""Releases as data: one record for each release and source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.formats.turtle import write_turtle
from fwgraph.namespaces import BASE, local_name, term
from fwgraph.wiki.triples import property_triples

KEPT_SIGNS = "!$&'()*+,;=:@"
"""What a segment of a path may hold as it is, besides letters, digits and ``-._~`` (RFC 3986)."""


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """What one source says of one release.

    ``released`` is the date where what is written is one, ``date_text`` how it is written where
    that differs. ``line`` is the line of the version, ``date_line`` that of the date where it
    is another. A release by a tag has the ``tag`` and the ``revision`` that it names instead.
    """

    software: NamedNode
    version: str
    source: NamedNode
    released: Literal | None = None
    date_text: str | None = None
    line: int | None = None
    date_line: int | None = None
    tag: str | None = None
    revision: str | None = None


def release_iri(record: ReleaseRecord) -> str:
    """Return the IRI of a record: of which software, which version, by which source."""
    parts = (local_name(record.software.value), record.version, local_name(record.source.value))
    return f"{BASE}release/" + "/".join(quote(part, safe=KEPT_SIGNS) for part in parts)


def release_triples(records: Iterable[ReleaseRecord]) -> Iterator[Triple]:
    """Yield the triples of records.

    Where a source has one version twice, the line, or the tag, tells the later ones apart.
    """
    taken: set[str] = set()
    for record in dict.fromkeys(records):
        iri = release_iri(record)
        if iri in taken:
            iri = f"{iri}/{record.line or quote(record.tag or '', safe=KEPT_SIGNS)}"
        taken.add(iri)
        yield from property_triples(
            NamedNode(iri),
            ("rdf:type", term("fw:Release")),
            ("fw:releaseOf", record.software),
            ("fw:version", record.version),
            ("fw:released", record.released),
            ("fw:dateText", record.date_text),
            ("prov:wasDerivedFrom", record.source),
            ("fw:line", record.line),
            ("fw:tag", record.tag),
            ("fw:revision", record.revision),
            ("fw:dateLine", None if record.date_line == record.line else record.date_line),
        )


def write_releases(records: Iterable[ReleaseRecord], head: str = "") -> str:
    """Return records as Turtle in the project's layout.

    ``head`` are comment lines that go above.
    """
    return write_turtle(release_triples(records), head)
