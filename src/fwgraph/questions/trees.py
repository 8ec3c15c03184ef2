"""Families as trees: what a thing descends from and rests on, step by step, with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from fwgraph.namespaces import format_place
from fwgraph.questions.catalogue import answer_question
from fwgraph.records import Record
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.package import query_text
from fwgraph.store.table import Table, printable_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fwgraph.store.readable import Readable

StepIris = tuple[str, str, str]
"""A step: the IRIs of its subject, relation and object."""

StepEvidence = tuple[tuple[str, str], ...]
"""Phrases, each with its place."""


class Step(Record):
    """One relation between two things, with the phrases and places that justify it."""

    subject: str
    relation: str
    object: str
    ends: StepIris
    evidence: StepEvidence

    def sentence(self) -> str:
        """Return the step as a sentence."""
        return f"{self.subject} {self.relation} {self.object}"


class Branch(Record):
    """A step in a tree: how deep it stands, how it reads, and what justifies it."""

    depth: int
    text: str
    evidence: StepEvidence


def read_steps(graph: Readable, answer: Table, columns: Sequence[str]) -> list[Step]:
    """Return the steps of an answer whose columns name subject, relation and object.

    Each has the evidence of its claims; one that follows from others has none.
    """
    rows = [{name: str(cell) for name, cell in row.items() if cell is not None} for row in answer]
    found = read_evidence(graph, {row[f"{columns[0]}_iri"] for row in rows})
    return [step_from_row(row, columns, found) for row in rows]


def step_from_row(
    row: dict[str, str], columns: Sequence[str], found: Mapping[StepIris, StepEvidence]
) -> Step:
    """Return the step of a row, with the evidence for it."""
    subject, relation, object_ = (row[name] for name in columns)
    ends = step_iris(row, columns)
    return Step(subject, relation, object_, ends, found.get(ends, ()))


def step_iris(row: dict[str, str], columns: Sequence[str]) -> StepIris:
    """Return the IRIs of a row's step."""
    subject, relation, object_ = (row[f"{name}_iri"] for name in columns)
    return subject, relation, object_


def read_evidence(graph: Readable, subjects: Iterable[str]) -> dict[StepIris, StepEvidence]:
    """Return the phrases and places of every claim that the subjects make."""
    nodes = [NamedNode(subject) for subject in sorted(subjects)]
    if not nodes:
        return {}
    text = bind_values(query_text("card/evidence"), "subject", *nodes)
    found: dict[StepIris, StepEvidence] = {}
    for row in Table.from_solutions(select_solutions(graph, text)):
        ends = str(row["subject"]), str(row["relation"]), str(row["object"])
        place = format_place(str(row["source"]), row["line"])
        found[ends] = (*found.get(ends, ()), (str(row["quote"]), place))
    return found


def lineage_steps(graph: Readable, thing: NamedNode) -> list[Step]:
    """Return every step of descent above and below a thing, the oldest first."""
    answer = answer_question(graph, "lineage", {"framework": thing})
    return read_steps(graph, answer, ("descendant", "relation", "ancestor"))


def dependency_steps(graph: Readable, thing: NamedNode) -> list[Step]:
    """Return the steps by which a thing rests on others, the direct ones first."""
    answer = answer_question(graph, "dependencies", {"software": thing})
    return read_steps(graph, orient_rows(graph, answer, thing, "dependency"), SPO)


def dependent_steps(graph: Readable, thing: NamedNode) -> list[Step]:
    """Return the steps by which others rest on a thing, the direct ones first."""
    answer = answer_question(graph, "dependents", {"software": thing})
    return read_steps(graph, orient_rows(graph, answer, thing, "dependent"), SPO)


def direct_dependency_steps(
    graph: Readable, thing: NamedNode, descent: Iterable[Step]
) -> list[Step]:
    """Return what a thing and its ancestors rest on directly."""
    parents: dict[str, list[str]] = {}
    for step in descent:
        parents.setdefault(step.ends[0], []).append(step.ends[2])
    older, waiting = {thing.value}, [thing.value]
    while waiting:
        new = set(parents.get(waiting.pop(), ())) - older
        older |= new
        waiting += new
    nodes = [NamedNode(node) for node in sorted(older)]
    text = bind_values(query_text("card/grounds"), "subject_iri", *nodes)
    return read_steps(graph, Table.from_solutions(select_solutions(graph, text)), SPO)


def path_steps(graph: Readable, near: NamedNode, far: NamedNode) -> list[Step]:
    """Return the steps of a shortest way between two things; none where there is no way."""
    return read_steps(graph, answer_question(graph, "path", {"from": near, "to": far}), SPO)


SPO = ("subject", "relation", "object")


def orient_rows(graph: Readable, answer: Table, thing: NamedNode, far: str) -> Table:
    """Return an answer of dependencies or dependents as steps from subject to object.

    Where ``via`` is empty, the thing asked for is the near end.
    """
    label = Literal(graph.names.label(thing))
    columns = ("subject", "relation", "object", "subject_iri", "relation_iri", "object_iri")
    place = answer.columns.index
    rows = []
    for row in answer.rows:
        via, via_iri = row[place("via")], row[place("via_iri")]
        near = (via, via_iri) if via_iri is not None else (label, thing)
        other = row[place(far)], row[place(f"{far}_iri")]
        (subject, subject_iri), (object_, object_iri) = (
            (near, other) if far == "dependency" else (other, near)
        )
        relation, relation_iri = row[place("relation")], row[place("relation_iri")]
        rows.append((subject, relation, object_, subject_iri, relation_iri, object_iri))
    return Table(columns, tuple(rows))


def tree_branches(root: str, found: Iterable[Step], *, upwards: bool) -> list[Branch]:
    """Return the branches that grow from a thing, along its steps or against them.

    They come in the order in which they are drawn. A thing that was met before is named
    again, but grows only once, so that circles end.
    """
    by_start: dict[str, list[Step]] = {}
    for step in found:
        by_start.setdefault(step.ends[0 if upwards else 2], []).append(step)
    branches = []
    seen = {root}
    waiting = [(0, step) for step in reversed(by_start.get(root, ()))]
    while waiting:
        depth, step = waiting.pop()
        text = f"{step.relation} {step.object}" if upwards else step.sentence()
        branches.append(Branch(depth, text, step.evidence))
        end = step.ends[2 if upwards else 0]
        if end not in seen:
            seen.add(end)
            waiting += [(depth + 1, below) for below in reversed(by_start.get(end, ()))]
    return branches


def render_tree(branches: Sequence[Branch]) -> list[str]:
    """Return the lines of a tree, evidence under each branch."""
    lines: list[str] = []
    open_depths: set[int] = set()
    for branch in reversed(branches):
        stems = ["│  " if depth in open_depths else "   " for depth in range(branch.depth + 2)]
        before, below = "".join(stems[: branch.depth]), "".join(stems[: branch.depth + 1])
        corner = "├─" if branch.depth in open_depths else "└─"
        lines += [
            f"{below}{stems[-1][0]}   “{printable_text(quote)}”  [{place}]"
            for quote, place in reversed(branch.evidence)
        ]
        lines.append(f"{before}{corner} {printable_text(branch.text)}")
        open_depths = {depth for depth in open_depths if depth < branch.depth} | {branch.depth}
    return lines[::-1]
