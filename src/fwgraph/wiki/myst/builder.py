"""What the wiki's code asks of a builder: what it makes less of a page, and how to mend that."""

from dataclasses import dataclass

from fwgraph.wiki.myst.faults import find_faults
from fwgraph.wiki.myst.links import WikiPages
from fwgraph.wiki.myst.relinking import relink_page
from fwgraph.wiki.myst.rewriting import Rewriting, rewrite_tables

__all__ = ["Mending", "find_faults", "mend_page"]


@dataclass(frozen=True, slots=True)
class Mending:
    """A page that was mended, with what was done and what was left, by lines of the one before."""

    text: str
    tables: Rewriting
    done: list[tuple[int, str, str]]
    left: list[tuple[int, str]]


def mend_page(text: str, place: str | None, wiki: WikiPages | None) -> Mending:
    """Return a page with its tables written so that they are published, and its links as mapped."""
    tables = rewrite_tables(text)
    done = [(each.line, "table", each.done) for each in tables.changes if each.done]
    left = [(each.line, each.reason) for each in tables.changes if each.reason]
    mended = tables.text
    if wiki is not None and place is not None:
        mended, links = relink_page(mended, place, wiki)
        done += (
            (tables.line_before(link.at.line), link.label, f"links {link.address}")
            for link in links
        )
    return Mending(mended, tables, done, left)
