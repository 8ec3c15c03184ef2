"""The links of a page written as the wiki's map has them, and nothing else of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fwgraph.wiki.document import Block, Comment, PageTable
from fwgraph.wiki.markdown import marks
from fwgraph.wiki.markdown.destinations import find_destination, find_link_end, unescape_text
from fwgraph.wiki.markdown.lines import BYTE_ORDER_MARK
from fwgraph.wiki.markdown.reader import parse_wiki_page
from fwgraph.wiki.myst.links import WikiLink, WikiPages, is_inside_wiki, wiki_links
from fwgraph.wiki.myst.tables import table_form
from fwgraph.wiki.spans import TextRange

_BEFORE_ADDRESS = re.compile(r"\]\(\s*+")
_ODD_ADDRESS = re.compile(r"[\s<>()]")


@dataclass(frozen=True, slots=True)
class LinkChange:
    """An address written anew: where it stood, of which link, and the new one."""

    at: TextRange
    label: str
    address: str


def relink_page(text: str, place: str, wiki: WikiPages) -> tuple[str, list[LinkChange]]:
    """Return a page with the addresses written anew that the wiki's map knows, and which."""
    changes = list(find_changes(parse_wiki_page(text).blocks, place, wiki))
    if not changes:
        return text, []
    lines = text.split("\n")
    mark = int(text.startswith(BYTE_ORDER_MARK))  # columns count from behind a byte order mark
    for change in reversed(changes):
        number, shift = change.at.line - 1, mark if change.at.line == 1 else 0
        line, start, end = lines[number], change.at.start + shift, change.at.end + shift
        lines[number] = line[:start] + written_address(change.address, line[start:end]) + line[end:]
    return "\n".join(lines), changes


def find_changes(blocks: Iterable[Block], place: str, wiki: WikiPages) -> Iterator[LinkChange]:
    """Yield what has to change, in the order of the page.

    In a table whose columns are kept by blanks, nothing does.
    """
    moved: dict[str, str | None] = {}
    for block in blocks:
        if isinstance(block, Comment):
            yield from definition_changes(block, place, wiki)
        if isinstance(block, PageTable) and table_form(block) != "pipe":
            continue
        for link in wiki_links([block]):
            if link.address not in moved:
                is_alive = wiki.is_alive(place, link.address)
                moved[link.address] = None if is_alive else wiki.new_address(place, link.address)
            new, at = moved[link.address], None
            if new is not None:
                at = address_range(link)
            if new is not None and at is not None:
                yield LinkChange(at, " ".join(link.span.text.split()) or link.address, new)


def address_range(link: WikiLink) -> TextRange | None:
    """Return where the address of a link stands, or nothing where it is defined elsewhere."""
    source, span = link.text.source, link.span
    found = None
    for before in _BEFORE_ADDRESS.finditer(source, span.start, span.end):
        end = find_link_end(source, before.start() + 1)
        if end and end.end <= span.end and end.target == span.target:
            destination = find_destination(source, before.end())
            found = destination and (before.end(), destination[0])
    return link.text.range(*found) if found else None


def definition_changes(block: Comment, place: str, wiki: WikiPages) -> Iterator[LinkChange]:
    """Yield the change of an address that a label is defined to stand for."""
    first = block.raw.lstrip(BYTE_ORDER_MARK).rstrip("\r\n")
    start = len(first) - len(first.lstrip())
    defined = marks.REFERENCE.match(first, start)
    if not defined:
        return
    group = 3 if defined[2] is None else 2
    address = unescape_text(defined[group])
    if not is_inside_wiki(address) or wiki.is_alive(place, address):
        return
    if new := wiki.new_address(place, address):
        at, end = defined.span(group)
        # What stands in angle brackets is replaced with them.
        yield LinkChange(
            TextRange(block.line, at - (group == 2), end + (group == 2)), defined[1], new
        )


def written_address(address: str, old: str) -> str:
    """Return an address as it is written in the place of another one."""
    escaped = address.replace("\\", "\\\\").replace("|", "\\|")
    if old.startswith("<") or _ODD_ADDRESS.search(address):
        return "<" + re.sub(r"[<>]", r"\\\g<0>", escaped) + ">"
    return escaped
