"""Steps of relations with their evidence, and the trees that they form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from fwgraph.namespaces import format_place
from fwgraph.questions.catalogue import answer_rows, find_question
from fwgraph.questions.evidence import find_evidence
from fwgraph.questions.paths import distances
from fwgraph.questions.rows import StepRow
from fwgraph.records import Record
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow, Table, csv_text, printable_text

STEP_COLUMNS = {
    "lineage": ("descendant", "relation", "ancestor"),
    "dependencies": ("via", "relation", "dependency"),
    "dependents": ("dependent", "relation", "via"),
    "path": ("subject", "relation", "object"),
}
"""The questions that are answered with steps: which columns hold subject, relation, object."""

StepIris = tuple[str, str, str]
"""The IRIs of a step's subject, relation and object."""

StepEvidence = tuple[tuple[str, str, str], ...]
"""Phrases, each with its place and the day from which it counts, empty where there is none."""

LONG_YEARS = 5
"""Years between the statements of a path from which on it says so: each may hold, and not all."""


class Step(Record):
    """One relation between two things, by label and by IRI, with the evidence for it.

    ``through`` says what one of the two is where it explains nothing on the way, since much
    has it in common: a specification or a platform.
    """

    subject: str
    relation: str
    object: str
    ends: StepIris
    evidence: StepEvidence = ()
    through: str = ""

    def sentence(self) -> str:
        """Return the step as a sentence."""
        return f"{self.subject} {self.relation} {self.object}"

    @property
    def day(self) -> str:
        """The day of its newest statement, empty where none has one."""
        return max((day for _, _, day in self.evidence), default="")


class Branch(Record):
    """A step in a tree: how deep it stands, how it reads, and the evidence for it.

    ``span`` are the years of the oldest and of the newest step between it and the root, where
    they lie far apart and those of the step before do not; else empty.
    """

    depth: int
    text: str
    evidence: StepEvidence
    span: tuple[str, ...] = ()


def find_steps(graph: Readable, question: str, things: Mapping[str, NamedNode]) -> list[Step]:
    """Return the steps that answer one of STEP_COLUMNS' questions, evidence not yet added.

    ``things`` are the values of the question's parameters. The steps come in the order of
    the answer's rows.
    """
    columns = STEP_COLUMNS[question]
    first = next(iter(things.values()))
    label = graph.names.label(first) if "via" in columns else ""
    rows = answer_rows(graph, find_question(question), things)
    return [step_from_row(row, columns, (label, first.value)) for row in rows]


def find_direct_dependencies(
    graph: Readable, thing: NamedNode, descent: Iterable[Step]
) -> list[Step]:
    """Return the steps by which a thing and its ancestors depend on others directly."""
    older = distances(((step.ends[0], step.ends[2]) for step in descent), thing.value)
    nodes = map(NamedNode, sorted(map(str, older)))
    text = bind_values(query_text("card/dependencies"), "subject_iri", *nodes)
    rows = Table.from_solutions(select_solutions(graph, text))
    return [step_from_row(row, STEP_COLUMNS["path"]) for row in rows]


def step_from_row(row: PlainRow, columns: Sequence[str], start: tuple[str, str] = ("", "")) -> Step:
    """Return the step in a row; an empty ``via`` is the start, given as label and IRI."""
    subject, relation, object_ = (
        start if row[f"{name}_iri"] is None else (str(row[name]), str(row[f"{name}_iri"]))
        for name in columns
    )
    ends = subject[1], relation[1], object_[1]
    through = str(row.get("through") or "")
    return Step(subject[0], relation[0], object_[0], ends, through=through)


def add_evidence(graph: Readable, steps: Iterable[Step]) -> list[Step]:
    """Return the steps with the evidence of their claims, read in one query.

    A step that nobody states has that of the narrower ones from which it follows. What is
    said after the day of the graph is left out.
    """
    steps = list(steps)
    claims = find_evidence(graph, [step.ends for step in steps])
    return [
        Step(
            step.subject,
            step.relation,
            step.object,
            step.ends,
            tuple(phrase_and_place(row) for row in rows if row["quote"] is not None),
            step.through,
        )
        for step, rows in zip(steps, claims, strict=True)
    ]


def phrase_and_place(row: StepRow) -> tuple[str, str, str]:
    """Return the phrase of a statement, its place, and the day from which it counts."""
    place = format_place(csv_text(row["source_iri"]), csv_text(row["line"]))
    return csv_text(row["quote"]), place, csv_text(row["date"])


def tree_branches(root: str, steps: Iterable[Step], *, upwards: bool) -> list[Branch]:
    """Return the branches below a thing, along its steps or against them.

    They come in the order in which they are drawn. A thing that comes again is named
    again, but has branches only once, so that circles end.
    """
    by_start: dict[str, list[Step]] = {}
    for step in steps:
        by_start.setdefault(step.ends[0 if upwards else 2], []).append(step)
    branches = []
    seen = {root}
    waiting = [(0, ("", ""), step) for step in reversed(by_start.get(root, ()))]
    while waiting:
        depth, before, step = waiting.pop()
        text = f"{step.relation} {step.object}" if upwards else step.sentence()
        period = widen_period(before, step.day)
        is_new = is_long(period) and not is_long(before)
        branches.append(Branch(depth, text, step.evidence, period if is_new else ()))
        end = step.ends[2 if upwards else 0]
        if end not in seen:
            seen.add(end)
            below = reversed(by_start.get(end, ()))
            waiting += [(depth + 1, period, further) for further in below]
    return branches


def path_branches(steps: Sequence[Step]) -> list[Branch]:
    """Return the steps of a path, one below the other."""
    period = ("", "")
    branches = []
    for step in steps:
        before, period = period, widen_period(period, step.day)
        span = period if is_long(period) and not is_long(before) else ()
        branches.append(Branch(0, step.sentence(), step.evidence, span))
    return branches


def widen_period(period: tuple[str, str], day: str) -> tuple[str, str]:
    """Return the period, first and last day, widened to hold a day; none is empty."""
    first, last = period
    return (min(first, day) if first and day else first or day, max(last, day))


def is_long(period: tuple[str, str]) -> bool:
    """Tell whether a period has so many years that what it holds may not have met."""
    first, last = (int(day[:4] or 0) for day in period)
    return last - first >= LONG_YEARS


def render_tree(branches: Sequence[Branch]) -> list[str]:
    """Return the lines of a tree, evidence under each branch."""
    lines: list[str] = []
    open_depths: set[int] = set()
    for branch in reversed(branches):  # from below: a stem is drawn where a branch is to come
        stems = ["│  " if depth in open_depths else "   " for depth in range(branch.depth + 2)]
        before, below = "".join(stems[: branch.depth]), "".join(stems[: branch.depth + 1])
        corner = "├─" if branch.depth in open_depths else "└─"
        margin = f"{below}{stems[-1][0]}   "
        if branch.span:
            first, last = (day[:4] for day in branch.span)
            lines.append(f"{margin}said {int(last) - int(first)} years apart: {first}, {last}")
        lines += [
            f"{margin}“{printable_text(quote)}”  [{', '.join(filter(None, (place, day)))}]"
            for quote, place, day in reversed(branch.evidence)
        ]
        lines.append(f"{before}{corner} {printable_text(branch.text)}")
        open_depths = {depth for depth in open_depths if depth < branch.depth} | {branch.depth}
    return lines[::-1]
