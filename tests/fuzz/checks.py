"""What no input may change: the bytes of a page, the triples of a file, the syntax of an answer."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pyoxigraph import Quad

DATE = re.compile(r"(?<!\d)(\d{4})-0?(\d{1,2})-0?(\d{1,2})(?!\d)")
COLOURINGS = 6
"""Rounds in which blank nodes are told apart: a chain of as many is seen whole."""
Ground = tuple[str, ...]


def page_lines(raw: bytes) -> Counter[str]:
    """Return a page's lines without their blanks, dates unpadded: what a repair may not change."""
    text = raw.decode("utf-8", "surrogateescape")
    lines = (DATE.sub(r"\1-\2-\3", line).strip() for line in re.split(r"[\r\n]", text))
    return Counter(line for line in lines if line)


def read_quads(path: Path, ending: str) -> set[Quad] | None:
    """Return the quads of a file as a store holds them; None for a file that is no such RDF.

    Relative IRIs are resolved against the file's own address.
    """
    format_ = RdfFormat.from_extension(ending)
    assert format_
    store = Store()
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        store.load(raw, format=format_, base_iri=path.absolute().as_uri())
    except (SyntaxError, ValueError):
        return None
    return set(store)


def without_graphs(quads: Iterable[Quad]) -> set[Quad]:
    """Return the triples of quads, in the default graph."""
    store = Store()
    for quad in quads:
        store.add(type(quad)(quad.subject, quad.predicate, quad.object))
    return set(store)


def colour_quads(quads: Iterable[Quad]) -> Counter[Ground]:
    """Return the quads with each blank node as what it is related to, whatever it is called.

    Graphs that are the same give the same counts. Graphs that differ only in how alike
    blank nodes are knit together give them too: that costs exponential time to see.
    """
    quads = list(quads)
    colours: dict[str, int] = {}
    for _ in range(COLOURINGS):
        seen: dict[str, list[int]] = {}
        for quad in quads:
            terms = quad_terms(quad)
            text = [paint_term(term, colours) for term in terms]
            for place, term in enumerate(terms):
                if isinstance(term, BlankNode):
                    seen.setdefault(term.value, []).append(hash((place, *text)))
        colours = {label: hash(tuple(sorted(marks))) for label, marks in seen.items()}
    return Counter(tuple(paint_term(term, colours) for term in quad_terms(quad)) for quad in quads)


def quad_terms(quad: Quad) -> tuple[object, ...]:
    return quad.subject, quad.predicate, quad.object, quad.graph_name


def paint_term(term: object, colours: dict[str, int]) -> str:
    return f"_:{colours.get(term.value, 0)}" if isinstance(term, BlankNode) else str(term)


def named_triples(quads: Iterable[Quad]) -> set[tuple[str, ...]]:
    """Return the triples without blank nodes."""
    return {
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in quads
        if isinstance(quad.subject, NamedNode) and "_:" not in str(quad.object)[:2]
    }


def parse_xml(raw: bytes) -> None:
    ET.fromstring(raw)


def parse_json(raw: bytes) -> None:
    json.loads(raw)


SYNTAX: dict[str, Callable[[bytes], None]] = {
    "json": parse_json,
    "sarif": parse_json,
    "jsonld": parse_json,
    "xml": parse_xml,
    "junit": parse_xml,
    "svg": parse_xml,
    "graphml": parse_xml,
}
"""The outputs that some other program has to be able to read."""


def is_readable(raw: bytes, form: str) -> bool:
    """Tell whether an output is in its form, as far as that can be told."""
    check = SYNTAX.get(form)
    try:
        if check:
            check(raw)
        raw.decode()
    except (ValueError, ET.ParseError):
        return False
    return True
