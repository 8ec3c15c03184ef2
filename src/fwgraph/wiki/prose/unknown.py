"""Names in prose of things that a graph lacks."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from pyoxigraph import NamedNode

from fwgraph.store.names import fold_name
from fwgraph.wiki.prose.clauses import Mention
from fwgraph.wiki.spans import InlineText, SpanKind

UNKNOWN_NAME = re.compile(
    r"(?<![\w.-])"
    r"(?:(?!(?:An?|The|In|It|With|For|Of|By|And) )[A-Z][\w+]*(?:[.-][A-Z0-9][\w+]*)*"
    r"(?:\.(?:js|py|io|net))?(?: (?=[A-Z])[\w.-]*\w)*"
    r"|[a-z]{2,}\d+[a-z]\w*|[a-z]{3,}\d|[a-z]+[A-Z]\w*)"
    r"(?!\w|-(?!(?:like|style|based|powered|inspired)\b))"
)
NOTIONS = frozenset(
    "a ajax all an and api apis apps as atom both each every its most new some these those "  # noqa: SIM905
    "at book by cms css csv dba documentation english "
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
SHORTEST_CAPITALS, LONGEST_UNKNOWN = 6, 4  # in letters, and in words


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
    text: str,
    known: tuple[Mention, ...],
    labels: list[tuple[int, str]],
    at: int,
    own: tuple[str, NamedNode],
) -> Iterator[Mention]:
    """Yield what looks like a name in a text that stands at a place of its line.

    That is a label or some words with capitals or digits. A word next to a known name is a
    part of it, and so is one of the entry's ``own`` name, folded.
    """
    own_name, entry = own
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
            if folded == own_name:
                yield Mention(entry, start, end, name)
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
