"""An edition of a package index: what it says on a day of the packages of things.

It has listings without sections, as docs of fw:Edition say, and a claim for each status that
the index gives a project, of the voice of the index.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.errors import BadRequest
from fwgraph.formats.turtle import write_turtle
from fwgraph.namespaces import BASE, XSD_DATE, term
from fwgraph.store.days import full_day, parse_day
from fwgraph.wiki.triples import NewStatement, property_triples

INDEX_VOICE = term("voice:index")
TITLE = "Package index"
ONLY_A_MONTH = "The list says its month only, so that it speaks at least up to the first day."
SILENT_STATUSES = {"active"}
"""What an index says of whatever nobody has told it about: it allows uploads, no more."""


@dataclass(frozen=True, slots=True)
class IndexListing:
    """What an index says of a package: ``name`` is the normalized one, ``line`` where.

    ``identity`` is why the package is the software, ``status`` a word of PEP 792.
    """

    software: NamedNode
    name: str
    line: int
    identity: str
    version: str | None = None
    released: Literal | None = None
    rank: int | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class IndexEdition:
    """An edition: its slug, the day or month of it, the SHA-256 of the bytes that were read."""

    slug: str
    date: str
    sha256: str

    def __post_init__(self) -> None:
        """Raise BadRequest for a slug or a date that is none."""
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", self.slug):
            raise BadRequest(
                f"--edition {self.slug}: a slug is lower-case letters, digits and hyphens"
            )
        if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", self.date):
            raise BadRequest(f"--date {self.date}: write YYYY-MM-DD, or YYYY-MM for a month")
        parse_day("--date", full_day(self.date))

    @property
    def node(self) -> NamedNode:
        """The edition itself."""
        return term(f"edition:{self.slug}")

    @property
    def has_day(self) -> bool:
        """Whether the day is known, not the month alone."""
        return len(self.date) == len("YYYY-MM-DD")

    @property
    def date_in_words(self) -> str:
        """The day as it is written, the month by its name."""
        year, _, month = self.date.partition("-")
        return self.date if self.has_day else f"{month_name[int(month)]} {year}"

    def metadata_triples(self) -> Iterator[Triple]:
        """Yield title, day, hash and voice."""
        yield from property_triples(
            self.node,
            ("rdf:type", term("fw:Edition")),
            ("rdfs:label", f"{TITLE}, {self.date_in_words}"),
            ("dcterms:title", TITLE),
            ("dcterms:date", Literal(full_day(self.date), datatype=XSD_DATE)),
            ("fw:dateBasis", None if self.has_day else Literal(ONLY_A_MONTH, language="en")),
            ("fw:sha256", self.sha256),
            ("fw:voice", INDEX_VOICE),
        )

    def listing_triples(self, listing: IndexListing) -> Iterator[Triple]:
        """Yield a listing, and the claim of the status that it gives."""
        yield from property_triples(
            term(f"listing:{self.slug}/{listing.name}"),
            ("rdf:type", term("fw:Listing")),
            ("rdfs:label", listing.name),
            ("fw:edition", self.node),
            ("fw:lists", listing.software),
            ("fw:identity", Literal(listing.identity, language="en")),
            ("fw:line", listing.line),
            ("fw:package", package_url_of(listing.name)),
            ("fw:rank", listing.rank),
            ("fw:version", listing.version),
            ("fw:released", listing.released),
        )
        if listing.status and listing.status not in SILENT_STATUSES:
            status = NamedNode(f"{BASE}status/{listing.status}")
            claim = NewStatement(
                listing.software, "fw:status", status, self.node, listing.line, listing.status
            )
            yield from claim.triples()


def write_index_edition(
    edition: IndexEdition, listings: Iterable[IndexListing], others: Iterable[Triple] = ()
) -> str:
    """Return an edition as Turtle in the project's layout; other triples may come with it."""
    triples = [*edition.metadata_triples(), *others]
    for listing in listings:
        triples += edition.listing_triples(listing)
    when = edition.date_in_words
    return write_turtle(triples, f"# The package index of {when}, as far as the graph knows it.\n")


def package_url_of(name: str) -> str:
    """Return the package URL of a normalized name of the Python package index."""
    return f"pkg:pypi/{name}"
