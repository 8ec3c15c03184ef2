"""What is validated: a page, RDF files, an endpoint, or the shipped graph.

A target holds the triples that the shapes see, which shapes those are, and where each
node stands for the person who has to act.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from fwgraph.errors import BadRequest
from fwgraph.files import STANDARD_STREAM, read_exact_text
from fwgraph.graph import DEFAULT_GRAPH, Graph, load
from fwgraph.namespaces import RDF_SUBJECT, RDF_TYPE, term
from fwgraph.rules.list_facts import derive_list_facts
from fwgraph.rules.positions import Position, subject_positions
from fwgraph.rules.shapes import DATA_SHAPES, PAGE_SHAPES
from fwgraph.store import resources
from fwgraph.store.inference import add_inferences
from fwgraph.store.loading import data_files, is_rdf_file, load_file, rdf_format_of
from fwgraph.store.readable import Readable
from fwgraph.wiki import known
from fwgraph.wiki.edition import KnownNames, PageSource, edition_triples, slug_of
from fwgraph.wiki.entries import Section, read_sections
from fwgraph.wiki.moin.reader import parse_wiki_page

PAGE_ENDINGS = {".moin", ".wiki", ".txt", ".page"}
THING_PROPERTIES = {
    term(name)
    for name in (
        "rdf:type",
        "rdfs:label",
        "fw:kind",
        "fw:listedOn",
        "skos:inScheme",
        "skos:prefLabel",
    )
}
"""What the shapes about pages ask of the things that a page lists."""

EDITION_CLASSES = {
    term(f"fw:{name}") for name in ("Edition", "Section", "Listing", "Release", "Passage")
}
CLAIM = term("fw:Claim")
LINE = term("fw:line")


@dataclass(frozen=True, slots=True)
class DataGraph:
    """What is validated.

    ``about`` says by which shapes. ``places`` says where nodes stand; what is not there
    stands at ``whole``. ``subjects`` are the nodes that findings may be about, None for all.
    """

    triples: list[Triple]
    about: str
    whole: Position
    places: Mapping[str, Position] = field(default_factory=dict)
    subjects: Set[str] | None = None

    def position_of(self, node: str) -> Position:
        """Return where a node stands."""
        return self.places.get(node, self.whole)

    def has_position(self, node: str) -> bool:
        """Tell whether a node has a place of its own."""
        return node in self.places

    def covers(self, node: str) -> bool:
        """Tell whether findings about a node belong to this target."""
        return self.subjects is None or node in self.subjects or node in self.places


def shipped_data_graph() -> DataGraph:
    """Return the shipped graph."""
    graph = load()
    files = resources.shipped_files()
    return DataGraph(
        list(graph),
        DATA_SHAPES,
        Position(str(resources.resource_root() / "data"), 1, 1),
        subject_positions(files),
    )


def file_data_graph(files: list[Path]) -> DataGraph:
    """Return RDF files, seen together with the rest of the shipped graph.

    What the shipped graph says of the files' own subjects is left out. Raises BadRequest
    where a file holds no triple.
    """
    own = Store()
    places: dict[str, Position] = {}
    for file in files:
        places = load_with_positions(file, own) | places
    places = claim_positions(own, places) | places
    subjects = {quad.subject for quad in own}
    context = Store()
    for file in resources.shipped_files():
        load_file(context, file)
    own.extend(quad for quad in context if quad.subject not in subjects)
    add_inferences(own)
    triples = [quad.triple for quad in own.quads_for_pattern(None, None, None, DEFAULT_GRAPH)]
    return DataGraph(triples, DATA_SHAPES, Position(str(files[0]), 1, 1), places, places.keys())


def load_with_positions(file: Path, own: Store) -> dict[str, Position]:
    """Add a file's triples to a store; return where its subjects stand, line 1 if unknown."""
    store = Store()
    load_file(store, file)
    if not len(store):
        raise BadRequest(f"{file}: there is nothing in it to validate")
    own.extend(store)
    lines, whole = subject_positions([file]), Position(str(file), 1, 1)
    nodes = {
        quad.subject.value for quad in store if isinstance(quad.subject, NamedNode | BlankNode)
    }
    return {node: lines.get(node, whole) for node in nodes}


