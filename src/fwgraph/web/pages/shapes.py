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
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.statements import FileTriples

TARGET_PHRASES = {
    "sh:targetClass": "every {}",
    "sh:targetNode": "the node {}",
    "sh:targetSubjectsOf": "whatever has {}",
    "sh:targetObjectsOf": "whatever {} leads to",
}
"""How a target reads."""
SHOWN_ELSEWHERE = {f"sh:{name}" for name in (
    "message", "name", "severity", "sparql", "select", "prefixes", "declare", "path",
)} | TARGET_PHRASES.keys()  # fmt: skip
"""Properties of a shape that stand elsewhere than among its constraints."""
WORD_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def shape_triples() -> FileTriples:
    """Return what all shape files say."""
    return FileTriples.from_files(*turtle_files(resource_root() / "shapes"))


def shapes_page(lookups: Lookups, links: Links) -> bytes:
    """Return the documentation of all shapes, by file."""
    statements, folder = shape_triples(), resource_root() / "shapes"
    queries = {
        query
        for shape in statements.subjects()
        for query in statements.node_values(shape, "sh:sparql")
    }
    shapes = {
        file: [
            node
            for node in FileTriples.from_files(file).subjects()
            if node.value.startswith(PREFIXES["shape"]) and node not in queries
        ]
        for file in turtle_files(folder)
    }
    anchors = {node.value: local_name(node.value) for nodes in shapes.values() for node in nodes}
    terms = TermLinks(lookups, statements, links, anchors)
    groups = []
    for file, nodes in shapes.items():
        name = file.relative_to(folder).with_suffix("").as_posix()
        title = file_heading(file.read_text(encoding="utf-8"))
        entries = tuple(document_shape(terms, node) for node in nodes)
        groups.append(DocGroup(f"file-{name.replace('/', '-')}", title or name, "", entries))
    facts = facts_with_values({
        "IRI": (Hyperlink(PREFIXES["shape"].removesuffix("#")),),
        "namespace": (Hyperlink(PREFIXES["shape"]),),
        "checked by": (Hyperlink("fwgraph validate"),),
    })  # fmt: skip
    sentence = "The rules that the data and a wiki page are held to, as SHACL shapes."
    return documentation_page(links, "shapes", "Rules", sentence, facts, groups)


def file_heading(text: str) -> str:
    """Return the head comment of a shape file, as a title."""
    lines = (line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))
    return " ".join(lines).rstrip(".")


def document_shape(terms: TermLinks, node: NamedNode) -> DocEntry:
    """Return the documentation of a shape."""
    statements = terms.statements
    queries = [
        statements.first_text(query, "sh:select")
        for query in statements.node_values(node, "sh:sparql")
    ]
    facts = {
        "for": tuple(target_links(terms, node)),
        "path": tuple(path_link(terms, path) for path in statements.values(node, "sh:path")),
        **constraint_links(terms, node),
        "why": tuple(Hyperlink(text) for text in statements.texts(node, "rdfs:comment")),
        "repair": tuple(Hyperlink(text) for text in statements.texts(node, "fw:repair")),
        "see also": terms.term_links(statements.node_values(node, "rdfs:seeAlso")),
    }
    severity = local_name(statements.first_text(node, "sh:severity") or "Violation").lower()
    name = local_name(node.value)
    return DocEntry(
        name, node.value, shorten_iri(node.value),
        statements.first_text(node, "sh:name", "rdfs:label") or name,
        statements.first_text(node, "sh:message"), facts_with_values(facts), severity,
        dedent(queries[0] if queries else "").strip(),
    )  # fmt: skip


def target_links(terms: TermLinks, node: NamedNode) -> Iterator[Hyperlink]:
    """Yield what a shape is for, in words."""
    for name, words in TARGET_PHRASES.items():
        for target in terms.statements.node_values(node, name):
            link = terms.term_link(target)
            yield Hyperlink(words.format(link.text), link.href, link.outside)


def path_link(terms: TermLinks, value: Term) -> Hyperlink:
    """Return a property path: one step, or a chain of them."""
    steps = list(member_links(terms, value))
    if len(steps) > 1:
        return Hyperlink(", then ".join(step.text for step in steps))
    return steps[0]


def path_step_link(terms: TermLinks, value: Term) -> Hyperlink:
    """Return one step of a path (SHACL, section 2.3.1): forwards, backwards, one of several."""
    if choices := list(terms.statements.values(value, "sh:alternativePath")):
        links = member_links(terms, choices[0])
        return Hyperlink(" or ".join(link.text for link in links))
    inverse = terms.statements.node_values(value, "sh:inversePath")
    if inverse:
        link = terms.term_link(inverse[0])
        return Hyperlink(f"what leads here by {link.text}", link.href, link.outside)
    return terms.term_link(value)


def constraint_links(terms: TermLinks, node: NamedNode) -> dict[str, tuple[Hyperlink, ...]]:
    """Return what a shape asks, constraint by constraint, as words and values."""
    constraints: dict[str, tuple[Hyperlink, ...]] = {}
    for triple in terms.statements.triples_of(node):
        name = shorten_iri(triple.predicate.value)
        if name.startswith("sh:") and name not in SHOWN_ELSEWHERE:
            words = WORD_BOUNDARY.sub(" ", name.removeprefix("sh:")).lower()
            values = member_links(terms, triple.object)
            constraints[words] = (*constraints.get(words, ()), *values)
    return dict(sorted(constraints.items()))


def member_links(terms: TermLinks, value: Term) -> Iterator[Hyperlink]:
    """Yield a value, or the members of the list that it is."""
    values = terms.statements.values
    if not values(value, "rdf:first"):
        yield path_step_link(terms, value)
    while first := values(value, "rdf:first"):
        yield path_step_link(terms, first[0])
        value = values(value, "rdf:rest")[0]
