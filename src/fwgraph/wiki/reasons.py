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
UP_TO_THREE_WORDS = rf"(?:{BLANK}(?!(?:not|never|far|nor)\b)[^\s-]+){{0,3}}?{BLANK}"


@cache
def cue_pattern(cue: str) -> re.Pattern[str]:
    """Return what finds a cue in a clause, as whole words."""
    words = cue.casefold().replace("*", r"\w*").replace("^", r"^\W*").replace("$", r"\W*$")
    parts = (BLANK.join(part.split()) for part in words.split("..."))
    return re.compile(rf"(?<!\w)(?:{UP_TO_THREE_WORDS.join(parts)})(?!\w)")


def recognise_reasons(
    texts: Iterable[InlineText], cues: Mapping[str, NamedNode]
) -> list[NamedNode]:
    """Return the concepts of which a cue stands in the texts and is not negated there."""
    if not cues:
        return []
    prose = " ".join(" ".join(text.plain for text in texts).split())
    clauses = CLAUSE_END.split(prose.casefold().replace("’", "'"))  # noqa: RUF001 - as typed
    reasons = {
        concept
        for clause in clauses
        for cue, concept in cues.items()
        for match in cue_pattern(cue).finditer(clause)
        if not NEGATION.search(clause[: match.start()])
    }
    return sorted(reasons, key=lambda concept: concept.value)
