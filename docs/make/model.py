"""The picture of the data model, made from the ontology: classes, and what joins them."""

import re

from docs.make.pages import code
from pyoxigraph import NamedNode, Store

from fwgraph.namespaces import PREFIXES, local_name, term
from fwgraph.store import resources
from fwgraph.store.loading import load_file

PICTURE = re.compile(r"(<!-- picture -->\n).*?(<!-- end of picture -->)", re.DOTALL)
RELATIONS = re.compile(r"(<!-- relations -->\n).*?(<!-- end of relations -->)", re.DOTALL)
DERIVED = ": derived."
"""How the definition of a property ends that no file states."""
LOGICAL = {"Fact", "Passage", "Relation", "State"}
"""Classes of terms, and of places: no file has an instance."""
STATED = [
    ("Statement", "Software", "subject"),
    ("Statement", "Edition", "wasDerivedFrom"),
    ("Statement", "Document", "wasDerivedFrom"),
    ("Release", "Document", "wasDerivedFrom"),
    ("Listing", "Software", "lists"),
    ("Listing", "Edition", "edition"),
    ("Section", "Edition", "edition"),
]
"""What holds by the rules, of properties whose domain or range the ontology leaves open."""


def model_page(text: str) -> str:
    """Return the page with its picture and its table of relations as the ontology has them."""
    store = Store()
    for file in resources.turtle_files(resources.resource_root() / "ontology"):
        load_file(store, file)
    text = PICTURE.sub(lambda match: f"{match[1]}{picture(store)}\n{match[2]}", text)
    return RELATIONS.sub(lambda match: f"{match[1]}{relations(store)}\n{match[2]}", text)


def named(store: Store, subject: NamedNode | None, predicate: str) -> list[tuple[str, str]]:
    """Return subject and object of the triples with a predicate whose ends are both our terms."""
    found = (
        (str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", "")))
        for quad in store.quads_for_pattern(subject, term(predicate), None)
    )
    ours = PREFIXES["fw"]
    return sorted(
        (local_name(one), local_name(other))
        for one, other in found
        if one.startswith(ours) and other.startswith(ours)
    )


def picture(store: Store) -> str:
    """Return the classes with their subclasses and the properties between them, as Mermaid."""
    lines = ["classDiagram"]
    lines += [f"    {above} <|-- {below}" for below, above in named(store, None, "rdfs:subClassOf")]
    domains = dict(named(store, None, "rdfs:domain"))
    ranges = dict(named(store, None, "rdfs:range"))
    between = [
        (domains[name], ranges[name], name)
        for name in sorted(domains.keys() & ranges.keys())
        if not is_derived(store, name)
    ]
    lines += [f"    {one} --> {other} : {name}" for one, other, name in [*between, *STATED]]
    return code("\n".join(line for line in lines if not LOGICAL & set(line.split())), "mermaid")


def is_derived(store: Store, name: str) -> bool:
    """Tell whether no file states a property."""
    return text_of(store, name, "skos:definition").endswith(DERIVED)


def text_of(store: Store, name: str, predicate: str) -> str:
    """Return what a term says of itself."""
    quads = store.quads_for_pattern(term(f"fw:{name}"), term(predicate), None)
    return next((str(getattr(quad.object, "value", "")) for quad in quads), "")


def relations(store: Store) -> str:
    """Return the relations between things, each below the broader one, with their definitions."""
    broader = dict(named(store, None, "rdfs:subPropertyOf"))
    rows = sorted(
        (broader.get(name, name), name in broader, name) for name in relation_names(store)
    )
    return "\n".join(
        f"{'  ' if below else ''}- `fw:{name}`: {text_of(store, name, 'skos:definition')}"
        for _, below, name in rows
    )


def relation_names(store: Store) -> list[str]:
    """Return the names of our relations."""
    quads = store.quads_for_pattern(None, term("rdf:type"), term("fw:Relation"))
    iris = (str(getattr(quad.subject, "value", "")) for quad in quads)
    return [local_name(iri) for iri in iris if iri.startswith(PREFIXES["fw"])]
