"""Versions and dates of a page's entries, from the newest releases that the graph can prove.

Proof is a dated release of the project itself or of an index, not what other pages list.
What is newer by its month only takes no full date away. Every other byte stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fwgraph.namespaces import format_place
from fwgraph.questions.catalogue import answer_question
from fwgraph.questions.versions import version_key
from fwgraph.rules.repair import Repair
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow
from fwgraph.wiki.edition import KnownNames
from fwgraph.wiki.entries import read_entries
from fwgraph.wiki.markups import PageMarkup
from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.page_writer import PagePiece, entry_changes, listing_facts
from fwgraph.wiki.releases import date_literal, write_release
from fwgraph.wiki.spans import TextRange, replace_range

PROVING_KINDS = ("project", "index")
"""The kinds of sources that prove a release, as ``latest-releases`` names them."""
FULL_DATE = len("YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class ProvenRelease:
    """The newest release that one kind of source has, and where it says so on which day."""

    version: str
    date: str
    source: str
    line: str
    day: str

    @property
    def has_day(self) -> bool:
        """Whether more than the month is known."""
        return len(self.date) == FULL_DATE

    @property
    def evidence(self) -> str:
        """The source with its line or tag, and its day, as a commit message may have them."""
        place = f"{self.source}:{self.line}" if self.line.isdigit() else self.source
        tag = "" if self.line.isdigit() or not self.line else f", tag {self.line}"
        return f"{place}{tag}, {self.day}" if self.day else f"{place}{tag}"


@dataclass(frozen=True, slots=True)
class EntryUpdate:
    """An entry, what it is to state, and by which release."""

    entry: PageEntry
    piece: PagePiece
    release: ProvenRelease

    @property
    def description(self) -> str:
        """What changed, and the evidence for it."""
        old = write_release(self.entry.version, self.entry.date) or "no release"
        new = write_release(self.piece.version, self.piece.date)
        return f"{old} becomes {new}: {self.release.evidence}"


def update_page(
    text: str, names: KnownNames, markup: PageMarkup, graph: Readable
) -> tuple[str, list[Repair]]:
    """Return a page's text with newer releases in its entries, and what was written or left.

    Nothing is written into an entry whose line cannot say it, or into one that does not say
    what it states now in a way that is understood.
    """
    entries = read_entries(markup.read(text), names.categories)
    proven = read_proven_releases(graph)
    updates: list[EntryUpdate] = []
    repairs: list[Repair] = []
    for entry in entries:
        software = names.software(entry.name) if entry.is_proven and not entry.unread else None
        newer = find_newer(entry, proven.get(software.value, ())) if software else []
        fitting = [each for each in newer if each.has_day or not has_full_date(entry)]
        if fitting:
            updates.append(EntryUpdate(entry, piece_for(entry, fitting[0]), fitting[0]))
        if newer and newer[0] not in fitting:
            repairs.append(Repair(entry.line, entry.name, say_month_only(newer[0])))
    new, written = apply_updates(text, entries, updates, names, markup)
    for each in updates:
        lead = "" if each in written else "left as it is, since its line cannot say it: "
        repairs.append(Repair(each.entry.line, each.entry.name, lead + each.description))
    return new, sorted(repairs, key=lambda repair: repair.line)


def read_proven_releases(graph: Readable) -> Mapping[str, list[ProvenRelease]]:
    """Return the newest releases of each software that sources prove, the newest first.

    Of two that have the same version the one whose day is known comes first.
    """
    proven: dict[str, list[ProvenRelease]] = {}
    for row in answer_question(graph, "latest-releases"):
        if row["stage"] == "release" and row["kind"] in PROVING_KINDS:
            proven.setdefault(str(row["software_iri"]), []).append(proven_release(row))
    for releases in proven.values():
        releases.sort(key=lambda each: (release_order(each.version), each.has_day), reverse=True)
    return proven


def proven_release(row: PlainRow) -> ProvenRelease:
    """Return what a row of the newest releases says."""
    place = row["line"] if row["line"] is not None else row["tag"] or ""
    source = format_place(str(row["source_iri"]), None)
    date = str(row["date"] or "")
    return ProvenRelease(str(row["version"]), str(row["released"]), source, str(place), date)


def release_order(version: str) -> tuple[bool, object]:
    """Return what orders versions, those that are not understood first."""
    key = version_key(version)
    return key is not None, key or version


def find_newer(entry: PageEntry, releases: Iterable[ProvenRelease]) -> list[ProvenRelease]:
    """Return the releases that are newer than what an entry states, the newest first.

    They have a higher version, where the entry states one, and are not of an earlier day. An
    entry whose version or date is not understood is compared with none.
    """
    stated = version_key(entry.version) if entry.version else None
    written = date_literal(entry.date or "")
    if entry.version and stated is None:
        return []
    if entry.date and written is None and stated is None:
        return []
    known = written.value if written else ""
    return [
        each
        for each in releases
        if is_later(each.date, known, or_same=stated is not None)
        and (stated is None or is_higher(each.version, entry.version or ""))
    ]


def is_later(date: str, known: str, *, or_same: bool) -> bool:
    """Tell whether a date is later than another, as far as both are known."""
    length = min(len(date), len(known))
    return (
        date[:length] > known[:length] or not known or (or_same and date[:length] == known[:length])
    )


def is_higher(version: str, other: str) -> bool:
    """Tell whether a version is higher than another; what is not understood is not."""
    key, other_key = version_key(version), version_key(other)
    return key is not None and other_key is not None and key > other_key


def has_full_date(entry: PageEntry) -> bool:
    """Tell whether an entry states a day, not only a month or a year."""
    value = date_literal(entry.date or "")
    return value is not None and len(value.value) == FULL_DATE


def say_month_only(release: ProvenRelease) -> str:
    """Return that a release takes no full date away."""
    return (
        f"{release.version} is newer, and only its month is known, {release.date}, which takes"
        f" no full date away: {release.evidence}"
    )


def piece_for(entry: PageEntry, release: ProvenRelease) -> PagePiece:
    """Return what an entry is to state."""
    return PagePiece(
        None, entry.line, "", entry.list, entry.position, entry.name,
        release.version, release.date, entry.target,
    )  # fmt: skip


def apply_updates(
    text: str,
    entries: list[PageEntry],
    updates: list[EntryUpdate],
    names: KnownNames,
    markup: PageMarkup,
) -> tuple[str, list[EntryUpdate]]:
    """Return the text with the updates that it can say, and those."""
    remaining = updates
    while True:
        new = write_updates(text, remaining, markup)
        facts = {entry.line: listing_facts(entry) for entry in entries}
        facts |= {each.entry.line: listing_facts(each.piece) for each in remaining}
        read = read_entries(markup.read(new), names.categories)
        found = {entry.line: listing_facts(entry) for entry in read}
        wrong = {line for line in facts.keys() | found.keys() if facts.get(line) != found.get(line)}
        fitting = [each for each in remaining if each.entry.line not in wrong]
        if not wrong or not remaining:
            return new, remaining
        remaining = fitting if len(fitting) < len(remaining) else []


def write_updates(text: str, updates: Iterable[EntryUpdate], markup: PageMarkup) -> str:
    """Return the text with versions and dates in their places."""
    lines = text.split("\n")
    mark = int(text.startswith("\ufeff"))  # columns count from behind a byte order mark
    for each in updates:
        row = lines[each.entry.line - 1][mark if each.entry.line == 1 else 0 :]
        changes = entry_changes(each.entry, each.piece, row, markup)
        for place, words in sorted(changes, reverse=True):  # so that no place moves
            shift = mark if place.line == 1 else 0
            moved = TextRange(place.line, place.start + shift, place.end + shift)
            keeps = markup.keeps_columns and each.entry.form == "row"
            line = lines[place.line - 1]
            lines[place.line - 1] = replace_range(line, moved, words, keeps_columns=keeps)
    return "\n".join(lines)
