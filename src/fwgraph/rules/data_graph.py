"""What is validated: a page, RDF files, an endpoint, or the shipped graph.

A data graph holds the triples that the shapes see, which shapes those are, and where each
node stands for the person who has to act.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from fwgraph.errors import BadRequest, NothingToCheck
from fwgraph.formats.rdf import is_rdf_1_2
from fwgraph.graph import Graph, load
from fwgraph.namespaces import RDF_SUBJECT, RDF_TYPE, RDFS_LABEL, term
from fwgraph.rules.coverage import check_coverage
from fwgraph.rules.list_facts import derive_list_facts
from fwgraph.rules.positions import Position, page_positions, subject_positions
from fwgraph.rules.shapes import DATA_SHAPES, PAGE_SHAPES, named_iris
from fwgraph.store import resources
from fwgraph.store.inference import add_inferences
from fwgraph.store.loading import load_file
from fwgraph.store.readable import Readable
from fwgraph.wiki import known
from fwgraph.wiki.edition import PageSource, edition_triples, slug_of
from fwgraph.wiki.entries import passed_over_note, read_sections
from fwgraph.wiki.markups import DEFAULT_MARKUP, page_markup

EDITION_CLASSES = tuple(
    term(f"fw:{name}") for name in ("Edition", "Section", "Listing", "Release", "Passage")
)

NAME_PROPERTIES = (RDFS_LABEL, term("skos:prefLabel"))
"""The properties by which messages name a node."""


@dataclass(frozen=True, slots=True)
class DataGraph:
    """What is validated.

    ``shapes`` says by which kind of shapes. ``positions`` says where nodes stand; any
    other node stands at ``default_position``, and without one no finding is about it.
    ``note`` says what of a page was not read, for the person who asked.
    """

    triples: list[Triple]
    shapes: str
    positions: Mapping[str, Position] = field(default_factory=dict)
    default_position: Position | None = None
    note: str | None = None

    def position_of(self, node: str) -> Position | None:
        """Return where a node stands, or None where findings about it belong elsewhere."""
        return self.positions.get(node, self.default_position)


def shipped_data_graph() -> DataGraph:
    """Return the shipped graph."""
    positions = subject_positions(resources.shipped_files())
    data = Position(str(resources.resource_root() / "data"))
    return DataGraph(list(load()), DATA_SHAPES, positions, data)


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
    positions: dict[str, Position] = {}
    for file in files:
        own.extend(file.store)
        positions = {**file.positions} | positions
    positions = claim_positions(own, positions) | positions
    for path in resources.shipped_files():
        load_file(shipped, path)
    subjects = {quad.subject for quad in own}
    own.extend(quad for quad in shipped if quad.subject not in subjects)
    add_inferences(own)
    return DataGraph(list(Graph(own)), DATA_SHAPES, positions)


def claim_positions(own: Store, positions: Mapping[str, Position]) -> dict[str, Position]:
    """Return the first claim about each thing, which stands for what follows from it."""
    first: dict[str, Position] = {}
    for quad in own.quads_for_pattern(None, RDF_SUBJECT, None):
        if isinstance(quad.object, NamedNode):
            position = positions[str(getattr(quad.subject, "value", ""))]
            first[quad.object.value] = min(position, first.get(quad.object.value, position))
    return first


def remote_data_graph(graph: Readable, name: str) -> DataGraph:
    """Return a graph that was read from elsewhere; raises BadRequest where it is empty."""
    triples = list(graph)
    if not triples:
        raise BadRequest(f"{name}: the graph is empty; a store may keep it in another: --graph IRI")
    check_coverage(name, triples)
    return DataGraph(triples, DATA_SHAPES, default_position=Position(name))


def page_data_graph(
    path: str, text: str, date: str | None, knowledge: Graph, *, needs_proof: bool = False
) -> DataGraph:
    """Return the text of a wiki page, seen with what is known of the things that it lists.

    Findings name the path. Raises NothingToCheck where it lists none; with ``needs_proof``, a
    list counts only where its title speaks of frameworks, and it or its category proves it.
    The rules are those of the page of frameworks: a page with the headings of one that lists
    other things has none of them to keep, which is said the same way.
    """
    document = (page_markup(Path(path)) or DEFAULT_MARKUP).read(text)
    names = known.names_for(document, known.known_names(knowledge))
    if names.sibling:
        raise NothingToCheck(f"{path}: no page of frameworks; it has headings of {names.sibling}")
    sections = read_sections(document, names.categories)
    entries = [entry for section in sections for entry in section.entries]
    proving = (section.entries for section in sections if section.is_about_frameworks)
    is_proven = any(entry.is_proven for entries in proving for entry in entries)
    if not (is_proven if needs_proof else entries):
        raise NothingToCheck(f"{path}: no entries found; is this a page of frameworks?")
    source = PageSource(slug_of(Path(path).stem), date)
    stated = list(edition_triples(document, source, names, facts_only=True))
    positions = page_positions(path, stated, sections, names)
    unproven = {entry.line for entry in entries if not entry.is_proven}
    triples = edition_data(stated, knowledge, unproven)
    note = passed_over_note(sections)
    return DataGraph(triples, PAGE_SHAPES, positions, Position(path), note and f"{path}: {note}")


def edition_data(
    stated: list[Triple], knowledge: Graph, unproven: Set[int] = frozenset()
) -> list[Triple]:
    """Return what an edition states, with what follows and what shapes about pages need to know.

    What is known comes with the properties that the shapes name, on whichever path. Other
    editions are left out: what they list is not on this page.
    """
    edition = Graph(Store())
    edition.store.extend(Quad(*triple) for triple in stated)
    named = named_iris(PAGE_SHAPES) | {each.value for each in (RDF_TYPE, *NAME_PROPERTIES)}
    parts = {
        quad.subject
        for part in EDITION_CLASSES
        for quad in knowledge.store.quads_for_pattern(None, RDF_TYPE, part)
    }
    context = (
        triple
        for triple in knowledge
        if triple.predicate.value in named and triple.subject not in parts
    )
    return [*context, *stated, *derive_list_facts(edition, knowledge, unproven)]
