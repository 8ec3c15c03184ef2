from fwgraph.endpoint import Endpoint as Endpoint
from fwgraph.errors import FwgraphError as FwgraphError
from fwgraph.graph import Graph as Graph
from fwgraph.graph import load as load
from fwgraph.project import __version__ as __version__
