"""What a graph hands itself to: the rooms above it that check, draw and write graphs."""

from collections.abc import Callable


def find_use(name: str) -> Callable[..., object]:
    """Return the function that does with a graph what one of its methods promises.

    Each room is imported when it is first needed. The package hands this function to the
    methods of a graph (``QuestionMethods._find_use``), which know no room above their own.
    """
    if name == "draw":
        from fwgraph.drawing.pictures import draw_graph

        return draw_graph
    if name == "write_html":
        from fwgraph.drawing.pictures import write_graph_html

        return write_graph_html
    if name == "to_networkx":
        from fwgraph.drawing.networkx_graph import build_networkx_graph

        return build_networkx_graph
    if name == "validate":
        from fwgraph.rules.findings import check_graph

        return check_graph
    if name == "export":
        from fwgraph.export import export_graph

        return export_graph
    raise LookupError(name)
