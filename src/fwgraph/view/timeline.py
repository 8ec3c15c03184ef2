"""When what was released: the records of all releases, and what a picture of them says besides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from fwgraph.errors import BadRequest
from fwgraph.namespaces import PREFIXES, format_place, shorten_iri
from fwgraph.questions.policy import StatusPolicy, read_shipped_policy
from fwgraph.store.days import written_day
from fwgraph.store.readable import Readable
from fwgraph.view.edges import ViewRow, int_or_none
from fwgraph.view.families import FrameworkFamily, group_families
from fwgraph.view.parts import Edge, Thing, View, iri_from_path, path_from_iri
from fwgraph.view.reading import edition_name, read_whole_view, view_rows

RECORD_KINDS = ("changelog", "tag", "index", "page")
"""What dates a release, the nearest to its makers first."""

AUTHOR, INDEX = f"{PREFIXES['voice']}author", f"{PREFIXES['voice']}index"


@dataclass(frozen=True, slots=True)
class DatedRelease:
    """One source's date of one release; ``released`` is a day, a month or a year.

    ``kind`` is one of RECORD_KINDS; ``place`` is where it stands, as people write it.
    """

    path: str
    released: str
    version: str
    kind: str
    place: str

    @property
    def words(self) -> str:
        """The version and the date, for people."""
        return " of ".join(filter(None, [self.version, self.released]))


@dataclass(frozen=True, slots=True)
class DeclaredEnd:
    """That the makers of a thing declared it ended: since when, in which words, and where."""

    path: str
    day: str
    status: str
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class EditionDay:
    """An edition and its day; ``is_index`` tells a package index from a page."""

    path: str
    label: str
    day: str
    is_index: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is known of when frameworks were released.

    Families hold what is to be shown; ``records``, in the order of their dates, and ``ends``
    are of all things. ``descents`` are the edges of descent between what is shown.
    ``silent_years`` is after how many years without a release one counts as silent on the
    ``day`` of the graph; the ``span`` is from the first to the last day of all frameworks, shown
    or not, so that pictures of different families have one scale.
    """

    title: str
    day: str
    silent_years: int
    things: Mapping[str, Thing]
    records: Mapping[str, tuple[DatedRelease, ...]]
    ends: Mapping[str, DeclaredEnd]
    families: tuple[FrameworkFamily, ...]
    descents: tuple[Edge, ...]
    editions: tuple[EditionDay, ...]
    relation_labels: Mapping[str, str]
    span: tuple[str, str] = ("", "")

    @property
    def paths(self) -> list[str]:
        """The paths of what is to be shown, family by family."""
        return [path for family in self.families for path in family.members]


def read_timeline(
    graph: Readable, *, focus: NamedNode | None = None, edition: NamedNode | None = None
) -> Timeline:
    """Return when the frameworks of a graph were released.

    ``focus`` keeps the family of a thing, or the thing alone where it has none; ``edition``
    keeps what it lists. Raises BadRequest for a focus of which neither is known.
    """
    view, policy = read_whole_view(graph), read_shipped_policy()
    families = {relation.name: relation.family for relation in view.relations}
    records = build_records(view_rows(graph, "releases"))
    editions = map(build_edition_day, view_rows(graph, "edition-days"))
    dated = tuple(day for day in editions if day.day)
    timeline = Timeline(
        title="Python web frameworks",
        day=graph.day or max((edition.day for edition in dated), default=""),
        silent_years=policy.silent_years,
        things={thing.path: thing for thing in view.things},
        records=records,
        ends=find_declared_ends(view_rows(graph, "statuses"), policy),
        families=group_families(view, records),
        descents=tuple(edge for edge in view.edges if families[edge.relation] == "descent"),
        editions=dated,
        relation_labels={relation.name: relation.label for relation in view.relations},
    )
    timeline = replace(timeline, span=find_span(timeline))
    if edition:
        timeline = keep_listed(timeline, view, edition_name(path_from_iri(edition.value)))
        timeline = replace(timeline, title=graph.names.label(edition))
    if focus:
        timeline = keep_family(timeline, path_from_iri(focus.value))
    shown = set(timeline.paths)
    descents = (edge for edge in timeline.descents if {edge.start, edge.end} <= shown)
    return replace(timeline, descents=tuple(descents))


