"""Alphabetical order: which entries of a list are out of place, and where they belong."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence


def name_key(name: str) -> str:
    """Return what names are compared by: without case and accents, character by character."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def longest_sorted_run(names: Sequence[str]) -> list[int]:
    """Return the indexes of the longest run of names that is in order; gaps allowed.

    The other names are the fewest that have to move. Among runs of the same length it is
    the one that keeps earlier entries, so that of two swapped neighbours the second is
    out of place.
    """
    lengths = run_lengths(names)
    wanted, last = max(lengths, default=0), ""
    run = []
    for index, name in enumerate(names):
        if lengths[index] == wanted and name_key(name) >= last:
            run.append(index)
            wanted, last = wanted - 1, name_key(name)
    return run


def run_lengths(names: Sequence[str]) -> list[int]:
    """Return for each name the length of the longest run in order that begins with it."""
    ranks = {key: rank for rank, key in enumerate(sorted({name_key(name) for name in names}))}
    tops: list[int] = []
    lengths = []
    for name in reversed(names):
        rank = -ranks[name_key(name)]
        at = bisect_right(tops, rank)
        tops[at : at + 1] = [rank]
        lengths.append(at + 1)
    return lengths[::-1]


def alphabetical_order(names: Sequence[str]) -> list[int]:
    """Return the indexes in alphabetical order; equal names stay as they stand."""
    return sorted(range(len(names)), key=lambda index: name_key(names[index]))


def correct_predecessors(names: Sequence[str]) -> dict[int, int | None]:
    """Return for each name that is out of place the index of the one it belongs behind.

    None stands for the head of the list.
    """
    places = alphabetical_order(names)
    before = dict(zip(places, [None, *places], strict=False))
    in_place = set(longest_sorted_run(names))
    return {index: before[index] for index in range(len(names)) if index not in in_place}
