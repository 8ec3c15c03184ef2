"""Which representation is preferred: the examples of RFC 9110, and headers of real clients."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph.web.http.accept import media_ranges, negotiate_media_type, offer_weight

HTML, TURTLE, JSONLD, NT = (
    "text/html",
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
)
ALL = [HTML, TURTLE, JSONLD, NT]
RFC = (
    "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed,"
    " text/plain;format=fixed;q=0.4, */*;q=0.5"
)
CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
RDFLIB = "application/rdf+xml,text/n3;q=0.9,text/turtle;q=0.8,application/n-triples;q=0.7"


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ("text/plain;format=flowed", 1),
        ("text/plain", 0.7),
        ("text/html", 0.3),
        ("image/jpeg", 0.5),
        ("text/plain;format=fixed", 0.4),
        ("text/html;level=3", 0.3),
    ],
)
def test_weights_of_the_example_in_the_rfc(offer: str, expected: float) -> None:
    assert offer_weight(list(media_ranges(RFC)), offer) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("*", HTML),
        (CHROMIUM, HTML),
        (RDFLIB, TURTLE),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/turtle; charset=utf-8", TURTLE),
        ("text/turtle;q=0.2, application/ld+json;q=0.9", JSONLD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSONLD),
        ("application/*", JSONLD),
        ("text/html;q=0, */*", TURTLE),
        ("text/*;q=0, */*;q=0.1", JSONLD),
        ("*/*;q=0", None),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("*; q=.2, application/n-triples;q=.3", NT),
        ('a/b;c="x, text/turtle", application/n-triples', NT),
        ("nonsense", HTML),
        ("text/turtle;q=much, application/n-triples;q=0.1", NT),
        ("*/turtle", HTML),
    ],
)
def test_preferred(header: str | None, expected: str | None) -> None:
    assert negotiate_media_type(header, ALL) == expected


def test_nothing_is_offered() -> None:
    assert negotiate_media_type("*/*", []) is None


@given(st.text(alphabet='ab/*;,=q.01" \\', max_size=60))
def test_any_header_is_read(header: str) -> None:
    assert negotiate_media_type(header, ALL) in {*ALL, None}


def test_a_long_header_is_read_in_no_time() -> None:
    for bad in ('"', ",", "a/b;", "a/b;q=", '"\\', " ", "text/html,"):
        assert negotiate_media_type(bad * 20_000, ALL) in {*ALL, None}


def test_of_a_very_long_header_the_beginning_is_read() -> None:
    many = ", ".join(f"a/b{number};q=0.5" for number in range(100_000))
    assert (
        negotiate_media_type(f"text/turtle, {many}", ["text/html", "text/turtle"]) == "text/turtle"
    )
    assert negotiate_media_type(f"{many}, text/turtle", ["text/html", "text/turtle"]) is None
