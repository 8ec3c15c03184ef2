"""The newest releases that a graph can prove: dated, by the project itself or by an index."""

from collections.abc import Mapping
from dataclasses import dataclass

from fwgraph.namespaces import format_place
from fwgraph.questions.catalogue import answer_question
from fwgraph.questions.versions import version_key
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow
from fwgraph.wiki.date_forms import FULL_DATE

PROJECT = "project"
PROVING_KINDS = (PROJECT, "index")
"""The kinds of sources that prove a release, as ``latest-releases`` names them."""


@dataclass(frozen=True, slots=True)
class ProvenRelease:
    """The newest release that one kind of source has, and where it says so on which day.

    ``is_own`` tells that the source is the project's own.
    """

    version: str
    date: str
    source: str
    line: str
    day: str
    is_own: bool = False

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


def read_proven_releases(graph: Readable) -> Mapping[str, list[ProvenRelease]]:
    """Return the newest releases of each software that sources prove, the newest first.

    Of two that have the same version the one whose day is known comes first, and of those the
    project's own: an index has the day of the upload.
    """
    proven: dict[str, list[ProvenRelease]] = {}
    for row in answer_question(graph, "latest-releases"):
        if row["stage"] == "release" and row["kind"] in PROVING_KINDS:
            proven.setdefault(str(row["software_iri"]), []).append(proven_release(row))
    for releases in proven.values():
        releases.sort(key=proof_weight, reverse=True)
    return proven


def proven_release(row: PlainRow) -> ProvenRelease:
    """Return what a row of the newest releases says."""
    place = row["line"] if row["line"] is not None else row["tag"] or ""
    source = format_place(str(row["source_iri"]), None)
    date = str(row["date"] or "")
    return ProvenRelease(
        str(row["version"]), str(row["released"]), source, str(place), date,
        is_own=row["kind"] == PROJECT,
    )  # fmt: skip


def proof_weight(release: ProvenRelease) -> tuple[tuple[bool, object], bool, bool]:
    """Return what makes a release come first: its version, a known day, the project's word."""
    return release_order(release.version), release.has_day, release.is_own


def release_order(version: str) -> tuple[bool, object]:
    """Return what orders versions, those that are not understood first."""
    key = version_key(version)
    return key is not None, key or version
