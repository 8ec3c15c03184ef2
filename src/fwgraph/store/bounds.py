"""What a file of RDF may cost: sizes and depths that are checked before a library reads it.

The parsers are recursive: too deep an input ends the process, which nothing can catch.
"""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from pyoxigraph import RdfFormat

from fwgraph.errors import Unreadable
from fwgraph.files import read_input

COMPRESSED = ".gz"
MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes that a compressed file may hold."""
MAX_NESTING = 250
"""Levels of nodes, lists or triple terms within each other; JSON-LD of 5,000 is a crash."""
MAX_EXPANSION = 1_000_000
"""Characters of text that an XML file may grow to, or else twenty times its size."""
AMPLIFICATION = 43
"""Expat's own bound on entities within attributes (XML_ERROR_AMPLIFICATION_LIMIT_BREACH)."""

NOT_JSON_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[^][{}"]++', re.DOTALL)
TURTLE_TOKEN = re.compile(
    rb"""
    (?P<open><<) | (?P<close>>>)
  | <[^<>\s]*+> | \\. | \#[^\r\n]*+
  | \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | "(?:[^"\\]|\\.)*+"
  | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3} | '(?:[^'\\]|\\.)*+'
    """,
    re.VERBOSE | re.DOTALL,
)
"""The marks around a triple term or a reified triple, and everything in which they are none."""


def read_content(file: Path) -> bytes:
    """Return what a file holds, unpacked, without a byte order mark.

    Raises Unreadable for a damaged file, and for one that unpacks to too much.
    """
    content = read_input(file)
    if file.suffix.lower() == COMPRESSED:
        content = unpack_content(content, file)
    return content.removeprefix(codecs.BOM_UTF8)


def unpack_content(content: bytes, file: Path) -> bytes:
    """Return what a gzip file holds, no further than MAX_UNPACKED; raises Unreadable."""
    from io import BytesIO

    try:
        unpacked = gzip.GzipFile(fileobj=BytesIO(content)).read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(file, f"this is no whole gzip file: {error}") from error
    if len(unpacked) > MAX_UNPACKED:
        raise Unreadable(file, f"it unpacks to more than {MAX_UNPACKED:,} bytes; unpack it first")
    return unpacked


def check_nesting(content: bytes, rdf_format: RdfFormat) -> None:
    """Raise ValueError, with a sentence, for content that exceeds a bound of its format."""
    if rdf_format in (RdfFormat.JSON_LD, RdfFormat.STREAMING_JSON_LD):
        depth = json_depth(content)
    elif rdf_format == RdfFormat.RDF_XML:
        depth = xml_depth(content)
    else:
        depth = triple_term_depth(content)
    if depth > MAX_NESTING:
        raise ValueError(f"more than {MAX_NESTING} levels within each other are not read")


def json_depth(content: bytes) -> int:
    """Return how deeply objects and arrays lie within each other."""
    marks = NOT_JSON_BRACKETS.sub(b"", content)
    return deepest_level(1 if mark in b"[{" else -1 for mark in marks)


def triple_term_depth(content: bytes) -> int:
    """Return how deeply triple terms lie within each other in Turtle, N-Triples and their kin."""
    if content.count(b"<<") <= MAX_NESTING:  # next to all files, in no time
        return 0
    marks = (token.lastgroup for token in TURTLE_TOKEN.finditer(content))
    return deepest_level(1 if mark == "open" else -1 for mark in marks if mark)


def deepest_level(steps: Iterable[int]) -> int:
    """Return the greatest sum that steps of 1 and -1 reach."""
    return max(accumulate(steps, initial=0))


def xml_depth(content: bytes) -> int:
    """Return how deeply elements lie within each other; raises ValueError for too much text.

    What is no XML is left to the parser of RDF/XML, which says where.
    """
    bound = max(MAX_EXPANSION, 20 * len(content))
    size = depth = deepest = 0

    def count_text(text: str) -> None:
        nonlocal size
        size += len(text)
        if size > bound:
            raise ValueError(f"its entities grow beyond {bound:,} characters")

    def enter(_: str, attributes: dict[str, str]) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)
        count_text("".join(attributes.values()))

    def leave(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.CharacterDataHandler = count_text
    try:
        parser.Parse(content, True)
    except ExpatError as error:
        if error.code == AMPLIFICATION:
            raise ValueError(f"its entities grow beyond {bound:,} characters") from error
    except LookupError as error:  # Python knows no codec of that name
        raise ValueError(
            "the encoding that it declares is not known; convert it to UTF-8"
        ) from error
    return deepest
