"""How a thing's page begins: whether it is maintained, what was released, what came after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_OBJECT, Term, expand_name, term
from fwgraph.questions.software_state import SoftwareState, read_software_state
from fwgraph.questions.status_report import StatusReport
from fwgraph.questions.status_rows import StatusRow
from fwgraph.store.table import PlainRow
from fwgraph.web.http.links import Links
from fwgraph.web.pages.facts import first_text
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.places import place_link
from fwgraph.web.pages.suggestions import NodeAnswers

MAX_CONTRADICTIONS = 5
"""What speaks against the status, as far as the page's beginning shows it."""


LICENCE = term("fw:license")
RELEASE_NAMES = {"latest": "Latest release", "first": "First known release"}
PYTHONS = expand_name("platform:python")
"""What the IRIs of the versions of Python begin with."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """One thing that is known: words, the things that they are about, and who says so."""

    name: str
    text: str = ""
    links: tuple[Hyperlink, ...] = ()
    said: str = ""
    quote: str = ""
    place: Hyperlink | None = None
    against: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a software's state, by name; ``has_ended`` where the verdict says so."""

    groups: tuple[tuple[StateRow, ...], ...]
    has_ended: bool


def read_state(
    library: Lookups,
    node: NamedNode,
    claims: Sequence[PlainRow],
    answers: NodeAnswers,
    frame: Links,
) -> State | None:
    """Return the state of software; of other things there is none."""
    state = read_software_state(library.graph, node, answers.answer)
    if state is None:
        return None
    report = state.report
    answers.keep("status", report.table)
    rows = [
        verdict_row(library, report, frame),
        *against_rows(library, report, frame),
        *release_rows(library, state, frame),
        *after_rows(library, state, frame),
        *licence_rows(library, node, frame),
        *platform_rows(library, claims, frame),
    ]
    ended = report.verdict.status in report.policy.ended
    groups = groupby(rows, key=lambda row: row.name)
    return State(tuple(tuple(group) for _, group in groups), ended)


def verdict_row(library: Lookups, report: StatusReport, frame: Links) -> StateRow:
    """Return the verdict, and who says so in which words."""
    deciding = report.verdict.deciding
    if deciding is None:
        return StateRow("Status", report.verdict.text)
    return status_row(library, "Status", deciding, frame, report.verdict.text)


def against_rows(library: Lookups, report: StatusReport, frame: Links) -> Iterable[StateRow]:
    """Yield what contradicts the verdict."""
    for row, why in report.contradictions[:MAX_CONTRADICTIONS]:
        yield status_row(library, "But", row, frame, f"{row.label}: {why}", against=True)


def status_row(
    library: Lookups, name: str, row: StatusRow, frame: Links, text: str, *, against: bool = False
) -> StateRow:
    """Return something that is said of a status, with its voice, day, words and place."""
    voice = row.voice_label if row.voice_label.startswith("a ") else f"the {row.voice_label}"
    sign = f"{row.label}, " if row.is_sign and not against else ""
    said = f"{sign}says {voice}, {row.date or 'undated'}"
    if row.is_sign and row.as_of and row.as_of != row.date:
        said += f", as of {row.as_of}"
    place = place_link(library, row.source, row.line, frame)
    return StateRow(name, text, (), said, row.quote, place, against)


def release_rows(library: Lookups, state: SoftwareState, frame: Links) -> Iterable[StateRow]:
    """Yield the latest and the first release that a source dates, and what sources dispute."""
    for name, row in state.named_releases():
        yield release_row(library, RELEASE_NAMES[name], row, frame)
    for version, days in state.disputed_releases()[-MAX_CONTRADICTIONS:]:
        text = f"{version} came out on {' or '.join(days)}"
        yield StateRow("But", text, said="sources differ", against=True)


def release_row(library: Lookups, name: str, row: PlainRow, frame: Links) -> StateRow:
    """Return a release with its day and its place."""
    place = place_link(library, row["source_iri"], row["line"], frame)
    said = f"as of {row['date']}" if row["date"] else ""
    return StateRow(name, f"{row['version']}, {row['released']}", (), said, "", place)


def after_rows(library: Lookups, state: SoftwareState, frame: Links) -> Iterable[StateRow]:
    """Yield what came after it, and where it goes on otherwise."""
    later = [
        (
            str(row["descendant"]),
            f"{row['relation']} {row['ancestor']}",
            str(row["descendant_iri"]),
        )
        for row in state.successors
    ]
    known = {iri for _, _, iri in later}
    later += [each for each in state.report.continuations if each[2] not in known]
    by_relation: dict[str, dict[str, Hyperlink]] = {}
    for name, relation, iri in later:
        is_node = (node := library.node_or_none(iri)) and library.has_node(node)
        link = library.link(node, frame) if node and is_node else library.url_link(name)
        by_relation.setdefault(relation, {}).setdefault(iri, link)
    for words, links in by_relation.items():
        yield StateRow("What came after it", "", tuple(links.values()), words)


def licence_rows(library: Lookups, node: NamedNode, frame: Links) -> Iterable[StateRow]:
    """Yield the licences that hold, each with the newest statement that names it."""
    newest: dict[Term, StateRow] = {}
    for statement in library.statements_of(node, LICENCE):
        for value in library.values(statement, RDF_OBJECT):
            row = licence_row(library, statement, value, frame)
            newest[value] = max(
                newest.get(value, row), row, key=lambda each: (each.said, each.quote)
            )
    for value in library.values(node, LICENCE):
        yield newest.get(value) or StateRow("Licence", library.label_or_text(value))


def licence_row(library: Lookups, statement: NamedNode, value: Term, frame: Links) -> StateRow:
    """Return a licence with the day, the words and the place of a statement that names it."""
    sources = library.values(statement, term("prov:wasDerivedFrom"))
    source = next((each for each in sources if isinstance(each, NamedNode)), None)
    day = source and first_text(library, source, "dcterms:date")
    line, quote = (first_text(library, statement, name) for name in ("fw:line", "fw:quote"))
    place = place_link(library, source.value, line, frame) if source else None
    return StateRow("Licence", library.label_or_text(value), (), day or "", quote or "", place)


def platform_rows(library: Lookups, claims: Iterable[PlainRow], frame: Links) -> Iterable[StateRow]:
    """Yield the versions of Python that it runs on, with the newest words that say so."""
    newest: dict[str, PlainRow] = {}
    for row in sorted(claims, key=lambda row: str(row["date"])):
        runs = row["relation_iri"] == expand_name("fw:runsOn") and row["direction"] == "out"
        if (
            runs
            and str(row["other_iri"]).startswith(PYTHONS)
            and row["holds"]
            and row["statement"] == "claim"
        ):
            newest[str(row["other_iri"])] = row
    for iri, row in sorted(newest.items()):
        node = library.node_or_none(iri)
        links = (library.link(node, frame, str(row["other"])),) if node else ()
        place = place_link(library, row["source"], row["line"], frame)
        yield StateRow("Python", "", links, str(row["date"] or ""), str(row["quote"] or ""), place)
