"""Clauses of prose, and the things of a graph that are named in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from pyoxigraph import NamedNode

from fwgraph.graph import Graph
from fwgraph.namespaces import THING_KINDS, local_name
from fwgraph.store.names import SEPARATORS, kind_of
from fwgraph.wiki.spans import InlineText, SpanKind

COMMON_WORDS = frozenset(
    "albatross aquarium bootstrap bottle chameleon cheetah circuits click couch crusader "  # noqa: SIM905
    "express ext falcon flash flask form formal gluon grok hug kiss maki oracle paste porcupine "
    "prototype pylons pyramid qp reg spark storm tornado twisted wasp windows woven".split()
)
"""Words that also name things: they do with a capital, spelled as the graph spells them."""

WORD = re.compile(r"[^\W_]+")
NAME = re.compile(r"[^\W_]+(?:[\s._-][^\W_]+)*")
WORD_SEPARATORS = re.compile(rf"[\s{re.escape(SEPARATORS)}]+")
VERSION = re.compile(r"(?:[ <>=]*\d)?[\w.+]*")
ASIDE = re.compile(r"\(([^()]*)\)")
EXAMPLES = re.compile(r"(?i:such as|including|e\.g\.)")
CLAUSE_END = re.compile(
    r"(?<=[a-z]{3})\.(?=[A-Z][a-z]{2})|\s\*\s|$"
    r"|(?<!e\.g)(?<!i\.e)[.!?;](?=[\s\"'”’)]|$)"  # noqa: RUF001 - editors type them
)
LIST_SEPARATORS = re.compile(r"(?:[\s,/&-]|\b(?:and|or|etc|as well as)\b)*")
NEGATION = re.compile(
    r"\b(?i:not?|never|neither|nor|cannot|without|independent\w*|instead|outside)\b(?! only\b)"
    r"|n['’]t\b"  # noqa: RUF001
)
LONGEST_NAME, LONGEST_QUOTE = 6, 12  # in words


@dataclass(frozen=True, slots=True)
class Mention:
    """A known thing in a clause; a platform may be ``versioned``: named with its version."""

    thing: NamedNode
    start: int
    end: int
    versioned: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with asides blanked out in its ``text``, though not in what is ``shown``."""

    text: str
    shown: str
    mentions: tuple[Mention, ...]

    def mention_index(self, place: int) -> int:
        """Return the number of mentions that start before a place."""
        return bisect_left(self.mentions, place, key=attrgetter("start"))

    def mentions_before(self, end: int) -> Iterator[Mention]:
        """Yield the mentions directly before a place, the last first, as in ``A, B and C``."""
        for at in reversed(range(self.mention_index(end))):
            mention = self.mentions[at]
            if not LIST_SEPARATORS.fullmatch(self.text, mention.end, end):
                return
            yield mention
            end = mention.start

    def is_negated(self, start: int) -> bool:
        """Tell whether one of the five words before a place, in the same part, denies it."""
        part = re.split(r"[,:]|\b(?:and|but)\b", self.text[max(0, start - 80) : start])[-1]
        return NEGATION.search(" ".join(part.split()[-5:])) is not None

    def quote(self, start: int, end: int) -> str:
        """Return what is shown at a place, at most its last twelve words."""
        start = max(start, end - 999)
        words = list(re.finditer(r"\S+", self.shown[start:end]))
        return self.shown[start + words[-LONGEST_QUOTE:][0].start() : end].strip()


class Lexicon:
    """Finds the things of a graph in a text."""

    def __init__(self, graph: Graph) -> None:
        self.names = graph.names
        self.spellings = frozenset(graph.names.known_names(THING_KINDS))
        self.spaced = {separate_words(name) for name in self.spellings}

    def resolve_name(self, name: str) -> NamedNode | None:
        """Return the only thing that a person would understand by a name."""
        if name.islower() and (len(name) < 3 or name in COMMON_WORDS):
            return None
        if name.casefold() in COMMON_WORDS and not (name.istitle() or name in self.spellings):
            return None
        lower = any(word[0].islower() for word in WORD.findall(name)[1:])
        if lower and separate_words(name) not in self.spaced:  # not every web app is webapp
            return None
        things = self.names.matches(name, THING_KINDS)
        return things[0] if len(things) == 1 else None

    def longest_mention(self, text: str, words: list[re.Match[str]]) -> Mention | None:
        """Return the longest name that begins with the first of some words."""
        start = words[0].start()
        for last in reversed(words):
            name = text[start : last.end()]
            if NAME.fullmatch(name) and (thing := self.resolve_name(name)):
                return mention_with_version(thing, text, start, last.end())
        return None

    def find_mentions(self, text: str, labels: dict[int, Mention], at: int) -> Iterator[Mention]:
        """Yield what is named in a text that stands at a place of its line, or linked to."""
        words, end = list(WORD.finditer(text)), 0
        for number, word in enumerate(words):
            if word.start() < end or text[word.start() - 1 : word.start()] == "-":
                continue
            mention = self.longest_mention(text, words[number : number + LONGEST_NAME])
            if mention is None and (label := labels.get(at + word.start())):
                mention = Mention(label.thing, label.start - at, label.end - at)
            if mention:
                end = mention.end
                yield mention

    def label_mentions(self, line: InlineText) -> Iterator[Mention]:
        """Yield the labels of links to a page that is called like a thing."""
        for at, span in zip(line.plain_starts, line.spans, strict=False):
            page = (span.target or "").rstrip("/").rpartition("/")[2]
            is_name = span.kind is SpanKind.LINK and NAME.fullmatch(page)
            if is_name and (thing := self.resolve_name(page)):
                yield Mention(thing, at, at + len(span.text))

    def split_clauses(self, line: InlineText) -> Iterator[Clause]:
        """Yield the clauses of a line of prose, and those of its asides."""
        labels = {label.start: label for label in self.label_mentions(line)}
        shown = line.plain
        outer = ASIDE.sub(self.blank_aside, shown)
        asides = ((aside.start(1), aside[1]) for aside in ASIDE.finditer(shown))
        for place, text in ((0, outer), *asides):
            start = 0
            for stop in CLAUSE_END.finditer(text):
                part, at = text[start : stop.start()], place + start
                mentions = tuple(self.find_mentions(part, labels, at))
                yield Clause(part, shown[at : at + len(part)], mentions)
                start = stop.end()

    def blank_aside(self, aside: re.Match[str]) -> str:
        """Return blanks for an aside, or itself if it adds but names or examples."""
        rest = aside[1]
        for mention in reversed(list(self.find_mentions(rest, {}, 0))):
            rest = rest[: mention.start] + rest[mention.end :]
        adds = rest != aside[1] and LIST_SEPARATORS.fullmatch(rest)
        return aside[0] if adds or EXAMPLES.match(aside[1]) else " " * len(aside[0])


def separate_words(name: str) -> str:
    """Return a name in small letters, a blank for each sign that parts its words."""
    return WORD_SEPARATORS.sub(" ", name).casefold()


def mention_with_version(thing: NamedNode, text: str, start: int, end: int) -> Mention:
    """Return the mention at a place, with the version that follows a platform."""
    if kind_of(thing) != "platform" or local_name(thing.value)[-1].isdigit():
        return Mention(thing, start, end)
    version = VERSION.match(text, end)
    stop = version.end() if version else end
    numbered = any(letter.isdigit() for letter in text[start:stop])
    return Mention(thing, start, stop if numbered else end, numbered)
