"""What the rows of an answer rest on: statements, each with its source, line, day and phrase.

A question whose rows are relations has a header line ``#+ evidence: SUBJECT RELATION OBJECT``
with the columns, or parameters, that hold them; the relation may be a prefixed name. Its
answers get the columns of the newest claim. Rows of a question that has columns of statements
or listings, such as ``claim_iri``, rest on these, and have such columns already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from pyoxigraph import NamedNode

from fwgraph.namespaces import Term, term
from fwgraph.questions.rows import StepRow, row_dicts
from fwgraph.sparql.binding import BindingTerm, bind_rows, bind_values, select_solutions
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table, TableEvidence, csv_text, python_value

NEWEST = ("source", "line", "date", "quote")
NEWEST_IRIS = ("source_iri", "statement_iri")
"""The columns that an answer gets for the newest claim of each row; those of IRIs stand last."""
EVIDENCE_KEYS = ("source", "line", "date", "voice", "quote", "address", *NEWEST_IRIS)
"""What is told of a statement."""
RECORD_COLUMNS = ("statement_iri", "claim_iri", "denial_iri", "listing_iri", "release_iri")
"""How the names of columns end that hold statements, listings or releases."""
MAX_VALUES = 500
"""How many terms are bound in a query at once: stores bound the length of a query."""
BLANK = "_:"
"""What a blank node's name begins with; none can be bound."""
BROADER = "SELECT ?narrow ?broad { ?narrow rdfs:subPropertyOf ?broad }"

Relation = tuple[str, str, str]
"""The IRIs of subject, relation and object, empty where there is none."""


def attach_evidence(
    graph: Readable, answer: Table, columns: Sequence[str], terms: Mapping[str, BindingTerm]
) -> Table:
    """Return an answer with what its rows rest on, if that is statements or listings.

    ``columns`` are the words of the question's header, ``terms`` the values of its parameters.
    """
    if columns:
        relations = row_relations(answer, columns, terms)
        exact = f"{columns[1]}_iri" in answer.columns
        return add_newest(answer, find_evidence(graph, relations, exact=exact))
    records = [name for name in answer.columns if name.endswith(RECORD_COLUMNS)]
    if not records:
        return answer
    # Only JSON and Python want more than the columns say: it is read when it is wanted.
    return Table(answer.columns, answer.rows, partial(record_evidence, graph, answer, records))


def row_relations(
    answer: Table, columns: Sequence[str], terms: Mapping[str, BindingTerm]
) -> list[Relation]:
    """Return subject, relation and object of each row.

    An empty cell, such as ``via`` of a direct step, stands for the first parameter's value.
    """
    start = next(iter(terms.values()), None)
    subjects, relations, objects = (
        [csv_text(row[answer.columns.index(f"{name}_iri")] or start) for row in answer.rows]
        if f"{name}_iri" in answer.columns
        else [csv_text(term(name) if ":" in name else terms.get(name))] * len(answer.rows)
        for name in columns
    )
    return list(zip(subjects, relations, objects, strict=True))


def find_evidence(
    graph: Readable, relations: Sequence[Relation], *, exact: bool = True
) -> list[list[StepRow]]:
    """Return for each relation the claims of it that count on the day of the graph.

    They are ordered by source and line. Claims of narrower relations count where nobody claims
    the relation itself, or, unless it has to be the ``exact`` one, before those of itself.
    """
    claims: dict[tuple[str, str], dict[Term | None, StepRow]] = {}
    for row in read_claims(graph, relations):
        if is_claim_of_day(row, graph.day):
            ends = csv_text(row["subject"]), csv_text(row["object"])
            claims.setdefault(ends, {}).setdefault(row["statement_iri"], row)
    broader: dict[str, set[str]] = {}
    found = []
    for subject, relation, object_ in relations:
        of_pair = claims.get((subject, object_), {}).values()
        rows = [row for row in of_pair if csv_text(row["relation"]) == relation]
        if of_pair and not (rows and exact):
            broader = broader or read_broader(graph)
            rows = [
                row for row in of_pair if is_narrower(row["relation"], relation, broader)
            ] + rows
        found.append(rows)
    return found


