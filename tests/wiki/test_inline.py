"""Inline markup is read as MoinMoin 1.9 reads it, and no text is too odd to be read."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwgraph.wiki.moin.inline import parse_inline, parse_spans
from fwgraph.wiki.spans import Span, SpanKind

MARKUP = [
    *["[[", "]]", "|", "{{", "}}", "{{{", "}}}", "<<", "(", ")", ">>", "`", "/*", "*/", "!", "/"],
    *["'", "''", "'''", "'''''", "__", "^", ",,", "~-", "-~", "~+", "+~", "--(", ")--", "../"],
    *["CherryPy", "WebOb", "Wiki:", "http://x", "mailto:", "file:", "&amp;", "&#39;", "&#x27;"],
    *["Foo(a)", "||", "*", ".", ",", ":", "#", " ", "\n", "\r\n", "\t", "\0", "\x0b", "\xa0"],
    *["\u2028", "\ufeff", "\ud800", "é", "É", "中"],
]
TEXTS = st.lists(st.sampled_from(MARKUP) | st.text(max_size=4), max_size=30).map("".join)


def only(text: str) -> Span:
    """Return the one span that covers all of a text."""
    (span,) = parse_spans(text)
    assert (span.start, span.end) == (0, len(text))
    return span


def kinds(text: str) -> list[tuple[SpanKind, str]]:
    return [(span.kind, text[span.start : span.end]) for span in parse_spans(text)]


@pytest.mark.parametrize(
    ("text", "shown", "target", "arguments"),
    [
        ("[[http://flask.pocoo.org/|Flask]]", "Flask", "http://flask.pocoo.org/", None),
        ("[[Spyce]]", "Spyce", "Spyce", None),
        ("[[ Spyce | the old one ]]", "the old one", "Spyce", None),
        ("[[Spyce|]]", "Spyce", "Spyce", None),
        ("[[Spyce|Spyce|class=green]]", "Spyce", "Spyce", "class=green"),
        ("[[Spyce||class=green]]", "Spyce", "Spyce", "class=green"),
        ("[[Spyce|'''bold''']]", "'''bold'''", "Spyce", None),
        ("[[Spyce|{{logo.png|its logo|width=9}}|class=x]]", "its logo", "Spyce", "class=x"),
        ("[[Spyce|{{logo.png}}]]", "Spyce", "Spyce", None),
        ("[[attachment:notes.txt]]", "notes.txt", "attachment:notes.txt", None),
        ("[[MoinMoin:HelpOnLinking]]", "HelpOnLinking", "MoinMoin:HelpOnLinking", None),
        ("[[#below]]", "#below", "#below", None),
    ],
)
def test_a_link_shows_its_label_or_else_its_target(
    text: str, shown: str, target: str, arguments: str | None
) -> None:
    assert only(text) == Span(SpanKind.LINK, 0, len(text), shown, target, arguments)


@pytest.mark.parametrize(
    "text",
    ["[[", "[[ ]]", "[[]]", "[[|label]]", "[[open", "[[over\ntwo]]", "{{{", "{{{a}}", "{{}}"],
)
def test_what_is_not_closed_on_its_line_or_leads_nowhere_is_text(text: str) -> None:
    assert only(text).kind is SpanKind.TEXT


@pytest.mark.parametrize(
    "word",
    [
        *["CherryPy", "WebComponents", "ContentManagementSystems", "Web2Py", "ÉcoleÉté"],
        *["/CherryPy", "CherryPy/WebOb", "../CherryPy", "../../CherryPy/WebOb", "CherryPy#old"],
    ],
)
def test_a_wiki_word_links_to_the_page_of_that_name(word: str) -> None:
    text = f"({word} )"
    assert [span for span in parse_spans(text) if span.kind is not SpanKind.TEXT] == [
        Span(SpanKind.WIKI_WORD, 1, 1 + len(word), word, word)
    ]


@pytest.mark.parametrize(
    "text",
    [
        *["PyPI", "Web2", "Python", "WHIFF", "CherryPY", "xCherryPy", "CherryPyX", "9CherryPy"],
        *["Web/CherryPy", "CherryPy/", "CherryPy/web", "wsgi/CherryPy", "中CherryPy"],
    ],
)
def test_a_word_that_only_resembles_a_wiki_word_is_text(text: str) -> None:
    assert only(text).kind is SpanKind.TEXT


def test_an_exclamation_mark_keeps_a_wiki_word_from_being_a_link() -> None:
    assert only("!CherryPy") == Span(SpanKind.ESCAPED, 0, 9, "CherryPy")
    assert only("!PyPI").text == "!PyPI"
    assert kinds("What!CherryPy") == [(SpanKind.TEXT, "What!"), (SpanKind.WIKI_WORD, "CherryPy")]


@pytest.mark.parametrize("after", ["", ".", ",", ";", ":", "!", "?", ")", ">", ").", "'''", "||"])
@pytest.mark.parametrize(
    "url",
    ["http://a.org/b?c=d&e=f#G", "https://a.org", "ftp://a.org", "file:a", "mailto:a@b.org"],
)
def test_a_bare_url_ends_before_the_punctuation_that_follows_it(url: str, after: str) -> None:
    assert parse_spans(f"see {url}{after} there")[1] == Span(
        SpanKind.URL, 4, 4 + len(url), url, url
    )


@pytest.mark.parametrize("text", ["http:", "http: //x", "http:).", "xhttp://a.org", "gopher://x"])
def test_what_only_resembles_a_url_is_text(text: str) -> None:
    assert only(text).kind is SpanKind.TEXT


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [("<<BR>>", "BR", None), ("<<TOC(2)>>", "TOC", "2"), ("<<A(b(c),[[d]])>>", "A", "b(c),[[d]]")],
)
def test_a_macro_is_kept_and_shows_nothing(text: str, name: str, arguments: str | None) -> None:
    assert only(text) == Span(SpanKind.MACRO, 0, len(text), "", name, arguments)


@pytest.mark.parametrize("text", ["<<>>", "<<BR", "<<BR(2)", "<<BR (2)>>", "<<a b>>"])
def test_what_only_resembles_a_macro_is_text(text: str) -> None:
    assert only(text).kind is SpanKind.TEXT


def test_a_transclusion_shows_its_description_or_else_its_target() -> None:
    assert only("{{a.png}}") == Span(SpanKind.TRANSCLUSION, 0, 9, "a.png", "a.png")
    text = "{{ a.png | A | width=9 }}"
    assert only(text) == Span(SpanKind.TRANSCLUSION, 0, len(text), "A", "a.png", "width=9")


@pytest.mark.parametrize("text", ["`[[CherryPy]]`", "{{{[[CherryPy]]}}}"])
def test_code_is_shown_as_it_is_written(text: str) -> None:
    assert only(text) == Span(SpanKind.CODE, 0, len(text), "[[CherryPy]]")


def test_a_comment_is_hidden_even_over_lines() -> None:
    assert parse_inline("a /* CherryPy\n[[b]] */c").plain == "a c"
    assert parse_inline("text/* and more").plain == "text/* and more"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("''a'' '''b''' '''''c'''''", "a b c"),
        ("'''Do not''' remove", "Do not remove"),
        ("__a__ ~-b-~ ~+c+~ --(d)--", "a b c d"),
        ("x^2^ H,,2,,O", "x2 H2O"),
        ("don't say ''don't''", "don't say don't"),
    ],
)
def test_emphasis_marks_are_hidden(text: str, shown: str) -> None:
    assert parse_inline(text).plain == shown


def test_each_emphasis_mark_is_a_span() -> None:
    marks = ["'''''", "''", "'''", "__", "--(", ")--", "~- ", "-~", "~+ ", "+~"]
    found = [text for kind, text in kinds("a".join(marks)) if kind is SpanKind.EMPHASIS]
    assert found == marks


@pytest.mark.parametrize("text", ["2^3", "a,,b", "(see below)--", "a -~ b", "it's"])
def test_a_mark_without_its_other_half_is_text(text: str) -> None:
    assert only(text).kind is SpanKind.TEXT


@pytest.mark.parametrize(
    ("text", "shown"), [("&amp;", "&"), ("&#39;", "'"), ("&#x27;", "'"), ("&uuml;", "ü")]
)
def test_an_entity_shows_the_sign_it_names(text: str, shown: str) -> None:
    assert only(text) == Span(SpanKind.ENTITY, 0, len(text), shown)


def test_a_sentence_reads_as_on_the_page() -> None:
    text = "web2py&nbsp;uses !CherryPy, [[http://x.org/|X]] & '''not''' (http://y.org)."
    assert parse_inline(text).plain == "web2py\xa0uses CherryPy, X & not (http://y.org)."
    assert [(span.target, span.text) for span in parse_spans(text) if span.target] == [
        ("http://x.org/", "X"),
        ("http://y.org", "http://y.org"),
    ]


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_spans_cover_any_text_without_gap_or_overlap(text: str) -> None:
    found = parse_spans(text)
    assert "".join(text[span.start : span.end] for span in found) == text
    assert all(span.start < span.end for span in found)
    assert all(one.end == other.start for one, other in pairwise(found))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_what_is_text_is_shown_as_it_is_and_in_one_piece(text: str) -> None:
    found = parse_spans(text)
    assert all(s.text == text[s.start : s.end] for s in found if s.kind is SpanKind.TEXT)
    assert all(
        {one.kind, other.kind} != {SpanKind.TEXT}
        or "^" in text
        or ",," in text  # their text is a span of its own
        for one, other in pairwise(found)
    )


@pytest.mark.parametrize(
    "unit",
    [
        *[
            "[[",
            "[[|",
            "[[ ",
            "[[a\n",
            "[[a|{{",
            "{{",
            "{{{",
            "{{ |",
            "<<",
            "<<A(",
            "`",
            "^",
            ",,a",
        ],
        *[
            "/*",
            "'",
            "!",
            "../",
            "A/",
            "Foo#",
            "FooBar",
            "http:",
            "http:a''",
            "&#x0",
            "&a",
            "~-",
            " ",
        ],
    ],
)
def test_a_long_line_of_anything_is_read_in_one_pass(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert parse_spans(text)[-1].end == len(text)