def find_span(timeline: Timeline) -> tuple[str, str]:
    """Return the first and the last day of what is to be shown; empty where nothing is dated."""
    records = (record for path in timeline.paths for record in timeline.records.get(path, ()))
    days = [record.released for record in records]
    days += [timeline.ends[path].day for path in timeline.paths if path in timeline.ends]
    return (min(days), max(*days, timeline.day)) if days else ("", "")


def build_records(rows: Iterable[ViewRow]) -> dict[str, tuple[DatedRelease, ...]]:
    """Return the records of each thing by its path, in the order of their dates."""
    records: dict[str, dict[str, DatedRelease]] = {}
    for row in rows:
        released = written_day(str(row["released"]))
        if not released:
            continue
        place = format_place(row["source"], int_or_none(row["line"]))
        version = str(row["version"] or "")
        record = DatedRelease(
            path_from_iri(row["record"]), released, version, record_kind(row), place
        )
        records.setdefault(path_from_iri(row["software"]), {}).setdefault(record.path, record)
    return {path: tuple(several.values()) for path, several in records.items()}


def record_kind(row: ViewRow) -> str:
    """Return what dates a release: one of RECORD_KINDS."""
    if row["edition"]:
        return "index" if row["voice"] == INDEX else "page"
    if row["tag"]:
        return "tag"
    # What others write of a release is no changelog, whatever sort of document it is.
    return "changelog" if row["voice"] in (AUTHOR, None) else "page"


def find_declared_ends(rows: Iterable[ViewRow], policy: StatusPolicy) -> dict[str, DeclaredEnd]:
    """Return the ends that makers declared and have not taken back: what they said last is one."""
    last: dict[str, ViewRow] = {}
    for row in rows:
        path, before = path_from_iri(row["software"]), None
        if row["denied"]:
            before = last.pop(path, None)
        if before and before["status"] != row["status"]:
            last[path] = before
        if written_day(str(row["date"] or "")) and not row["denied"]:
            last[path] = row
    return {
        path: DeclaredEnd(
            path_from_iri(row["statement"]), str(row["date"]), str(row["label"] or slug),
            str(row["quote"] or ""), format_place(row["source"], int_or_none(row["line"])),
        )
        for path, row in last.items()
        if (slug := str(row["status"]).removeprefix(PREFIXES["status"])) in policy.ended
    }  # fmt: skip


def build_edition_day(row: ViewRow) -> EditionDay:
    """Return the edition of a row."""
    path = path_from_iri(row["edition"])
    day = written_day(str(row["date"]))
    label = str(row["label"] or edition_name(path))
    return EditionDay(path, label, day, row["voice"] == INDEX)


def keep_listed(timeline: Timeline, view: View, edition: str) -> Timeline:
    """Return what an edition lists."""
    paths = {
        thing.path
        for thing in view.things
        if any(listing.edition == edition for listing in thing.listings)
    }
    families = (
        replace(family, members=tuple(path for path in family.members if path in paths))
        for family in timeline.families
    )
    return replace(timeline, families=tuple(family for family in families if family.members))


def keep_family(timeline: Timeline, focus: str) -> Timeline:
    """Return the family of a thing, which may be what it is called after, or the thing alone."""
    for family in timeline.families:
        if family.heads and focus in (*family.heads, *family.members):
            names = ", ".join(timeline.things[head].label for head in family.heads)
            return replace(timeline, families=(family,), title=f"The family of {names}")
    if focus not in timeline.records:
        raise BadRequest(
            f"{shorten_iri(iri_from_path(focus))}: no source dates a release of it, and it has no"
            " family: choose another focus"
        )
    alone = FrameworkFamily((), (focus,))
    return replace(timeline, families=(alone,), title=timeline.things[focus].label)