def read_claims(graph: Readable, relations: Iterable[Relation]) -> Iterator[StepRow]:
    """Yield the claims of each subject about its object, MAX_VALUES pairs asked for at a time."""
    pairs = sorted({(near, far) for near, _, far in relations if is_iri(near) and is_iri(far)})
    nodes, text = [tuple(map(NamedNode, pair)) for pair in pairs], query_text("card/evidence")
    for part in batches(len(nodes)):
        bound = bind_rows(text, ("subject", "object"), nodes[part])
        yield from row_dicts(Table.from_solutions(select_solutions(graph, bound)))


def read_records(graph: Readable, iris: Iterable[str]) -> Iterator[StepRow]:
    """Yield statements and listings, MAX_VALUES asked for at a time."""
    nodes, text = [*map(NamedNode, sorted(filter(is_iri, iris)))], query_text("card/records")
    for part in batches(len(nodes)):
        bound = bind_values(text, "record", *nodes[part])
        yield from row_dicts(Table.from_solutions(select_solutions(graph, bound)))


def batches(count: int) -> Iterator[slice]:
    """Yield the parts of so many values, MAX_VALUES in each."""
    return (slice(first, first + MAX_VALUES) for first in range(0, count, MAX_VALUES))


def is_iri(name: str) -> bool:
    """Tell whether a cell names a node that can be asked for: blank ones cannot."""
    return bool(name) and not name.startswith(BLANK)


def is_claim_of_day(row: StepRow, day: str | None) -> bool:
    """Tell whether a claim counts on a day: it has begun by then, and has not ended before."""
    begun, ended = csv_text(row["date"]), csv_text(row["until"])
    return day is None or (begun <= day and not (ended and ended < day[: len(ended)]))


def newest_first(rows: Iterable[StepRow]) -> list[StepRow]:
    """Return statements, the newest first; of one day, in the order in which they came."""
    return sorted(rows, key=lambda row: csv_text(row["date"]), reverse=True)


def read_broader(graph: Readable) -> dict[str, set[str]]:
    """Return for each relation's IRI the IRIs of those directly above it."""
    broader: dict[str, set[str]] = {}
    for narrow, broad in select_solutions(graph, BROADER):
        broader.setdefault(csv_text(narrow), set()).add(csv_text(broad))
    return broader


def is_narrower(narrow: Term | None, relation: str, broader: dict[str, set[str]]) -> bool:
    """Tell whether a relation is below another one."""
    from fwgraph.store.hierarchy import closure  # needed for few answers, and slow to import

    name = csv_text(narrow)
    return name != relation and relation in closure(name, lambda iri: broader.get(iri, ()))


def add_newest(answer: Table, evidence: Iterable[Iterable[StepRow]]) -> Table:
    """Return an answer with the columns of the newest statement of each row."""
    ordered = list(map(newest_first, evidence))
    plain = len([name for name in answer.columns if not name.endswith("_iri")])
    columns = (*answer.columns[:plain], *NEWEST, *answer.columns[plain:], *NEWEST_IRIS)
    rows = []
    for row, statements in zip(answer.rows, ordered, strict=True):
        newest = statements[0] if statements else {}
        cells, iris = ([newest.get(name) for name in names] for names in (NEWEST, NEWEST_IRIS))
        rows.append((*row[:plain], *cells, *row[plain:], *iris))
    return Table(columns, tuple(rows), partial(plain_evidence, ordered))


def record_evidence(graph: Readable, answer: Table, columns: Sequence[str]) -> TableEvidence:
    """Return what is told of the statements and listings in some columns of each row."""
    numbers = [answer.columns.index(name) for name in columns]
    records = [list(dict.fromkeys(row[number] for number in numbers)) for row in answer.rows]
    iris = {csv_text(record) for of_row in records for record in of_row}
    found = {row["statement_iri"]: row for row in read_records(graph, iris)}
    known = ((found[record] for record in of_row if record in found) for of_row in records)
    return plain_evidence(map(newest_first, known))


def plain_evidence(evidence: Iterable[Iterable[StepRow]]) -> TableEvidence:
    """Return statements as plain values, by EVIDENCE_KEYS."""
    return tuple(
        tuple({name: python_value(row[name]) for name in EVIDENCE_KEYS} for row in statements)
        for statements in evidence
    )
