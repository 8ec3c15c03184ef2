"""Claims that an entry's prose seems to make, by cue phrases: proposals for a person to check.

Each line is read clause by clause, and an aside in brackets is a clause of its own. Where
a cue phrase leads to a thing that the graph knows, that is a candidate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from fwgraph.graph import Graph
from fwgraph.namespaces import shorten_iri, term
from fwgraph.store.names import kind_of
from fwgraph.store.table import Table
from fwgraph.wiki.document import WikiPage
from fwgraph.wiki.edition import slug_of
from fwgraph.wiki.entries import read_entries
from fwgraph.wiki.known import known_names, names_for
from fwgraph.wiki.prose.mentions import NEGATION, Clause, Lexicon, Mention


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that an entry may make; ``quote`` is the phrase for it, as a reader sees it."""

    subject: NamedNode
    relation: NamedNode
    object: NamedNode
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase and, by the kind of thing that it leads to, the relation that it stands for.

    The things come after the phrase or directly ``before`` it, as objects or ``swapped``.
    """

    phrase: str
    software: str = ""
    platform: str = ""
    specification: str = ""
    before: bool = False
    swapped: bool = False


PART_OF, BUILT_ON = ("dcterms:isPartOf",), ("fw:builtOn", "fw:runsOn", "fw:builtOn")
RESEMBLES, INSPIRED = ("fw:resembles",) * 3, ("fw:inspiredBy",) * 3
INTEGRATES, SUPPORTS = ("fw:integratesWith",) * 3, (*("fw:integratesWith",) * 2, "doap:implements")
RUNS_ON = ("fw:runsOn", "fw:runsOn", "doap:implements")
USES, IMPLEMENTS = ("fw:uses", "fw:runsOn", "doap:implements"), ("", "", "doap:implements")
CUES = (
    Cue(r"(?:formerly|previously) (?:known as|called|named)", "fw:renamedFrom"),
    Cue(r"fork of", "fw:forkOf"),
    Cue(r"successor (?:to|of)|supersedes|replaces", "fw:successorOf"),
    Cue(r"(?:ancestor|predecessor) (?:of|to)", "fw:successorOf", swapped=True),
    Cue(r"(?:supplanted|superseded|replaced) by", "fw:successorOf", swapped=True),
    Cue(r"(?:an?|its|the) successor(?! (?:to|of))", "fw:successorOf", before=True, swapped=True),
    Cue(r"(?:is|are)(?: an?)? (?:part|member) of|(?:is|are) an?(?= \w+ project\b)", *PART_OF),
    Cue(r"similar (?:\w+ )?to|compatible with|(?:seems?|looks?) like", *RESEMBLES),
    Cue(r"inspired by|(?:ideas|concepts) (?:from|of)", *INSPIRED),
    Cue(r"inspired", *INSPIRED, before=True),
    Cue(r"(?:directs|points|refers) (?:\w+ )?to|in favou?r of", "fw:recommends"),
    Cue(r"powers|(?<=that )power|(?<=which )power", "fw:builtOn", swapped=True),
    Cue(r"(?:buil[dt]s?|based) (?:up)?on(?: (?:an? )?top of)?|on (?:an? )?top of", *BUILT_ON),
    Cue(r"(?:built )?atop|powered by|(?:layer|wrapper) (?:over|around)", *BUILT_ON),
    Cue(r"based", "fw:builtOn", "", "fw:builtOn", before=True),
    Cue(r"extends", "fw:extends"),
    Cue(r"used (?:to \w+|by|in)", "fw:uses", swapped=True),
    Cue(r"included (?:with|in)", "fw:bundles", swapped=True),
    Cue(r"(?:integration|adapt[eo]rs?|bindings?) (?:with|for)", *INTEGRATES),
    Cue(r"(?:integrates|works) (?:\w+ ){0,3}with|handles?|handling", *INTEGRATES),
    Cue(r"implements", *IMPLEMENTS),
    Cue(r"support for|supports|supporting", *SUPPORTS),
    Cue(r"(?:runs?|running|tested|hosted) on|deploys? (?:to|on)", *RUNS_ON),
    Cue(r"(?:made|designed) (?:\w+ )?for", *RUNS_ON),
    Cue(r"requires?|requiring|depends on", "fw:requires", "fw:runsOn", "doap:implements"),
    Cue(r"includes?|including|offers|offering", "fw:bundles", "fw:integratesWith"),
    Cue(r"uses|using|(?<!to )use|utili[sz]es|combines|combining|employs|relies on", *USES),
    Cue(r"runs with|with(?= (?-i:[A-Z]))", "fw:uses"),
    Cue(r"(?:web )?(?:applications?|frameworks?|servers?)", *IMPLEMENTS, before=True),
    Cue(r"standard|compliance|compliant|support", *IMPLEMENTS, before=True),
)
"""Where two phrases begin at the same place, the first of them in the table is read."""
LIST_CUE = Cue("", "fw:integratesWith", "fw:runsOn", "fw:integratesWith")
VERSION_CUE = Cue("", "", "fw:runsOn")
"""What is said without a phrase: by a list of three known things or more, and by a version."""

ITEM_END = re.compile(r"[,/&]|\b(?:and|or|plus|as well as)\b")
STATEMENT_START = re.compile(  # these words begin another statement
    r"\b(?:it|they|you|we|is|are|was|were|be|which|that|who|while|to|by|than)\b"
    r"|(?<!such )(?<!well )\bas\b(?! well)|\bfor\b[^,]*$"
)
AUXILIARIES = r"(?:is|are|was|were|has|have)"
VERB = re.compile(rf"(?:,?\s*(?:which|that))?(?:\s+(?:{AUXILIARIES}|also|been|can|be))*\s+")
LEAD = re.compile(r"\W*(?i:(?:also|but|however|note)\b\W*)?")
AUXILIARY_VERB = re.compile(rf"\s+{AUXILIARIES}\b")
POSSESSIVE = re.compile(r"['’]s\b")  # noqa: RUF001
LONGEST_ITEM, LONGEST_LIST_ITEM = 6, 4  # in words


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue, its place in a clause, and a thing that it leads to."""

    cue: Cue
    start: int
    end: int
    mention: Mention

    @property
    def relation(self) -> str:
        """The relation; a platform named with its version is one to run on. Empty for none."""
        relation: str = getattr(self.cue, kind_of(self.mention.thing))
        return "fw:runsOn" if self.mention.versioned and relation == INTEGRATES[0] else relation


