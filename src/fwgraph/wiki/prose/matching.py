"""What a clause's cue phrases lead to, and whom they are about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from fwgraph.namespaces import term
from fwgraph.wiki.prose.clauses import NEGATION, Clause, Mention
from fwgraph.wiki.prose.phrases import (
    DENIABLE,
    INTEGRATES,
    LIST_CUE,
    OF_IDEAS,
    ONE_OF_SEVERAL,
    PREFIX_CUES,
    RUNS_ON,
    SUFFIX_CUES,
    VERSION_CUE,
    Cue,
)

ITEM_END = re.compile(r"[,/&]|\b(?:and|or|plus|as well as)\b")
STATEMENT_START = re.compile(  # these words begin another statement
    r"\b(?:it|they|you|we|is|are|was|were|be|which|that|who|while|to|by|than)\b"
    r"|(?<!such )(?<!well )\bas\b(?! well)|\bfor\b[^,]*$"
)
AUXILIARIES = r"(?:is|are|was|were|has|have)"
VERB = re.compile(
    rf"(?:,?\s*(?:which|that))?(?:\s+(?:{AUXILIARIES}|also|been|can|be|now|both|\w+ly))*\s+"
)
LEAD = re.compile(r"\W*(?i:(?:also|but|however|note)\b\W*)?")
AUXILIARY_VERB = re.compile(rf"\s+{AUXILIARIES}\b")
OF_IT = re.compile(r"['’]s\b|\s+(?:components|middle-?ware)\b")  # noqa: RUF001
HOME_LANGUAGE = term("platform:python")
"""The language of everything on these pages: to name it without a version says nothing."""
COMPARED = re.compile(r"\b(?i:unlike|like|than|from)\s+$")
UNSUPPORTED = re.compile(r"\s+(?:is|are) (?:not|no longer) supported\b")
HEDGE = re.compile(r"\s+(?:friendly|experimental|planned|soon)\b")
OR, EXAMPLE = re.compile(r"(?<!and/)\bor\b"), re.compile(r"\b(?:such as|like|e\.g\.)")
LONGEST_ITEM, LONGEST_LIST_ITEM, LONGEST_GAP = 6, 4, 200  # in words, and in letters


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue, its place in a clause, and a thing that it leads to, perhaps ``any_of`` several.

    What there is to read of it goes ``until`` another place, if not to the end of both.
    """

    cue: Cue
    start: int
    end: int
    mention: Mention
    any_of: bool = False
    denied: bool = False
    is_aside: bool = False
    until: int = 0

    @property
    def relation(self) -> str:
        """The relation, empty for none; a platform named with its version is one to run on."""
        relation: str = getattr(self.cue, self.mention.kind)
        if relation == "fw:bundles" and self.is_aside:
            return "fw:uses"
        if self.any_of and relation in ONE_OF_SEVERAL:
            return "fw:integratesWith"
        if self.mention.versions and relation and relation not in OF_IDEAS:
            return "fw:runsOn"
        unsaid = relation and relation != "fw:integratesWith"
        return "" if unsaid and self.mention.thing == HOME_LANGUAGE else relation

    def objects(self) -> tuple[tuple[NamedNode | None, str], ...]:
        """Return what the mention stands for, each with the versions as written."""
        return self.mention.versions or ((self.mention.thing, ""),)


def clause_matches(clause: Clause) -> Iterator[CueMatch]:
    """Yield what a clause's cues lead to; a thing is read in the first way that fits it."""
    taken: set[Mention] = set()
    ways = (matches_after, matches_before, matches_in_list, matches_by_version, excluded_versions)
    for find_matches in ways:
        matches = [match for match in find_matches(clause) if match.relation]
        yield from (match for match in matches if match.mention not in taken)
        taken.update(match.mention for match in matches)


def matches_after(clause: Clause) -> Iterator[CueMatch]:
    """Yield the things after each phrase, as far as its enumeration or the next phrase."""
    cues, pattern = PREFIX_CUES
    phrases = list(pattern.finditer(clause.text))
    ends = [*(following.start() for following in phrases[1:]), len(clause.text)]
    for phrase, end in zip(phrases, ends, strict=False):
        cue = cues[(phrase.lastindex or 1) - 1]
        negation = clause.negation(phrase.start())
        start = phrase.start() if negation is None else negation
        denied = cue.denies is (negation is None)
        if denied and not cue.denies and relations_of(cue) not in DENIABLE:
            continue
        if cue.denies and not denied:
            continue
        for mention, any_of in enumerated_mentions(clause, cue, phrase.end(), end):
            if mention.thing or not denied:
                is_aside = clause.text.startswith("(", mention.start - 1)
                yield CueMatch(cue, start, phrase.end(), mention, any_of, denied, is_aside)


def relations_of(cue: Cue) -> tuple[str, ...]:
    """Return the relations that a cue stands for, by kind of thing."""
    return cue.software, cue.platform, cue.specification


