"""A text of a source, read in as many ways as its phrases need."""

from collections.abc import Callable, Iterator
from functools import cached_property

from pyoxigraph import NamedNode

from fwgraph.store.names import kind_of
from fwgraph.verification.expectations import Source
from fwgraph.verification.markup import strip_inline_markup, strip_markup
from fwgraph.verification.texts import SourceText
from fwgraph.verification.visible_text import VisibleText, collapse_blanks, page_text, plain_text
from fwgraph.wiki.markups import DEFAULT_MARKUP, MARKUPS, PageMarkup, page_markup


class SourceReader:
    """Reads a text as a page, without the markup that is known of other files, and as it is."""

    def __init__(self, source: Source, found: SourceText) -> None:
        self.source = source
        self.found = found

    @cached_property
    def page(self) -> VisibleText | None:
        """What a page in a markup of ours shows."""
        markup = markup_of(self.source, self.found)
        return page_text(markup.read(self.found.text)) if markup else None

    @cached_property
    def without_markup(self) -> VisibleText:
        """The text without markup."""
        return plain_text(strip_markup(self.found.text))

    @cached_property
    def as_written(self) -> VisibleText:
        """The text as it is written."""
        return plain_text(self.found.text)

    def readings(self) -> Iterator[tuple[VisibleText, Callable[[str], str]]]:
        """Yield each way to read the text, and how a phrase is read in that way."""
        if self.page:
            yield self.page, str
        yield self.without_markup, strip_inline_markup
        yield self.as_written, str

    def find_lines(self, phrase: str, line: int | None) -> set[int]:
        """Return the lines on which a phrase starts; where the one asked for is among them, it.

        Without a line, any will do.
        """
        lines: set[int] = set()
        for reading, read_phrase in self.readings():
            lines.update(reading.find(collapse_blanks(read_phrase(phrase))))
            if line in lines or (lines and line is None):
                break
        return lines

    def find_nearly(self, phrase: str) -> int | None:
        """Return the line of a phrase but for its case and the signs between its letters."""
        lines = (reading.find_letters(phrase) for reading, _ in self.readings())
        return next((line for line in lines if line is not None), None)


def markup_of(source: Source, found: SourceText) -> PageMarkup | None:
    """Return the markup of a text.

    An edition is a page, and any other file is one only by the ending that is a markup's own.
    """
    if kind_of(NamedNode(source.node)) == "edition":
        return page_markup(found.path) or DEFAULT_MARKUP
    return MARKUPS.get(found.path.suffix.lower().removeprefix("."))
