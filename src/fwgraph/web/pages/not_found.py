"""What may have been meant by an address that leads nowhere."""

from collections.abc import Sequence
from difflib import get_close_matches

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException

from fwgraph.media_types import DESCRIPTION_FORMATS, PLAIN_JSON
from fwgraph.namespaces import THING_KINDS
from fwgraph.store.names import EVERY_KIND, LABEL_RANK, fold_name, kind_of
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Hyperlink, Lookups

MAX_NAMES = 2_000
"""Names that are compared letter by letter at most."""
MAX_NAME_LENGTH = 80
ENDINGS = tuple(f".{form.ending}" for form in DESCRIPTION_FORMATS)
MOVED_ENDINGS = (*ENDINGS, f".{PLAIN_JSON.ending}")


class NotFound(HTTPException):
    """There is nothing at a path; ``similar`` links what may have been meant."""

    def __init__(self, path: str, similar: Sequence[Hyperlink]) -> None:
        shown = path if len(path) <= MAX_NAME_LENGTH else f"{path[:MAX_NAME_LENGTH]}…"
        super().__init__(404, f"There is nothing at /{shown}.")
        self.similar = similar


def similar_links(lookups: Lookups, path: str, links: Links) -> list[Hyperlink]:
    """Return links to the things whose names come near the last part of a path."""
    kind, _, name = path.rpartition("/")
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    if not name or len(name) > MAX_NAME_LENGTH:
        return []
    nodes = lookups.graph.names.matches(name, EVERY_KIND) or similar_nodes(lookups, name)
    ordered = sorted(nodes, key=lambda node: kind_of(node) != kind)
    return [link for node in ordered[:5] if (link := lookups.link(node, links)).href]


def find_moved_path(lookups: Lookups, path: str) -> str | None:
    """Return where a thing is whose name in a path is written otherwise: /software/Flask.

    Letter case, dots, hyphens and underscores may differ; the ending of a form is kept.
    """
    kind, _, name = path.rpartition("/")
    ending = next((ending for ending in MOVED_ENDINGS if name.endswith(ending)), "")
    if not name or len(name) > MAX_NAME_LENGTH:
        return None
    named = lookups.graph.names.index().get(fold_name(name.removesuffix(ending)), {})
    found = [
        lookups.page_path(node)
        for node, rank in named.items()
        if rank < LABEL_RANK and kind_of(node) == kind.casefold()
    ]
    moved = f"{found[0]}{ending}" if len(found) == 1 and found[0] else None
    return None if moved == path else moved


def similar_nodes(lookups: Lookups, name: str) -> list[NamedNode]:
    """Return the things whose slugs, labels or aliases resemble the name most, best first."""
    index = lookups.graph.names.index()
    same_letter = [known for known in index if known[:1] == name[:1].casefold()]
    candidates = (same_letter or list(index))[:MAX_NAMES]
    close = get_close_matches(name.casefold(), candidates, 3, 0.6)
    nodes = [node for known in close for node in index[known]]
    return [node for node in nodes if kind_of(node) in THING_KINDS] or nodes
