"""Everything known about one thing, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from textwrap import wrap

from pyoxigraph import NamedNode

from fwgraph.namespaces import format_place, local_name
from fwgraph.records import Record
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.description import LAST, read_description
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow, Table, printable_text

WIDTH = 96
"""Columns of a summary at most."""
FROM_ABSENCE = "not named there"
"""What stands in place of the phrase where a list that is complete does not name something."""


class Card(Record):
    """What the graph says of one thing.

    ``day`` is the graph's, if it has one; ``facts`` maps the name of a fact to its values;
    ``listings`` and ``claims`` are the rows of ``queries/card/``, places as ``source:line``.
    Denials are among the claims, told apart by their ``statement``.
    """

    iri: str
    day: str | None
    facts: dict[str, list[str]]
    listings: list[PlainRow]
    claims: list[PlainRow]

    @property
    def label(self) -> str:
        """The name it goes by."""
        return self.facts.get("label", [local_name(self.iri)])[0]

    def __str__(self) -> str:
        """Return it as text, as `fwgraph show` has it."""
        return render_card(self)

    def __repr__(self) -> str:
        """Return whose card it is."""
        return f"<fwgraph card: {printable_text(self.label)}, {len(self.claims)} statements>"

    def _repr_html_(self) -> str:
        """Return its text for notebooks."""
        from html import escape

        return f"<pre>{escape(str(self))}</pre>"

    def as_dict(self) -> dict[str, object]:
        """Return the card as plain values, ready for JSON."""
        return dict(vars(self))


def read_card(graph: Readable, thing: NamedNode) -> Card:
    """Return the card of a thing; one that the graph does not know has an empty card."""
    listings = [add_place(row, "edition") for row in read_card_rows(graph, "listings", thing)]
    claims = [add_place(row, "source") for row in read_card_rows(graph, "claims", thing)]
    return Card(thing.value, graph.day, read_facts(graph, thing), listings, claims)


def read_facts(graph: Readable, thing: NamedNode) -> dict[str, list[str]]:
    """Return the values of the facts that a card shows, by the names of the facts, sorted."""
    names = {fact.iri: fact.name for fact in read_description().facts_in("card")}
    values: dict[str, list[str]] = {}
    for row in read_card_rows(graph, "facts", thing, property=names):
        values.setdefault(names[str(row["property"])], []).append(str(row["value"]))
    return dict(sorted(values.items()))


def read_card_rows(graph: Readable, query: str, thing: NamedNode, **iris: Iterable[str]) -> Table:
    """Return the answer of one of the card's queries for the thing, and other terms by IRI."""
    text = bind_values(query_text(f"card/{query}"), "thing", thing)
    for name, values in iris.items():
        text = bind_values(text, name, *map(NamedNode, values))
    return Table.from_solutions(select_solutions(graph, text))


def add_place(row: PlainRow, source: str) -> PlainRow:
    """Return the row with its place, ``source:line``, as people write it."""
    return {**row, "place": format_place(str(row[source]), row["line"])}


def render_card(card: Card, bold: Callable[[str], str] = str) -> str:
    """Return the card as text for a terminal; ``bold`` marks the title and the headings."""
    parts = [title_lines(card, bold), fact_lines(card)]
    if card.listings:
        parts.append([bold("Listed"), *(listing_line(row) for row in card.listings)])
    for direction, heading in (("out", card.label), ("in", f"… {card.label}")):
        claims = [row for row in card.claims if row["direction"] == direction]
        if claims:
            parts.append([bold(printable_text(heading) + (" …" if direction == "out" else "")),
                          *relation_lines(claims, direction)])  # fmt: skip
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def title_lines(card: Card, bold: Callable[[str], str]) -> list[str]:
    """Return the name, what it is, and its IRI."""
    kinds = ", ".join(card.facts.get("kind") or card.facts.get("class") or [])
    day = f"as of {card.day}" if card.day else ""
    cells = (bold(printable_text(card.label)), printable_text(kinds), day)
    return ["  ".join(filter(None, cells)), card.iri]


def fact_lines(card: Card) -> list[str]:
    """Return the summary and the facts that have one line each."""
    lines = [
        part for text in card.facts.get("summary", []) for part in wrap(printable_text(text), WIDTH)
    ]
    names = [fact.name for fact in read_description().facts_in("card") if fact.has_line]
    return lines + [
        f"  {name:<10} {printable_text(', '.join(card.facts[name]))}"
        for name in names
        if name in card.facts
    ]


def listing_line(row: PlainRow) -> str:
    """Return what one edition says of the thing, on one line."""
    cells = [str(row[name]) for name in ("category", "version", "released") if row[name]]
    name = f"as {row['name']}: " if row["name"] else ""
    return printable_text(f"  {name}{', '.join(cells)}  [{row['place']}]")


def relation_lines(claims: Iterable[PlainRow], direction: str) -> list[str]:
    """Return one line for each related thing, and below it the phrases that say so."""
    lines = []
    for key, group in groupby(sorted(claims, key=relation_rank), key=relation_key):
        relation, other, standing = key
        sentence = f"{other} {relation} …" if direction == "in" else f"{relation} {other}"
        lines.append(f"  {printable_text(sentence)}" + (f" ({standing})" if standing else ""))
        lines += [f"      {printable_text(evidence_text(row))}" for row in group]
    return lines


def evidence_text(row: PlainRow) -> str:
    """Return the phrase of a statement and its place; one from an absence has no phrase."""
    words = f"“{row['quote']}”" if row["quote"] else FROM_ABSENCE
    return f"{words}  [{', '.join(filter(None, (str(row['place']), str(row['date'] or ''))))}]"


def relation_key(row: PlainRow) -> tuple[str, str, str]:
    """Return what the statements of one line of the card have in common."""
    return str(row["relation"]), str(row["other"]), relation_standing(row)


def relation_standing(row: PlainRow) -> str:
    """Return how a statement stands to the graph of the day, where it does not simply hold."""
    if row["statement"] == "denial":
        return "denied"
    return "" if row["holds"] else "does not hold"


def relation_rank(row: PlainRow) -> tuple[int, str, str, str, str, int]:
    """Return where a statement stands on the card."""
    rank = read_description().ranks.get(str(row["relation_iri"]), LAST)
    line = row["line"] if isinstance(row["line"], int) else 0
    words = str(row["relation"]), str(row["other"])
    return rank, *words, relation_standing(row), str(row["source"]), line
