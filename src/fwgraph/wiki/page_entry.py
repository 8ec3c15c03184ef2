"""One entry of a page, and the name with which its text begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fwgraph.wiki.releases import Release
from fwgraph.wiki.spans import InlineText, Span, SpanKind, TextRange

NAME_END = re.compile(r"\((?=[^()\n]*[0-9])| \(|[,:]| (?:[-–—]|is|are|includes|provides) ")  # noqa: RUF001 - as typed
SHORT_NAME = re.compile(r"(?!(?i:is|are|an?|the)\b)[^\W_][^\s()]*(?: [^\s()]+){0,2}")
PACKAGE_PAGE = re.compile(
    r"https?://pypi\.[^/\s]+/(?:project|pypi)/([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?=[/?#]|$)",
    re.ASCII,
)
"""The address of a package on the index, wherever that is."""
ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(.*?)/*$", re.IGNORECASE | re.DOTALL)
DESCRIBED_NAME = re.compile(r"(\S(?:.*?\S)?)\s+[-–—]\s+(?=\S+\s+\S)", re.DOTALL)  # noqa: RUF001 - as typed
"""A name with a dash and some words behind it, all of which may be the label of one link."""
POINTER = re.compile(r"\s*see (?:also )?(?:below|above)\b", re.IGNORECASE)
"""The beginning of what points to another place of the page, and lists nothing itself."""
NAME_KINDS = {SpanKind.LINK, SpanKind.WIKI_WORD, SpanKind.ESCAPED, SpanKind.URL}


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One entry of a page.

    ``name`` and the facts of ``stated`` are as written; ``target`` is what the name links
    to, a URL or a page of the same wiki. ``title`` is the place of the name with its
    link. In an item, ``release`` is the place of the version and date and ``further_at``
    has those of further ones; in a row, ``cells`` are the places of version and date.
    ``texts`` are the other text, each from an offset on. ``section``, ``list`` and
    ``position`` count from 1. ``unread`` are words near the name that seem to state a
    release; ``nested`` are items in it that look like entries. An entry that is joined with
    its neighbours by a row span, or in a list that is not proven to be one of frameworks, must
    not be moved. ``listed_package`` is the package that a column of its own names, as a package
    URL; ``columns`` are what the columns of a row hold.
    """

    line: int
    last_line: int
    form: str
    name: str
    target: str | None
    title: TextRange
    stated: Release | None
    texts: tuple[tuple[InlineText, int], ...]
    release: TextRange | None = None
    further: tuple[Release, ...] = ()
    further_at: tuple[TextRange, ...] = ()
    cells: tuple[TextRange | None, TextRange | None] = (None, None)
    section: int = 0
    list: int = 0
    position: int = 0
    unread: str | None = None
    listed_package: str | None = None
    columns: tuple[str, ...] = ()
    nested: tuple["PageEntry", ...] = ()
    is_joined: bool = False
    is_proven: bool = True

    @property
    def version(self) -> str | None:
        """The version as written."""
        return self.stated.version if self.stated else None

    @property
    def date(self) -> str | None:
        """The date as written."""
        return self.stated.date if self.stated else None

    @property
    def prose(self) -> Iterator[InlineText]:
        """The text that is neither name nor release, line by line."""
        return (line for text, start in self.texts for line in text.lines(start))

    @property
    def package(self) -> str | None:
        """The package that the entry names, as a package URL: in a column or by its link."""
        return self.listed_package or package_url(self.target or "")

    @property
    def has_wiki_link(self) -> bool:
        """Tell whether the name links to a page of the same wiki."""
        return self.target is not None and ":" not in self.target


def address_key(address: str) -> str | None:
    """Return what makes two addresses the same: no scheme, no ``www.``, no last slash.

    Of pages of the package index it is the package. Nothing is left of what is none.
    """
    match = ADDRESS.fullmatch(address)
    return package_url(address) or ((match[1].casefold() or None) if match else None)


def package_url(address: str) -> str | None:
    """Return the package URL of the package index's page that an address is, or nothing."""
    page = PACKAGE_PAGE.match(address)
    return f"pkg:pypi/{re.sub('[-_.]+', '-', page[1]).lower()}" if page else None


def name_of_label(label: str) -> str:
    """Return the name in the label of a link, which may hold a description, too."""
    described = DESCRIBED_NAME.match(label)
    return described[1] if described else label


def name_span(text: InlineText, *, whole: bool) -> tuple[Span, int]:
    """Return the name at the start of a text, with what it links to, and its end in plain text.

    A name without a link ends where a sentence or a bracket begins, or is the ``whole``. A logo
    or a bare address in front of a name is passed over, and lends its link to it.
    """
    shown = [number for number, span in enumerate(text.spans) if span.text.strip()]
    if not shown:
        return Span(SpanKind.TEXT, 0, 0), 0
    span, end = span_at(text, shown[0], whole=whole)
    if len(shown) > 1 and shows_no_name(text, text.spans[shown[0]]):
        named, named_end = span_at(text, shown[1], whole=whole)
        is_linked = text.spans[shown[1]].kind in NAME_KINDS
        is_logo = re.search(r"\{\{|\[!\[", text.source[span.start : span.end])
        if is_linked or (SHORT_NAME.fullmatch(named.text.strip()) and (is_logo or not whole)):
            return replace(named, target=named.target or span.target), named_end
    return span, end


def shows_no_name(text: InlineText, span: Span) -> bool:
    """Tell whether a span is a picture, or an address that is shown as it is."""
    source = text.source[span.start : span.end]
    is_picture = span.kind is SpanKind.TRANSCLUSION or "{{" in source or source.startswith("[![")
    return is_picture or (span.text == span.target and ":" in span.text)


def span_at(text: InlineText, number: int, *, whole: bool) -> tuple[Span, int]:
    """Return the name that begins with one of a text's spans, and its end in plain text."""
    shown, start = text.spans[number], text.plain_starts[number]
    if shown.kind in NAME_KINDS or shown.kind is SpanKind.TRANSCLUSION:
        return shown, start + len(shown.text)
    start += len(shown.text) - len(shown.text.lstrip())
    if whole:
        source_start = 0 if number == 0 or not text.plain[:start].strip() else shown.start
        return Span(SpanKind.TEXT, source_start, len(text.source), text.plain[start:]), len(
            text.plain
        )
    open_text = "".join(
        span.text if span.kind is SpanKind.TEXT else "x" * len(span.text) for span in text.spans
    )
    line_end = start + len(open_text[start:].partition("\n")[0])
    mark = NAME_END.search(open_text, start + 1, line_end)
    end = start + len(open_text[start : mark.start() if mark else line_end].rstrip())
    # What opens in front of the name closes behind it, and is no part of its place.
    source_end = text.source_offset(end, after_marks=not text.source[: shown.start].strip())
    return Span(SpanKind.TEXT, shown.start, source_end, text.plain[start:end]), end
