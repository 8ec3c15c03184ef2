"""One walk over a hierarchy, whichever relation makes it one."""

from __future__ import annotations


def closure(node, step):
    """Return a node and all that any number of steps lead to; circles end."""
    reached, waiting = {node}, [node]
    while waiting:
        new = set(step(waiting.pop())) - reached
        reached |= new
        waiting += new
    return reached
