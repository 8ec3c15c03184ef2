"""Inputs made from good ones: a seeded generator in, bytes out, the same on every machine."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

MAX_BYTES = 100_000
"""No input is longer: limits of size have tests of their own."""
MAX_REPEATS = 40_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
ODD_TEXT = (
    *(
        text.encode()
        for text in (
            *(
                "\0",
                "\x1b[31m",
                "\x7f",
                "\x85",
                "\u2028",
                "\ufeff",
                "\ufffd",
                "\U0001f40d",
                "\u202e",
            ),
            *(
                "\u00a0",
                "\u200b",
                "e\u0301",
                "\u00e9",
                "\u0130",
                "\u00df",
                "\u2013",
                "%s",
                "%d",
                "{}",
            ),
            *(
                "{0}",
                "\\g<1>",
                "\\",
                "\\n",
                "$1",
                "${x}",
                "../",
                "&lt;",
                "<b>",
                "]]>",
                "'",
                '"',
                "\t",
            ),
            *("0", "-1", "1e999", "NaN", "2016-13-45", "0000-00-00", "9" * 400, "2038-01-19", "\r"),
        )
    ),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
)
"""What breaks templates, patterns, paths, terminals and calendars; the last four are no UTF-8."""
WORD = re.compile(rb"\w+(?:[-.]\w+)*")
BRACKETS = {
    opening.encode(): closing.encode()
    for opening, closing in (
        *("()", "[]", "{}", "<>", ("<<", ">>"), ("<<(", ")>>"), ("[[", "]]"), ("{{", "}}")),
        *(("{{{", "}}}"), ('{"a":', "}"), ('{"@list":[', "]}"), ("''", "''"), ("**", "**")),
        *(("<rdf:Description>", "</rdf:Description>"), ("  * ", ""), (">", ""), ("NOT EXISTS", "")),
    )
}
"""What nests: its first sign, and the sign that ends it."""


def mutate(good: bytes, random: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    """Return the input after one to four mutations; half of the inputs change words alone.

    ``tokens`` are the signs and words of its syntax; ``other`` is a second good input.
    """
    raw = good
    mutations = random.choice((MUTATIONS, (replace_word,)))
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        raw = random.choice(mutations)(raw, random, [*tokens, *ODD_TEXT], other)[:MAX_BYTES]
    return raw


def flip_bit(raw: bytes, random: Random, _tokens: Sequence[bytes], _other: bytes) -> bytes:
    if not raw:
        return raw
    place = random.randrange(len(raw))
    return raw[:place] + bytes([raw[place] ^ 1 << random.randrange(8)]) + raw[place + 1 :]


def truncate(raw: bytes, random: Random, _tokens: Sequence[bytes], _other: bytes) -> bytes:
    return raw[: random.randint(0, len(raw))]


def delete_span(raw: bytes, random: Random, _tokens: Sequence[bytes], _other: bytes) -> bytes:
    start = random.randint(0, len(raw))
    return raw[:start] + raw[start + random.choice((1, 2, 8, 64)) :]


def insert_token(raw: bytes, random: Random, tokens: Sequence[bytes], _other: bytes) -> bytes:
    place = random.randint(0, len(raw))
    return raw[:place] + random.choice(tokens) + raw[place:]


def replace_token(raw: bytes, random: Random, tokens: Sequence[bytes], _other: bytes) -> bytes:
    present = [token for token in tokens if token in raw]
    if not present:
        return raw
    before, token, after = raw.partition(random.choice(present))
    if random.random() < 0.5:  # the last occurrence
        before, token, after = raw.rpartition(token)
    return before + random.choice(tokens) + after


def replace_word(raw: bytes, random: Random, _tokens: Sequence[bytes], other: bytes) -> bytes:
    """Put another word in the place of one, or odd text into it: the syntax mostly stays."""
    words = list(WORD.finditer(raw))
    if not words:
        return raw
    word = random.choice(words)
    place = random.randint(word.start(), word.end())
    if random.random() < 0.35:
        return raw[:place] + random.choice(ODD_TEXT) + raw[place:]
    new: bytes = random.choice([*WORD.findall(other), b"", word[0].swapcase(), word[0] * 500])
    return raw[: word.start()] + new + raw[word.end() :]


def repeat_token(raw: bytes, random: Random, tokens: Sequence[bytes], _other: bytes) -> bytes:
    place, token = random.randint(0, len(raw)), random.choice(tokens)
    count = min(random.choice((3, 50, 2_000, 20_000)), MAX_REPEATS // max(1, len(token)))
    return raw[:place] + token * count + raw[place:]


def nest(raw: bytes, random: Random, tokens: Sequence[bytes], _other: bytes) -> bytes:
    """Wrap a span in the same two tokens, many times over: mostly brackets, where one stands."""
    brackets = [token for token in tokens if token in BRACKETS]
    opening = random.choice(brackets if brackets and random.random() < 0.8 else tokens)
    closing = BRACKETS.get(opening, random.choice(tokens))
    start, end = sorted((random.randint(0, len(raw)), random.randint(0, len(raw))))
    places = [match.start() for match in re.finditer(re.escape(opening[:1]), raw)]
    if places and random.random() < 0.7:
        start = random.choice(places)
        end = 1 + raw.find(closing[-1:], start) or len(raw)
    count = min(random.choice((2, 20, 500, 20_000)), MAX_REPEATS // len(opening + closing))
    if random.random() < 0.3:  # never closed
        closing = b""
    return raw[:start] + opening * count + raw[start:end] + closing * count + raw[end:]


def change_lines(raw: bytes, random: Random, _tokens: Sequence[bytes], _other: bytes) -> bytes:
    """Delete, repeat, swap or indent a line."""
    lines = raw.splitlines(keepends=True) or [b"\n"]
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            del lines[first]
        case 1:
            lines[second:second] = [lines[first]] * random.choice((1, 2, 60))
        case 2:
            lines[first], lines[second] = lines[second], lines[first]
        case _:
            lines[first] = random.choice((b" ", b"  ", b"\t", b"\xc2\xa0")) + lines[first]
    return b"".join(lines)


def splice(raw: bytes, random: Random, _tokens: Sequence[bytes], other: bytes) -> bytes:
    start = random.randint(0, len(other))
    place = random.randint(0, len(raw))
    return raw[:place] + other[start : start + random.choice((20, 200, 2_000))] + raw[place:]


def change_encoding(raw: bytes, random: Random, _tokens: Sequence[bytes], _other: bytes) -> bytes:
    text = raw.decode("utf-8", "replace")
    return random.choice(ENCODINGS)(text)


ENCODINGS: tuple[Callable[[str], bytes], ...] = (
    lambda text: BYTE_ORDER_MARK + text.encode(),
    lambda text: (text + "é").encode("latin-1", "replace"),
    lambda text: text.encode("utf-16"),
    lambda text: text.encode("utf-16-be"),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: text.replace("\n", "\r").encode(),
    lambda text: text.replace("\n", "\u2028").encode(),
    lambda text: unicodedata.normalize("NFD", text.replace("e", "é")).encode(),
    lambda text: text.rstrip("\n").encode(),
)
MUTATIONS: tuple[Callable[[bytes, Random, Sequence[bytes], bytes], bytes], ...] = (
    flip_bit,
    truncate,
    delete_span,
    insert_token,
    insert_token,
    insert_token,
    replace_token,
    repeat_token,
    nest,
    nest,
    change_lines,
    change_lines,
    splice,
    change_encoding,
)
