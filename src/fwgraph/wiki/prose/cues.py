"""Claims that an entry's prose seems to make, by cue phrases: proposals for a person to check.

Each line is read clause by clause, and an aside in brackets is a clause of its own. Where
a cue phrase leads to a thing that the graph knows, or to the name of one that it lacks,
that is a candidate: a claim, or a denial where the text says no.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from fwgraph.graph import Graph
from fwgraph.namespaces import shorten_iri, term
from fwgraph.store.names import fold_name
from fwgraph.store.table import Table
from fwgraph.wiki.document import WikiPage
from fwgraph.wiki.edition import slug_of
from fwgraph.wiki.entries import read_entries
from fwgraph.wiki.known import known_names
from fwgraph.wiki.prose.mentions import NEGATION, Clause, Lexicon, Mention
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
from fwgraph.wiki.spans import InlineText


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim or ``denied`` claim that an entry may make; one end at most has but a ``name``.

    ``quote`` is the phrase for it, as a reader sees it, and starts at the line and column.
    """

    subject: NamedNode | None
    relation: NamedNode
    object: NamedNode | None
    name: str
    specifier: str
    line: int
    column: int
    quote: str
    denied: bool = False

    @property
    def key(self) -> tuple[int, str, str, str]:
        """What orders candidates, and is the same for those that say the same on a line."""
        ends = (
            each.value if each else fold_name(self.name) for each in (self.subject, self.object)
        )
        first, second = ends
        return (self.line, first, self.relation.value, second)


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
POSSESSIVE = re.compile(r"['’]s\b")  # noqa: RUF001
HOME_LANGUAGE = term("platform:python")
"""The language of everything on these pages: to name it without a version says nothing."""
HEDGE = re.compile(r"\s+(?:friendly|experimental|planned|soon)\b")
QUOTE_TAIL = re.compile(
    r"[\s)]{0,9}(?:users|developers|instead|and others|pre-?installed|project\b|only)\b|"
)
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


def page_candidates(page: WikiPage, graph: Graph) -> list[Candidate]:
    """Return the claims that the entries of a page seem to make, by line and then by IRI."""
    names, lexicon = known_names(graph), Lexicon(graph)
    first: dict[tuple[int, str, str, str], Candidate] = {}
    for entry in read_entries(page, names.categories):
        software = names.software(entry.name) or term(f"software:{slug_of(entry.name)}")
        own_name = fold_name(entry.name)
        for line in entry.prose:
            for clause in lexicon.split_clauses(line, own_name):
                for claim in clause_candidates(clause, software, line):
                    first.setdefault(claim.key, claim)
    return [first[key] for key in sorted(first)]


def candidates_csv(candidates: list[Candidate]) -> str:
    """Return candidates as CSV with a header, IRIs as prefixed names.

    ``name`` is the end that the graph lacks, as written; the cell of its IRI is empty.
    """
    rows = []
    for claim in candidates:
        nodes = (claim.subject, claim.relation, claim.object)
        names = (Literal(shorten_iri(node.value)) if node else None for node in nodes)
        kind = "denial" if claim.denied else "claim"
        texts = (claim.line, claim.quote, claim.name, claim.specifier, claim.column, kind)
        rows.append((*names, *(Literal(text) for text in texts)))
    columns = ("subject", "relation", "object", "line", "quote")
    return Table((*columns, "name", "specifier", "column", "statement"), tuple(rows)).csv()


def clause_candidates(clause: Clause, entry: NamedNode, line: InlineText) -> Iterator[Candidate]:
    """Yield the candidates of a clause in the entry of some software."""
    for match in clause_matches(clause):
        doers = list(verb_subjects(clause, match))
        start = min(match.start, match.mention.start, *(doer.start for doer in doers))
        end = max(match.end, match.mention.end, match.until)
        if tail := QUOTE_TAIL.match(clause.text, end):
            end = tail.end()
        start = clause.quote_start(start, end)
        if start > clause.text.rfind(" ", 0, match.end) + 1:  # no phrase that would convince
            continue
        start, end = clause.with_brackets(start, end)
        offset = line.source_offset(clause.at + start, after_marks=True)
        place = (*line.position(offset), clause.shown[start:end].strip(), match.denied)
        for doer in (*doers,) or (clause_subject(clause) or entry,):
            subject = doer.thing if isinstance(doer, Mention) else doer
            for thing, specifier in match.objects():
                ends = (subject, thing)
                first, second = reversed(ends) if match.cue.swapped else ends
                named = [it for it in (doer, match.mention) if isinstance(it, Mention)]
                name = next((it.name for it in named if it.thing is None), "")
                if first != second:  # nor are both unknown
                    yield Candidate(first, term(match.relation), second, name, specifier, *place)


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
        if not POSSESSIVE.match(clause.text, mention.end):
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
            yield CueMatch(VERSION_CUE, mention.start, mention.end, mention)


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
            yield from (doer for doer in doers if doer.kind == "software")


def clause_subject(clause: Clause) -> NamedNode | None:
    """Return the software with which a clause begins as its subject."""
    for first in clause.mentions[:1]:
        leads = LEAD.fullmatch(clause.text[: first.start])
        if leads and AUXILIARY_VERB.match(clause.text, first.end):
            return first.thing if first.kind == "software" else None
    return None
