"""Inline MoinMoin markup: what a piece of text shows, hides and links to.

The rules are those of MoinMoin 1.9 (HelpOnMoinWikiSyntax, HelpOnLinking). A text is
read once, left to right, and the next place of each closing mark is remembered, so
that the time taken grows with the length of the text and not with what is in it.
"""

import html
import re
from collections.abc import Iterator

from fwgraph.wiki.spans import InlineText, Span, SpanKind


def parse_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of a text; they follow each other without a gap.

    Only what is closed on its own line is markup, as in HelpOnMoinWikiSyntax; comments
    alone may run over several lines. Everything else is text.
    """
    return tuple(_Scanner(text).spans())


def parse_inline(source: str, line: int = 1, columns: tuple[int, ...] = (0,)) -> InlineText:
    """Return a text with its spans, whose lines start in these columns of the page."""
    return InlineText(source, parse_spans(source), line, columns)


_MARK = re.compile(
    r"""
  (?=[^a-z0-9\s]|\b[fhimntw])  # no other sign starts a mark: prose is passed over five times faster
  (?:
    (?P<emphasis>     '{5}(?!') | '{2,3} | __ )
  | (?P<switch>       ~[-+][ ]? | --\( | [-+]~ | \)-- )
  | (?P<script>       \^[^^\n]*+\^ | ,,[^,\n]{1,40},, )
  | (?P<code>         \{\{\{ | ` )
  | (?P<link>         (?:\[\[|\{\{)\s*+(?=[^\s|]) )
  | (?P<macro>        <<\w++(?:>>|\() )
  | (?P<comment>      /\* )
  | (?P<entity>       &(?:[a-zA-Z]++|\#(?:\d{1,5}|x[0-9a-fA-F]++)); )
  | (?P<url>          \b(?:https?|ftp|file|mailto|news|nntp|telnet|irc|wiki):
                      (?:(?!''|\|\|)\S)++ )
  | (?P<word>         (?<![^\W_])(?<!/)!?(?:(?:\.\./)++|/)?
                      (?=[^\W\d_a-z])[^\W_]++(?:/[^\W_]++)*+(?!/) )
  )
    """,
    re.VERBOSE,
)
_CLOSES = {"{{{": "}}}", "`": "`", "-~": "~-", "+~": "~+", ")--": "--("}
_AFTER_URL = ".,;:!?)>]}|\"'"
_ANCHOR = re.compile(r"#\S+")
_CAMEL = re.compile(r"(?:Aa+){2,}")
_UNSEEN_PREFIX = re.compile(r"(?:attachment|drawing|[A-Z][a-zA-Z]+):")


class _Scanner:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, int] = {}
        self.switched_on: set[str] = set()

    def spans(self) -> Iterator[Span]:
        """Yield the spans in order, with the text between them."""
        position = seen = 0
        while mark := _MARK.search(self.text, position):
            spans: tuple[Span, ...] = getattr(self, str(mark.lastgroup))(mark)
            position = spans[-1].end if spans else mark.end()
            if spans:
                yield from self.text_between(seen, mark.start())
                yield from spans
                seen = position
        yield from self.text_between(seen, len(self.text))

    def text_between(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the stretch as a text span, or nothing if it is empty."""
        return (Span(SpanKind.TEXT, start, end, self.text[start:end]),) if start < end else ()

    def find_next(self, mark: str, start: int) -> int:
        """Return where a mark next stands, or the end of the text; starts never go back."""
        if self.places.get(mark, -1) < start:
            place = self.text.find(mark, start)
            self.places[mark] = place if place >= 0 else len(self.text)
        return self.places[mark]

    def find_on_line(self, mark: str, start: int) -> int | None:
        """Return where a mark next stands on the same line, if it does."""
        place = self.find_next(mark, start)
        return place if place < self.find_next("\n", start) else None

    def emphasis(self, mark: re.Match[str]) -> tuple[Span, ...]:
        return (Span(SpanKind.EMPHASIS, *mark.span()),)

    def switch(self, mark: re.Match[str]) -> tuple[Span, ...]:
        """Return the mark that begins or ends small, large or stroked text."""
        name = _CLOSES.get(mark[0], mark[0].rstrip(" "))
        if (name in self.switched_on) != (mark[0] in _CLOSES):
            return ()
        self.switched_on ^= {name}
        return self.emphasis(mark)

    def script(self, mark: re.Match[str]) -> tuple[Span, ...]:
        """Return the marks of superscript or subscript, and the text that they enclose."""
        (start, end), width = mark.span(), 1 if mark[0].startswith("^") else 2
        return (
            Span(SpanKind.EMPHASIS, start, start + width),
            *self.text_between(start + width, end - width),
            Span(SpanKind.EMPHASIS, end - width, end),
        )

    def code(self, mark: re.Match[str]) -> tuple[Span, ...]:
        closing = _CLOSES[mark[0]]
        end = self.find_on_line(closing, mark.end())
        if end is None:
            return ()
        shown = self.text[mark.end() : end]
        return (Span(SpanKind.CODE, mark.start(), end + len(closing), shown),)

    def link(self, mark: re.Match[str]) -> tuple[Span, ...]:
        is_link = mark[0].startswith("[")
        end = self.find_on_line("]]" if is_link else "}}", mark.end())
        if end is None or end == mark.end():
            return ()
        target, label, arguments = _split_link(self.text[mark.end() : end])
        if label.startswith("{{") and label.endswith("}}"):
            label = _split_link(label[2:-2])[1]
        if is_link and not label:
            label = _UNSEEN_PREFIX.sub("", target, count=1)
        kind = SpanKind.LINK if is_link else SpanKind.TRANSCLUSION
        return (Span(kind, mark.start(), end + 2, label or target, target, arguments),)

    def macro(self, mark: re.Match[str]) -> tuple[Span, ...]:
        if mark[0].endswith(">>"):
            return (Span(SpanKind.MACRO, *mark.span(), target=mark[0][2:-2]),)
        end = self.find_on_line(")>>", mark.end())
        if end is None:
            return ()
        name, arguments = mark[0][2:-1], self.text[mark.end() : end]
        return (Span(SpanKind.MACRO, mark.start(), end + 3, target=name, arguments=arguments),)

    def comment(self, mark: re.Match[str]) -> tuple[Span, ...]:
        end = self.find_next("*/", mark.end())
        return (Span(SpanKind.COMMENT, mark.start(), end + 2),) if end < len(self.text) else ()

    def entity(self, mark: re.Match[str]) -> tuple[Span, ...]:
        return (Span(SpanKind.ENTITY, *mark.span(), html.unescape(mark[0])),)

    def url(self, mark: re.Match[str]) -> tuple[Span, ...]:
        url = mark[0].rstrip(_AFTER_URL)
        if ":" not in url:
            return ()
        return (Span(SpanKind.URL, mark.start(), mark.start() + len(url), url, url),)

    def word(self, mark: re.Match[str]) -> tuple[Span, ...]:
        if not _is_camel_case(mark[0].lstrip("!./")):
            return ()
        anchor = _ANCHOR.match(self.text, mark.end())
        start, end = mark.start(), anchor.end() if anchor else mark.end()
        if mark[0].startswith("!"):
            return (Span(SpanKind.ESCAPED, start, end, self.text[start + 1 : end]),)
        name = self.text[start:end]
        return (Span(SpanKind.WIKI_WORD, start, end, name, name),)


def _split_link(inside: str) -> tuple[str, str, str | None]:
    """Split ``target|label|arguments``; a label may be ``{{image|description}}``."""
    target, _, rest = inside.partition("|")
    rest = rest.lstrip()
    label_end = rest.find("|", rest.find("}}") if rest.startswith("{{") else 0)
    if label_end < 0:
        return target.strip(), rest.strip(), None
    return target.strip(), rest[:label_end].strip(), rest[label_end + 1 :].strip()


def _is_camel_case(name: str) -> bool:
    """Say whether each part of a page name is a wiki word; digits count as small letters."""
    shape = "".join(
        "A" if sign.isupper() else "a" if sign.islower() or sign.isdigit() else sign
        for sign in name
    )
    return all(_CAMEL.fullmatch(part) for part in shape.split("/"))
