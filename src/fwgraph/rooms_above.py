"""How a graph reaches the rooms above it: by name, when one of its methods is called."""

from collections.abc import Callable


def import_above(name: str) -> Callable[..., object]:
    """Return the function ``module:function`` of a room above the one that asks.

    A graph hands itself to what validates, draws and writes graphs; those rooms know graphs,
    and a graph knows no more of them than these names.
    """
    from importlib import import_module

    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(import_module(f"fwgraph.{module}"), function)
    return found
