"""Clauses of prose, and what is named in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from pyoxigraph import NamedNode

from fwgraph.store.names import kind_of

LIST_SEPARATORS = re.compile(r"(?:[\s,/&)-]|\b(?:and|or|etc|as well as)\b)*")
NEGATION = re.compile(
    r"\b(?i:not?|never|neither|nor|cannot|without|independent\w*|instead|outside"
    r"|drop(?:ped|ping|s)|lacks?)\b(?! only\b)"
    r"|n['’]t\b"  # noqa: RUF001
)
PART_END = re.compile(r"[,:]|\b(?:and|but)\b")
LAST_WORDS = re.compile(r"(?:\S+\s+){1,5}$|\S*$")
LONGEST_QUOTE, LONGEST_QUOTE_LETTERS = 12, 500  # in words, and in letters


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing in a clause: one that the graph knows, or else the name of one.

    ``versions`` are those that a platform is named with, each with what stands for it, and
    ``excluded`` is one that it is said not to mean.
    """

    thing: NamedNode | None
    start: int
    end: int
    name: str
    versions: tuple[tuple[NamedNode, str], ...] = ()
    assumed: str = "software"
    excluded: "Mention | None" = None

    @property
    def kind(self) -> str:
        """The kind of the thing, ``assumed`` of what has no more than a name."""
        return kind_of(self.thing) if self.thing else self.assumed


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with asides blanked out in its ``text``, though not in what is ``shown``.

    It starts at a place of its line; ``names`` are its mentions, and what the graph lacks.
    """

    text: str
    shown: str
    mentions: tuple[Mention, ...]
    names: tuple[Mention, ...] = ()
    at: int = 0

    def mention_index(self, place: int) -> int:
        """Return the number of mentions that start before a place."""
        return bisect_left(self.mentions, place, key=attrgetter("start"))

    def names_between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return what is named between two places, known or not."""
        first = bisect_left(self.names, start, key=attrgetter("start"))
        return self.names[first : bisect_left(self.names, end, key=attrgetter("start"))]

    def name_before(self, place: int) -> tuple[Mention, ...]:
        """Return the last thing that is named before a place, if there is one."""
        number = bisect_left(self.names, place, key=attrgetter("start"))
        return self.names[max(0, number - 1) : number]

    def mentions_before(self, end: int) -> Iterator[Mention]:
        """Yield the mentions directly before a place, the last first, as in ``A, B and C``."""
        for at in reversed(range(bisect_left(self.names, end, key=attrgetter("start")))):
            mention = self.names[at]
            if not LIST_SEPARATORS.fullmatch(self.text, mention.end, end):
                return
            yield mention
            end = mention.start

    def is_negated(self, start: int) -> bool:
        """Tell whether one of the five words before a place, in the same part, denies it."""
        return self.negation(start) is not None

    def negation(self, start: int) -> int | None:
        """Return where the denial of what stands at a place begins, if it is denied."""
        first = max(0, start - 80)
        part = PART_END.split(self.text[first:start])[-1]
        near = LAST_WORDS.search(part)
        words = near[0] if near else ""
        found = NEGATION.search(words)
        return start - len(words) + found.start() if found else None

    def quote_start(self, start: int, end: int) -> int:
        """Return where the last twelve words between two places begin."""
        start = max(start, end - LONGEST_QUOTE_LETTERS)
        words = list(re.finditer(r"\S+", self.shown[start:end]))
        return start + words[-LONGEST_QUOTE:][0].start()

    def with_brackets(self, start: int, end: int) -> tuple[int, int]:
        """Return the two places with a bracket that opens or closes beside them."""
        part = self.shown[start:end]
        opened, closed = part.count("("), part.count(")")
        if opened > closed and self.shown.startswith(")", end):
            end += 1
        if closed > opened and self.shown.startswith("(", start - 1) and start:
            start -= 1
        return start, end
