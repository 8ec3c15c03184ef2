"""Clauses of prose, and the things of a graph that are named in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from pyoxigraph import NamedNode

from fwgraph.graph import Graph
from fwgraph.namespaces import THING_KINDS
from fwgraph.store.names import SEPARATORS, fold_name, kind_of
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
NUMBER = r"(?:[<>=~]+ ?)?\d[\w.*]*(?<![.])\+?"
NEWER = r"(?: ?\+| (?:or|and) (?:later|newer|above|higher|up)\b)?"
ONE_VERSION = rf"({NUMBER}(?: ?(?:-|to) ?{NUMBER})?{NEWER})"
FIRST_VERSION = re.compile(rf"[ -]?{ONE_VERSION}")
NEXT_VERSION = re.compile(rf"(?: ?[,/&] ?| )(?:(?:and|or) )?{ONE_VERSION}(?! \w+s\b)")
NOT_VERSION = re.compile(r"[^.;,\w]{0,9}\bnot (?:including |supporting |for )?(\d[\w.]*)")
LONGEST_VERSIONS = 80
ASIDE = re.compile(r"\(([^()]*)\)")
EXAMPLES = re.compile(r"(?i:such as|including|e\.g\.)")
CLAUSE_END = re.compile(
    r"(?<=[a-z]{3})\.(?=[A-Z][a-z]{2})|\s\*\s|$"
    r"|(?<!e\.g)(?<!i\.e)[.!?;](?=[\s\"'”’)]|$)"  # noqa: RUF001 - editors type them
)
LIST_SEPARATORS = re.compile(r"(?:[\s,/&)-]|\b(?:and|or|etc|as well as)\b)*")
NEGATION = re.compile(
    r"\b(?i:not?|never|neither|nor|cannot|without|independent\w*|instead|outside)\b(?! only\b)"
    r"|n['’]t\b"  # noqa: RUF001
)
PART_END = re.compile(r"[,:]|\b(?:and|but)\b")
LAST_WORDS = re.compile(r"(?:\S+\s+){1,5}$|\S*$")
UNKNOWN_NAME = re.compile(
    r"(?<![\w.-])"
    r"(?:(?!(?:An?|The|In|It|With|For|Of|By|And) )[A-Z][\w+]*(?:[.-]?[A-Z0-9]\w*)*"
    r"(?:\.(?:js|py|io|net))?(?: (?=[A-Z])[\w.-]*\w)*"
    r"|[a-z]{2,}\d+[a-z]\w*|[a-z]{3,}\d|[a-z]+[A-Z]\w*)"
    r"(?!\w|-(?!(?:like|style|based|powered|inspired)\b))"
)
NOTIONS = frozenset(
    "a ajax an and api apis apps as atom at book by cms css csv dba documentation english "  # noqa: SIM905
    "events for form forms gui gpl html html5 http i ides if in internet is it json linux/unix "
    "controller controllers model models mvc mvc2 no note object of on only orm orms our out "
    "page pages rest restful rss "
    "request requests response responses see server session sql templates the their this to "
    "tutorial tutorials unicode unix url urls use user utf8 utf-8 view views we web widgets "
    "wiki www xhtml xml you your".split()
)
"""What has a capital and is no name: general notions, and words that begin a sentence."""
GENERAL_NAME = re.compile(  # many of a kind
    r"(?:Applications?|Browsers?|Classes|Components|Controllers?|Databases?|Engines|Frameworks?"
    r"|Languages?|Management|Modules|Pages|Programming|Requests|Responses|Servers?|Systems?)$"
)
NAME_PARTS = re.compile(r"[ +/.-]")
PATH_PARTS = re.compile(r"[/#?]+")
NO_WORDS = " -*\"'("
SHORTEST_CAPITALS = 6
LONGEST_QUOTE_LETTERS = 500
LONGEST_NAME, LONGEST_QUOTE, LONGEST_UNKNOWN = 6, 12, 4  # in words


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


class Lexicon:
    """Finds the things of a graph in a text, and the names of things that it lacks."""

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
                return self.with_versions(thing, Mention(thing, start, last.end(), name), text)
        return None

    def with_versions(self, thing: NamedNode, mention: Mention, text: str) -> Mention:
        """Return a mention with the versions that follow a platform, as ``Python 2.7 and 3``."""
        if mention.kind != "platform":
            return mention
        base = mention.name.rstrip("0123456789").rstrip()
        if base != mention.name and not self.names.matches(base, THING_KINDS):
            return mention  # EC2 is no version of EC
        end = mention.start + len(base)
        versions: dict[NamedNode, list[str]] = {}
        limit, pattern = min(len(text), end + LONGEST_VERSIONS), FIRST_VERSION
        while found := pattern.match(text, end, limit):
            versions.setdefault(self.version_of(base, found[1], thing), []).append(found[1])
            end, pattern = found.end(), NEXT_VERSION
        specified = tuple((each, " or ".join(them)) for each, them in versions.items())
        end = max(end, mention.end)
        if excluded := NOT_VERSION.match(text, end, end + LONGEST_VERSIONS):
            version = self.version_of(base, excluded[1], thing), excluded[1]
            other = Mention(thing, mention.start, excluded.end(), mention.name, (version,))
            return replace(mention, end=end, versions=specified, excluded=other)
        return replace(mention, end=end, versions=specified)

    def version_of(self, base: str, version: str, platform: NamedNode) -> NamedNode:
        """Return the thing that a version of a platform is, if not the platform itself."""
        major = re.findall(r"\d+", version)[0]
        return (*self.names.matches(f"{base} {major}", THING_KINDS), platform)[0]

    def find_mentions(self, text: str) -> Iterator[Mention]:
        """Yield what is named in a text and known."""
        words, end = list(WORD.finditer(text)), 0
        for number, word in enumerate(words):
            if word.start() < end or text[word.start() - 1 : word.start()] == "-":
                continue
            if mention := self.longest_mention(text, words[number : number + LONGEST_NAME]):
                end = mention.end
                yield mention

    def split_clauses(self, line: InlineText, own_name: str) -> Iterator[Clause]:
        """Yield the clauses of a line of prose, and those of its asides.

        ``own_name`` is that of the entry, folded: it is no unknown one.
        """
        labels = link_labels(line)
        shown = line.plain
        outer = ASIDE.sub(self.blank_aside, shown)
        asides = ((aside.start(1), aside[1]) for aside in ASIDE.finditer(shown))
        for place, text in ((0, outer), *asides):
            start = 0
            for stop in CLAUSE_END.finditer(text):
                part, at = text[start : stop.start()], place + start
                mentions = tuple(self.find_mentions(part))
                names = sorted(
                    [*mentions, *unknown_names(part, mentions, labels, at, own_name)], key=by_start
                )
                yield Clause(part, shown[at : at + len(part)], mentions, tuple(names), at)
                start = stop.end()

    def blank_aside(self, aside: re.Match[str]) -> str:
        """Return blanks for an aside, or itself if it adds but names or examples."""
        text, rest, end = aside[1], [], 0
        for mention in self.find_mentions(text):
            rest.append(text[end : mention.start])
            end = mention.end
        remaining = "".join((*rest, text[end:]))
        adds = rest and LIST_SEPARATORS.fullmatch(remaining.removesuffix(" project"))
        return aside[0] if adds or EXAMPLES.match(text) else " " * len(aside[0])


by_start = attrgetter("start")


def separate_words(name: str) -> str:
    """Return a name in small letters, a blank for each sign that parts its words."""
    return WORD_SEPARATORS.sub(" ", name).casefold()


def link_labels(line: InlineText) -> list[tuple[int, str]]:
    """Return where the labels of a line's links start, and what they are.

    Of those in small letters only such as the address has, too: they are no ordinary words.
    """
    labels = []
    for at, span in zip(line.plain_starts, line.spans, strict=False):
        text = span.text.partition(" (")[0]
        if span.kind is SpanKind.LINK and text:
            host, _, path = (span.target or "").rpartition("//")[2].partition("/")
            if not text.islower() or text in {*host.split("."), *PATH_PARTS.split(path)}:
                labels.append((at, text))
    return labels


def unknown_names(
    text: str, known: tuple[Mention, ...], labels: list[tuple[int, str]], at: int, own_name: str
) -> Iterator[Mention]:
    """Yield what looks like a name in a text that stands at a place of its line.

    That is a label or some words with capitals or digits. A word next to a known name is a
    part of it, and so is one of the entry's ``own_name``, folded.
    """
    starts = [mention.start for mention in known]
    places = {found.start(): (found[0], False) for found in UNKNOWN_NAME.finditer(text)}
    first, last = (bisect_left(labels, (place,)) for place in (at, at + len(text)))
    places.update((start - at, (label, True)) for start, label in labels[first:last])
    passed = -1
    for start, (name, linked) in sorted(places.items()):
        end = start + len(name)
        number = bisect_left(starts, start)
        before = known[number - 1].end if number else -1
        after = starts[number] if number < len(starts) else len(text) + 2
        is_apart = before < 0 or (before <= start and text[before:start].strip(" -"))
        if start < passed or end > len(text) or after <= end + 1 or not is_apart:
            continue
        folded = fold_name(name)
        if folded in own_name or own_name in folded:
            continue
        is_first = not text[max(0, start - 9) : start].strip(NO_WORDS) and start < len(NO_WORDS)
        if is_name(name, linked=linked, first=is_first):
            passed = end
            yield Mention(None, start, end, name)


def is_name(name: str, *, linked: bool, first: bool) -> bool:
    """Tell whether some words are a name, and not a notion such as MVC, an ORM or Model.

    The ``first`` word of a sentence has a capital anyway.
    """
    words = NAME_PARTS.split(name)
    if len(words) > LONGEST_UNKNOWN or all(word.casefold() in NOTIONS for word in words):
        return False
    if GENERAL_NAME.search(name):
        return False
    if name.isupper():
        return linked or len(name) >= SHORTEST_CAPITALS
    if first and not linked:
        return not name.istitle() or len(words) > 1
    return linked or not name.islower() or any(letter.isdigit() for letter in name)
