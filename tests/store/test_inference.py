"""The closure of random hierarchies is what plain Python says it is."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from fwgraph.namespaces import RDF_OBJECT, RDF_PREDICATE, RDF_SUBJECT, RDF_TYPE, term
from fwgraph.store.inference import add_inferences

SUB_CLASS, SUB_PROPERTY = term("rdfs:subClassOf"), term("rdfs:subPropertyOf")
Pairs = set[tuple[int, int]]
PAIRS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)


def node(kind: str) -> Callable[[int], NamedNode]:
    return lambda number: NamedNode(f"http://example.org/{kind}{number}")


PROPERTY, CLASS, THING, CLAIM = map(node, ("property", "class", "thing", "claim"))


def broader(pairs: Pairs, narrow: int) -> set[int]:
    """Return the number and everything that can be reached from it, step by step."""
    reached = {narrow}
    while more := {broad for low, broad in pairs if low in reached} - reached:
        reached |= more
    return reached


@settings(max_examples=60, deadline=None)
@given(properties=PAIRS, classes=PAIRS, said=PAIRS, typed=PAIRS, claimed=st.booleans())
def test_the_closure_is_that_of_an_oracle(
    properties: Pairs, classes: Pairs, said: Pairs, typed: Pairs, claimed: bool
) -> None:
    store = Store()
    for narrow, broad in properties:
        store.add(Quad(PROPERTY(narrow), SUB_PROPERTY, PROPERTY(broad)))
    for narrow, broad in classes:
        store.add(Quad(CLASS(narrow), SUB_CLASS, CLASS(broad)))
    for number, (property_, thing) in enumerate(sorted(said)):
        if claimed:
            claim(store, CLAIM(number), PROPERTY(property_), THING(thing))
        else:
            store.add(Quad(THING(0), PROPERTY(property_), THING(thing)))
    for class_, thing in typed:
        store.add(Quad(THING(thing), RDF_TYPE, CLASS(class_)))
    written = set(store)
    add_inferences(store)
    related = {
        Quad(THING(0), PROPERTY(broad), THING(thing))
        for property_, thing in said
        for broad in broader(properties, property_)
    }
    types = {
        Quad(THING(thing), RDF_TYPE, CLASS(broad))
        for class_, thing in typed
        for broad in broader(classes, class_)
    }
    assert set(store) == written | related | types


def claim(store: Store, name: NamedNode, property_: NamedNode, thing: NamedNode) -> None:
    store.add(Quad(name, RDF_TYPE, term("fw:Claim")))
    store.add(Quad(name, RDF_SUBJECT, THING(0)))
    store.add(Quad(name, RDF_PREDICATE, property_))
    store.add(Quad(name, RDF_OBJECT, thing))


def test_a_claim_without_a_usable_subject_or_relation_derives_nothing() -> None:
    store = Store()
    store.update(
        "INSERT DATA { _:b a fw:Claim ; rdf:subject 1 ; rdf:predicate fw:uses ; rdf:object fw:x ."
        " _:c a fw:Claim ; rdf:subject _:s ; rdf:predicate fw:uses ; rdf:object fw:x ."
        " <a:c> a fw:Claim ; rdf:subject fw:x ; rdf:predicate 'uses' ; rdf:object fw:x }",
        prefixes={
            "fw": "https://w3id.org/fwgraph/ontology#",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        },
    )
    before = set(store)
    add_inferences(store)
    assert set(store) == before
