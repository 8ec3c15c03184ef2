"""The things of a graph that are named in prose, clause by clause."""

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from pyoxigraph import NamedNode

from fwgraph.graph import Graph
from fwgraph.namespaces import THING_KINDS
from fwgraph.store.names import SEPARATORS
from fwgraph.wiki.prose.clauses import LIST_SEPARATORS, Clause, Mention
from fwgraph.wiki.prose.unknown import link_labels, unknown_names
from fwgraph.wiki.spans import InlineText

COMMON_WORDS = frozenset(
    "albatross aquarium babel bootstrap bottle brotli chameleon cheetah circuits click "  # noqa: SIM905
    "couch crusader decorator ext falcon flash flask formal gluon grok hug "
    "kiss maki multipart oracle packaging paste pillow porcupine prototype pylons "
    "pyramid qp react reg requests rich routes six spark storm tornado transaction twisted wasp "
    "watchdog windows woven".split()
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
LONGEST_NAME = 6  # in words


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

    def split_clauses(self, line: InlineText, own: tuple[str, NamedNode]) -> Iterator[Clause]:
        """Yield the clauses of a line of prose, and those of its asides.

        ``own`` is the name of the entry, folded, and what it stands for.
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
                    [*mentions, *unknown_names(part, mentions, labels, at, own)],
                    key=attrgetter("start"),
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


def separate_words(name: str) -> str:
    """Return a name in small letters, a blank for each sign that parts its words."""
    return WORD_SEPARATORS.sub(" ", name).casefold()
