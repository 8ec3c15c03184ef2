"""What the ontology says of its terms is true of the graph, with all that follows from it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from fwgraph.graph import Graph, load
from fwgraph.namespaces import PREFIXES, RDF_TYPE, Term, shorten_iri, term
from fwgraph.store import resources

LEXICAL: dict[str, Callable[[str], object]] = {
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "gYear": lambda text: date.fromisoformat(f"{text}-01-01"),
    "gYearMonth": lambda text: date.fromisoformat(f"{text}-01"),
    "integer": int,
    "string": str,
}
"""The datatypes of the ontology, each with what reads its values, or raises."""
DATATYPES = {term(f"xsd:{name}") for name in LEXICAL} | {term("rdf:langString")}
DAYS = {term(f"xsd:{name}") for name in ("date", "gYearMonth", "gYear")}
DATED = {term(f"fw:{name}") for name in ("released", "validFrom", "validUntil")}
"""The properties whose values are of any of DAYS, which no single range can say."""


def short(node: Term) -> str:
    """Return a node as a message shows it."""
    return shorten_iri(str(getattr(node, "value", node)))


def pairs(store: Store, property_: NamedNode) -> Iterator[tuple[Term, Term]]:
    """Yield the subjects and values of a property."""
    for quad in store.quads_for_pattern(None, property_, None):
        yield quad.subject, quad.object


def instances(store: Store, class_: str | Term) -> set[Term]:
    """Return what is of a class in a closed graph."""
    node = term(class_) if isinstance(class_, str) else class_
    assert isinstance(node, NamedNode)
    return {quad.subject for quad in store.quads_for_pattern(None, RDF_TYPE, node)}


def is_of(store: Store, node: Term, class_: Term) -> bool:
    """Tell whether a node is of a class, in a closed graph; a web address is any resource."""
    return (
        isinstance(node, NamedNode | BlankNode)
        and isinstance(class_, NamedNode)
        and next(store.quads_for_pattern(node, RDF_TYPE, class_), None) is not None
    )


def is_well_formed(value: Term) -> bool:
    """Tell whether the text of a literal is one of its datatype, where that is a known one."""
    name = value.datatype.value.removeprefix(PREFIXES["xsd"]) if isinstance(value, Literal) else ""
    try:
        LEXICAL.get(name, str)(getattr(value, "value", ""))
    except (KeyError, ValueError):
        return False
    return True


def in_range(store: Store, value: Term, range_: Term) -> bool:
    """Tell whether a value is of a class, or of a datatype that has such a text."""
    if range_ in DATATYPES:
        fits = isinstance(value, Literal) and value.datatype == range_
        return fits and is_well_formed(value)
    return is_of(store, value, range_)


def disagreements(store: Store) -> Iterator[str]:
    """Yield what a graph says that its ontology says cannot be."""
    for property_, range_ in pairs(store, term("rdfs:range")):
        yield from (f"{short(s)} {short(property_)} {short(o)}: no {short(range_)}"
                    for s, o in said(store, property_)
                    if not in_range(store, o, range_))  # fmt: skip
    for property_, domain in pairs(store, term("rdfs:domain")):
        yield from (f"{short(s)} has {short(property_)}: no {short(domain)}"
                    for s, _ in said(store, property_) if not is_of(store, s, domain))  # fmt: skip
    included: dict[Term, set[Term]] = {}
    for property_, domain in pairs(store, term("schema:domainIncludes")):
        included.setdefault(property_, set()).add(domain)
    for property_, domains in included.items():
        yield from (f"{short(s)} has {short(property_)}: of no class that may"
                    for s, _ in said(store, property_)
                    if not any(is_of(store, s, each) for each in domains))  # fmt: skip
    yield from wrong_sorts(store)
    yield from wrong_directions(store)
    for first, second in pairs(store, term("owl:disjointWith")):
        both = instances(store, first) & instances(store, second)
        yield from (f"{short(s)}: both {short(first)} and {short(second)}" for s in both)


def said(store: Store, property_: Term) -> Iterator[tuple[Term, Term]]:
    """Yield the subjects and values of whatever is named as a property."""
    if isinstance(property_, NamedNode):
        yield from pairs(store, property_)


def wrong_sorts(store: Store) -> Iterator[str]:
    """Yield literals and things that stand for each other, and days that are none."""
    for class_, sort in (("Object", NamedNode | BlankNode), ("Datatype", Literal)):
        for property_ in instances(store, f"owl:{class_}Property"):
            yield from (f"{short(s)} {short(property_)} {short(o)}: no {class_.lower()} value"
                        for s, o in said(store, property_) if not isinstance(o, sort))  # fmt: skip
    for property_ in DATED:
        yield from (f"{short(s)} {short(property_)} {short(o)}: no day, month or year"
                    for s, o in said(store, property_)
                    if not any(in_range(store, o, each) for each in DAYS))  # fmt: skip


def wrong_directions(store: Store) -> Iterator[str]:
    """Yield what relates to itself, or both ways, and must not."""
    for property_ in instances(store, "owl:IrreflexiveProperty"):
        yield from (f"{short(s)} {short(property_)} itself"
                    for s, o in said(store, property_) if s == o)  # fmt: skip
    for property_ in instances(store, "owl:AsymmetricProperty"):
        both = set(said(store, property_))
        yield from (f"{short(s)} {short(property_)} {short(o)}, both ways"
                    for s, o in both if (o, s) in both)  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Graph:
    """The shipped graph, with its ontology."""
    return load()


def test_the_shipped_graph_agrees_with_its_ontology(shipped: Graph) -> None:
    assert sorted(disagreements(shipped.store)) == []


BROKEN = {
    "no range": "software:a fw:descendsFrom platform:p .",
    "no domain": "platform:p fw:uses software:a .",
    "a listing's domain": "software:a fw:homepage 'http://example.org/' .",
    "of no class that may": "software:a fw:revision '1' .",
    "a literal for a thing": "software:a fw:uses 'B' .",
    "a thing for a literal": "software:a fw:packageUrl software:b .",
    "another datatype": "listing:l a fw:Listing ; fw:version 1.5 .",
    "no such date": "edition:e a fw:Edition ; fw:asOf '2020-02-30'^^xsd:date .",
    "no date": "listing:l a fw:Listing ; fw:released 'soon' .",
    "no such month": "listing:l a fw:Listing ; fw:released '2020-13'^^xsd:gYearMonth .",
    "a phrase in no language": "claim:c a fw:Claim ; fw:quote 'based on' .",
    "claim and denial": "claim:c a fw:Claim , fw:Denial .",
    "software and platform": "software:a a fw:Platform .",
    "of itself": "software:a fw:uses software:a .",
    "both ways": "software:a fw:successorOf software:b . software:b fw:forkOf software:a .",
    "both on each other": "software:a fw:builtOn software:b . software:b fw:builtOn software:a .",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_disagrees_is_found(text: str, tmp_path: Path) -> None:
    prefixes = "\n".join(f"PREFIX {name}: <{space}>" for name, space in PREFIXES.items())
    things = "software:a a fw:Software . software:b a fw:Framework . platform:p a fw:Platform ."
    file = tmp_path / "broken.ttl"
    files = [*resources.turtle_files(resources.resource_root() / "ontology"), file]
    for own, is_broken in (("", False), (text, True)):
        file.write_text(f"{prefixes}\n{things}\n{own}", encoding="utf-8")
        assert bool(list(disagreements(load(*files).store))) == is_broken


@pytest.mark.parametrize(
    ("relation", "sorts"),
    [
        ("fw:descendsFrom", {"Asymmetric", "Irreflexive"}),
        ("fw:dependsOn", {"Irreflexive"}),
        ("fw:builtOn", {"Asymmetric"}),
        ("fw:extends", {"Asymmetric"}),
        ("fw:bundles", {"Asymmetric"}),
        ("fw:requires", {"Asymmetric"}),
        ("fw:runsOn", {"Asymmetric", "Irreflexive"}),
        ("fw:integratesWith", {"Irreflexive"}),
        ("fw:inspiredBy", {"Irreflexive"}),
        ("fw:resembles", {"Irreflexive"}),
        ("fw:recommends", {"Irreflexive"}),
    ],
)
def test_relations_run_as_their_definitions_say(
    shipped: Graph, relation: str, sorts: set[str]
) -> None:
    classes = ("Asymmetric", "Irreflexive", "Reflexive", "Symmetric", "Transitive")
    of_class = {
        each
        for each in classes
        if term(relation) in instances(shipped.store, f"owl:{each}Property")
    }
    assert of_class == sorts


def test_a_listing_is_no_version_and_was_never_issued(shipped: Graph) -> None:
    store = shipped.store
    assert not instances(store, "fw:Listing") & instances(store, "doap:Version")
    assert instances(store, "fw:Release") == instances(store, "doap:Version") != set()
    for taken in ("doap:revision", "dcterms:issued", "dcterms:type", "foaf:page"):
        assert list(pairs(store, term(taken))) == []


def test_a_statement_with_a_phrase_was_quoted_from_its_source(shipped: Graph) -> None:
    store = shipped.store
    quoting = {subject for subject, _ in pairs(store, term("fw:quote"))}
    derived = {pair for pair in pairs(store, term("prov:wasDerivedFrom")) if pair[0] in quoting}
    assert set(pairs(store, term("prov:wasQuotedFrom"))) == derived != set()
    assert instances(store, "fw:Statement") <= instances(store, "prov:Entity")


def test_an_edition_is_a_state_of_its_page(shipped: Graph) -> None:
    store = shipped.store
    editions = instances(store, "fw:Edition")
    pages = {pair for pair in pairs(store, term("dcterms:source")) if pair[0] in editions}
    assert set(pairs(store, term("prov:specializationOf"))) == pages != set()
