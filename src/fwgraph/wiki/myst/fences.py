"""The fences around the blocks of a page, and which of them a builder drops.

MyST takes the first word in braces behind the colons or backticks of a fence for the name of a
directive. Attributes of pandoc (``::: {}``, ``::: {.note}``) are no name: what stands in such a
fence is dropped. With blanks in the braces it takes them for a class, and drops nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fwgraph.wiki.document import Block, ContainerFence, PreformattedText

_FENCE = re.compile(r"\s*(:{3,}|`{3,}|~{3,})\s*([^\r\n]*)")
_NAMELESS = re.compile(r"\{(?!\w)[^\s{}]*\}")


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block with the number it has on the page, and the fences around it, outermost first."""

    number: int
    block: Block
    fences: tuple["Fence", ...]

    @property
    def dropped_in(self) -> "Fence | None":
        """The outermost fence around the block that is dropped with it."""
        return next((fence for fence in self.fences if fence.is_dropped), None)


@dataclass(slots=True)
class Fence:
    """A fence that is open: the numbers of the blocks that open and close it, and its signs.

    One that ``is_dropped`` is taken for a directive that has no name.
    """

    opening: int
    block: Block
    signs: str
    info: str
    is_dropped: bool
    closing: int | None = None

    @property
    def opening_line(self) -> str:
        """The fence as it is written, with one blank."""
        return f"{self.signs} {self.info}".strip()


def fence_of(number: int, block: Block) -> Fence | None:
    """Return the fence that a block begins with, or nothing."""
    fence = _FENCE.match(block.raw)
    if not fence:
        return None
    info = fence[2].strip()
    return Fence(number, block, fence[1], info, is_dropped=_NAMELESS.match(info) is not None)


def place_blocks(blocks: Sequence[Block]) -> Iterator[PlacedBlock]:
    """Yield the blocks of a page with the fences around them; fences themselves are in none."""
    opened: tuple[Fence, ...] = ()
    for number, block in enumerate(blocks):
        if not isinstance(block, ContainerFence):
            yield PlacedBlock(number, block, opened)
            continue
        fence = fence_of(number, block)
        if fence is None:
            continue
        if block.attributes is not None:
            opened = (*opened, fence)
        elif (at := find_opening_fence(opened, fence.signs)) is not None:
            opened[at].closing = number
            opened = opened[:at]


def find_opening_fence(opened: Sequence[Fence], signs: str) -> int | None:
    """Return the innermost fence that such signs close."""
    for at in range(len(opened) - 1, -1, -1):
        if opened[at].signs == signs or (signs[0] != ":" and signs.startswith(opened[at].signs)):
            return at
    return None


def dropped_code(number: int, block: Block) -> Fence | None:
    """Return the fence of code that is dropped, or nothing."""
    fence = fence_of(number, block) if isinstance(block, PreformattedText) else None
    return fence if fence and fence.is_dropped else None
