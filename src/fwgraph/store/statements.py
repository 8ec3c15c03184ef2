"""What holds on a day: of the statements that count, the strongest voice, and then the latest.

Most claims stand alone, and one update derives what they say (`store.inference`). Here are
those that need a second look: what some statement denies, and what holds from or until a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, NamedNode, Quad, Store

from fwgraph.namespaces import RDF_OBJECT, RDF_PREDICATE, RDF_SUBJECT, RDF_TYPE, Term, term
from fwgraph.records import Record
from fwgraph.store.days import day_of, last_day
from fwgraph.store.description import LAST
from fwgraph.store.table import is_whole_number

CLAIM, DENIAL, FACT, STATE = (term(f"fw:{name}") for name in ("Claim", "Denial", "Fact", "State"))
RELEASED = term("fw:released")
DATE, DERIVED_FROM, VOICE = term("dcterms:date"), term("prov:wasDerivedFrom"), term("fw:voice")
VALID_FROM, VALID_UNTIL, ORDER = term("fw:validFrom"), term("fw:validUntil"), term("sh:order")

BroaderRelations = Mapping[NamedNode, list[NamedNode]]
Node = NamedNode | BlankNode


class CountedStatement(Record):
    """A claim or a denial that counts; ``weight`` grows with its voice, then with its day.

    Of two that weigh the same the denial is the heavier: nothing is derived from what is
    disputed in one breath.
    """

    relation: NamedNode
    is_denial: bool
    weight: tuple[float, str, bool]


class Calendar:
    """The statements of a store as they count on a day.

    A statement counts from its fw:validFrom, or else from the day of its source, to the end
    of its fw:validUntil; one without any day always counts. What is said about a fact counts
    on every day.
    """

    def __init__(self, store: Store, day: str) -> None:
        self._store = store
        self._day = day
        self._sources: dict[Term | None, tuple[float, str]] = {}

    def read_statement(self, node: Node) -> CountedStatement | None:
        """Return a statement as it counts, or None for one that does not."""
        relation = self.value(node, RDF_PREDICATE)
        if not isinstance(relation, NamedNode):
            return None
        strength, _ = self._read_source(self.value(node, DERIVED_FROM))
        first = self._first_day(node)
        last = day_of(self.value(node, VALID_UNTIL), last_day)
        is_within = first <= self._day and (not last or self._day <= last)
        if not (is_within or self._is_fact(relation)):
            return None
        is_denial = DENIAL in self.values(node, RDF_TYPE)
        return CountedStatement(relation, is_denial, (strength, first, is_denial))

    def is_said(self, node: Node) -> bool:
        """Tell whether a statement is said by the day; nobody vouches for one without a day."""
        is_said = "" < self._first_day(node) <= self._day
        return is_said or self._is_fact(self.value(node, RDF_PREDICATE))

    def is_out(self, source: Term | None) -> bool:
        """Tell whether a source is of the day or of an earlier one."""
        return "" < self._read_source(source)[1] <= self._day

    def is_released(self, node: Node) -> bool:
        """Tell whether a release is out by the day; one without a date is as old as its source."""
        said = self._read_source(self.value(node, DERIVED_FROM))[1]
        return "" < (day_of(self.value(node, RELEASED)) or said) <= self._day

    def _first_day(self, node: Node) -> str:
        """Return the day from which a statement counts, empty where neither says one."""
        said = self._read_source(self.value(node, DERIVED_FROM))[1]
        return day_of(self.value(node, VALID_FROM)) or said

    def _is_fact(self, relation: Term | None) -> bool:
        return FACT in self.values(relation, RDF_TYPE)

    def _read_source(self, source: Term | None) -> tuple[float, str]:
        """Return the strength of a source's voice and its day, empty where it has none."""
        if source not in self._sources:
            order = str(getattr(self.value(self.value(source, VOICE), ORDER), "value", ""))
            rank = max(int(order), 0) or LAST if is_whole_number(order) else LAST
            self._sources[source] = -rank, day_of(self.value(source, DATE))
        return self._sources[source]

    def value(self, node: Term | None, predicate: NamedNode) -> Term | None:
        """Return the first value of a property by its letters, if there is one."""
        return min(self.values(node, predicate), key=str, default=None)

    def values(self, node: Term | None, predicate: NamedNode) -> set[Term]:
        """Return all values of a property."""
        if not isinstance(node, NamedNode | BlankNode):
            return set()
        return {quad.object for quad in self._store.quads_for_pattern(node, predicate, None)}


def judge_relations(
    store: Store, calendar: Calendar, broader: BroaderRelations
) -> Iterator[tuple[Quad, bool]]:
    """Yield each plain relation that needs a second look, and whether it holds.

    A denial weighs against claims of its own relation and of narrower ones: what does not
    depend on a thing does not use it.
    """
    special = find_special_statements(store)
    subjects = {subject for node in special for subject in calendar.values(node, RDF_SUBJECT)}
    for subject in subjects:
        if not isinstance(subject, NamedNode):
            continue
        for object_, nodes in group_by_object(store, calendar, subject).items():
            if special.isdisjoint(nodes):
                continue
            counted = [item for node in nodes if (item := calendar.read_statement(node))]
            for relation in claimed_relations(calendar, nodes):
                above = {relation, *broader.get(relation, ())}
                yield Quad(subject, relation, object_), holds(relation, above, counted)


def find_special_statements(store: Store) -> set[Node]:
    """Return the statements that deny, or say from or until when."""
    patterns = ((RDF_TYPE, DENIAL), (VALID_FROM, None), (VALID_UNTIL, None))
    return {
        quad.subject
        for predicate, object_ in patterns
        for quad in store.quads_for_pattern(None, predicate, object_)
        if isinstance(quad.subject, NamedNode | BlankNode)
    }


def group_by_object(store: Store, calendar: Calendar, subject: NamedNode) -> dict[Term, list[Node]]:
    """Return the statements about a subject by what they relate it to."""
    groups: dict[Term, list[Node]] = {}
    for quad in store.quads_for_pattern(None, RDF_SUBJECT, subject):
        if isinstance(quad.subject, NamedNode | BlankNode):
            for object_ in calendar.values(quad.subject, RDF_OBJECT):
                groups.setdefault(object_, []).append(quad.subject)
    return groups


def claimed_relations(calendar: Calendar, nodes: list[Node]) -> set[NamedNode]:
    """Return the relations that some of the statements claim, on whichever day.

    How a thing stood is none: nothing is derived from what is said of it.
    """
    claims = (node for node in nodes if CLAIM in calendar.values(node, RDF_TYPE))
    relations = {calendar.value(node, RDF_PREDICATE) for node in claims}
    return {
        relation
        for relation in relations
        if isinstance(relation, NamedNode) and STATE not in calendar.values(relation, RDF_TYPE)
    }


def holds(relation: NamedNode, above: set[NamedNode], counted: list[CountedStatement]) -> bool:
    """Tell whether the heaviest of the statements on a relation is a claim."""
    about = [
        item
        for item in counted
        if (item.relation in above if item.is_denial else item.relation == relation)
    ]
    heaviest = max(about, key=lambda item: item.weight, default=None)
    return heaviest is not None and not heaviest.is_denial
