"""What a reader sees of a text in Markdown, and where its links lead."""

import random
import time
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwgraph.wiki.markdown.inline import markdown_spans, parse_markdown
from fwgraph.wiki.spans import SpanKind


def shown(text: str) -> str:
    return "".join(span.text for span in markdown_spans(text))


def links(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return label, target and title of what leads somewhere."""
    return [(s.text, s.target, s.arguments) for s in markdown_spans(text) if s.target is not None]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("*a* **b** ***c*** _d_ __e__ ~~f~~", "a b c d e f"),
        ("a * b, snake_case_name and 2*3*4", "a * b, snake_case_name and 234"),
        ('the user\\\'s \\"own\\" \\* star', 'the user\'s "own" * star'),
        ("\\-- and \\\\ and \\a", "-- and \\ and \\a"),
        ("&amp; &lt; &#65; &nosuch; & b", "& < A &nosuch; & b"),
        ("`a *b* \\` c", "a *b* \\ c"),
        ("`` a ` b ``{.backtick} c", "a ` b c"),
        ("`` unclosed ` code", "`` unclosed ` code"),
        ("a<br>b <span class='x'>c</span> <!-- d -->e", "a b c e"),
        ("[text]{.underline} [is] [a]", "text [is] [a]"),
        ("a \\\nb", "a \nb"),
        ("1 < 2 and <3", "1 < 2 and <3"),
    ],
)
def test_marks_are_hidden_and_text_is_shown(text: str, plain: str) -> None:
    assert shown(text) == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b)", [("a", "b", None)]),
        ('[a](b "the title"){.http}', [("a", "b", "the title")]),
        ("[**A** \\[b\\] `c`](../d/E)", [("A [b] c", "../d/E", None)]),
        ("[a](<b c>) [d](e(f)) [g](h\\)i)", [("a", "b c", None), ("d", "e(f)", None),
                                           ("g", "h)i", None)]),
        ("[a](b c) [d] (e)", []),
        ("[a [b](c)](d)", [("b", "c", None)]),
        ("![Logo](x.png){width=\"16\"}", [("Logo", "x.png", None)]),
        ("[![Logo](x.png)](http://y)", [("Logo", "http://y", None)]),
        ("<http://a> <x@y.z>", [("http://a", "http://a", None), ("x@y.z", "mailto:x@y.z", None)]),
        ("at http://a.b/c_(d)_e, (http://f).", [("http://a.b/c_(d)_e",) * 2 + (None,),
                                                ("http://f", "http://f", None)]),
        ("[http://a/](http://a/)", [("http://a/", "http://a/", None)]),
        ("[a\nb](c)", [("a b", "c", None)]),
        ("\\[a](b) `[c](d)`", []),
    ],
)  # fmt: skip
def test_links_lead_where_they_say(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert links(text) == expected


def test_labels_are_defined_elsewhere() -> None:
    text = parse_markdown("[A][b c], [B  c][] and [B C]; [d]", references={"b c": ("e", "f")})
    found = [(span.text, span.target) for span in text.spans if span.kind is SpanKind.LINK]
    assert found == [("A", "e"), ("B  c", "e"), ("B C", "e")]


PIECES = [
    "*", "**", "_", "__", "a", "b", " ", "`", "``", "[", "]", "(", ")", "![", "\\", "<b>", "&amp;",
    "~~", "(u)", "[t](u)", '"', "'", ".", "\n", "{.x}", "http://a", "<!--",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=20))
@settings(max_examples=300)
def test_spans_cover_a_text_without_a_gap(pieces: list[str]) -> None:
    text = "".join(pieces)
    spans = markdown_spans(text)
    assert [*(span.start for span in spans), len(text)] == [0, *(span.end for span in spans)]
    assert all(text[s.start : s.end] == s.text for s in spans if s.kind is SpanKind.TEXT)


UNITS = ["[", "]", "[a](b", "*a _", "**", "a**b", "`", "``a`", "<a ", "<!--", "\\", '[a](b "', "![",
         "[a]", "{", "[a]{.b", "&amp;", "http://", "[[a](b)", "*a_b~~c", "(", "[a](b\\(", "[a][b",
         "_a*", "<a@", "[a]{.b.c.d ", "(" * 40]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    markdown_spans(text)
    assert time.process_time() - start < 10


def test_a_parser_that_others_wrote_sees_the_same() -> None:
    """CommonMark's own parser shows the same words and links in random texts."""
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    parser = markdown_it.MarkdownIt("commonmark").enable(["strikethrough"])
    draw = random.Random(13)
    pieces = [piece for piece in PIECES if piece not in {"{.x}", "http://a"}]
    compared = 0
    for _ in range(5_000):
        text = "".join(draw.choice(pieces) for _ in range(draw.randint(1, 12)))
        lines = text.split("\n")
        if any(not line or line != line.strip() for line in lines):
            continue
        compared += 1
        tokens = parser.parseInline(text)[0].children
        ours = [span for span in markdown_spans(text) if span.kind is SpanKind.LINK]
        assert (
            shown(text).replace("\n", " "),
            [unquote(str(span.target)) for span in ours],
        ) == (
            "".join(words_of(token) for token in flatten(tokens)),
            [unquote(token.attrs["href"]) for token in tokens if token.type == "link_open"],
        ), text
    assert compared > 2_000


def flatten(tokens: Iterable[Any]) -> Iterator[Any]:
    """Yield tokens and those of the descriptions of images."""
    for token in tokens:
        yield token
        if token.type == "image":
            yield from flatten(token.children or [])


def words_of(token: Any) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return str(token.content) if token.type in {"text", "text_special", "code_inline"} else ""
