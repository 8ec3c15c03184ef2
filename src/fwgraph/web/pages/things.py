"""The page that lists all things, by what they are, and every other page with a name."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from fwgraph.errors import UnknownName
from fwgraph.media_types import HTML, Format
from fwgraph.namespaces import RDF_TYPE, Term, expand_name, term
from fwgraph.questions.status import NOT_STATED
from fwgraph.store.description import ThingKind, read_description
from fwgraph.web.http.links import Links
from fwgraph.web.http.resources import ParameterValues, Resource
from fwgraph.web.pages.facts import first_text
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.sorting import SORT, SortOrder, parse_sort, sort_headings, sort_rows
from fwgraph.web.pages.templating import render_template

PATH = "things"
STATUS = "status"
PARAMETERS = (STATUS, SORT)
"""What may be asked for: the software of a status, and an order."""
COLUMNS = ("name", "status", "summary", "kinds")
UNSTATED = "not-stated"
"""The value of the parameter for software of which no status is stated."""
MAX_ROWS = 5_000
"""Rows of a group at most; the data forms and the questions hold all."""
FACETS = {"By kind": "fw:kind", "By category of an edition": "fw:category"}
"""The headings below which things are counted, and the properties that sort them there."""
Row = dict[str, Any]


def things_resource(library: Lookups, values: ParameterValues | None = None) -> Resource:
    """Return the list of all things as a resource; with values, of some and in an order."""
    given = {name: value for name, value in (values or {}).items() if value.strip()}

    def write(form: Format, links: Links) -> bytes:  # noqa: ARG001 - a writer's signature
        return things_page(library, links, given)

    return Resource(
        PATH,
        (HTML,),
        write,
        with_values=lambda asked: things_resource(library, asked),
        query=urlencode(sorted(given.items())),
        error_page=lambda error, links: things_page(library, links, {}, error),
    )


def things_page(library: Lookups, frame: Links, given: ParameterValues, error: str = "") -> bytes:
    """Return the page of all things; raises UnknownName for values that fit nothing."""
    for name in sorted(given.keys() - set(PARAMETERS)):
        raise UnknownName("parameter", name, PARAMETERS, f"there are {', '.join(PARAMETERS)}")
    slugs = sorted({status_slug(library, iri) for iri in library.verdicts})
    status, order = given.get(STATUS, ""), parse_sort(given.get(SORT, COLUMNS[0]), COLUMNS)
    if status and status not in slugs:
        raise UnknownName(STATUS, status, slugs, f"there are {', '.join(slugs)}")
    kinds = read_description().kinds
    own = thing_groups(
        library, frame, (kind for kind in kinds if not kind.is_source), order, status
    )
    sources = () if status else (kind for kind in kinds if kind.is_source)
    kept = {STATUS: status} if status else {}
    return render_template(
        "things.html",
        frame,
        title="Things",
        query=urlencode(sorted(given.items())),
        error=error,
        status=status_label(library, status) if status else "",
        groups=own,
        sources=thing_groups(library, frame, sources),
        headings=sort_headings(COLUMNS, order, kept, links=frame.has_server),
        facets=[
            {"title": title, "values": values}
            for title, values in (
                ("By status", count_statuses(library, frame, slugs)),
                *((title, count_facet(library, frame, facet)) for title, facet in FACETS.items()),
            )
            if values
        ],
    )


def thing_groups(
    library: Lookups,
    frame: Links,
    kinds: Iterable[ThingKind],
    order: SortOrder | None = None,
    status: str = "",
) -> list[dict[str, Any]]:
    """Return the groups that are not empty; a thing stands in the first that fits.

    With a status, only the software that has it.
    """
    groups, seen = [], set[NamedNode]()
    for kind in kinds:
        triples = library.triples_to(NamedNode(kind.iri), RDF_TYPE)
        nodes = {
            triple.subject for triple in triples if isinstance(triple.subject, NamedNode)
        } - seen
        seen |= nodes
        shown = {node for node in nodes if not status or status_slug(library, node.value) == status}
        rows = sorted((thing_row(library, node, frame) for node in shown), key=thing_sort_key)
        if order:
            rows = sort_rows(rows, order, cell_text)
        if rows:
            named = {"anchor": kind.plural.replace(" ", "-"), "title": kind.plural.capitalize()}
            groups.append({**named, "rows": rows[:MAX_ROWS], "count": len(rows)})
    return groups


def thing_row(library: Lookups, node: NamedNode, frame: Links) -> Row:
    """Return a thing as a row of the list; what is no software has no status."""
    slug = status_slug(library, node.value)
    return {
        "name": library.link(node, frame),
        "status": status_label(library, slug) if slug else "",
        "kinds": [library.link(kind, frame) for kind in library.values(node, term("fw:kind"))],
        "summary": first_text(library, node, "dcterms:description") or "",
    }


def thing_sort_key(row: Row) -> tuple[str, str]:
    """Return what rows are sorted by."""
    return row["name"].text.casefold(), row["name"].href or ""


def cell_text(row: Row, column: str) -> str:
    """Return what stands in a column of a row."""
    cell = row[column]
    if isinstance(cell, list):
        return ", ".join(link.text for link in cell)
    return cell.text if isinstance(cell, Hyperlink) else str(cell)


def status_slug(library: Lookups, iri: str) -> str:
    """Return the status of software as the parameter has it, empty for what is no software."""
    verdict = library.verdicts.get(iri)
    return (verdict.status or UNSTATED) if verdict else ""


def status_label(library: Lookups, slug: str) -> str:
    """Return what a status is called."""
    return NOT_STATED if slug == UNSTATED else library.label(status_node(slug))


def status_node(slug: str) -> NamedNode:
    """Return the concept of a status."""
    return NamedNode(expand_name(f"status:{slug}"))


def count_statuses(library: Lookups, frame: Links, slugs: Iterable[str]) -> list[dict[str, Any]]:
    """Return every status with the number of software that has it, and where that is listed."""
    every = [status_slug(library, iri) for iri in library.verdicts]

    def href(slug: str) -> str | None:
        asked = urlencode({STATUS: slug})
        return frame.page_href(PATH, query=asked) if frame.has_server else None

    return [
        {"link": Hyperlink(status_label(library, slug), href(slug)), "count": every.count(slug)}
        for slug in slugs
    ]


def count_facet(library: Lookups, frame: Links, facet: str) -> list[dict[str, Any]]:
    """Return the values of a property of things or of their listings, each with its things.

    They are sorted by name; what several editions list under one heading counts once.
    """
    members: dict[NamedNode, set[Term]] = {}
    for subject, value in library.pairs(term(facet)):
        if isinstance(value, NamedNode) and isinstance(subject, NamedNode):
            listed = library.values(subject, term("fw:lists"))
            members.setdefault(value, set()).update(listed or [subject])
    values = [
        {"link": library.link(value, frame), "count": len(things)}
        for value, things in members.items()
    ]
    return sorted(values, key=lambda value: (value["link"].text.casefold(), value["link"].text))
