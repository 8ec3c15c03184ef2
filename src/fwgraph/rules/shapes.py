"""The shapes: the shipped files, and what they say of themselves for people."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from fwgraph.namespaces import local_name, term
from fwgraph.store import resources

DATA_SHAPES = "data"
PAGE_SHAPES = "page"


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape as people see it: its id, name, severity, repair and what it enforces.

    ``compares`` tells that its focus node stands for the whole graph or edition, so that
    the offender is the value and not the focus. ``forbids`` is the property that no node
    may have, where the rule is that.
    """

    id: str
    name: str
    message: str
    severity: str
    repair: str | None
    enforces: str
    compares: bool
    forbids: str | None


def list_shape_files(about: str) -> list[Path]:
    """Return the shape files about data, or those about pages, with the shared prefixes."""
    folder = resources.resource_root() / "shapes"
    found = sorted((folder / "page" if about == PAGE_SHAPES else folder).glob("*.ttl"))
    return sorted({*found, folder / "prefixes.ttl"})


def read_shapes(paths: list[Path]) -> Store:
    """Return the shapes of some files as a store."""
    store = Store()
    for path in paths:
        store.load(path=path)
    return store


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

    def property_value(name: str) -> str | None:
        found = store.quads_for_pattern(NamedNode(iri), term(name), None)
        values = (quad.object for quad in found)
        return next((v.value for v in values if isinstance(v, NamedNode | Literal)), None)

    return Rule(
        id=local_name(iri),
        name=property_value("sh:name") or "",
        message=property_value("sh:message") or "",
        severity=local_name(property_value("sh:severity") or "").lower(),
        repair=property_value("fw:repair"),
        enforces=property_value("rdfs:seeAlso") or "",
        compares=property_value("sh:targetNode") is not None
        or property_value("sh:sparql") is not None,
        forbids=property_value("sh:path") if property_value("sh:maxCount") == "0" else None,
    )
