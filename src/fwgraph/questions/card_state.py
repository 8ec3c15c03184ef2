"""How the card of software begins: whether it is maintained, what was released, what came after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from fwgraph.namespaces import format_place
from fwgraph.questions.catalogue import answer_question
from fwgraph.questions.status_report import StatusReport, find_status
from fwgraph.store.days import full_day
from fwgraph.store.names import kind_of
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow


def describe_state(graph: Readable, thing: NamedNode) -> list[tuple[str, str]]:
    """Return what is known of the state of software, each with a name; of others nothing."""
    if kind_of(thing) != "software":
        return []
    report = find_status(graph, thing)
    return [
        ("status", describe_verdict_source(report)),
        *(("but", f"{row.voice_label}: {row.label}: {why}  [{row.place}]")
          for row, why in report.contradictions),
        *describe_releases(graph, thing),
        *describe_descendants(graph, thing),
    ]  # fmt: skip


def describe_verdict_source(report: StatusReport) -> str:
    """Return the verdict on a status, with who says so and when."""
    deciding = report.verdict.deciding
    if deciding is None:
        return report.verdict.text
    words = f" “{deciding.quote}”" if deciding.quote else ""
    said = f"{deciding.voice_label}, {deciding.date or 'undated'}"
    return f"{report.verdict.text} ({said}){words}  [{deciding.place}]"


def describe_releases(graph: Readable, thing: NamedNode) -> Iterator[tuple[str, str]]:
    """Yield the latest and the first release that a source dates."""
    dated = find_dated_releases(answer_question(graph, "releases", {"software": thing}))
    if dated:
        yield "latest", describe_release(dated[-1])
        if dated[0]["released"] != dated[-1]["released"]:
            yield "first", describe_release(dated[0])


def find_dated_releases(rows: Iterable[PlainRow]) -> list[PlainRow]:
    """Return the rows of the question ``releases`` that have a day, by their days."""
    dated = [row for row in rows if row["released"]]
    return sorted(dated, key=lambda row: (full_day(str(row["released"])), str(row["version"])))


def describe_release(row: PlainRow) -> str:
    """Return a release with its day and its place."""
    place = format_place(str(row["source_iri"]), row["line"])
    return f"{row['version']}, {row['released']}  [{place}]"


def describe_descendants(graph: Readable, thing: NamedNode) -> Iterator[tuple[str, str]]:
    """Yield what came after it."""
    rows = answer_question(graph, "lineage", {"framework": thing})
    names = [
        f"{row['descendant']} ({row['relation']})"
        for row in rows
        if isinstance(row["depth"], int) and row["depth"] == 1
    ]
    if names:
        yield "after it", ", ".join(names)
