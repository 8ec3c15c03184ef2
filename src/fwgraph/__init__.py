"""The knowledge graph of Python web frameworks.

>>> import fwgraph
>>> graph = fwgraph.load()
>>> graph.names.find("bfg").value
'https://w3id.org/fwgraph/software/repoze-bfg'
"""

from fwgraph.errors import FwgraphError
from fwgraph.graph import Graph, load
from fwgraph.graph_uses import find_use
from fwgraph.project import __version__
from fwgraph.questions.methods import QuestionMethods

__all__ = ["Endpoint", "FwgraphError", "Graph", "__version__", "load"]

# this is above all rooms, and runs before any module of them can be imported
QuestionMethods._find_use = staticmethod(find_use)


def __getattr__(name: str) -> object:
    """Import ``Endpoint`` when it is first needed: most answers need no network.

    Type checkers read ``__init__.pyi``, where it is an ordinary import.
    """
    if name != "Endpoint":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from fwgraph.endpoint import Endpoint

    return Endpoint


def __dir__() -> list[str]:
    """Name ``Endpoint`` as well, for those who look around."""
    return sorted({*globals(), *__all__})