def page_candidates(page: WikiPage, graph: Graph) -> list[Candidate]:
    """Return the claims that the entries of a page seem to make, by line and then by IRI."""
    names, lexicon = names_for(page, known_names(graph)), Lexicon(graph)
    first: dict[tuple[int, NamedNode, NamedNode, NamedNode], Candidate] = {}
    for entry in read_entries(page, names.categories):
        software = names.software(entry.name) or term(f"software:{slug_of(entry.name)}")
        for line in entry.prose:
            for clause in lexicon.split_clauses(line):
                for claim in clause_candidates(clause, software, line.line):
                    first.setdefault(
                        (claim.line, claim.subject, claim.relation, claim.object), claim
                    )
    return [first[key] for key in sorted(first)]


def candidates_csv(candidates: list[Candidate]) -> str:
    """Return candidates as CSV with a header, IRIs as prefixed names."""
    rows = []
    for claim in candidates:
        nodes = (claim.subject, claim.relation, claim.object)
        names = (Literal(shorten_iri(node.value)) for node in nodes)
        rows.append((*names, Literal(claim.line), Literal(claim.quote)))
    return Table(("subject", "relation", "object", "line", "quote"), tuple(rows)).csv()


def clause_candidates(clause: Clause, entry: NamedNode, line: int) -> Iterator[Candidate]:
    """Yield the candidates of a clause in the entry of some software."""
    for match in clause_matches(clause):
        doers = list(verb_subjects(clause, match))
        start = min(match.start, match.mention.start, *(doer.start for doer in doers))
        quote = clause.quote(start, max(match.end, match.mention.end))
        for subject in [doer.thing for doer in doers] or [clause_subject(clause) or entry]:
            ends = (subject, match.mention.thing)
            first, second = reversed(ends) if match.cue.swapped else ends
            if first != second:
                yield Candidate(first, term(match.relation), second, line, quote)


