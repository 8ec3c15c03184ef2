"""The knowledge graph of Python web frameworks.

>>> import fwgraph
>>> graph = fwgraph.load()
>>> graph.names.find("bfg").value
'https://w3id.org/fwgraph/software/repoze-bfg'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwgraph.errors import FwgraphError
from fwgraph.graph import Graph, load

__all__ = ["Endpoint", "FwgraphError", "Graph", "__version__", "load"]
__version__ = "0.1.0"

if TYPE_CHECKING:
    from fwgraph.endpoint import Endpoint
else:

    def __getattr__(name):
        """Import ``Endpoint`` when it is first asked for: most answers need no network."""
        if name != "Endpoint":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from fwgraph.endpoint import Endpoint

        return Endpoint

    def __dir__():
        """Name ``Endpoint`` as well, for those who look around."""
        return sorted({*globals(), *__all__})
