"""The shapes: the shipped files, what they say of themselves, and which terms they name."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from fwgraph.namespaces import (
    PREFIXES,
    RDF_TYPE,
    RDFS_SUBCLASS_OF,
    local_name,
    shorten_iri,
    term,
)
from fwgraph.store import resources

DATA_SHAPES = "data"
PAGE_SHAPES = "page"
IRI = re.compile(r"<([^<>\s]+)>")
PREFIXED_NAME = re.compile(r"(?<![\w-])([\w-]+):([\w-]+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape as people see it: its id, name, severity, reason, repair and what it enforces.

    Where ``faults_value``, the focus node stands for the whole graph or edition, and the
    value node is at fault. ``forbidden`` is the property that no node may have, where the
    rule is that.
    """

    id: str
    name: str
    message: str
    severity: str
    repair: str | None
    enforces: str
    faults_value: bool
    forbidden: str | None
    why: str = ""


def list_shape_files(kind: str) -> list[Path]:
    """Return the shape files about data, or those about pages, with the shared prefixes."""
    folder = resources.resource_root() / "shapes"
    files = (folder / "page" if kind == PAGE_SHAPES else folder).glob("*.ttl")
    return sorted({*files, folder / "prefixes.ttl"})


def read_shapes(paths: list[Path]) -> Store:
    """Return the shapes of some files as a store."""
    store = Store()
    for path in paths:
        store.load(path=path)
    return store


@cache
def named_iris(kind: str) -> frozenset[str]:
    """Return every IRI that the shapes name: in paths and other values, and in their queries."""
    objects = (quad.object for quad in read_shapes(list_shape_files(kind)))
    in_values = {value.value for value in objects if isinstance(value, NamedNode)}
    return frozenset(in_values | queried_iris(kind))


@cache
def queried_iris(kind: str) -> frozenset[str]:
    """Return every IRI that the queries of the shapes name, and those that find instances."""
    objects = (quad.object for quad in read_shapes(list_shape_files(kind)))
    text = "\n".join(value.value for value in objects if isinstance(value, Literal))
    # No lexer: comments and strings may look like names, and a name too many does no harm.
    names = PREFIXED_NAME.findall(text)
    in_queries = {PREFIXES[prefix] + name for prefix, name in names if prefix in PREFIXES}
    of_classes = {RDF_TYPE.value, RDFS_SUBCLASS_OF.value}
    return frozenset(in_queries | of_classes | {*IRI.findall(text)})


@cache
def target_iris(kind: str) -> frozenset[str]:
    """Return the classes and properties by which the shapes choose their focus nodes.

    A node that is a target itself (``sh:targetNode``) stands for the whole graph.
    """
    targets = {term(f"sh:target{name}") for name in ("Class", "SubjectsOf", "ObjectsOf")}
    quads = read_shapes(list_shape_files(kind))
    return frozenset(
        quad.object.value
        for quad in quads
        if quad.predicate in targets and isinstance(quad.object, NamedNode)
    )


@cache
def rules_by_shape() -> dict[str, Rule]:
    """Return every shipped rule by the IRI of its shape, sorted."""
    store = read_shapes([*list_shape_files(DATA_SHAPES), *list_shape_files(PAGE_SHAPES)])
    shapes = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, term("sh:severity"), None)
        if isinstance(quad.subject, NamedNode)
    }
    return {iri: rule_of_shape(store, iri) for iri in sorted(shapes)}


def rule_of_shape(store: Store, iri: str) -> Rule:
    """Return what one shape says of itself."""
    quads = store.quads_for_pattern(NamedNode(iri), None, None)
    values = {
        shorten_iri(quad.predicate.value): quad.object.value
        for quad in quads
        if isinstance(quad.object, NamedNode | Literal)
    }
    return Rule(
        id=local_name(iri),
        name=values.get("sh:name", ""),
        message=values.get("sh:message", ""),
        severity=local_name(values.get("sh:severity", "")).lower(),
        repair=values.get("fw:repair"),
        enforces=values.get("rdfs:seeAlso", ""),
        faults_value="sh:targetNode" in values or "sh:sparql" in values,
        forbidden=values.get("sh:path") if values.get("sh:maxCount") == "0" else None,
        why=values.get("rdfs:comment", ""),
    )