def clause_matches(clause: Clause) -> Iterator[CueMatch]:
    """Yield what a clause's cues lead to; a thing is read in the first way that fits it."""
    taken: set[Mention] = set()
    for find_matches in (matches_after, matches_before, matches_in_list, matches_by_version):
        matches = [match for match in find_matches(clause) if match.relation]
        yield from (match for match in matches if match.mention not in taken)
        taken.update(match.mention for match in matches)


def compile_cues(*, before: bool) -> tuple[tuple[Cue, ...], re.Pattern[str]]:
    """Return the cues on one side of their things, and what finds them by number."""
    cues = tuple(cue for cue in CUES if cue.before is before)
    edge = r"(?<!\w)" if before else r"(?<![\w-])"
    phrases = "|".join(f"({cue.phrase})" for cue in cues)
    return cues, re.compile(rf"{edge}(?:{phrases})(?!\w)", re.IGNORECASE)


PREFIX_CUES, SUFFIX_CUES = compile_cues(before=False), compile_cues(before=True)


def matches_after(clause: Clause) -> Iterator[CueMatch]:
    """Yield the things after each phrase, as far as its enumeration or the next phrase."""
    cues, pattern = PREFIX_CUES
    phrases = list(pattern.finditer(clause.text))
    ends = [*(following.start() for following in phrases[1:]), len(clause.text)]
    for phrase, end in zip(phrases, ends, strict=False):
        if not clause.is_negated(phrase.start()):
            for mention in enumerated_mentions(clause, phrase.end(), end):
                yield CueMatch(cues[(phrase.lastindex or 1) - 1], *phrase.span(), mention)


def enumerated_mentions(clause: Clause, start: int, end: int) -> Iterator[Mention]:
    """Yield the things that are named between two places and belong together."""
    for mention in clause.mentions[clause.mention_index(start) : clause.mention_index(end)]:
        gap = clause.text[start : mention.start]
        if longest_item(gap) > LONGEST_ITEM or STATEMENT_START.search(gap) or NEGATION.search(gap):
            return
        if not POSSESSIVE.match(clause.text, mention.end):
            yield mention
        start = mention.end


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
    """Yield the things of a clause that is nothing but a list, up to a phrase in it."""
    phrase = PREFIX_CUES[1].search(clause.text)
    start = phrase.start() if phrase else len(clause.text)
    fresh = not phrase or clause.text[:start].rstrip().endswith(",")
    if fresh and len(clause.mentions) > 2 and longest_item(clause.text) <= LONGEST_LIST_ITEM:
        for mention in clause.mentions[: clause.mention_index(start)]:
            yield CueMatch(LIST_CUE, 0, 0, mention)


def matches_by_version(clause: Clause) -> Iterator[CueMatch]:
    """Yield the platforms that are named with a version."""
    for mention in clause.mentions:
        if mention.versioned and not clause.is_negated(mention.start):
            yield CueMatch(VERSION_CUE, mention.start, mention.end, mention)


def verb_subjects(clause: Clause, match: CueMatch) -> Iterator[Mention]:
    """Yield the software that the verb of a phrase is about, if it stands right before it."""
    number = clause.mention_index(match.start) - 1
    if match.cue.before or not match.cue.phrase or number < 0:
        return
    end = clause.mentions[number].end
    between = clause.text[end : min(match.start, end + 99)]
    is_finite = clause.text[match.start : match.end].split()[0].endswith("s")
    if VERB.fullmatch(between) and (is_finite or between.strip()):
        yield from (it for it in clause.mentions_before(end) if kind_of(it.thing) == "software")


def clause_subject(clause: Clause) -> NamedNode | None:
    """Return the software with which a clause begins as its subject."""
    for first in clause.mentions[:1]:
        leads = LEAD.fullmatch(clause.text[: first.start])
        if leads and AUXILIARY_VERB.match(clause.text, first.end):
            return first.thing if kind_of(first.thing) == "software" else None
    return None
