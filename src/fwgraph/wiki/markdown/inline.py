"""Inline Markdown: what a piece of text shows, hides and links to.

The rules are those of CommonMark 0.31 with bare addresses (GFM), attributes behind links, code
and brackets (pandoc), and tags that show nothing. A text is read once, left to right, with a
stack of open brackets, so that the time taken grows with the length of the text.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from fwgraph.wiki.markdown.destinations import LinkEnd, find_link_end
from fwgraph.wiki.markdown.emphasis import DelimiterRun, delimiter_run, match_emphasis
from fwgraph.wiki.spans import InlineText, Span, SpanKind

References = Mapping[str, tuple[str, str | None]]
"""Where labels such as ``[docs]`` lead that the page defines elsewhere: target and title."""
NO_REFERENCES: References = MappingProxyType({})

_MARK = re.compile(
    r"""
    (?=[\\`<!\[\]*_~&]|\b[hf])  # no other sign starts a mark: prose is passed over faster
    (?:
    (?P<escape>     \\ [!-/:-@\[-`{-~\n] )
  | (?P<code>       `++ )
  | (?P<angle>      < (?=[A-Za-z/!?]) )
  | (?P<opening>    !?\[ )
  | (?P<closing>    \] )
  | (?P<delimiters> \*++ | _++ | ~~++ )
  | (?P<entity>     &(?:[a-zA-Z][a-zA-Z0-9]{1,31}|\#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6})); )
  | (?P<url>        \b(?:https?|ftp)://[^\s<>\[\]"`\\|*{}]++ )
    )""",
    re.VERBOSE,
)
_ATTRIBUTES = re.compile(
    r"\{(?:\s*+(?:[.#][^\s{}\"=]++|[\w:-]++=(?:\"[^\"\n]*+\"|[^\s\"{}]++)))++\s*+\}"
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[^\s<>@:/]++@[^\s<>@]++)>")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*+)[^<>]*+>")
_AFTER_URL = ".,:;!?_~'"


def parse_markdown(
    source: str,
    line: int = 1,
    columns: tuple[int, ...] = (0,),
    references: References = NO_REFERENCES,
) -> InlineText:
    """Return a text with its spans, whose lines start in these columns of the page."""
    return InlineText(source, markdown_spans(source, references), line, columns)


def markdown_spans(text: str, references: References = NO_REFERENCES) -> tuple[Span, ...]:
    """Return the spans of a text; they follow each other without a gap."""
    if not _MARK.search(text):
        return (Span(SpanKind.TEXT, 0, len(text), text),) if text else ()
    return tuple(_join_text(_Scanner(text, references).spans(), text))


def reference_label(label: str) -> str:
    """Return a label as references are found by it: without case, blanks as one."""
    return " ".join(label.split()).casefold()


class _Bracket:
    """An open bracket: where it stands in the text, and before which part."""

    __slots__ = ("is_image", "part", "span")

    def __init__(self, span: Span, part: int, *, is_image: bool) -> None:
        self.span = span
        self.part = part
        self.is_image = is_image


class _Scanner:
    """One reading of one text: the parts so far, and the brackets that are open."""

    def __init__(self, text: str, references: References) -> None:
        self.text = text
        self.references = references
        self.parts: list[Span | DelimiterRun] = []
        self.brackets: list[_Bracket] = []
        self.brackets_around_link = 0
        self.places: dict[str, int] = {}
        self.runs: dict[int, list[int]] | None = None

    def spans(self) -> Iterator[Span]:
        """Yield the spans in order, with the text between them."""
        position = 0
        while mark := _MARK.search(self.text, position):
            self.add_text(position, mark.start())
            position = getattr(self, str(mark.lastgroup))(mark)
        self.add_text(position, len(self.text))
        yield from _resolve(self.parts, self.text)

    def add_text(self, start: int, end: int) -> int:
        """Add the stretch as text, if it is not empty; return where it ends."""
        if start < end:
            self.parts.append(Span(SpanKind.TEXT, start, end, self.text[start:end]))
        return end

    def add(self, kind: SpanKind, start: int, end: int, *facts: str | None) -> int:
        """Add a span; return where it ends."""
        self.parts.append(Span(kind, start, end, *facts))  # type: ignore[arg-type]
        return end

    def escape(self, mark: re.Match[str]) -> int:
        if mark[0] == "\\\n":  # a line break; the line end itself is text
            return self.add(SpanKind.EMPHASIS, mark.start(), mark.end() - 1)
        return self.add(SpanKind.ENTITY, *mark.span(), mark[0][1])

    def code(self, mark: re.Match[str]) -> int:
        """Return the end of code; as many backticks close it as open it."""
        width, end = len(mark[0]), mark.end()
        if self.runs is None:
            self.runs = defaultdict(list)
            for run in re.finditer("`+", self.text):
                self.runs[len(run[0])].append(run.start())
            for starts in self.runs.values():
                starts.reverse()
        starts = self.runs.get(width, [])
        while starts and starts[-1] < end:
            starts.pop()
        if not starts:
            return self.add_text(*mark.span())
        shown = self.text[end : starts[-1]].replace("\n", " ")
        if shown.strip() and shown[0] == shown[-1] == " ":
            shown = shown[1:-1]
        return self.add(
            SpanKind.CODE, mark.start(), self.end_of_attributes(starts[-1] + width), shown
        )

    def angle(self, mark: re.Match[str]) -> int:
        """Return the end of an address, a comment or a tag in angle brackets."""
        start = mark.start()
        if link := _AUTOLINK.match(self.text, start):
            target = link[1] if ":" in link[1] else f"mailto:{link[1]}"
            return self.add(SpanKind.URL, start, link.end(), link[1], target)
        if self.text.startswith("<!--", start):
            end = self.find_next("-->", start + 4)
            if end < len(self.text):
                return self.add(SpanKind.COMMENT, start, end + 3)
        elif tag := _TAG.match(self.text, start):
            if tag[1].casefold() == "br":
                return self.add(SpanKind.ENTITY, start, tag.end(), " ")
            return self.add(SpanKind.EMPHASIS, start, tag.end())
        return self.add_text(*mark.span())

    def find_next(self, mark: str, start: int) -> int:
        """Return where a mark next stands, or the end of the text; starts never go back."""
        if self.places.get(mark, -1) < start:
            place = self.text.find(mark, start)
            self.places[mark] = place if place >= 0 else len(self.text)
        return self.places[mark]

    def entity(self, mark: re.Match[str]) -> int:
        shown = html.unescape(mark[0])
        if shown == mark[0]:
            return self.add_text(*mark.span())
        return self.add(SpanKind.ENTITY, *mark.span(), shown)

    def url(self, mark: re.Match[str]) -> int:
        """Return the end of a bare address; a bracket that it did not open is behind it."""
        url = mark[0].rstrip(_AFTER_URL)
        surplus = url.count(")") - url.count("(")
        while surplus > 0 and url.endswith(")"):
            url = url[:-1].rstrip(_AFTER_URL)
            surplus -= 1
        if url.endswith((":", ":/", "://")):
            return self.add_text(*mark.span())
        return self.add(SpanKind.URL, mark.start(), mark.start() + len(url), url, url)

    def delimiters(self, mark: re.Match[str]) -> int:
        self.parts.append(delimiter_run(self.text, *mark.span()))
        return mark.end()

    def opening(self, mark: re.Match[str]) -> int:
        span = Span(SpanKind.TEXT, *mark.span(), mark[0])
        is_image = mark[0].startswith("!")
        self.brackets.append(_Bracket(span, len(self.parts), is_image=is_image))
        self.parts.append(span)
        return mark.end()

    def closing(self, mark: re.Match[str]) -> int:
        """Return the end of a link, image or bracketed text, or of a bracket that closes none."""
        if not self.brackets:
            return self.add_text(*mark.span())
        bracket, depth = self.brackets.pop(), len(self.brackets)
        is_around_link = depth < self.brackets_around_link
        self.brackets_around_link = min(self.brackets_around_link, depth)
        if bracket.is_image or not is_around_link:
            label = self.text[bracket.span.end : mark.start()]
            if link := self.find_link(label, mark.end()):
                return self.close_link(bracket, link)
        if (end := self.end_of_attributes(mark.end())) > mark.end() and not bracket.is_image:
            self.parts[bracket.part] = Span(SpanKind.EMPHASIS, bracket.span.start, bracket.span.end)
            return self.add(SpanKind.EMPHASIS, mark.start(), end)
        return self.add_text(*mark.span())

    def find_link(self, label: str, at: int) -> LinkEnd | None:
        """Return where a label leads that closes here: to an address or to a reference."""
        if link := find_link_end(self.text, at):
            return link
        if not self.references:
            return None
        end = at
        if self.text.startswith("[", at):
            stop = self.find_next("]", at + 1)
            if stop < len(self.text) and stop - at < 1000:
                label, end = self.text[at + 1 : stop] or label, stop + 1
        known = self.references.get(reference_label(label)) if len(label) < 1000 else None
        return LinkEnd(end, *known) if known else None

    def close_link(self, bracket: _Bracket, link: LinkEnd) -> int:
        """Put one span in the place of all parts of a link; no link is around a link."""
        inside = self.parts[bracket.part + 1 :]
        del self.parts[bracket.part :]
        label = "".join(span.text for span in _resolve(inside, self.text)).replace("\n", " ")
        kind = SpanKind.TRANSCLUSION if bracket.is_image else SpanKind.LINK
        if not bracket.is_image:
            self.brackets_around_link = len(self.brackets)
        end = self.end_of_attributes(link.end)
        return self.add(kind, bracket.span.start, end, label, link.target, link.title)

    def end_of_attributes(self, at: int) -> int:
        """Return where attributes end that begin here, or here where none do."""
        attributes = _ATTRIBUTES.match(self.text, at) if self.text.startswith("{", at) else None
        return attributes.end() if attributes else at


def _resolve(parts: list[Span | DelimiterRun], text: str) -> Iterator[Span]:
    """Yield the spans of parts, those of delimiters matched with each other."""
    match_emphasis([part for part in parts if isinstance(part, DelimiterRun)])
    for part in parts:
        if isinstance(part, DelimiterRun):
            yield from part.spans(text)
        else:
            yield part


def _join_text(spans: Iterator[Span], text: str) -> Iterator[Span]:
    """Yield the spans, those of text that follow each other as one."""
    start = end = 0
    for span in spans:
        if span.kind is SpanKind.TEXT:
            start, end = (
                (start, span.end) if end == span.start and start < end else (span.start, span.end)
            )
            continue
        if start < end:
            yield Span(SpanKind.TEXT, start, end, text[start:end])
        start = end = span.end
        yield span
    if start < end:
        yield Span(SpanKind.TEXT, start, end, text[start:end])
