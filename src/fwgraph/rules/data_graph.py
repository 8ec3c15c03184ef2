"""What is validated: a page, RDF files, an endpoint, or the shipped graph.

A target holds the triples that the shapes see, which shapes those are, and where each
node stands for the person who has to act.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from fwgraph.errors import BadRequest
from fwgraph.files import text_of
from fwgraph.graph import DEFAULT, Graph, load
from fwgraph.namespaces import RDF_SUBJECT, RDF_TYPE, term
from fwgraph.rules.list_facts import standing
from fwgraph.rules.positions import Place, in_files
from fwgraph.rules.shapes import DATA, PAGE
from fwgraph.store import package
from fwgraph.store.inference import derive
from fwgraph.store.loading import ENDINGS, data_files, ending, fill, format_of
from fwgraph.store.readable import Readable
from fwgraph.wiki import known
from fwgraph.wiki.edition import Known, Source, edition, slug_of
from fwgraph.wiki.entries import Section, sections
from fwgraph.wiki.moin.reader import parse

PAGE_ENDINGS = {".moin", ".wiki", ".txt", ".page"}
NEEDED = {
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

OF_EDITIONS = {
    term(f"fw:{name}") for name in ("Edition", "Section", "Listing", "Release", "Passage")
}
CLAIM = term("fw:Claim")
LINE = term("fw:line")


@dataclass(frozen=True, slots=True)
class Target:
    """What is validated.

    ``about`` says by which shapes. ``places`` says where nodes stand; what is not there
    stands at ``whole``. ``subjects`` are the nodes that findings may be about, None for all.
    """

    triples: list[Triple]
    about: str
    whole: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    subjects: Set[str] | None = None

    def place(self, node: str) -> Place:
        """Return where a node stands."""
        return self.places.get(node, self.whole)

    def knows(self, node: str) -> bool:
        """Tell whether a node has a place of its own."""
        return node in self.places

    def covers(self, node: str) -> bool:
        """Tell whether findings about a node belong to this target."""
        return self.subjects is None or node in self.subjects or node in self.places


def shipped() -> Target:
    """Return the shipped graph."""
    graph = load()
    files = package.shipped_files()
    return Target(list(graph), DATA, Place(str(package.root() / "data"), 1, 1), in_files(files))


def of_files(files: list[Path]) -> Target:
    """Return RDF files, seen together with the rest of the shipped graph.

    What the shipped graph says of the files' own subjects is left out. Raises BadRequest
    where a file holds no triple.
    """
    own = Store()
    places: dict[str, Place] = {}
    for file in files:
        places = of_file(file, own) | places
    places = of_claims(own, places) | places
    subjects = {quad.subject for quad in own}
    context = Store()
    for file in package.shipped_files():
        fill(context, file)
    own.extend(quad for quad in context if quad.subject not in subjects)
    derive(own)
    triples = [quad.triple for quad in own.quads_for_pattern(None, None, None, DEFAULT)]
    return Target(triples, DATA, Place(str(files[0]), 1, 1), places, places.keys())


def of_file(file: Path, own: Store) -> dict[str, Place]:
    """Add a file's triples to a store; return where its subjects stand, line 1 if unknown."""
    store = Store()
    fill(store, file)
    if not len(store):
        raise BadRequest(f"{file}: there is nothing in it to validate")
    own.extend(store)
    lines, whole = in_files([file]), Place(str(file), 1, 1)
    nodes = {
        quad.subject.value for quad in store if isinstance(quad.subject, NamedNode | BlankNode)
    }
    return {node: lines.get(node, whole) for node in nodes}


def of_claims(own: Store, places: Mapping[str, Place]) -> dict[str, Place]:
    """Return the first claim about each thing, which stands for what follows from it."""
    found: dict[str, Place] = {}
    for quad in own.quads_for_pattern(None, RDF_SUBJECT, None):
        if isinstance(quad.object, NamedNode):
            place = places[str(getattr(quad.subject, "value", ""))]
            found[quad.object.value] = min(place, found.get(quad.object.value, place))
    return found


def of_graph(graph: Readable, name: str) -> Target:
    """Return a graph that was read from elsewhere; raises BadRequest where it is empty."""
    triples = list(graph)
    if not triples:
        raise BadRequest(f"{name}: the graph is empty; a store may keep it in another: --graph IRI")
    return Target(triples, DATA, Place(name, 1, 1))


def of_page(path: Path, date: str | None, knowledge: Graph) -> Target:
    """Return a wiki page, seen with what is known of the things that it lists.

    Raises BadRequest where no entry is found.
    """
    return of_text(str(path), text_of(path), date, knowledge)


def of_text(path: str, text: str, date: str | None, knowledge: Graph) -> Target:
    """Return the text of a wiki page; findings name the path."""
    document = parse(text)
    names = known.of(knowledge)
    found = sections(document, names.categories)
    if not any(section.entries for section in found):
        raise BadRequest(f"{path}: no entries found; is this a page of frameworks?")
    stated = list(edition(document, Source(slug_of(Path(path).stem), date), names, facts_only=True))
    page = Graph(Store())
    things = of_things(knowledge)
    page.store.extend(Quad(*each) for each in (*things, *stated))
    triples = [*things, *stated, *standing(page)]
    places = of_nodes(path, stated, found) | of_concepts(path, names, found)
    return Target(triples, PAGE, Place(path, 1, 1), places)


def of_things(knowledge: Graph) -> list[Triple]:
    """Return what is known of things and concepts, without the editions and claims."""
    triples = [triple for triple in knowledge if triple.predicate in NEEDED]
    left_out = {
        triple.subject
        for triple in triples
        if triple.predicate == RDF_TYPE and (triple.object in OF_EDITIONS or triple.object == CLAIM)
    }
    return [triple for triple in triples if triple.subject not in left_out]


def of_nodes(path: str, stated: list[Triple], found: tuple[Section, ...]) -> dict[str, Place]:
    """Return where the listings, their releases and the sections of a page stand."""
    columns = {entry.line: entry.title.start + 1 for each in found for entry in each.entries}
    places = {}
    for triple in stated:
        if triple.predicate == LINE and isinstance(triple.subject, NamedNode):
            line = int(str(getattr(triple.object, "value", 1)))
            places[triple.subject.value] = Place(path, line, columns.get(line, 1))
    for triple in stated:
        if triple.predicate == term("fw:furtherRelease"):
            places[triple.object.value] = places[triple.subject.value]  # type: ignore[union-attr]
    return places


def of_concepts(path: str, names: Known, found: tuple[Section, ...]) -> dict[str, Place]:
    """Return where what is missing should stand: guidelines in the editorial note."""
    note = next((each.line for each in found if "editorial" in each.title.casefold()), 1)
    guidelines = {concept.value: Place(path, note, 1) for concept in names.guidelines.values()}
    return guidelines | {concept.value: Place(path, 1, 1) for concept in names.categories.values()}


def is_page(path: Path) -> bool:
    """Tell whether a file is to be read as a wiki page and not as RDF."""
    return path.suffix.lower() in PAGE_ENDINGS or format_of(path) is None


def expanded(path: Path) -> tuple[list[Path], list[Path]]:
    """Return the RDF files and the wiki pages at a path: itself, or those below a folder."""
    if not path.is_dir():
        return ([], [path]) if is_page(path) else ([path], [])
    pages = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".moin")
    has_data = any(ending(file) in ENDINGS for file in path.rglob("*"))
    return data_files(path) if has_data or not pages else [], pages
