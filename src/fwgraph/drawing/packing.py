"""Pieces of a drawing side by side, so that the whole has the shape of a sheet of paper."""

from collections.abc import Sequence
from math import sqrt

from fwgraph.drawing.layout_choice import SHEET_RATIO
from fwgraph.drawing.scene import Scene, merge_scenes

SCENE_GAP = 36.0
"""The blank between two pieces."""


def pack_scenes(pieces: Sequence[Scene]) -> Scene:
    """Return all pieces in one scene, in their order, as near to a sheet's shape as it gets."""
    tries = [pack_shelves(pieces, room) for room in candidate_widths(pieces)]
    return min(tries, key=sheet_side) if tries else Scene()


def candidate_widths(pieces: Sequence[Scene]) -> list[float]:
    """Return the widths that are worth a try."""
    widest = max((each.width for each in pieces), default=0)
    area = sum((each.width + SCENE_GAP) * (each.height + SCENE_GAP) for each in pieces)
    return (
        [max(widest, sqrt(area * SHEET_RATIO) * part / 10) for part in range(8, 21)]
        if pieces
        else []
    )


def sheet_side(whole: Scene) -> float:
    """Return the long side of the sheet, upright or lying, that holds a scene."""
    return min(
        max(whole.width, whole.height * SHEET_RATIO), max(whole.width * SHEET_RATIO, whole.height)
    )


def pack_shelves(pieces: Sequence[Scene], room: float) -> Scene:
    """Return the pieces in rows no wider than the room; a row's short pieces stand in stacks."""
    placed: list[Scene] = []
    top = left = tall = broad = down = 0.0
    for each in pieces:
        if placed and down and down + each.height <= tall and left + each.width <= room:
            placed.append(each.move_by(left, top + down))
            broad, down = max(broad, each.width), down + each.height + SCENE_GAP
            continue
        if placed:
            left += broad + SCENE_GAP
        if placed and left + each.width > room:
            top, left, tall = top + tall + SCENE_GAP, 0.0, 0.0
        placed.append(each.move_by(left, top))
        tall, broad, down = max(tall, each.height), each.width, each.height + SCENE_GAP
    return merge_scenes(placed)
