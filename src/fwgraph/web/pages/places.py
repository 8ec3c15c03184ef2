"""Places: a source and a line, as links to the line of the source's page."""

from fwgraph.namespaces import format_place
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Hyperlink, Lookups


def place_link(library: Lookups, source: object, line: object, frame: Links) -> Hyperlink:
    """Return a place: the source's slug and the line, linked to the source's page."""
    node = library.node_or_none(source)
    if node is None:
        return Hyperlink("")
    place = format_place(node.value, line)
    return library.link(node, frame, place, f"line-{line}" if line else "")
