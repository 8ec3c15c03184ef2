"""The good inputs that mutations start from, and the signs and words of each syntax."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
PROJECT = TESTS.parent
SEEDS = TESTS / "fuzz" / "seeds"
TOKENS = TESTS / "fuzz" / "tokens"
RDF_SYNTAXES = frozenset({"ttl", "nt", "nq", "trig"})
"""Those that write terms alike."""
PICTURES = str.maketrans({"\u2423": " ", "\u00b6": "\n", "\u240d": "\r", "\u2409": "\t"})
MAX_SEED = 8_000
"""Bytes of the longest file that is a seed: what breaks on a long one breaks on a short one."""
FOLDERS = {
    "moin": (TESTS / "wiki", TESTS / "cases", SEEDS),
    "md": (TESTS / "wiki", TESTS / "cases", SEEDS),
    "ttl": (TESTS / "graphs", TESTS / "questions", TESTS / "cases", TESTS / "shapes", SEEDS),
    "jsonld": (TESTS / "cases", SEEDS),
    "nt": (TESTS / "cases", SEEDS),
    "nq": (TESTS / "cases", SEEDS),
    "trig": (TESTS / "cases", SEEDS),
    "rdf": (TESTS / "cases", SEEDS),
    "rq": (PROJECT / "queries", TESTS / "cases", SEEDS),
    "http": (SEEDS,),
}
"""Where the good inputs of a file ending lie; files at any depth count."""


@cache
def read_seeds(ending: str) -> tuple[bytes, ...]:
    """Return the small files of an ending, in the order of their paths."""
    paths = {
        path
        for folder in FOLDERS[ending]
        for path in folder.rglob(f"*.{ending}")
        if path.stat().st_size <= MAX_SEED
    }
    return tuple(path.read_bytes() for path in sorted(paths))


@cache
def read_tokens(name: str) -> tuple[bytes, ...]:
    """Return the signs and words of a syntax, from ``tokens/``, where blanks part them.

    The pictures of control characters (\u240d for a return, \u00b6 for a line end) stand for them.
    """
    names = (name, "terms") if name in RDF_SYNTAXES else (name,)
    texts = [TOKENS / f"{part}.txt" for part in names]
    return tuple(
        token.translate(PICTURES).encode()
        for text in texts
        if text.exists()
        for token in text.read_text(encoding="utf-8").split()
    )
