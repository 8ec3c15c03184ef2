"""Versions and dates of a page's entries, from the newest releases that the graph can prove.

Proof is a dated release of the project itself or of an index, not what other pages list.
Where the newest is known by its month only, it takes no full date away, and nothing older is
written. Every other byte stays, and the form of a date as well; what an entry states in words
that are not understood is left, and said.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.graph import Graph
from fwgraph.namespaces import local_name
from fwgraph.questions.versions import version_key
from fwgraph.rules.fact_changes import fact_changes
from fwgraph.rules.proven_releases import ProvenRelease, read_proven_releases
from fwgraph.rules.repair import Repair
from fwgraph.upstream.known_packages import SCHEME, KnownPackage, known_packages
from fwgraph.wiki.date_forms import read_date_form
from fwgraph.wiki.edition import KnownNames
from fwgraph.wiki.entries import read_entries
from fwgraph.wiki.markups import PageMarkup
from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.page_writer import PagePiece, listing_facts
from fwgraph.wiki.releases import write_release
from fwgraph.wiki.spans import TextRange, replace_range


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
        day = "" if self.piece.date else f", of {self.release.date}"
        return f"{old} becomes {new}{day}: {self.release.evidence}"


def update_page(
    text: str, entries: list[PageEntry], names: KnownNames, markup: PageMarkup, graph: Graph
) -> tuple[str, list[Repair]]:
    """Return a page's text with newer releases in its entries, and what was written or left.

    Nothing is written into an entry whose line cannot say it, or into one that does not say
    what it states now in a way that is understood.
    """
    listed = [(entry, names.software(entry.name)) for entry in entries if entry.is_proven]
    counts = Counter((entry.section, entry.list, software) for entry, software in listed)
    proven, packages = read_proven_releases(graph), known_packages(graph)
    updates: list[EntryUpdate] = []
    repairs: list[Repair] = []
    for entry, software in listed:
        releases = proven.get(software.value, []) if software else []
        if not (software and releases):
            continue
        reason = obscurity(entry) or mistaken_package(entry, software, packages)
        if counts[entry.section, entry.list, software] > 1:
            reason = reason or "its list has it more than once"
        if reason:
            repairs.append(Repair(entry.line, entry.name, f"left as it is, since {reason}"))
            continue
        newest = next(iter(find_newer(entry, releases)), None)
        if newest and (newest.has_day or not has_full_date(entry)):
            updates += plan_update(entry, newest)
        elif newest:
            repairs.append(Repair(entry.line, entry.name, say_month_only(newest)))
    new, written = apply_updates(text, entries, updates, names, markup)
    for each in updates:
        lead = "" if each in written else "left as it is, since its line cannot say it: "
        repairs.append(Repair(each.entry.line, each.entry.name, lead + each.description))
    return new, sorted(repairs, key=lambda repair: repair.line)


def plan_update(entry: PageEntry, release: ProvenRelease) -> Iterator[EntryUpdate]:
    """Yield what an entry is to state by a release, where that is news."""
    piece = piece_for(entry, release)
    if listing_facts(piece) != listing_facts(entry):
        yield EntryUpdate(entry, piece, release)


def obscurity(entry: PageEntry) -> str | None:
    """Return what an entry states that is not understood, if anything is."""
    if entry.unread:
        return f"it is not understood: {entry.unread}"
    if entry.version and version_key(entry.version) is None:
        return f"its version is not understood: {entry.version}"
    if entry.date and read_date_form(entry.date) is None:
        return f"it is not understood which day this is: {entry.date}"
    return None


def mistaken_package(
    entry: PageEntry, software: NamedNode, packages: Mapping[str, KnownPackage]
) -> str | None:
    """Return that an entry names a package that is not its own, if it does."""
    if entry.package is None:
        return None
    known = packages.get(entry.package.removeprefix(SCHEME))
    if known and known.software != software:
        return f"{entry.package} is a package of {local_name(known.software.value)}"
    if not known and any(each.software == software for each in packages.values()):
        return f"nothing says that {entry.package} is its package"
    return None


def find_newer(entry: PageEntry, releases: Iterable[ProvenRelease]) -> list[ProvenRelease]:
    """Return the releases that are newer than what an entry states, the newest first.

    They have a higher version, where the entry states one, and are not of an earlier day.
    """
    written = read_date_form(entry.date or "")
    known = written.value if written else ""
    return [
        each
        for each in releases
        if is_later(each.date, known, or_same=entry.version is not None)
        and (entry.version is None or is_higher(each.version, entry.version))
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
    written = read_date_form(entry.date or "")
    return written is not None and written.has_day


def say_month_only(release: ProvenRelease) -> str:
    """Return that a release takes no full date away; an older one would not be the newest."""
    return (
        f"left as it is, since of its newest release, {release.version}, only the month is known,"
        f" {release.date}, which takes no full date away: {release.evidence}"
    )


def piece_for(entry: PageEntry, release: ProvenRelease) -> PagePiece:
    """Return what an entry is to state, in the form in which it states something now.

    A row states no more than it has columns for. A month is no date beside days: it is written
    only in the place of a month or a year.
    """
    version, date = release.version, write_date(entry, release)
    if entry.version:
        letter = entry.version[:1] if entry.version[:1] in "vV" else ""
        version = letter + version.lstrip("vV")
    has_version, has_date = map(bool, entry.cells) if entry.form == "row" else (True, True)
    return PagePiece(
        None,
        entry.line,
        "",
        entry.list,
        entry.position,
        entry.name,
        version if has_version else None,
        date if has_date else None,
        entry.target,
    )


def write_date(entry: PageEntry, release: ProvenRelease) -> str | None:
    """Return the date of a release as an entry is to state it, or nothing for a lone month."""
    written = read_date_form(entry.date or "")
    if written is None:
        return release.date if release.has_day else None
    date = written.write(release.date)
    reread = read_date_form(date)
    # 25/12/2016 is one day, and 8/2/2026 may be two: that one is written with the year first.
    return date if reread and reread.value == release.date[: len(reread.value)] else release.date


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
        changes = fact_changes(each.entry, each.piece, row)
        for place, words in sorted(changes, reverse=True):  # so that no place moves
            shift = mark if place.line == 1 else 0
            moved = TextRange(place.line, place.start + shift, place.end + shift)
            keeps = markup.keeps_columns and each.entry.form == "row"
            line = lines[place.line - 1]
            lines[place.line - 1] = replace_range(line, moved, words, keeps_columns=keeps)
    return "\n".join(lines)
