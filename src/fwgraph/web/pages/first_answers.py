"""The questions of the first page with their answers, worked out from the graph.

Which things they are about is a choice of what people ask for first; where the graph does not
know a thing, or has no answer, its question is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, local_name, term
from fwgraph.questions.catalogue import answer_question
from fwgraph.questions.status_report import find_status
from fwgraph.store.table import PlainRow
from fwgraph.web.http.links import Links
from fwgraph.web.pages.facts import drop_repeats
from fwgraph.web.pages.lookups import Hyperlink, Lookups

MAX_NAMES = 4
"""Things that an answer names at most; its question's page names all."""
LEAST_RELEASES = 10
"""Releases from which on the first that is known is taken for the first."""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A thing in an answer, and the words after it."""

    link: Hyperlink
    after: str = ""


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A question with its answer: things, ``more`` of them that are not named, and a remark."""

    question: Hyperlink
    parts: tuple[AnswerPart, ...]
    more: int = 0
    remark: str = ""


Answerer = Callable[[Lookups, Links, tuple[NamedNode, ...]], FirstAnswer | None]


def first_answers(library: Lookups, frame: Links) -> list[FirstAnswer]:
    """Return the questions that have an answer."""
    return list(filter(None, (answer_first(library, frame, *each) for each in FIRST_QUESTIONS)))


def answer_first(
    library: Lookups, frame: Links, answer: Answerer, names: tuple[str, ...]
) -> FirstAnswer | None:
    """Return a question about some things with its answer, if the graph has both."""
    nodes = tuple(term(f"software:{name}") for name in names)
    return answer(library, frame, nodes) if all(map(library.has_node, nodes)) else None


def what_breaks(library: Lookups, frame: Links, nodes: tuple[NamedNode, ...]) -> FirstAnswer | None:
    """Return what depends on a thing, first what is referred to most."""
    (node,) = nodes
    rows = answer_question(library.graph, "dependents", {"software": node})
    dependents = sorted(
        collect_nodes(library, rows, "dependent_iri"),
        key=lambda each: -sum(1 for _ in library.triples_to(each)),
    )
    question = f"What breaks if {library.label(node)} stops?"
    href = answer_href(library, frame, "dependents", "above", software=node)
    return list_answer(library, frame, Hyperlink(question, href), dependents)


def what_became(library: Lookups, frame: Links, nodes: tuple[NamedNode, ...]) -> FirstAnswer | None:
    """Return what came after a framework."""
    (node,) = nodes
    rows = answer_question(library.graph, "lineage", {"framework": node})
    later = (row for row in rows if isinstance(row["depth"], int) and row["depth"] > 0)
    question = f"What did {library.label(node)} become?"
    href = answer_href(library, frame, "lineage", "lineage", framework=node)
    descendants = collect_nodes(library, later, "descendant_iri")
    return list_answer(library, frame, Hyperlink(question, href), descendants)


def who_went_on(library: Lookups, frame: Links, _: tuple[NamedNode, ...]) -> FirstAnswer | None:
    """Return which discontinued frameworks have successors."""
    rows = list(answer_question(library.graph, "successors-of-discontinued"))
    href = frame.page_href("questions/successors-of-discontinued")
    question = Hyperlink("Which discontinued frameworks have successors?", href)
    parts = []
    for row in rows[:MAX_NAMES]:
        framework = library.node_or_none(row["framework_iri"])
        if framework:
            link = library.link(framework, frame)
            parts.append(AnswerPart(link, after=f" → {row['successor']}"))
    more = len(rows) - len(parts)
    return FirstAnswer(question, tuple(parts), more) if parts else None


def what_is_new(library: Lookups, frame: Links, _: tuple[NamedNode, ...]) -> FirstAnswer | None:
    """Return the frameworks whose first release is the latest."""
    rows = [
        (str(row["first"]), str(row["software"]), node)
        for row in answer_question(library.graph, "release-history")
        if (node := library.node_or_none(row["software_iri"]))
        and int(row["releases"] or 0) >= LEAST_RELEASES
        and term("fw:Framework") in library.values(node, RDF_TYPE)
    ]
    rows.sort(key=lambda row: row[1].casefold())
    rows.sort(key=lambda row: row[0], reverse=True)
    parts = tuple(
        AnswerPart(library.link(node, frame), after=f" ({day[:4]})")
        for day, _, node in rows[:MAX_NAMES]
    )
    href = frame.page_href("questions/release-history")
    question = Hyperlink("Which frameworks are the newest?", href)
    return (
        FirstAnswer(question, parts, remark="by the first release, of those with a history")
        if parts
        else None
    )


def how_related(library: Lookups, frame: Links, nodes: tuple[NamedNode, ...]) -> FirstAnswer | None:
    """Return by which steps one thing is related to another."""
    start, end = nodes
    rows = answer_question(library.graph, "path", {"from": start, "to": end})
    steps = {row["step"]: row for row in reversed(list(rows))}  # the first relation of each
    parts = []
    for _, row in sorted(steps.items(), key=lambda item: str(item[0])):
        subject = library.node_or_none(row["subject_iri"])
        if subject:
            after = f" {row['relation']} {row['object']}"
            parts.append(AnswerPart(library.link(subject, frame), after=after))
    words = f"How are {library.label(start)} and {library.label(end)} related?"
    href = answer_href(library, frame, "path", "", **{"from": start, "to": end})
    return FirstAnswer(Hyperlink(words, href), tuple(parts)) if parts else None


def is_alive(library: Lookups, frame: Links, nodes: tuple[NamedNode, ...]) -> FirstAnswer | None:
    """Return the verdict on the status of software, and who says so."""
    (node,) = nodes
    report = find_status(library.graph, node)
    deciding = report.verdict.deciding
    said = f"{deciding.voice_label}, {deciding.date}" if deciding else ""
    href = answer_href(library, frame, "status", "state", software=node)
    question = Hyperlink(f"Is {report.label} still maintained?", href)
    verdict = AnswerPart(Hyperlink(report.verdict.text))
    return FirstAnswer(question, (verdict,), remark=said)


FIRST_QUESTIONS: Final[tuple[tuple[Answerer, tuple[str, ...]], ...]] = (
    (what_breaks, ("werkzeug",)),
    (what_became, ("pylons",)),
    (is_alive, ("web2py",)),
    (how_related, ("kiss-py", "flask")),
    (what_is_new, ()),
    (who_went_on, ()),
)
"""The questions in their order, each with the software that it is about."""


def list_answer(
    library: Lookups, frame: Links, question: Hyperlink, nodes: Iterable[NamedNode]
) -> FirstAnswer | None:
    """Return a question with the first of the things that answer it, None where none does."""
    named = [AnswerPart(library.link(node, frame)) for node in nodes]
    shown = tuple(named[:MAX_NAMES])
    return FirstAnswer(question, shown, len(named) - len(shown)) if shown else None


def collect_nodes(library: Lookups, rows: Iterable[PlainRow], column: str) -> Iterator[NamedNode]:
    """Yield the nodes of a column of IRIs, each once."""
    nodes = (library.node_or_none(row[column]) for row in rows)
    return drop_repeats(node for node in nodes if node)


def answer_href(
    library: Lookups, frame: Links, question: str, fragment: str, **nodes: NamedNode
) -> str:
    """Return the reference to a question; where nobody answers it, to its first thing's page."""
    if not frame.has_server:
        return frame.page_href(library.page_path(next(iter(nodes.values()))), fragment)
    values = {name: local_name(node.value) for name, node in nodes.items()}
    return frame.page_href(f"questions/{question}", query=urlencode(values))
