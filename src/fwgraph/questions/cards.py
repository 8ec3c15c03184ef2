"""Everything known about one thing, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pyoxigraph import NamedNode

from fwgraph.namespaces import expand_name, format_place, local_name
from fwgraph.records import Record
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.description import LAST, OTHER, read_description
from fwgraph.store.hierarchy import closure
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow, Table, printable_text
from fwgraph.store.text_width import display_width, fit_lines, wrap_columns

WIDTH = 96
"""Columns of a summary at most."""
DEPENDS_ON_NOTHING = expand_name("fw:dependsOnNothing")
"""What is stated as true, of nothing else."""
SECTIONS = (
    ("dependence", "out", "dependencies", "What {name} depends on"),
    ("dependence", "in", "dependents", "What depends on {name}"),
    ("descent", "in", "after", "What came after {name}"),
    ("descent", "out", "before", "What {name} descends from"),
    ("other", "out", "out", "What else is said of {name}"),
    ("other", "in", "into", "What else is said about {name}"),
)
"""The parts of what holds, on a card and a page: family, direction, anchor and heading."""
DENIED = "denied"
"""The standing of what a source says is not so."""
FORMER = "Formerly, or denied"
"""The heading of what does not hold."""
FROM_ABSENCE = "not named there"
"""What stands in place of the phrase where a list that is complete does not name something."""


def section_family(family: str | None) -> str:
    """Return the family in whose part a relation stands: the others' for one without its own."""
    return family if family and any(family == section[0] for section in SECTIONS) else OTHER


class Card(Record):
    """What the graph says of one thing.

    ``day`` is the graph's, if it has one; ``facts`` maps the name of a fact to its values;
    ``listings`` and ``claims`` are the rows of ``queries/card/``, places as ``source:line``.
    Denials are among the claims, told apart by their ``statement``. ``families`` maps the IRIs
    of their relations to the names of the families that these count to.
    """

    iri: str
    day: str | None
    facts: dict[str, list[str]]
    listings: list[PlainRow]
    claims: list[PlainRow]
    families: dict[str, str]

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
        return {name: value for name, value in vars(self).items() if name != "families"}


def read_card(graph: Readable, thing: NamedNode) -> Card:
    """Return the card of a thing; one that the graph does not know has an empty card."""
    listings = [add_place(row, "edition") for row in read_card_rows(graph, "listings", thing)]
    claims = [add_place(row, "source") for row in read_card_rows(graph, "claims", thing)]
    families = read_families(graph, {str(row["relation_iri"]) for row in claims})
    return Card(thing.value, graph.day, read_facts(graph, thing), listings, claims, families)


def read_families(graph: Readable, relations: Iterable[str]) -> dict[str, str]:
    """Return the name of the broadest family of each relation, by their IRIs."""
    above: dict[str, set[str]] = {}
    for row in Table.from_solutions(select_solutions(graph, query_text("card/broader"))):
        above.setdefault(str(row["relation"]), set()).add(str(row["above"]))
    return {
        relation: read_description()
        .family_of(closure(relation, lambda near: above.get(near, ())))
        .top
        for relation in relations
    }


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


def render_card(
    card: Card,
    bold: Callable[[str], str] = str,
    state: Iterable[tuple[str, str]] = (),
    width: int = 0,
) -> str:
    """Return the card as text for a terminal of so many columns; 0 for lines of any length.

    ``bold`` marks the title and the headings; ``state`` is what is known of a software's state.
    """
    parts = [title_lines(card, bold), fact_lines(card, state, width)]
    for heading, claims in card_sections(card):
        count = len({row["other_iri"] for row in claims})
        title = bold(printable_text(f"{heading} ({count})"))
        parts.append([title, *relation_lines(claims)])
    if card.listings:
        parts.append([bold("Listed"), *(listing_line(row) for row in card.listings)])
    return fit_lines("\n\n".join("\n".join(part) for part in parts if part) + "\n", width)


