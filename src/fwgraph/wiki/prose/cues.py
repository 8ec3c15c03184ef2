"""Claims that an entry's prose seems to make, by cue phrases: proposals for a person to check.

Each line is read clause by clause, and an aside in brackets is a clause of its own. Where
a cue phrase leads to a thing that the graph knows, that is a candidate. The cues are data.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pyoxigraph import NamedNode

from fwgraph.graph import Graph
from fwgraph.namespaces import shorten_iri, term
from fwgraph.store.names import kind_of
from fwgraph.wiki import known
from fwgraph.wiki.document import WikiPage
from fwgraph.wiki.edition import slug_of
from fwgraph.wiki.entries import PageEntry, read_sections
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
    """A phrase, and the relation that it stands for by the kind of thing it leads to.

    The things come after the phrase, or directly ``before`` it; they are the objects, or
    the subjects if ``swapped``. A kind without a relation is passed over.
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
USES = ("fw:uses", "fw:runsOn", "doap:implements")
IMPLEMENTS = ("", "", "doap:implements")
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
"""What a clause says that is nothing but a list of three known things or more."""
VERSION_CUE = Cue("", "", "fw:runsOn")
"""What a platform's version says without a phrase."""

ITEM_END = re.compile(r"[,/&]|\b(?:and|or|plus|as well as)\b")
STATEMENT_START = re.compile(  # these words begin another statement
    r"\b(?:it|they|you|we|is|are|was|were|be|which|that|who|while|to|by|than)\b"
    r"|(?<!such )(?<!well )\bas\b(?! well)|\bfor\b[^,]*$"
)
VERB = re.compile(
    r"(?:,?\s*(?:which|that))?(?:\s+(?:also|is|are|was|were|has|have|been|can|be))*\s+"
)
LEAD = re.compile(r"\W*(?i:(?:also|but|however|note)\b\W*)?")
AUXILIARY_VERB = re.compile(r"\s+(?:is|are|was|were|has|have)\b")
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


def page_candidates(document: WikiPage, graph: Graph) -> list[Candidate]:
    """Return the claims that the entries of a page seem to make, by line and then by IRI."""
    page, lexicon = known.known_names(graph), Lexicon(graph)
    found: dict[tuple[int, str, str, str], Candidate] = {}
    for section in read_sections(document, page.categories):
        for entry in section.entries:
            software = page.software(entry.name) or term(f"software:{slug_of(entry.name)}")
            for each in entry_candidates(entry, software, lexicon):
                key = each.line, each.subject.value, each.relation.value, each.object.value
                found.setdefault(key, each)
    return [found[key] for key in sorted(found)]


def entry_candidates(
    entry: PageEntry, software: NamedNode, lexicon: Lexicon
) -> Iterator[Candidate]:
    """Yield the candidates of one entry, repetitions included."""
    for line in entry.prose:
        for clause in lexicon.split_clauses(line):
            yield from clause_candidates(clause, software, line.line)


def candidates_csv(candidates: list[Candidate]) -> str:
    """Return candidates as CSV with a header, IRIs as prefixed names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("subject", "relation", "object", "line", "quote"))
    for each in candidates:
        nodes = (shorten_iri(node.value) for node in (each.subject, each.relation, each.object))
        writer.writerow((*nodes, each.line, each.quote))
    return out.getvalue()


def clause_candidates(clause: Clause, entry: NamedNode, line: int) -> Iterator[Candidate]:
    """Yield the candidates of a clause in the entry of some software."""
    topic = clause_subject(clause) or entry
    for read in clause_matches(clause):
        doers = list(verb_subjects(clause, read))
        start = min([read.start, read.mention.start, *(each.start for each in doers)])
        quote = clause.quote(start, max(read.end, read.mention.end))
        for one in [each.thing for each in doers] or [topic]:
            subject, thing = one, read.mention.thing
            if read.cue.swapped:
                subject, thing = thing, subject
            if subject != thing:
                yield Candidate(subject, term(read.relation), thing, line, quote)


def clause_matches(clause: Clause) -> Iterator[CueMatch]:
    """Yield what a clause's cues lead to; a thing is read in the first way that fits it."""
    taken: set[Mention] = set()
    for way in (matches_after, matches_before, matches_in_list, matches_by_version):
        read = [each for each in way(clause) if each.relation]
        yield from (each for each in read if each.mention not in taken)
        taken.update(each.mention for each in read)


