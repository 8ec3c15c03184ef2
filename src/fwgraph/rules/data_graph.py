"""What is validated: a page, RDF files, an endpoint, or the shipped graph.

A data graph holds the triples that the shapes see, which shapes those are, and where each
node stands for the person who has to act.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Store, Triple

from fwgraph.errors import BadRequest, NothingToCheck
from fwgraph.formats.rdf import is_rdf_1_2
from fwgraph.graph import Graph, load
from fwgraph.namespaces import RDF_SUBJECT, term
from fwgraph.rules.coverage import check_coverage
from fwgraph.rules.file_names import misnamed_file_triples
from fwgraph.rules.list_facts import derive_list_facts
from fwgraph.rules.page_faults import fault_triples
from fwgraph.rules.page_knowledge import PageKnowledge, as_knowledge
from fwgraph.rules.positions import Position, page_positions, subject_positions
from fwgraph.rules.shapes import DATA_SHAPES, PAGE_SHAPES
from fwgraph.store import resources
from fwgraph.store.inference import add_inferences
from fwgraph.store.loading import load_file
from fwgraph.wiki import known
from fwgraph.wiki.document import WikiPage
from fwgraph.wiki.edition import PageSource, edition_triples, slug_of
from fwgraph.wiki.entries import Section, passed_over_note, read_sections
from fwgraph.wiki.markups import MARKUPS, text_markup

WEB = re.compile(r"\bweb(?!-?browser)", re.IGNORECASE)
LINKS_NOT_JUDGED = "links not judged, since it is no page of the wiki that was named"


@dataclass(frozen=True, slots=True)
class DataGraph:
    """What is validated.

    ``shapes`` says by which kind of shapes. ``positions`` says where nodes stand; any
    other node stands at ``default_position``, and without one no finding is about it.
    ``note`` says what of a page was not read, for the person who asked. The triples begin with
    the context of ``knowledge``, if there is one. What ``is_plain`` is judged by the rules about
    pages that forbid a property, since no other rule is about anything in it.
    """

    triples: list[Triple]
    shapes: str
    positions: Mapping[str, Position] = field(default_factory=dict)
    default_position: Position | None = None
    note: str | None = None
    knowledge: PageKnowledge | None = None
    is_plain: bool = False

    def position_of(self, node: str) -> Position | None:
        """Return where a node stands, or None where findings about it belong elsewhere."""
        return self.positions.get(node, self.default_position)


def shipped_data_graph() -> DataGraph:
    """Return the shipped graph."""
    files = resources.shipped_files()
    misnamed, places = misnamed_file_triples(files)
    data = Position(str(resources.resource_root() / "data"))
    return DataGraph([*load(), *misnamed], DATA_SHAPES, subject_positions(files) | places, data)


@dataclass(frozen=True, slots=True)
class RdfFile:
    """What an RDF file says, and where its subjects stand, line 1 if unknown."""

    path: Path
    store: Store
    positions: Mapping[str, Position]


def read_rdf_file(file: Path) -> RdfFile:
    """Return what a file says; raises BadRequest where it holds no triple, or a triple term.

    Raises NothingToCheck where no rule is about anything in it.
    """
    store = Store()
    load_file(store, file)
    if not len(store):
        raise BadRequest(f"{file}: there is nothing in it to validate")
    if newer := next((quad.object for quad in store if is_rdf_1_2(quad.triple)), None):
        raise BadRequest(f"{file}: rules are about RDF 1.1, which has no terms like {newer}")
    check_coverage(str(file), (quad.triple for quad in store))
    positions = subject_positions([file])
    nodes = {quad.subject for quad in store if not isinstance(quad.subject, Triple)}
    return RdfFile(
        file,
        store,
        {node.value: node_position(node, store, positions, file) for node in nodes},
    )


def node_position(
    node: NamedNode | BlankNode, store: Store, positions: Mapping[str, Position], file: Path
) -> Position:
    """Return where a node stands; a blank node stands where the node does that leads to it."""
    seen = {node.value}
    while node.value not in positions:
        leading = store.quads_for_pattern(None, None, node) if isinstance(node, BlankNode) else ()
        owner = next((quad.subject for quad in leading), None)
        if owner is None or isinstance(owner, Triple) or owner.value in seen:
            return Position(str(file))
        node = owner
        seen.add(node.value)
    return positions[node.value]


def rdf_data_graph(files: Iterable[RdfFile]) -> DataGraph:
    """Return RDF files, seen together with the rest of the shipped graph.

    What the shipped graph says of the files' own subjects is left out.
    """
    own, shipped = Store(), Store()
    files = list(files)
    misnamed, positions = misnamed_file_triples(file.path for file in files)
    for file in files:
        own.extend(file.store)
        positions = {**file.positions} | positions
    positions = claim_positions(own, positions) | positions
    for path in resources.shipped_files():
        load_file(shipped, path)
    subjects = {quad.subject for quad in own}
    own.extend(quad for quad in shipped if quad.subject not in subjects)
    add_inferences(own)
    return DataGraph([*Graph(own), *misnamed], DATA_SHAPES, positions)


def claim_positions(own: Store, positions: Mapping[str, Position]) -> dict[str, Position]:
    """Return the first claim about each thing, which stands for what follows from it."""
    first: dict[str, Position] = {}
    for quad in own.quads_for_pattern(None, RDF_SUBJECT, None):
        if isinstance(quad.object, NamedNode):
            position = positions[str(getattr(quad.subject, "value", ""))]
            first[quad.object.value] = min(position, first.get(quad.object.value, position))
    return first


def remote_data_graph(graph: Iterable[Triple], name: str) -> DataGraph:
    """Return a graph that was read from elsewhere; raises BadRequest where it is empty."""
    triples = list(graph)
    if not triples:
        raise BadRequest(f"{name}: the graph is empty; a store may keep it in another: --graph IRI")
    check_coverage(name, triples)
    return DataGraph(triples, DATA_SHAPES, default_position=Position(name))


def page_data_graph(
    path: str, text: str, date: str | None, knowledge: Graph | PageKnowledge, *,
    needs_proof: bool = False,
) -> DataGraph:  # fmt: skip
    """Return the text of a wiki page, seen with what is known of the things that it lists.

    Findings name the path. A page that lists none is judged as any page of a wiki is, where that
    is known of its markup; with ``needs_proof``, a list counts only where its title speaks of
    frameworks, and it or its category proves it. Raises NothingToCheck for a page without
    entries that has a section for them, or of which nothing else can be judged. A page with the
    headings of one that lists other things than frameworks counts as one that lists none.
    """
    knowledge = as_knowledge(knowledge)
    markup = text_markup(Path(path), text)
    if markup.builder is not None and not text.strip():
        raise NothingToCheck(f"{path}: the page is empty")
    document = markup.read(text)
    wiki = knowledge.wiki if markup.builder else None
    place = wiki.place_of(Path(path)) if wiki else None
    faults, places = page_faults(path, document, place, knowledge)
    if sibling := known.names_for(document, knowledge.names).sibling:
        if markup.builder is None:
            raise NothingToCheck(f"{path}: no page of frameworks; it has headings of {sibling}")
        note = f"{path}: {LINKS_NOT_JUDGED}" if wiki and place is None else None
        return DataGraph(faults, PAGE_SHAPES, places, note=note, is_plain=True)
    sections = read_sections(document, knowledge.names.categories)
    entries = [entry for section in sections for entry in section.entries]
    has_entries = any(lists_software(each, needs_proof=needs_proof) for each in sections)
    has_entries &= not needs_proof or any(is_about_the_web(each) for each in sections)
    is_told = has_entries or not needs_proof  # of other pages nobody expects lists of software
    notes = (
        passed_over_note(sections) if is_told else None,
        LINKS_NOT_JUDGED if wiki and place is None else None,
    )
    said = "; ".join(filter(None, notes))
    note = f"{path}: {said}" if said else None
    if not has_entries:
        is_list = any(section.category or section.resembles for section in sections)
        if markup.builder is None or (is_list and not needs_proof):
            raise NothingToCheck(f"{path}: no entries found; is this a page of frameworks?")
        return DataGraph(faults, PAGE_SHAPES, places, note=note, is_plain=True)
    source = PageSource(slug_of(Path(path).stem), date)
    stated = list(
        edition_triples(document, source, knowledge.names, facts_only=True, sections=sections)
    )
    positions = page_positions(path, stated, sections, knowledge.names) | places
    unproven = {entry.line for entry in entries if not entry.is_proven}
    triples = [*edition_data(stated, knowledge, unproven), *faults]
    return DataGraph(triples, PAGE_SHAPES, positions, Position(path), note, knowledge)


def lists_software(section: Section, *, needs_proof: bool) -> bool:
    """Tell whether a section has entries; with ``needs_proof``, whether they are of frameworks.

    Its title has to say so then, and its list has to prove that it is one: in a wiki there are
    lists of other things with versions and dates.
    """
    if not needs_proof:
        return bool(section.entries)
    return section.is_about_frameworks and any(entry.is_proven for entry in section.entries)


def is_about_the_web(section: Section) -> bool:
    """Tell whether a section is of a known category, or its title speaks of the web.

    There are frameworks for other things, with lists that have the same form.
    """
    return bool(section.category or section.resembles or WEB.search(section.title))


def page_faults(
    path: str, document: WikiPage, place: str | None, knowledge: PageKnowledge
) -> tuple[list[Triple], dict[str, Position]]:
    """Return what readers of a published page miss, where that is known of its markup."""
    builder = MARKUPS[document.markup].builder if document.markup in MARKUPS else None
    if builder is None:
        return [], {}
    pages = knowledge.wiki.pages if knowledge.wiki else None
    edition = term(f"edition:{slug_of(Path(path).stem)}")
    faults = builder.find_faults(document, place, pages)
    return fault_triples(path, edition.value, faults, knowledge)


def edition_data(
    stated: list[Triple],
    knowledge: Graph | PageKnowledge,
    unproven: Set[int] = frozenset(),
) -> list[Triple]:
    """Return what is known, and what an edition states, with what follows from that."""
    knowledge = as_knowledge(knowledge)
    facts = derive_list_facts(stated, knowledge.things, unproven, knowledge.ranks)
    return [*knowledge.context, *stated, *facts]
