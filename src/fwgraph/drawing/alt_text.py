"""What a drawing says in words: of each thing, of each line, and of the whole."""

from collections.abc import Mapping, Sequence

from fwgraph.drawing.text_metrics import single_line
from fwgraph.view import Edge, Listing, Thing, View

MAX_QUOTES = 4
"""How many quotes are given for an edge; there may be more."""


def thing_alt_text(thing: Thing) -> str:
    """Return a thing's name, kind, state and last listed release."""
    kinds = ", ".join(thing.kinds) or thing.shape
    parts = [f"{thing.label}: {kinds}"]
    if thing.discontinued:
        parts.append("discontinued")
    if thing.independent:
        parts.append("depends on nothing, as its source says")
    if thing.listings:
        parts.append(release_alt_text(thing.listings[-1]))
    return single_line("; ".join(filter(None, parts)))


def release_alt_text(listing: Listing) -> str:
    """Return the last release that a listing gives, and where."""
    release = " of ".join(filter(None, [listing.version, listing.released]))
    place = f"[{listing.edition}:{listing.line}]" if listing.line else f"[{listing.edition}]"
    return f"last release {release} {place}" if release else f"listed {place}"


def edge_alt_text(edge: Edge, labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return an edge as a sentence, with the quotes that say so and where they stand."""
    quotes = [f"“{evidence.quote}” [{evidence.place}]" if evidence.quote else f"[{evidence.place}]"
              for evidence in edge.evidence[:MAX_QUOTES]]  # fmt: skip
    if len(edge.evidence) > MAX_QUOTES:
        quotes.append(f"and {len(edge.evidence) - MAX_QUOTES} more")
    sentence = f"{names[edge.start]} {labels[edge.relation]} {names[edge.end]}"
    return single_line(": ".join(filter(None, [sentence, "; ".join(quotes)])))


def edges_alt_text(
    edges: Sequence[Edge], labels: Mapping[str, str], names: Mapping[str, str]
) -> str:
    """Return the edges of one line: one with its evidence, several by the names they join."""
    if len(edges) == 1:
        return edge_alt_text(edges[0], labels, names)
    relation = labels[edges[0].relation]
    starts = ", ".join(sorted({names[edge.start] for edge in edges}))
    ends = ", ".join(sorted({names[edge.end] for edge in edges}))
    return single_line(f"{starts} {relation} {ends}")


def view_alt_text(view: View) -> str:
    """Return how much a view shows."""
    if not view.things:
        return "Nothing is here to be shown."
    things = count_phrase(len(view.things), "thing")
    gone = sum(thing.discontinued for thing in view.things)
    state = f", {gone} of them discontinued" if gone else ""
    return f"{things}{state}; {count_phrase(len(view.edges), 'relation')}."


def count_phrase(count: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