def compile_cues(*, before: bool) -> tuple[tuple[Cue, ...], re.Pattern[str]]:
    """Return the cues on one side of their things, and what finds them by number."""
    cues = tuple(cue for cue in CUES if cue.before is before)
    edge = r"(?<!\w)" if before else r"(?<![\w-])"
    found = "|".join(f"({cue.phrase})" for cue in cues)
    return cues, re.compile(rf"{edge}(?:{found})(?!\w)", re.IGNORECASE)


PREFIX_CUES, SUFFIX_CUES = compile_cues(before=False), compile_cues(before=True)


def matches_after(clause: Clause) -> Iterator[CueMatch]:
    """Yield the things after each phrase, as far as its enumeration or the next phrase."""
    cues, pattern = PREFIX_CUES
    found = list(pattern.finditer(clause.text))
    for phrase, beyond in zip_longest(found, found[1:]):
        end = beyond.start() if beyond else len(clause.text)
        if not clause.is_negated(phrase.start()):
            cue = cues[(phrase.lastindex or 1) - 1]
            for mention in enumerated_mentions(clause, phrase.end(), end):
                yield CueMatch(cue, phrase.start(), phrase.end(), mention)


def enumerated_mentions(clause: Clause, start: int, end: int) -> Iterator[Mention]:
    """Yield the things that are named between two places and belong together."""
    for at in range(clause.mention_index(start), clause.mention_index(end)):
        mention = clause.mentions[at]
        gap = clause.text[start : mention.start]
        lengths = (len(item.split()) for item in ITEM_END.split(gap))
        if max(lengths) > LONGEST_ITEM or STATEMENT_START.search(gap) or NEGATION.search(gap):
            return
        if not POSSESSIVE.match(clause.text, mention.end):
            yield mention
        start = mention.end


def matches_before(clause: Clause) -> Iterator[CueMatch]:
    """Yield the things directly before each phrase."""
    cues, pattern = SUFFIX_CUES
    for phrase in pattern.finditer(clause.text):
        cue = cues[(phrase.lastindex or 1) - 1]
        for mention in clause.mentions_before(phrase.start()):
            if not clause.is_negated(mention.start):
                yield CueMatch(cue, phrase.start(), phrase.end(), mention)


def matches_in_list(clause: Clause) -> Iterator[CueMatch]:
    """Yield the things of a clause that is nothing but a list, up to a phrase in it."""
    lengths = (len(item.split()) for item in ITEM_END.split(clause.text))
    phrase = PREFIX_CUES[1].search(clause.text)
    start = phrase.start() if phrase else len(clause.text)
    fresh = not phrase or clause.text[:start].rstrip().endswith(",")
    if fresh and len(clause.mentions) > 2 and max(lengths) <= LONGEST_LIST_ITEM:
        for mention in clause.mentions[: clause.mention_index(start)]:
            yield CueMatch(LIST_CUE, 0, 0, mention)


def matches_by_version(clause: Clause) -> Iterator[CueMatch]:
    """Yield the platforms that are named with a version."""
    for mention in clause.mentions:
        if mention.versioned and not clause.is_negated(mention.start):
            yield CueMatch(VERSION_CUE, mention.start, mention.end, mention)


def verb_subjects(clause: Clause, read: CueMatch) -> Iterator[Mention]:
    """Yield the software that the verb of a phrase is about, if it stands right before it."""
    number = clause.mention_index(read.start) - 1
    if read.cue.before or not read.cue.phrase or number < 0:
        return
    end = clause.mentions[number].end
    between = clause.text[end : min(read.start, end + 99)]
    finite = clause.text[read.start : read.end].split()[0].endswith("s")
    if VERB.fullmatch(between) and (finite or between.strip()):
        for mention in clause.mentions_before(end):
            if kind_of(mention.thing) == "software":
                yield mention


def clause_subject(clause: Clause) -> NamedNode | None:
    """Return the software with which a clause begins as its subject."""
    first = next(iter(clause.mentions), None)
    if first is None or kind_of(first.thing) != "software":
        return None
    leads = LEAD.fullmatch(clause.text[: first.start]) and AUXILIARY_VERB.match(
        clause.text, first.end
    )
    return first.thing if leads else None
