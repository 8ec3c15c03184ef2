"""A small part of the shipped data, for engines whose cost grows with the graph.

Some things, with what is said of them and of no others, and the sources of that. However
much data there is, it has at most MOST records of a sort about each of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from fwgraph.namespaces import BASE, RDF_TYPE, Term, term
from fwgraph.store import resources

THINGS = tuple(f"{BASE}{kind}/" for kind in ("software", "specification", "platform"))
NAMES = (
    "platform/google-app-engine",
    "platform/python-3",
    "specification/wsgi",
    "software/aquarium",
    "software/bluebream",
    "software/bocadillo",
    "software/cheroot",
    "software/cherrypy",
    "software/flask",
    "software/gae-framework",
    "software/grok",
    "software/jinja2",
    "software/karrigell",
    "software/kiss-py",
    "software/nevow",
    "software/paste",
    "software/pylons",
    "software/pyramid",
    "software/quixote",
    "software/repoze-bfg",
    "software/sqlalchemy",
    "software/starlette",
    "software/turbogears",
    "software/twisted",
    "software/web2py",
    "software/werkzeug",
    "software/wheezy-web",
    "software/zodb",
    "software/zope",
    "software/zope1",
    "software/zope2",
)
"""What the examples of the questions are about, and what else makes them have rows."""
SORTS = (RDF_TYPE, term("rdf:predicate"))
MOST = 6
"""How many records of a sort, such as claims of one relation, are kept of a thing."""

Described = dict[Term, list[Triple]]


def shipped_triples() -> Described:
    """Return what the files of data/ say, by subject."""
    described: Described = defaultdict(list)
    for path in resources.turtle_files(resources.resource_root() / "data"):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            described[quad.subject].append(quad.triple)
    return described


def is_thing(node: Term) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(THINGS)


def records(described: Described, chosen: set[Term]) -> Iterator[Term]:
    """Yield what is about chosen things and no others: the first MOST of a sort and thing."""
    seen: Counter[tuple[Term, ...]] = Counter()
    for subject in sorted(described, key=str):
        things = {each.object for each in described[subject] if is_thing(each.object)}
        if not is_thing(subject) and things and things <= chosen:
            sort = tuple(each.object for each in described[subject] if each.predicate in SORTS)
            about = [(*sort, thing) for thing in things]
            seen.update(about)
            if max(seen[each] for each in about) <= MOST:
                yield subject


def with_sources(described: Described, kept: Iterable[Term]) -> set[Term]:
    """Return nodes with what they point to, and so on; but no thing that is not among them."""
    found, waiting = set(kept), list(kept)
    while waiting:
        for triple in described[waiting.pop()]:
            node = triple.object
            if node in described and node not in found and not is_thing(node):
                found.add(node)
                waiting.append(node)
    return found


def write_neighbourhood(file: Path) -> None:
    """Write as N-Triples what is said of the chosen things."""
    described = shipped_triples()
    chosen: set[Term] = {NamedNode(BASE + name) for name in NAMES}
    assert chosen <= described.keys()
    kept = with_sources(described, [*chosen, *records(described, chosen)])
    triples = (triple for node in sorted(kept, key=str) for triple in described[node])
    serialize(triples, file, format=RdfFormat.N_TRIPLES)
