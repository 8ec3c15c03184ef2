"""How the card of software begins: its state in words, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from fwgraph.namespaces import format_place
from fwgraph.questions.catalogue import answer_question
from fwgraph.questions.software_state import SoftwareState, read_software_state
from fwgraph.questions.status_report import StatusReport
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow


def describe_state(graph: Readable, thing: NamedNode) -> list[tuple[str, str]]:
    """Return what is known of the state of software, each with a name; of others nothing."""

    def answer(question: str, parameter: str) -> Iterator[PlainRow]:
        return iter(answer_question(graph, question, {parameter: thing}))

    state = read_software_state(graph, thing, answer)
    return list(describe_known_state(state)) if state else []


def describe_known_state(state: SoftwareState) -> Iterator[tuple[str, str]]:
    """Yield the status, what contradicts it, the releases, and what came directly after it."""
    yield "status", describe_verdict_source(state.report)
    for row, why in state.report.contradictions:
        yield "but", f"{row.voice_label}: {row.label}: {why}  [{row.place}]"
    for name, release in state.named_releases():
        place = format_place(str(release["source_iri"]), release["line"])
        yield name, f"{release['version']}, {release['released']}  [{place}]"
    direct = [row for row in state.successors if row["depth"] == 1]
    if direct:
        yield "after it", ", ".join(f"{row['descendant']} ({row['relation']})" for row in direct)


def describe_verdict_source(report: StatusReport) -> str:
    """Return the verdict on a status, with who says so and when."""
    deciding = report.verdict.deciding
    if deciding is None:
        return report.verdict.text
    words = f" “{deciding.quote}”" if deciding.quote else ""
    said = f"{deciding.voice_label}, {deciding.date or 'undated'}"
    return f"{report.verdict.text} ({said}){words}  [{deciding.place}]"
