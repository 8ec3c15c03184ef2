"""Links inside a wiki: which page each leads to, and where the page went that is not there.

A link is relative to the folder of its page, or to the top of the wiki where it begins with a
slash. It may name the page without an ending, as ``.md`` or as ``.html``; what it says behind
``#`` or ``?`` is about a place on the page, and is not judged.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from fwgraph.wiki.document import Block, PageTable, TextBlock
from fwgraph.wiki.spans import InlineText, Span, SpanKind

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|\Z")
_PAGE_ENDING = re.compile(r"\.(?:md|markdown|html?)\Z", re.IGNORECASE)
_BEHIND = re.compile(r"[#?].*", re.DOTALL)
_OTHER_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}\Z")


@dataclass(frozen=True, slots=True)
class WikiLink:
    """A link of a page to another page of its wiki: the text that it is in, and its span."""

    text: InlineText
    span: Span

    @property
    def address(self) -> str:
        """Where it leads, as a reader of the markup has it."""
        return self.span.target or ""


@dataclass(frozen=True, slots=True)
class WikiPages:
    """What a wiki has: the paths of its pages without endings, of other files, and a map.

    The map leads from old names of pages to the paths that they have now. Other files are known
    where ``has_all_files``.
    """

    pages: frozenset[str]
    files: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    has_all_files: bool = False

    def is_alive(self, page: str, address: str) -> bool:
        """Tell whether a page's link leads to a page or file, or to a file that is not known."""
        path = resolve_address(page, address)
        if path is None:
            return False
        if path in self.files or path in self.pages or page_name(path) in self.pages:
            return True
        is_file = _OTHER_ENDING.search(path) and not _PAGE_ENDING.search(path)
        return bool(is_file) and not self.has_all_files

    def new_address(self, page: str, address: str) -> str | None:
        """Return the address by which a page links what has moved, or nothing.

        Old names are those of one wiki, which is the first folder; the folders between it and
        the name may be others by now.
        """
        path = resolve_address(page, address)
        if path is None:
            return None
        wiki, *rest = page_name(path).split("/")
        names = [page_name(path), *("/".join([wiki, *rest[at:]]) for at in range(1, len(rest)))]
        found = (page_name(self.moved[name]) for name in names if name in self.moved)
        target = next((each for each in found if each in self.pages), None)
        if target is None:
            return None
        behind = _BEHIND.search(address)
        # A page may be called like the folder that the other page is in, which is ".." from there.
        folder, name = posixpath.split(target)
        way = posixpath.relpath(folder or ".", posixpath.dirname(page) or ".")
        relative = posixpath.normpath(posixpath.join(way, name))
        return f"{relative}.md{behind[0]}" if behind else relative


def resolve_address(page: str, address: str) -> str | None:
    """Return the path in the wiki that a page's link leads to, or nothing if it leads out of it."""
    path = unquote(_BEHIND.sub("", address))
    from_top = path.startswith("/")
    joined = path.lstrip("/") if from_top else posixpath.join(posixpath.dirname(page), path)
    found = posixpath.normpath(joined)
    return None if found.split("/")[0] == ".." else found


def page_name(path: str) -> str:
    """Return the path of a page without its ending."""
    return _PAGE_ENDING.sub("", path)


def is_inside_wiki(address: str) -> bool:
    """Tell whether an address is one of the wiki, and not only of the page itself."""
    return not _ELSEWHERE.match(address)


def wiki_links(blocks: Sequence[Block]) -> Iterator[WikiLink]:
    """Yield the links of a page to pages of its wiki, in order."""
    for block in blocks:
        for text in texts_of_block(block):
            if "[" in text.source:
                yield from (WikiLink(text, span) for span in text.spans if leads_to_page(span))


def leads_to_page(span: Span) -> bool:
    """Tell whether a span is a link to a page of the wiki."""
    return span.kind is SpanKind.LINK and span.target is not None and is_inside_wiki(span.target)


def texts_of_block(block: Block) -> Iterator[InlineText]:
    """Yield the texts of a block."""
    if isinstance(block, TextBlock):
        yield block.text
    elif isinstance(block, PageTable):
        yield from (cell.text for row in block.rows for cell in row.cells)
