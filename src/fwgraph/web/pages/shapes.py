"""The documentation of the rules: each shape with its sentence, what it is for, what it asks."""

import re
from collections.abc import Iterator
from functools import cache
from textwrap import dedent

from pyoxigraph import NamedNode

from fwgraph.namespaces import PREFIXES, Term, local_name, shorten_iri
from fwgraph.store.resources import resource_root, turtle_files
from fwgraph.web.http.links import Links
from fwgraph.web.pages.documentation import (
    DocEntry,
    DocGroup,
    TermLinks,
    documentation_page,
    facts_with_values,
)
from fwgraph.web.pages.facts import Fact
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.statements import FileTriples

SH = PREFIXES["sh"]
TARGET_PHRASES = {
    "sh:targetClass": "every {}",
    "sh:targetNode": "the node {}",
    "sh:targetSubjectsOf": "whatever has {}",
    "sh:targetObjectsOf": "whatever {} leads to",
}
"""How a target reads."""
SHOWN_ELSEWHERE = {
    "message",
    "name",
    "severity",
    "sparql",
    "select",
    "prefixes",
    "declare",
    "path",
} | {name.removeprefix("sh:") for name in TARGET_PHRASES}
"""Properties of a shape that stand elsewhere than among what it asks."""
WORD_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def shape_triples() -> FileTriples:
    """Return what all shape files say."""
    return FileTriples.from_files(*turtle_files(resource_root() / "shapes"))


def shapes_page(library: Lookups, frame: Links) -> bytes:
    """Return the documentation of all shapes, by file."""
    said = shape_triples()
    queries = {query for shape in said.subjects() for query in said.node_values(shape, "sh:sparql")}
    files = [
        (file, FileTriples.from_files(file).subjects())
        for file in turtle_files(resource_root() / "shapes")
    ]
    anchors = {
        node.value: local_name(node.value)
        for _, nodes in files for node in nodes if is_own_shape(node) and node not in queries
    }  # fmt: skip
    places = TermLinks(library, said, frame, anchors)
    groups = []
    for file, nodes in files:
        name = file.relative_to(resource_root() / "shapes").with_suffix("").as_posix()
        title = file_heading(file.read_text(encoding="utf-8"))
        entries = tuple(document_shape(places, node) for node in nodes if node.value in anchors)
        groups.append(DocGroup(f"file-{name.replace('/', '-')}", title or name, "", entries))
    sentence = "The rules that the data and a wiki page are held to, as SHACL shapes."
    return documentation_page(frame, "shapes", "Rules", sentence, shapes_facts(), groups)


def file_heading(text: str) -> str:
    """Return the head comment of a shape file, as a title."""
    lines = (line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))
    return " ".join(lines).rstrip(".")


def shapes_facts() -> tuple[Fact, ...]:
    """Return what is said above the rules."""
    return facts_with_values({
        "IRI": (Hyperlink(PREFIXES["shape"].removesuffix("#")),),
        "namespace": (Hyperlink(PREFIXES["shape"]),),
        "checked by": (Hyperlink("fwgraph validate"),),
    })  # fmt: skip


def is_own_shape(node: NamedNode) -> bool:
    """Tell whether a node has its place on the page."""
    return node.value.startswith(PREFIXES["shape"])


def document_shape(places: TermLinks, node: NamedNode) -> DocEntry:
    """Return the documentation of a shape."""
    said = places.statements
    select = next(
        (said.first_text(query, "sh:select") for query in said.node_values(node, "sh:sparql")), ""
    )
    named = {
        "for": tuple(target_links(places, node)),
        "path": tuple(path_link(places, value) for value in said.values(node, "sh:path")),
        **constraint_links(places, node),
        "repair": tuple(Hyperlink(text) for text in said.texts(node, "fw:repair")),
        "see also": places.term_links(said.node_values(node, "rdfs:seeAlso")),
    }
    severity = local_name(said.first_text(node, "sh:severity") or "Violation").lower()
    title = said.first_text(node, "sh:name", "rdfs:label") or local_name(node.value)
    return DocEntry(
        local_name(node.value), node.value, shorten_iri(node.value), title,
        said.first_text(node, "sh:message"), facts_with_values(named), severity,
        dedent_query(select),
    )  # fmt: skip


def target_links(places: TermLinks, node: NamedNode) -> Iterator[Hyperlink]:
    """Yield what a shape is for, in words."""
    for name, words in TARGET_PHRASES.items():
        for target in places.statements.node_values(node, name):
            link = places.term_link(target)
            yield Hyperlink(words.format(link.text), link.href, link.outside)


def path_link(places: TermLinks, value: Term) -> Hyperlink:
    """Return a property path: a property, one that is followed backwards, or a chain of both."""
    steps = list(member_links(places, value))
    if len(steps) > 1:
        return Hyperlink(", then ".join(step.text for step in steps))
    return steps[0]


def path_step_link(places: TermLinks, value: Term) -> Hyperlink:
    """Return one step of a path."""
    back = places.statements.node_values(value, "sh:inversePath")
    if back:
        link = places.term_link(back[0])
        return Hyperlink(f"what leads here by {link.text}", link.href, link.outside)
    return places.term_link(value)


def constraint_links(places: TermLinks, node: NamedNode) -> dict[str, tuple[Hyperlink, ...]]:
    """Return what a shape asks, constraint by constraint, as words and values."""
    found: dict[str, tuple[Hyperlink, ...]] = {}
    for triple in places.statements.triples_of(node):
        name = triple.predicate.value.removeprefix(SH)
        if triple.predicate.value.startswith(SH) and name not in SHOWN_ELSEWHERE:
            words = WORD_BOUNDARY.sub(" ", name).lower()
            found[words] = (*found.get(words, ()), *member_links(places, triple.object))
    return dict(sorted(found.items()))


def member_links(places: TermLinks, value: Term) -> Iterator[Hyperlink]:
    """Yield a value, or the members of the list that it is."""
    said = places.statements
    if not said.values(value, "rdf:first"):
        yield path_step_link(places, value)
    while first := said.values(value, "rdf:first"):
        yield path_step_link(places, first[0])
        value = said.values(value, "rdf:rest")[0]


def dedent_query(text: str) -> str:
    """Return a query without the margin that it has in its file."""
    return dedent(text).strip()
