"""One walk over a hierarchy, whichever relation makes it one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from typing import TypeVar

    Node = TypeVar("Node", bound=Hashable)


def closure(node: Node, step: Callable[[Node], Iterable[Node]]) -> set[Node]:
    """Return a node and all that any number of steps lead to; circles end."""
    reached, waiting = {node}, [node]
    while waiting:
        new = set(step(waiting.pop())) - reached
        reached |= new
        waiting += new
    return reached
