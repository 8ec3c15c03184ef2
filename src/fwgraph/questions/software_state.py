"""The state of software, which its card and its page begin with: status, releases, successors."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode

from fwgraph.questions.status_report import StatusReport, find_status
from fwgraph.records import Record
from fwgraph.store.days import full_day
from fwgraph.store.names import kind_of
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow


class SoftwareState(Record):
    """What is known of the state of software on the graph's day.

    ``releases`` are the dated rows of the question ``releases``, the oldest first; ``successors``
    the rows of ``lineage`` for what came after it, directly (``depth`` 1) or not.
    """

    report: StatusReport
    releases: tuple[PlainRow, ...]
    successors: tuple[PlainRow, ...]

    def named_releases(self) -> list[tuple[str, PlainRow]]:
        """Return the latest release and, where that is another one, the first.

        One that its source dates later than itself is neither; a pre-release or a fix of an old
        line is not the latest.
        """
        possible = [row for row in self.releases if is_possible(row)]
        if not possible:
            return []
        first, latest = possible[0], find_latest(possible)
        both = [("latest", latest), ("first", first)]
        return both if first["version"] != latest["version"] else both[:1]

    def disputed_releases(self) -> list[tuple[str, list[str]]]:
        """Return the versions whose sources give days that exclude each other, with the days."""
        days: dict[str, set[str]] = {}
        for row in self.releases:
            days.setdefault(str(row["version"]), set()).add(str(row["released"]))
        return [
            (version, sorted(several)) for version, several in days.items() if are_disputed(several)
        ]


def read_software_state(
    graph: Readable, thing: NamedNode, answer: Callable[[str, str], Iterable[PlainRow]]
) -> SoftwareState | None:
    """Return the state of software, None for other things.

    ``answer`` gives the rows of a question of the catalogue for the thing: the question's name,
    and the name of the parameter that the thing is for.
    """
    if kind_of(thing) != "software":
        return None
    dated = (row for row in answer("releases", "software") if row["released"])
    releases = sorted(dated, key=lambda row: (full_day(str(row["released"])), str(row["version"])))
    successors = (
        row
        for row in answer("lineage", "framework")
        if isinstance(row["depth"], int) and row["depth"] > 0
    )
    return SoftwareState(find_status(graph, thing), tuple(releases), tuple(successors))


def find_latest(rows: list[PlainRow]) -> PlainRow:
    """Return the latest release: of the last ones, pre-releases aside, the highest version."""
    if len({row["version"] for row in rows}) == 1:  # what orders them is slow to import
        return max(rows, key=lambda row: (len(str(row["released"])), str(row["date"] or "")))
    from fwgraph.questions.releases import first_day_of_last, release_day, release_weight
    from fwgraph.questions.versions import is_prerelease

    final = [row for row in rows if not is_prerelease(str(row["version"]))] or rows
    begin = first_day_of_last(map(release_day, final))
    return max((row for row in final if release_day(row) >= begin), key=release_weight)


def is_possible(row: PlainRow) -> bool:
    """Tell whether a release is not dated later than its source, as far as both are known."""
    released, source_day = str(row["released"]), str(row["date"] or "")
    return not source_day or released <= source_day[: len(released)]


def are_disputed(days: set[str]) -> bool:
    """Tell whether days of one release exclude each other: a month holds its days."""
    longest = max(days, key=lambda day: (len(day), day))
    return not all(longest.startswith(day) for day in days)