def enumerated_mentions(
    clause: Clause, cue: Cue, start: int, end: int
) -> Iterator[tuple[Mention, bool]]:
    """Yield the things that are named between two places and belong together.

    With each comes whether it is one of several, of which any will do.
    """
    found: list[Mention] = []
    gaps: list[str] = []
    for mention in clause.names_between(start, end):
        gap = clause.text[start : mention.start]
        if len(gap) > LONGEST_GAP or longest_item(gap) > LONGEST_ITEM:
            break
        if STATEMENT_START.search(gap) or NEGATION.search(gap):
            break
        if not found or mention.thing is None or mention.thing != found[-1].thing:
            gaps.append(gap)
            found.append(mention)
        start = mention.end
    is_example = bool(gaps and EXAMPLE.search(gaps[0]))
    several = [True] * len(found) if is_example else alternatives(gaps)
    kinds = {mention.kind for mention in found if mention.thing}
    as_others = relations_of(cue) in {INTEGRATES, RUNS_ON} and len(kinds) == 1
    for mention, any_of in zip(found, several, strict=True):
        if not OF_IT.match(clause.text, mention.end):
            is_assumed = as_others and not mention.thing
            yield replace(mention, assumed=min(kinds)) if is_assumed else mention, any_of


def alternatives(gaps: list[str]) -> list[bool]:
    """Tell of each thing whether it is one of several, by what stands before each of them.

    In ``A, B or C, D`` these are A, B and C.
    """
    several, is_listed = [False] * len(gaps), False
    for number in reversed(range(1, len(gaps))):
        joined = bool(OR.search(gaps[number]))
        is_listed = joined or (is_listed and gaps[number].strip() == ",")
        several[number - 1] = is_listed
        several[number] |= joined
    return several


def longest_item(text: str) -> int:
    """Return the number of words of the longest item in an enumeration."""
    return max(len(item.split()) for item in ITEM_END.split(text))


def matches_before(clause: Clause) -> Iterator[CueMatch]:
    """Yield the things directly before each phrase."""
    cues, pattern = SUFFIX_CUES
    for phrase in pattern.finditer(clause.text):
        for mention in clause.mentions_before(phrase.start()):
            if not clause.is_negated(mention.start):
                yield CueMatch(cues[(phrase.lastindex or 1) - 1], *phrase.span(), mention)


def matches_in_list(clause: Clause) -> Iterator[CueMatch]:
    """Yield the systems that are listed before a phrase for what something runs on."""
    phrase = PREFIX_CUES[1].search(clause.text)
    if not phrase or relations_of(PREFIX_CUES[0][(phrase.lastindex or 1) - 1]) != RUNS_ON:
        return
    before = clause.text[: phrase.start()]
    if before.rstrip().endswith(",") and longest_item(before) <= LONGEST_LIST_ITEM:
        number = clause.mention_index(phrase.start())
        until = clause.mentions[number].end if number < len(clause.mentions) else 0
        for mention in clause.mentions[:number]:
            yield CueMatch(LIST_CUE, *phrase.span(), mention, until=until)


def matches_by_version(clause: Clause) -> Iterator[CueMatch]:
    """Yield the platforms that are named with a version."""
    for mention in clause.mentions:
        hedged = HEDGE.match(clause.text, mention.end)
        if mention.versions and not hedged and not clause.is_negated(mention.start):
            no = UNSUPPORTED.match(clause.text, mention.end)
            span, end = (mention.start, mention.end), no.end() if no else 0
            yield CueMatch(VERSION_CUE, *span, mention, denied=bool(no), until=end)


def excluded_versions(clause: Clause) -> Iterator[CueMatch]:
    """Yield what is denied of a platform's versions, as in ``2.5 or later - not 3.0 yet``."""
    for mention in clause.mentions:
        if other := mention.excluded:
            yield CueMatch(VERSION_CUE, other.start, other.end, other, denied=True)


def verb_subjects(clause: Clause, match: CueMatch) -> Iterator[Mention]:
    """Yield the software that the verb of a phrase is about, if it stands right before it."""
    if match.cue.before or match.cue is LIST_CUE or not match.cue.phrase:
        return
    for nearest in clause.name_before(match.start):
        between = clause.text[nearest.end : min(match.start, nearest.end + 99)]
        is_finite = clause.text[match.start : match.end].split()[0].endswith("s")
        if VERB.fullmatch(between) and (is_finite or between.strip()):
            doers = clause.mentions_before(nearest.end)
            for doer in doers:
                if COMPARED.search(clause.text, max(0, doer.start - 12), doer.start):
                    return
                if doer.kind == "software":
                    yield doer


def clause_subject(clause: Clause) -> NamedNode | None:
    """Return the software with which a clause begins as its subject."""
    for first in clause.mentions[:1]:
        leads = LEAD.fullmatch(clause.text[: first.start])
        if leads and AUXILIARY_VERB.match(clause.text, first.end):
            return first.thing if first.kind == "software" else None
    return None
