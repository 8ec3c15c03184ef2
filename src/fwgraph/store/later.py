"""What is later than a day, and goes from a graph of that day; the days on which that changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pyoxigraph import BlankNode, NamedNode, Store

from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.store.days import day_of, last_day
from fwgraph.store.statements import (
    CLAIM,
    DATE,
    DENIAL,
    RELEASED,
    VALID_FROM,
    VALID_UNTIL,
    Calendar,
    Node,
)

EDITION, RELEASE = term("fw:edition"), term("fw:Release")
FURTHER_RELEASE = term("fw:furtherRelease")


def remove_later(store: Store, calendar: Calendar) -> None:
    """Remove the statements that are not said by the calendar's day, and what pages list later.

    So go the releases that are later, whatever their sources; what a page states beside the
    latest release of an entry goes with the entry. Facts stay, and so do things and sources.
    """
    later = [
        *(
            node
            for kind in (CLAIM, DENIAL)
            for node in nodes_of_kind(store, kind)
            if not calendar.is_said(node)
        ),
        *(
            node
            for quad in store.quads_for_pattern(None, EDITION, None)
            if isinstance(quad.subject, NamedNode | BlankNode) and not calendar.is_out(quad.object)
            for node in (quad.subject, *further_releases(store, quad.subject))
        ),
        *(
            node
            for node in nodes_of_kind(store, RELEASE)
            if not calendar.is_released(node) and not is_further_release(store, node)
        ),
    ]
    for node in later:
        for quad in list(store.quads_for_pattern(node, None, None)):
            store.remove(quad)


def nodes_of_kind(store: Store, kind: NamedNode) -> Iterator[Node]:
    """Yield the nodes of a class."""
    for quad in store.quads_for_pattern(None, RDF_TYPE, kind):
        if isinstance(quad.subject, NamedNode | BlankNode):
            yield quad.subject


def further_releases(store: Store, listing: Node) -> Iterator[Node]:
    """Yield the releases that a listing states beside its latest."""
    for quad in store.quads_for_pattern(listing, FURTHER_RELEASE, None):
        if isinstance(quad.object, NamedNode | BlankNode):
            yield quad.object


def is_further_release(store: Store, node: Node) -> bool:
    """Tell whether a listing states a release beside its latest."""
    return next(store.quads_for_pattern(None, FURTHER_RELEASE, node), None) is not None


def turning_days(store: Store) -> list[str]:
    """Return the days on which something begins to hold, or ends, in their order."""
    beginnings = [
        day_of(quad.object)
        for predicate in (DATE, VALID_FROM, RELEASED)
        for quad in store.quads_for_pattern(None, predicate, None)
    ]
    lasts = (
        day_of(quad.object, last_day) for quad in store.quads_for_pattern(None, VALID_UNTIL, None)
    )
    return sorted({*filter(None, beginnings), *map(day_after, filter(None, lasts))})


def day_after(day: str) -> str:
    """Return the day after another; the month's end may be written as a 31st that it has not."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except ValueError:
        return (date.fromisoformat(f"{day[:8]}28") + timedelta(days=4)).replace(day=1).isoformat()
