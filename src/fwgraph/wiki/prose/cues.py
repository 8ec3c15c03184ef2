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
from fwgraph.wiki.known import known_names, names_for
from fwgraph.wiki.prose.clauses import Clause, Mention
from fwgraph.wiki.prose.matching import clause_matches, clause_subject, verb_subjects
from fwgraph.wiki.prose.mentions import Lexicon
from fwgraph.wiki.spans import InlineText

QUOTE_TAIL = re.compile(
    r"[\s)]{0,9}(?:users|developers|instead(?! of)|and others|pre-?installed|project\b|only)\b|"
)

INTEGRATES = term("fw:integratesWith")
KINDS_TO_RUN_ON = ("hosting-platform", "operating-system", "server-module")
"""What software that "supports" it runs on, also where it is one of several (decision 0009)."""


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


def page_candidates(page: WikiPage, graph: Graph) -> list[Candidate]:
    """Return the claims that the entries of a page seem to make, by line and then by IRI."""
    names, lexicon = names_for(page, known_names(graph)), Lexicon(graph)
    hosts = things_to_run_on(graph)
    first: dict[tuple[int, str, str, str], Candidate] = {}
    for entry in read_entries(page, names.categories):
        software = names.software(entry.name) or term(f"software:{slug_of(entry.name)}")
        own = fold_name(entry.name), software
        for line in entry.prose:
            for clause in lexicon.split_clauses(line, own):
                for found in clause_candidates(clause, software, line):
                    claim = found
                    if found.relation == INTEGRATES and found.object in hosts:
                        claim = replace(found, relation=term("fw:runsOn"))
                    first.setdefault(claim.key, claim)
    return [first[key] for key in sorted(first)]


def things_to_run_on(graph: Graph) -> set[NamedNode]:
    """Return the things of the kinds that software runs on, in whichever words it is said."""
    quads = (
        quad
        for kind in KINDS_TO_RUN_ON
        for quad in graph.store.quads_for_pattern(None, term("fw:kind"), term(f"kind:{kind}"))
    )
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


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