def claim_positions(own: Store, places: Mapping[str, Position]) -> dict[str, Position]:
    """Return the first claim about each thing, which stands for what follows from it."""
    found: dict[str, Position] = {}
    for quad in own.quads_for_pattern(None, RDF_SUBJECT, None):
        if isinstance(quad.object, NamedNode):
            place = places[str(getattr(quad.subject, "value", ""))]
            found[quad.object.value] = min(place, found.get(quad.object.value, place))
    return found


def remote_data_graph(graph: Readable, name: str) -> DataGraph:
    """Return a graph that was read from elsewhere; raises BadRequest where it is empty."""
    triples = list(graph)
    if not triples:
        raise BadRequest(f"{name}: the graph is empty; a store may keep it in another: --graph IRI")
    return DataGraph(triples, DATA_SHAPES, Position(name, 1, 1))


def page_data_graph(path: Path, date: str | None, knowledge: Graph) -> DataGraph:
    """Return a wiki page, seen with what is known of the things that it lists.

    Raises BadRequest where no entry is found.
    """
    return text_data_graph(str(path), read_exact_text(path), date, knowledge)


def text_data_graph(path: str, text: str, date: str | None, knowledge: Graph) -> DataGraph:
    """Return the text of a wiki page; findings name the path."""
    document = parse_wiki_page(text)
    names = known.known_names(knowledge)
    found = read_sections(document, names.categories)
    if not any(section.entries for section in found):
        raise BadRequest(f"{path}: no entries found; is this a page of frameworks?")
    stated = list(
        edition_triples(
            document, PageSource(slug_of(Path(path).stem), date), names, facts_only=True
        )
    )
    page = Graph(Store())
    things = thing_triples(knowledge)
    page.store.extend(Quad(*each) for each in (*things, *stated))
    triples = [*things, *stated, *derive_list_facts(page)]
    places = page_positions(path, stated, found) | concept_positions(path, names, found)
    return DataGraph(triples, PAGE_SHAPES, Position(path, 1, 1), places)


def thing_triples(knowledge: Graph) -> list[Triple]:
    """Return what is known of things and concepts, without the editions and claims."""
    triples = [triple for triple in knowledge if triple.predicate in THING_PROPERTIES]
    left_out = {
        triple.subject
        for triple in triples
        if triple.predicate == RDF_TYPE
        and (triple.object in EDITION_CLASSES or triple.object == CLAIM)
    }
    return [triple for triple in triples if triple.subject not in left_out]


def page_positions(
    path: str, stated: list[Triple], found: tuple[Section, ...]
) -> dict[str, Position]:
    """Return where the listings, their releases and the sections of a page stand."""
    columns = {entry.line: entry.title.start + 1 for each in found for entry in each.entries}
    places = {}
    for triple in stated:
        if triple.predicate == LINE and isinstance(triple.subject, NamedNode):
            line = int(str(getattr(triple.object, "value", 1)))
            places[triple.subject.value] = Position(path, line, columns.get(line, 1))
    for triple in stated:
        if triple.predicate == term("fw:furtherRelease"):
            places[triple.object.value] = places[triple.subject.value]  # type: ignore[union-attr]
    return places


def concept_positions(
    path: str, names: KnownNames, found: tuple[Section, ...]
) -> dict[str, Position]:
    """Return where what is missing should stand: guidelines in the editorial note."""
    note = next((each.line for each in found if "editorial" in each.title.casefold()), 1)
    guidelines = {concept.value: Position(path, note, 1) for concept in names.guidelines.values()}
    return guidelines | {
        concept.value: Position(path, 1, 1) for concept in names.categories.values()
    }


def is_page_file(path: Path) -> bool:
    """Tell whether a file is to be read as a wiki page and not as RDF."""
    named_page = str(path) == STANDARD_STREAM or path.suffix.lower() in PAGE_ENDINGS
    return named_page or rdf_format_of(path) is None


def files_and_pages(path: Path) -> tuple[list[Path], list[Path]]:
    """Return the RDF files and the wiki pages at a path: itself, or those below a folder."""
    if not path.is_dir():
        return ([], [path]) if is_page_file(path) else ([path], [])
    pages = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".moin")
    has_data = any(is_rdf_file(file) for file in path.rglob("*"))
    return data_files(path) if has_data or not pages else [], pages
