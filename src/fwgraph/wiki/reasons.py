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
def needed_letters(cue: str) -> tuple[str, ...]:
    """Return letters one of which is in whatever a cue stands in; none where that cannot be told.

    They are those of a word of the cue, or one of each alternative, the longer the better.
    """
    words = cue.casefold()
    outside = re.sub(r"\([^()]*\)", " ", words)
    if not PLAIN_CUE.fullmatch(cue) or re.search(r"[()|]", outside):
        return ("",)
    choices = [[piece] for piece in outside.split()]
    choices += [group.split("|") for group in re.findall(r"\(([^()]*)\)", words)]
    letters = [tuple(map(longest_word, choice)) for choice in choices]
    return max(letters, key=lambda each: min(map(len, each)), default=("",))


def longest_word(words: str) -> str:
    """Return the longest piece of words that is letters alone."""
    return max(re.findall(r"\w+", words), key=len, default="")


def recognise_reasons(
    texts: Iterable[InlineText], cues: Mapping[str, NamedNode]
) -> list[NamedNode]:
    """Return the concepts of which a cue stands in the texts and is not negated there."""
    if not cues:
        return []
    prose = " ".join(" ".join(text.plain for text in texts).split())
    prose = prose.casefold().replace("’", "'")  # noqa: RUF001 - as typed
    possible = [cue for cue in cues if any(letters in prose for letters in needed_letters(cue))]
    reasons = {
        cues[cue]
        for clause in (CLAUSE_END.split(prose) if possible else ())
        for cue in possible
        for match in cue_pattern(cue).finditer(clause)
        if not NEGATION.search(clause[: match.start()])
    }
    return sorted(reasons, key=lambda concept: concept.value)
