"""Which concepts a text speaks of, by the cues that the vocabulary has for them.

A cue is words that follow each other in one clause. In it ``...`` stands for up to three more
words, ``*`` for any letters, ``(a|b)`` for either, ``^`` and ``$`` for the ends of the clause.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import NamedNode

from fwgraph.wiki.spans import InlineText

CLAUSE_END = re.compile(r"[.;:!?,](?=\s|$)|[()\[\]\"“”]|\s[–—-]+\s")  # noqa: RUF001 - as typed
NEGATION = re.compile(
    r"\b(?:not|never|nor|neither|without|hardly|no|nothing|far from|[a-z]+n't)(?! only\b)"
    r"(?: \w+){0,2} $"
)
BLANK = r"[\s'-]+"
PLAIN_CUE = re.compile(r"[\w\s'*^$().|-]*")
"""A cue without other signs of regular expressions than those that the first lines explain."""
UP_TO_THREE_WORDS = rf"(?:{BLANK}(?!(?:not|never|far|nor)\b)[^\s-]+){{0,3}}?{BLANK}"


@cache
def cue_pattern(cue: str) -> re.Pattern[str]:
    """Return what finds a cue in a clause, as whole words."""
    words = cue.casefold().replace("*", r"\w*").replace("^", r"^\W*").replace("$", r"\W*$")
    parts = (BLANK.join(part.split()) for part in words.split("..."))
    return re.compile(rf"(?<!\w)(?:{UP_TO_THREE_WORDS.join(parts)})(?!\w)")


@cache
def needed_letters(cue: str) -> str:
    """Return letters without which a cue stands nowhere; none where that cannot be told."""
    outside = re.sub(r"\([^()]*\)", " ", cue.casefold())
    pieces = re.findall(r"\w+", outside) if PLAIN_CUE.fullmatch(cue) else []
    return max(pieces, key=len, default="")


def recognise_reasons(
    texts: Iterable[InlineText], cues: Mapping[str, NamedNode]
) -> list[NamedNode]:
    """Return the concepts of which a cue stands in the texts and is not negated there."""
    if not cues:
        return []
    prose = " ".join(" ".join(text.plain for text in texts).split())
    prose = prose.casefold().replace("’", "'")  # noqa: RUF001 - as typed
    needed = [(needed_letters(cue), cue) for cue in cues]
    possible = [(letters, cue) for letters, cue in needed if letters in prose]
    reasons = {
        cues[cue]
        for clause in CLAUSE_END.split(prose)
        for letters, cue in possible
        if letters in clause
        for match in cue_pattern(cue).finditer(clause)
        if not NEGATION.search(clause[: match.start()])
    }
    return sorted(reasons, key=lambda concept: concept.value)
