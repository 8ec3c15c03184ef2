"""The knowledge graph of Python web frameworks.

>>> import fwgraph
>>> graph = fwgraph.load()
>>> graph.names.find("bfg").value
'https://w3id.org/fwgraph/software/repoze-bfg'
"""

from fwgraph.errors import FwgraphError
from fwgraph.graph import Graph, load

__all__ = ["FwgraphError", "Graph", "__version__", "load"]
__version__ = "0.1.0"