def card_sections(card: Card) -> Iterator[tuple[str, list[PlainRow]]]:
    """Yield the headings and the statements below them, of those that have some."""
    holding = [row for row in card.claims if not relation_standing(row)]
    for family, direction, _, heading in SECTIONS:
        claims = [
            row
            for row in holding
            if (section_family(card.families.get(str(row["relation_iri"]))), row["direction"])
            == (family, direction)
        ]
        if claims:
            yield heading.format(name=card.label), claims
    if former := [row for row in card.claims if relation_standing(row)]:
        yield FORMER, former


def title_lines(card: Card, bold: Callable[[str], str]) -> list[str]:
    """Return the name, what it is, and its IRI."""
    kinds = ", ".join(card.facts.get("kind") or card.facts.get("class") or [])
    day = f"as of {card.day}" if card.day else ""
    cells = (bold(printable_text(card.label)), printable_text(kinds), day)
    return ["  ".join(filter(None, cells)), card.iri]


def fact_lines(card: Card, state: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Return the summary, the state, and the facts that have one line each."""
    summary = [printable_text(text) for text in card.facts.get("summary", [])]
    lines = [part for text in summary for part in wrap_columns(text, min(width or WIDTH, WIDTH))]
    names = [fact.name for fact in read_description().facts_in("card") if fact.has_line]
    facts = [(name, ", ".join(card.facts[name])) for name in names if name in card.facts]
    for name, text in (*state, *facts):
        lines += wrap_fact(f"  {name:<10} {printable_text(text)}", width)
    return lines


def wrap_fact(line: str, width: int) -> list[str]:
    """Return a fact in lines that fit, those after the first below the first's text."""
    if not width or display_width(line) <= width:
        return [line]
    return wrap_columns(line[13:], width, line[:13], " " * 13)


def listing_line(row: PlainRow) -> str:
    """Return what one edition says of the thing, on one line."""
    cells = [str(row[name]) for name in ("category", "version", "released") if row[name]]
    name = f"as {row['name']}: " if row["name"] else ""
    return printable_text(f"  {name}{', '.join(cells)}  [{row['place']}]")


def relation_lines(claims: Iterable[PlainRow]) -> list[str]:
    """Return one line for each related thing, and below it the phrases that say so."""
    lines = []
    ordered = sorted(claims, key=lambda row: (row["direction"] == "in", *relation_rank(row)))
    for _, group in groupby(ordered, key=relation_key):
        rows = list(group)
        lines.append(f"  {printable_text(relation_sentence(rows[0]))}")
        lines += [printable_text(f"      {evidence_text(row)}") for row in rows]
    return lines


def relation_sentence(row: PlainRow) -> str:
    """Return what a statement says of the other thing, and its standing."""
    standing = relation_standing(row)
    if row["relation_iri"] == DEPENDS_ON_NOTHING:
        sentence = str(row["relation"])
    elif row["direction"] == "in":
        sentence = f"{row['other']} {row['relation']} …"
    else:
        sentence = f"{row['relation']} {row['other']}"
    return f"{sentence} ({standing})" if standing else sentence


def evidence_text(row: PlainRow) -> str:
    """Return the phrase of a statement and its place; one from an absence has no phrase."""
    words = f"“{row['quote']}”" if row["quote"] else FROM_ABSENCE
    return f"{words}  [{', '.join(filter(None, (str(row['place']), str(row['date'] or ''))))}]"


def relation_key(row: PlainRow) -> tuple[str, str, str, str]:
    """Return what the statements of one line of the card have in common."""
    standing = relation_standing(row)
    return str(row["direction"]), str(row["relation"]), str(row["other"]), standing


def relation_standing(row: PlainRow) -> str:
    """Return how a statement stands to the graph of the day, where it does not simply hold."""
    if row["statement"] == "denial":
        return DENIED
    return "" if row["holds"] else "does not hold"


def relation_rank(row: PlainRow) -> tuple[int, str, str, str, str, int]:
    """Return where a statement stands on the card."""
    rank = read_description().ranks.get(str(row["relation_iri"]), LAST)
    line = row["line"] if isinstance(row["line"], int) else 0
    words = str(row["relation"]), str(row["other"])
    return rank, *words, relation_standing(row), str(row["source"]), line
