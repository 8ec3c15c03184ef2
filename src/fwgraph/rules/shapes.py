"""The shapes: the shipped files, and what they say of themselves for people."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from fwgraph.namespaces import local_name, term
from fwgraph.store import package

DATA = "data"
PAGE = "page"


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


def files(about: str) -> list[Path]:
    """Return the shape files about data, or those about pages, with the shared prefixes."""
    folder = package.root() / "shapes"
    found = sorted((folder / "page" if about == PAGE else folder).glob("*.ttl"))
    return sorted({*found, folder / "prefixes.ttl"})


def read(paths: list[Path]) -> Store:
    """Return the shapes of some files as a store."""
    store = Store()
    for path in paths:
        store.load(path=path)
    return store


@cache
def rules() -> dict[str, Rule]:
    """Return every shipped rule by the IRI of its shape, sorted."""
    store = read([*files(DATA), *files(PAGE)])
    shapes = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, term("sh:severity"), None)
        if isinstance(quad.subject, NamedNode)
    }
    return {iri: rule(store, iri) for iri in sorted(shapes)}


def rule(store: Store, iri: str) -> Rule:
    """Return what one shape says of itself."""

    def said(name: str) -> str | None:
        found = store.quads_for_pattern(NamedNode(iri), term(name), None)
        values = (quad.object for quad in found)
        return next((v.value for v in values if isinstance(v, NamedNode | Literal)), None)

    return Rule(
        id=local_name(iri),
        name=said("sh:name") or "",
        message=said("sh:message") or "",
        severity=local_name(said("sh:severity") or "").lower(),
        repair=said("fw:repair"),
        enforces=said("rdfs:seeAlso") or "",
        compares=said("sh:targetNode") is not None or said("sh:sparql") is not None,
        forbids=said("sh:path") if said("sh:maxCount") == "0" else None,
    )
