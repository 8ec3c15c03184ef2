"""The masthead of a page about one software: a list of terms and what is said of each.

It stands below the heading "Masthead", or is the only list of the page that defines two of the
known terms. A term and its text are a definition, or a line ``term:: text``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fwgraph.wiki.document import (
    Block,
    Definition,
    Heading,
    PageTable,
    Paragraph,
    TextBlock,
    WikiPage,
)
from fwgraph.wiki.entries import title_of
from fwgraph.wiki.spans import InlineText

TOPICS = {
    "python": r"(?:supported )?python(?: versions?)?",
    "address": r"(?:(?:project |official )?(?:url|home ?page|web ?site|web page)s?)",
    "licence": r"licen[cs]es?",
    "platforms": r"(?:supported )?(?:platforms?|operating systems?)",
    "release": r".*\b(?:versions?|releases?)\b.*",
}
"""What terms are about, by how they are written: the first that fits."""
EMPTY_TEXT = ":"
"""What is left of a definition without a text, below its term, which is read as a paragraph."""
LINE_TERM = re.compile(r"\W*([^\W\d_][^:\n]{0,60}?)\s*::\s*(?=\S|$)")


@dataclass(frozen=True, slots=True)
class MastheadField:
    """A term of a masthead, what it is about if that is known, and its text.

    ``phrase`` is what a reader sees of both, on one line, and begins on ``term_line``.
    """

    term: str
    topic: str | None
    text: InlineText
    phrase: str
    term_line: int

    @property
    def line(self) -> int:
        """The line on which the text begins."""
        return self.text.line

    @property
    def value(self) -> str:
        """The text as a reader sees it, on one line."""
        return " ".join(self.text.plain.split())


@dataclass(frozen=True, slots=True)
class Masthead:
    """The title of a page, the fields of its masthead, and the lines in it that are no fields."""

    title: str
    fields: tuple[MastheadField, ...]
    unread: tuple[int, ...] = ()


def read_masthead(page: WikiPage) -> Masthead | None:
    """Return the masthead of a page; nothing where it has none, or may have several."""
    sections = list(page.sections())
    title = next((title_of(heading) for heading, _ in sections if heading), "")
    named = [blocks for heading, blocks in sections if heading and is_masthead(heading)]
    found = named or [blocks for _, blocks in sections if defines_two(blocks)]
    if len(found) != 1:
        return None
    blocks = found[0]
    fields = tuple(fields_of(blocks))
    read = {field.line for field in fields}
    lines = [
        (line.line, line.plain.strip())
        for block in blocks
        if isinstance(block, TextBlock) and not isinstance(block, Definition)
        for line in block.text.lines()
    ]
    unread = (
        line
        for (line, words), (_, below) in pairwise([*lines, (0, "")])
        if line not in read and words and EMPTY_TEXT not in {words, below}
    )
    tables = (block.line for block in blocks if isinstance(block, PageTable))
    return Masthead(title, fields, tuple(sorted({*unread, *tables})))


def is_masthead(heading: Heading) -> bool:
    """Tell whether a heading says that a masthead stands below it."""
    return title_of(heading).casefold() == "masthead"


def defines_two(blocks: Sequence[Block]) -> bool:
    """Tell whether blocks define two of the known terms."""
    return len({field.topic for field in fields_of(blocks)} - {None}) > 1


def fields_of(blocks: Sequence[Block]) -> Iterator[MastheadField]:
    """Yield the terms that blocks define, with their texts."""
    for block in blocks:
        if isinstance(block, Definition):
            phrase = " ".join(f"{block.term} {block.text.plain}".split())
            yield MastheadField(block.term, topic_of(block.term), block.text, phrase, block.line)
        elif isinstance(block, Paragraph):
            for line in block.text.lines():
                if term := LINE_TERM.match(line.source):
                    text, phrase = next(line.lines(term.end())), " ".join(line.plain.split())
                    yield MastheadField(term[1], topic_of(term[1]), text, phrase, line.line)


def topic_of(term: str) -> str | None:
    """Return what a term is about, or nothing where it is none of the known ones."""
    words = " ".join(term.casefold().split()).rstrip(":")
    return next((topic for topic, form in TOPICS.items() if re.fullmatch(form, words)), None)
