"""Families as trees: what a thing descends from and rests on, step by step, with evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from fwgraph.answers import Answer, printable
from fwgraph.queries import bind, select
from fwgraph.questions import ask
from fwgraph.readable import Readable
from fwgraph.sources import query_text
from fwgraph.terms import local_name

Ends = tuple[str, str, str]
"""A step: the IRIs of its subject, relation and object."""

Evidence = tuple[tuple[str, str], ...]
"""Phrases, each with its place."""


@dataclass(frozen=True, slots=True)
class Step:
    """One relation between two things, with the phrases and places that justify it."""

    subject: str
    relation: str
    object: str
    ends: Ends
    evidence: Evidence

    def sentence(self) -> str:
        """Return the step as a sentence."""
        return f"{self.subject} {self.relation} {self.object}"


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a tree: how it reads, what justifies it, and what grows from it."""

    text: str
    evidence: Evidence
    branches: tuple["Branch", ...]


def steps(graph: Readable, answer: Answer, columns: Sequence[str]) -> list[Step]:
    """Return the steps of an answer whose columns name subject, relation and object.

    Each has the evidence of its claims; one that follows from others has none.
    """
    rows = [{name: str(cell) for name, cell in row.items() if cell is not None} for row in answer]
    found = evidence(graph, {row[f"{columns[0]}_iri"] for row in rows})
    return [step(row, columns, found) for row in rows]


def step(row: dict[str, str], columns: Sequence[str], found: Mapping[Ends, Evidence]) -> Step:
    """Return the step of a row, with the evidence for it."""
    subject, relation, object_ = (row[name] for name in columns)
    ends = ends_of(row, columns)
    return Step(subject, relation, object_, ends, found.get(ends, ()))


def ends_of(row: dict[str, str], columns: Sequence[str]) -> Ends:
    """Return the IRIs of a row's step."""
    subject, relation, object_ = (row[f"{name}_iri"] for name in columns)
    return subject, relation, object_


def evidence(graph: Readable, subjects: Iterable[str]) -> dict[Ends, Evidence]:
    """Return the phrases and places of every claim that the subjects make."""
    nodes = [NamedNode(subject) for subject in sorted(subjects)]
    if not nodes:
        return {}
    text = bind(query_text("card/evidence"), "subject", *nodes)
    found: dict[Ends, Evidence] = {}
    for row in Answer.of(select(graph, text)):
        ends = str(row["subject"]), str(row["relation"]), str(row["object"])
        place = local_name(str(row["source"])) + (f":{row['line']}" if row["line"] else "")
        found[ends] = (*found.get(ends, ()), (str(row["quote"]), place))
    return found


def lineage(graph: Readable, thing: NamedNode) -> list[Step]:
    """Return every step of descent above and below a thing, the oldest first."""
    answer = ask(graph, "lineage", {"framework": thing})
    return steps(graph, answer, ("descendant", "relation", "ancestor"))


def dependencies(graph: Readable, thing: NamedNode) -> list[Step]:
    """Return the steps by which a thing rests on others, the direct ones first."""
    answer = ask(graph, "dependencies", {"software": thing})
    return steps(graph, directed(graph, answer, thing, "dependency"), SPO)


def dependents(graph: Readable, thing: NamedNode) -> list[Step]:
    """Return the steps by which others rest on a thing, the direct ones first."""
    answer = ask(graph, "dependents", {"software": thing})
    return steps(graph, directed(graph, answer, thing, "dependent"), SPO)


def grounds(graph: Readable, thing: NamedNode, descent: Iterable[Step]) -> list[Step]:
    """Return what a thing and its ancestors rest on directly."""
    older = {step.ends[2] for step in descent} | {step.ends[0] for step in descent}
    found = (dependencies(graph, NamedNode(node)) for node in sorted({thing.value, *older}))
    return [step for steps in found for step in steps if step.ends[0] in {thing.value, *older}]


def why(graph: Readable, near: NamedNode, far: NamedNode) -> list[Step]:
    """Return the steps of a shortest way between two things; none where there is no way."""
    return steps(graph, ask(graph, "path", {"from": near, "to": far}), SPO)


SPO = ("subject", "relation", "object")


def directed(graph: Readable, answer: Answer, thing: NamedNode, far: str) -> Answer:
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
    return Answer(columns, tuple(rows))


def tree(root: str, found: Iterable[Step], *, upwards: bool) -> tuple[Branch, ...]:
    """Return the branches that grow from a thing, along its steps or against them.

    A thing that was met before is named again, but grows only once, so that circles end.
    """
    by_start: dict[str, list[Step]] = {}
    for step in found:
        by_start.setdefault(step.ends[0 if upwards else 2], []).append(step)
    seen: set[str] = {root}

    def grown(start: str) -> Iterator[Branch]:
        for step in by_start.get(start, ()):
            end = step.ends[2 if upwards else 0]
            text = f"{step.relation} {step.object}" if upwards else step.sentence()
            below: tuple[Branch, ...] = ()
            if end not in seen:
                seen.add(end)
                below = tuple(grown(end))
            yield Branch(text, step.evidence, below)

    return tuple(grown(root))


def drawn(branches: Sequence[Branch], indent: str = "") -> Iterator[str]:
    """Yield the lines of a tree, evidence under each branch."""
    for number, branch in enumerate(branches, 1):
        last = number == len(branches)
        below = indent + ("   " if last else "│  ")
        yield f"{indent}{'└─' if last else '├─'} {printable(branch.text)}"
        stem = "│" if branch.branches else " "
        for quote, place in branch.evidence:
            yield f"{below}{stem}   “{printable(quote)}”  [{place}]"
        yield from drawn(branch.branches, below)
