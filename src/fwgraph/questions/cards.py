"""Everything known about one thing, and where each part of it stands."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

from fwgraph.namespaces import local_name, placed
from fwgraph.records import Record
from fwgraph.sparql.binding import bind, select
from fwgraph.store.package import query_text
from fwgraph.store.table import Answer, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from pyoxigraph import NamedNode

    from fwgraph.store.readable import Readable

    Row = dict[str, Any]

WIDTH = 96
ORDER = ("descends from", "successor of", "renamed from", "fork of", "built on", "extends", "uses")
"""Relations that a reader looks for first; the others follow by name."""

SHORT = ("alias", "home page", "package", "address", "revision", "date", "source")
"""Facts that fit on one line, in the order in which they are shown."""


class Card(Record):
    """What the graph says of one thing.

    ``facts`` maps the name of a fact to its values; ``listings`` and ``claims`` are the
    rows of ``queries/card/``, places as ``source:line``.
    """

    iri: str
    facts: dict[str, list[str]]
    listings: list[Row]
    claims: list[Row]

    @property
    def label(self) -> str:
        """The name it goes by."""
        return self.facts.get("label", [local_name(self.iri)])[0]

    def as_dict(self) -> dict[str, Any]:
        """Return the card as plain values, ready for JSON."""
        return {
            "iri": self.iri, "facts": self.facts, "listings": self.listings, "claims": self.claims,
        }  # fmt: skip


def card(graph: Readable, thing: NamedNode) -> Card:
    """Return the card of a thing; one that the graph does not know has an empty card."""
    facts: dict[str, list[str]] = {}
    for row in rows(graph, "card/facts", thing):
        facts.setdefault(str(row["fact"]), []).append(str(row["value"]))
    listings = [located(row, "edition") for row in rows(graph, "card/listings", thing)]
    claims = [located(row, "source") for row in rows(graph, "card/claims", thing)]
    return Card(thing.value, facts, listings, claims)


def rows(graph: Readable, query: str, thing: NamedNode) -> Answer:
    """Return the answer of one of the card's queries for the thing."""
    return Answer.of(select(graph, bind(query_text(query), "thing", thing)))


def located(row: Row, source: str) -> Row:
    """Return the row with its place, ``source:line``, as people write it."""
    return {**row, "place": placed(row[source], row["line"])}


def drawn(card: Card, bold: Callable[[str], str] = str) -> str:
    """Return the card as text for a terminal; ``bold`` marks the title and the headings."""
    parts = [title(card, bold), facts(card)]
    if card.listings:
        parts.append([bold("Listed"), *(listing(row) for row in card.listings)])
    for direction, heading in (("out", card.label), ("in", f"… {card.label}")):
        claims = [row for row in card.claims if row["direction"] == direction]
        if claims:
            parts.append([bold(printable(heading) + (" …" if direction == "out" else "")),
                          *relations(claims, direction)])  # fmt: skip
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def title(card: Card, bold: Callable[[str], str]) -> list[str]:
    """Return the name, what it is, and its IRI."""
    kinds = ", ".join(card.facts.get("kind") or card.facts.get("class") or [])
    return [f"{bold(printable(card.label))}  {printable(kinds)}".rstrip(), card.iri]


def facts(card: Card) -> list[str]:
    """Return the summary and the facts that have one line each."""
    lines = [
        part for text in card.facts.get("summary", []) for part in wrap(printable(text), WIDTH)
    ]
    shown = [name for name in SHORT if name in card.facts]
    return [*lines, *(f"  {name:<10} {printable(', '.join(card.facts[name]))}" for name in shown)]


def listing(row: Row) -> str:
    """Return what one edition says of the thing, on one line."""
    said = [row["category"], row["version"], row["released"]]
    name = f"as {row['name']}: " if row["name"] else ""
    return printable(f"  {name}{', '.join(str(each) for each in said if each)}  [{row['place']}]")


def relations(claims: Iterable[Row], direction: str) -> list[str]:
    """Return one line for each related thing, and below it the phrases that say so."""
    lines = []
    for (relation, other), group in groupby(sorted(claims, key=rank), key=named):
        sentence = f"{other} {relation} …" if direction == "in" else f"{relation} {other}"
        lines.append(f"  {printable(sentence)}")
        lines += [printable(f"      “{row['quote']}”  [{row['place']}]") for row in group]
    return lines


def named(row: Row) -> tuple[str, str]:
    """Return what the claims of one line of the card have in common."""
    return row["relation"], str(row["other"])


def rank(row: Row) -> tuple[int, str, str, str, int]:
    """Return where a claim stands on the card."""
    relation = row["relation"]
    first = ORDER.index(relation) if relation in ORDER else len(ORDER)
    line = row["line"] if isinstance(row["line"], int) else 0
    return first, relation, str(row["other"]), row["source"], line
