"""The documentation of the rules: each shape with its sentence, what it is for, what it asks."""

import re
from collections.abc import Iterator
from functools import cache
from textwrap import dedent

from pyoxigraph import NamedNode

from fwgraph.namespaces import PREFIXES, Term, local_name, shorten
from fwgraph.store.package import root, turtle_files
from fwgraph.web.http.links import Frame
from fwgraph.web.pages.documentation import Entry, Group, Places, rows, written
from fwgraph.web.pages.facts import Fact
from fwgraph.web.pages.lookups import Library, Link
from fwgraph.web.pages.statements import Statements

SH = PREFIXES["sh"]
TARGETS = {
    "sh:targetClass": "every {}",
    "sh:targetNode": "the node {}",
    "sh:targetSubjectsOf": "whatever has {}",
    "sh:targetObjectsOf": "whatever {} leads to",
}
"""How a target reads."""
SAID = {"message", "name", "severity", "sparql", "select", "prefixes", "declare", "path"} | {
    name.removeprefix("sh:") for name in TARGETS
}
"""Properties of a shape that stand elsewhere than among what it asks."""
WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def statements() -> Statements:
    """Return what all shape files say."""
    return Statements.read(*turtle_files(root() / "shapes"))


def write(library: Library, frame: Frame) -> bytes:
    """Return the documentation of all shapes, by file."""
    said = statements()
    queries = {query for shape in said.subjects() for query in said.nodes(shape, "sh:sparql")}
    files = [(file, Statements.read(file).subjects()) for file in turtle_files(root() / "shapes")]
    anchors = {
        node.value: local_name(node.value)
        for _, nodes in files for node in nodes if is_shape(node) and node not in queries
    }  # fmt: skip
    places = Places(library, said, frame, anchors)
    groups = []
    for file, nodes in files:
        name = file.relative_to(root() / "shapes").with_suffix("").as_posix()
        title = heading(file.read_text(encoding="utf-8"))
        entries = tuple(entry(places, node) for node in nodes if node.value in anchors)
        groups.append(Group(f"file-{name.replace('/', '-')}", title or name, "", entries))
    sentence = "The rules that the data and a wiki page are held to, as SHACL shapes."
    return written(frame, "shapes", "Rules", sentence, about(), groups)


def heading(text: str) -> str:
    """Return the head comment of a shape file, as a title."""
    lines = (line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))
    return " ".join(lines).rstrip(".")


def about() -> tuple[Fact, ...]:
    """Return what is said above the rules."""
    return rows({
        "IRI": (Link(PREFIXES["shape"].removesuffix("#")),),
        "namespace": (Link(PREFIXES["shape"]),),
        "checked by": (Link("fwgraph validate"),),
    })  # fmt: skip


def is_shape(node: NamedNode) -> bool:
    """Tell whether a node has its place on the page."""
    return node.value.startswith(PREFIXES["shape"])


def entry(places: Places, node: NamedNode) -> Entry:
    """Return the documentation of a shape."""
    said = places.statements
    select = next((said.text(query, "sh:select") for query in said.nodes(node, "sh:sparql")), "")
    named = {
        "for": tuple(targets(places, node)),
        "path": tuple(path(places, value) for value in said.values(node, "sh:path")),
        **asked(places, node),
        "repair": tuple(Link(text) for text in said.texts(node, "fw:repair")),
        "see also": places.links(said.nodes(node, "rdfs:seeAlso")),
    }
    severity = local_name(said.text(node, "sh:severity") or "Violation").lower()
    title = said.text(node, "sh:name", "rdfs:label") or local_name(node.value)
    return Entry(
        local_name(node.value), node.value, shorten(node.value), title,
        said.text(node, "sh:message"), rows(named), severity, dedented(select),
    )  # fmt: skip


def targets(places: Places, node: NamedNode) -> Iterator[Link]:
    """Yield what a shape is for, in words."""
    for name, words in TARGETS.items():
        for target in places.statements.nodes(node, name):
            link = places.link(target)
            yield Link(words.format(link.text), link.href, link.outside)


def path(places: Places, value: Term) -> Link:
    """Return a property path: a property, one that is followed backwards, or a chain of both."""
    steps = list(members(places, value))
    if len(steps) > 1:
        return Link(", then ".join(step.text for step in steps))
    return steps[0]


def step(places: Places, value: Term) -> Link:
    """Return one step of a path."""
    back = places.statements.nodes(value, "sh:inversePath")
    if back:
        link = places.link(back[0])
        return Link(f"what leads here by {link.text}", link.href, link.outside)
    return places.link(value)


def asked(places: Places, node: NamedNode) -> dict[str, tuple[Link, ...]]:
    """Return what a shape asks, constraint by constraint, as words and values."""
    found: dict[str, tuple[Link, ...]] = {}
    for triple in places.statements.about(node):
        name = triple.predicate.value.removeprefix(SH)
        if triple.predicate.value.startswith(SH) and name not in SAID:
            words = WORD.sub(" ", name).lower()
            found[words] = (*found.get(words, ()), *members(places, triple.object))
    return dict(sorted(found.items()))


def members(places: Places, value: Term) -> Iterator[Link]:
    """Yield a value, or the members of the list that it is."""
    said = places.statements
    if not said.values(value, "rdf:first"):
        yield step(places, value)
    while first := said.values(value, "rdf:first"):
        yield step(places, first[0])
        value = said.values(value, "rdf:rest")[0]


def dedented(text: str) -> str:
    """Return a query without the margin that it has in its file."""
    return dedent(text).strip()
