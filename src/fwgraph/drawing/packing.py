"""Pieces of a drawing side by side, so that the whole has the shape of a sheet of paper."""

from collections.abc import Sequence
from math import sqrt

from fwgraph.drawing.layout_choice import SHEET
from fwgraph.drawing.scene import Scene, together

APART = 36.0
"""The blank between two pieces."""


def packed(pieces: Sequence[Scene]) -> Scene:
    """Return all pieces in one scene, in their order, as near to a sheet's shape as it gets."""
    tries = [shelved(pieces, room) for room in rooms(pieces)]
    return min(tries, key=waste) if tries else Scene()


def rooms(pieces: Sequence[Scene]) -> list[float]:
    """Return the widths that are worth a try."""
    widest = max((each.width for each in pieces), default=0)
    area = sum((each.width + APART) * (each.height + APART) for each in pieces)
    return [max(widest, sqrt(area * SHEET) * part / 10) for part in range(8, 21)] if pieces else []


def waste(whole: Scene) -> float:
    """Return the long side of the sheet, upright or lying, that holds a scene."""
    return min(max(whole.width, whole.height * SHEET), max(whole.width * SHEET, whole.height))


def shelved(pieces: Sequence[Scene], room: float) -> Scene:
    """Return the pieces in rows no wider than the room; a row's short pieces stand in stacks."""
    placed: list[Scene] = []
    top = left = tall = broad = down = 0.0
    for each in pieces:
        if placed and down and down + each.height <= tall and left + each.width <= room:
            placed.append(each.moved(left, top + down))
            broad, down = max(broad, each.width), down + each.height + APART
            continue
        if placed:
            left += broad + APART
        if placed and left + each.width > room:
            top, left, tall = top + tall + APART, 0.0, 0.0
        placed.append(each.moved(left, top))
        tall, broad, down = max(tall, each.height), each.width, each.height + APART
    return together(placed)
