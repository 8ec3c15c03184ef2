"""From what an index says of projects to the listings of an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import Literal, Triple

from fwgraph.errors import BadRequest
from fwgraph.namespaces import XSD_DATE, term
from fwgraph.upstream.index_edition import IndexListing
from fwgraph.upstream.index_reply import STATUSES, IndexedProject
from fwgraph.upstream.known_packages import KnownPackage
from fwgraph.wiki.triples import property_triples


def snapshot_listings(
    projects: Iterable[tuple[KnownPackage, IndexedProject | None]],
    ranks: Mapping[str, int],
    day: str,
    report: Callable[[str], object],
) -> Iterator[IndexListing]:
    """Yield the listing of each project that the index has; what is odd of one is reported.

    The line is the number of the listing. Raises BadRequest where something was uploaded after
    the day that the snapshot is said to be of.
    """
    line = 0
    for package, project in projects:
        if project is None:
            report(f"{package.name}: the index has no such project")
            continue
        line += 1
        report_oddities(package.name, project, report)
        uploaded = project.released.date().isoformat() if project.released else None
        if uploaded and uploaded > day:
            raise BadRequest(
                f"--date {day}: {package.name} {project.version} was uploaded on {uploaded};"
                " say the day, in UTC, on which the index is read"
            )
        yield IndexListing(
            package.software,
            package.name,
            line,
            package.identity,
            project.version,
            Literal(uploaded, datatype=XSD_DATE) if uploaded else None,
            ranks.get(package.name),
            project.status if project.status in STATUSES else None,
        )


def report_oddities(name: str, project: IndexedProject, report: Callable[[str], object]) -> None:
    """Report the status of a project that is not active, and a version or a day that lacks."""
    if project.status not in STATUSES:
        report(f"{name}: the status {project.status[:100]!r} is not known (PEP 792): left out")
    elif project.status != "active":
        reason = f": {project.reason[:200]}" if project.reason else ""
        report(f"{name}: {project.status}{reason}")
    if project.version is None:
        report(f"{name}: the index offers no file of it, and so no version")
    elif project.released is None:
        report(f"{name}: the index does not say when {project.version} was uploaded")


def new_software_triples(packages: Iterable[KnownPackage]) -> Iterator[Triple]:
    """Yield software for each package that a graph does not name: it is called like it."""
    for package in packages:
        if not package.in_graph:
            yield from property_triples(
                package.software,
                ("rdf:type", term("fw:Software")),
                ("rdfs:label", package.name),
            )
