"""What may have been meant by an address that leads nowhere."""

from difflib import get_close_matches

from pyoxigraph import NamedNode

from fwgraph.media_types import DESCRIPTION_FORMATS
from fwgraph.namespaces import THING_KINDS
from fwgraph.store.names import EVERY_KIND, kind_of
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Hyperlink, Lookups

MAX_NAMES = 2_000
"""Names that are compared letter by letter at most."""
MAX_NAME_LENGTH = 80
ENDINGS = tuple(f".{form.ending}" for form in DESCRIPTION_FORMATS)


def not_found_message(path: str) -> str:
    """Return what is wrong with an address."""
    shown = path if len(path) <= MAX_NAME_LENGTH else f"{path[:MAX_NAME_LENGTH]}…"
    return f"There is nothing at /{shown}."


def similar_links(library: Lookups, path: str, frame: Links) -> list[Hyperlink]:
    """Return links to the things whose names come near the last part of a path."""
    kind, _, name = path.rpartition("/")
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    if not name or len(name) > MAX_NAME_LENGTH:
        return []
    found = library.graph.names.matches(name, EVERY_KIND) or similar_nodes(library, name)
    ordered = sorted(found, key=lambda node: kind_of(node) != kind)
    return [link for link in (library.link(node, frame) for node in ordered[:5]) if link.href]


def similar_nodes(library: Lookups, name: str) -> list[NamedNode]:
    """Return the things whose slugs, labels or aliases resemble the name most, best first."""
    index = library.graph.names.index()
    alike = [known for known in index if known[:1] == name[:1].casefold()]
    found = get_close_matches(name.casefold(), (alike or list(index))[:MAX_NAMES], 3, 0.6)
    nodes = [node for known in found for node in index[known]]
    return [node for node in nodes if kind_of(node) in THING_KINDS] or nodes
