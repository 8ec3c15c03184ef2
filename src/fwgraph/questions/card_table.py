"""Everything known about one thing as one table, for spreadsheets and programs."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from fwgraph.questions.cards import Card
from fwgraph.store.table import Table

COLUMNS = ("part", "direction", "name", "value", "holds", "source", "line", "date", "quote")
"""``part`` is fact, listing, claim or denial; ``direction`` says which end of a claim it is."""


def tabulate_card(card: Card) -> Table:
    """Return a row for each fact, listing and statement of a card; what is not said is unbound."""
    rows = tuple(
        tuple(None if cell in {"", None} else Literal(cell) for cell in row)
        for row in card_rows(card)
    )
    return Table(COLUMNS, rows)


def card_rows(card: Card) -> Iterator[tuple[str | int | bool | None, ...]]:
    """Yield the cells of the rows, in the order of the card."""
    for name, values in card.facts.items():
        for value in values:
            yield "fact", None, name, value, None, None, None, None, None
    for row in card.claims:
        cells = (row[name] for name in ("source", "line", "date", "quote"))
        holds = "true" if row["holds"] else "false"
        yield row["statement"], row["direction"], row["relation"], row["other"], holds, *cells
    for row in card.listings:
        said = ", ".join(str(row[name]) for name in ("name", "version", "released") if row[name])
        yield "listing", None, row["category"], said, None, row["edition"], row["line"], None, None
