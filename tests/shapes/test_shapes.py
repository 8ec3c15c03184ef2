"""Each rule is tried on small graphs that it must accept or refuse, by the engine that decides.

What the cases are, and how they say what they expect, stands in ``cases.py``. All rules are
derived from the shapes themselves: one without a case that breaks it is found here, and so
is one whose constraint, target, severity, message or repair no case would miss.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple
from tests.shapes import cases
from tests.shapes.cases import CASES, data_graph, expected, lean, name, rows

from fwgraph.namespaces import PREFIXES, local_name, shorten_iri, term
from fwgraph.rules import findings as findings_module
from fwgraph.rules.engine import run_shapes, to_engine
from fwgraph.rules.findings import check_data_graph, collect_findings
from fwgraph.rules.shapes import (
    DATA_SHAPES,
    PAGE_SHAPES,
    list_shape_files,
    read_shapes,
    rule_of_shape,
    rules_by_shape,
)
from fwgraph.rules.wording import Wording

Node = NamedNode | BlankNode | Literal | Triple

parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)

SH = PREFIXES["sh"]
TARGETS = {term(f"sh:target{each}") for each in ("Class", "Node", "ObjectsOf", "SubjectsOf")}
SHAPES = {term("sh:NodeShape"), term("sh:PropertyShape")}
QUERY = term("sh:SPARQLConstraint")
TYPE = term("rdf:type")
SEVERITY, MESSAGE = term("sh:severity"), term("sh:message")
SPARQL = term("sh:sparql")
FIRST, REST = term("rdf:first"), term("rdf:rest")
MODIFIERS = {term("sh:flags"): term("sh:pattern")}
"""Parameters that are no constraint of their own, with the one that they belong to."""

NO_CONSTRAINT = {
    term(f"sh:{each}")
    for each in (
        "group",
        "message",
        "name",
        "order",
        "path",
        "prefixes",
        "property",
        "select",
        "severity",
    )
}


def shape_files() -> list[Path]:
    """Return the files with shapes in them."""
    return [
        file
        for file in {*list_shape_files(DATA_SHAPES), *list_shape_files(PAGE_SHAPES)}
        if file.stem != "prefixes"
    ]


STORES = {file: read_shapes([file]) for file in sorted(shape_files())}
ALL = read_shapes([*list_shape_files(DATA_SHAPES), *list_shape_files(PAGE_SHAPES)])


def of(store: Store, node: Node, predicate: NamedNode | None = None) -> Iterator[Quad]:
    """Yield what a store says of a node."""
    if isinstance(node, NamedNode | BlankNode):
        yield from store.quads_for_pattern(node, predicate, None)


def of_class(store: Store, *classes: NamedNode) -> list[Node]:
    """Return what is of one of the classes, sorted."""
    found = {q.subject for each in classes for q in store.quads_for_pattern(None, TYPE, each)}
    return sorted(found, key=str)


def has(store: Store, node: Node, predicate: NamedNode) -> bool:
    """Tell whether anything is said of a node in this way."""
    return any(of(store, node, predicate))


RULES = [node for node in of_class(ALL, *SHAPES) if any(has(ALL, node, each) for each in TARGETS)]
"""The shapes that are rules: they have a target. The others help them."""


@pytest.mark.parametrize("path", CASES, ids=name)
def test_a_case_gives_exactly_what_it_says(path: Path) -> None:
    found, report = check_data_graph(data_graph(path))
    assert rows(report) == expected(path)
    assert bool(found) == path.stem.startswith("invalid")
    assert path.stem.startswith(("valid", "invalid-")) or path.stem == "invalid"
    said = Counter((each.rule, each.severity) for each in found)
    assert said == Counter((row[1], row[3].lower()) for row in set(expected(path)))
    assert {each.path for each in found} <= {str(path)}


@pytest.mark.parametrize("file", STORES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_each_shape_file_has_cases_of_both_sorts(file: Path) -> None:
    folder = Path(__file__).parent / file.relative_to(
        list_shape_files(DATA_SHAPES)[0].parent
    ).with_suffix("")
    sorts = {path.stem.split("-")[0] for path in folder.glob("*.ttl")}
    assert sorts == {"valid", "invalid"}


def test_no_case_is_for_a_shape_file_that_is_gone() -> None:
    named = {
        f"{file.relative_to(list_shape_files(DATA_SHAPES)[0].parent).with_suffix('')}"
        for file in STORES
    }
    assert {name(path.parent) for path in CASES} == named


def test_every_rule_is_broken_by_some_case() -> None:
    wanted = {
        (local_name(getattr(node, "value", "")), component)
        for node in RULES
        for component in components(node)
    }
    broken = {(row[1], row[2]) for path in CASES for row in expected(path)}
    assert sorted(wanted - broken) == [], "a case has to break these"
    assert sorted(broken - wanted) == [], "no shape says these"


def components(node: Node) -> set[str]:
    """Return the constraint components of a shape, without their common ending."""
    parameters = {quad.predicate for quad in of(ALL, node)} - NO_CONSTRAINT - TARGETS - {*MODIFIERS}
    names = {local_name(each.value) for each in parameters if each.value.startswith(SH)}
    return {"SPARQL" if each == "sparql" else each[0].upper() + each[1:] for each in names}


def test_a_rule_is_broken_in_its_own_folder() -> None:
    """A rule that is broken elsewhere as well would make cases depend on each other."""
    own = {getattr(node, "value", ""): file for file, store in STORES.items() for node in RULES
           if has(store, node, TYPE)}  # fmt: skip
    homes = {local_name(iri): file.stem for iri, file in own.items()}
    strays = [
        (name(path), row[1])
        for path in CASES
        for row in expected(path)
        if path.parent.name != homes[row[1]]
    ]
    assert strays == []


def complaints(store: Store) -> list[str]:
    """Return what shapes and SPARQL constraints fail to say of themselves, sorted."""
    wanted = {
        "sh:NodeShape": ("sh:name", "sh:message", "sh:severity", "rdfs:seeAlso"),
        "sh:PropertyShape": ("sh:name", "sh:message", "sh:severity", "rdfs:seeAlso", "sh:path"),
        "sh:SPARQLConstraint": ("sh:message", "sh:prefixes", "sh:select"),
    }
    return sorted(
        f"{shorten_iri(str(getattr(node, 'value', node)))} has {count} {said}"
        for kind, saids in wanted.items()
        for node in of_class(store, term(kind))
        for said in saids
        if (count := len(list(of(store, node, term(said))))) != 1
    )


def test_every_shape_says_what_people_need() -> None:
    assert complaints(ALL) == []


def test_every_rule_says_why_it_is_there_and_what_repairs_it() -> None:
    """`make docs` writes a page of each rule from this."""
    for node in RULES:
        for said in ("rdfs:comment", "fw:repair"):
            (value,) = (quad.object for quad in of(ALL, node, term(said)))
            assert isinstance(value, Literal)
            assert value.language == "en"


def test_every_shape_has_an_iri_and_ids_are_unique() -> None:
    nodes = [node for node in of_class(ALL, *SHAPES, QUERY) if isinstance(node, NamedNode)]
    assert len(nodes) == len(of_class(ALL, *SHAPES, QUERY))
    assert {node.value.startswith(PREFIXES["shape"]) for node in nodes} == {True}
    ids = Counter(local_name(node.value) for node in nodes)
    assert [each for each, count in ids.items() if count > 1] == []
    assert {node.value for node in of_class(ALL, *SHAPES)} == set(rules_by_shape())  # type: ignore[union-attr]


def test_no_shape_stands_in_two_files() -> None:
    homes = Counter(node for store in STORES.values() for node in of_class(store, *SHAPES, QUERY))
    assert [node for node, count in homes.items() if count > 1] == []


def test_a_query_says_the_same_as_its_shape() -> None:
    """Engines differ in which of the two messages they show."""
    for node in of_class(ALL, *SHAPES):
        for quad in of(ALL, node, SPARQL):
            messages = [{q.object for q in of(ALL, at, MESSAGE)} for at in (node, quad.object)]
            assert messages[0] == messages[1], node


def test_a_query_uses_declared_prefixes_only() -> None:
    declared = {
        str(getattr(each.object, "value", "")): str(getattr(quad.object, "value", ""))
        for quad in ALL.quads_for_pattern(None, term("sh:namespace"), None)
        for each in of(ALL, quad.subject, term("sh:prefix"))
    }
    assert declared.items() <= PREFIXES.items()
    for quad in ALL.quads_for_pattern(None, term("sh:select"), None):
        used = set(re.findall(r"(?<![\w<])([a-z]+):\w", str(getattr(quad.object, "value", ""))))
        assert used <= declared.keys(), quad.subject


def test_a_message_is_in_english_and_names_only_what_its_query_selects() -> None:
    for quad in ALL.quads_for_pattern(None, MESSAGE, None):
        assert isinstance(quad.object, Literal)
        assert quad.object.language == "en"
        named = set(re.findall(r"\{\?(\w+)\}", quad.object.value))
        queries = [
            str(getattr(each.object, "value", ""))
            for at in (quad.subject, *(q.object for q in of(ALL, quad.subject, SPARQL)))
            for each in of(ALL, at, term("sh:select"))
        ]
        selected = {word for each in queries for word in each.split("WHERE")[0].split()}
        assert {f"?{each}" for each in named} <= selected, quad.subject


# What no case would miss. Each mutant is one shape with its helpers, short of one statement
# or of one member of a list; it is found by another outcome of some case of its file.


def parts(store: Store, node: Node, seen: frozenset[Node] = frozenset()) -> frozenset[Node]:
    """Return a shape with what it refers to: helpers, lists, and its query."""
    if node in seen or not any(of(store, node)):
        return seen
    seen |= {node}
    for quad in of(store, node):
        if quad.predicate != term("sh:prefixes"):
            seen = parts(store, quad.object, seen)
    return seen


def mutants(shape: Node) -> Iterator[tuple[str, list[Triple]]]:
    """Yield what was left out of a shape and its helpers, and what is left of them."""
    whole = [q.triple for node in parts(ALL, shape) for q in of(ALL, node)]
    for each in whole:
        subject = str(getattr(each.subject, "value", ""))
        what = f"{shorten_iri(subject)} without {shorten_iri(each.predicate.value)} {each.object}"
        if each.predicate == FIRST:
            yield what, shortened(whole, each)
        elif isinstance(each.subject, NamedNode) and counts(each, shape):
            yield what, [triple for triple in whole if triple != each]


def counts(triple: Triple, shape: Node) -> bool:
    """Tell whether a statement of a shape or helper can matter to what is found.

    A helper's severity and message are never shown; complaints() misses them.
    """
    if triple.subject != shape and triple.predicate in {SEVERITY, MESSAGE, SPARQL}:
        return False
    said_by_query = triple.predicate == MESSAGE and has(ALL, shape, SPARQL)
    ours = triple.predicate.value.startswith(SH) or triple.predicate == term("fw:repair")
    spoken = triple.predicate in {
        term(f"sh:{each}") for each in ("name", "prefixes", "group", "order")
    }
    return ours and not said_by_query and not spoken


def shortened(triples: list[Triple], first: Triple) -> list[Triple]:
    """Return the triples with one member left out of its list."""
    rest = next(t.object for t in triples if t.subject == first.subject and t.predicate == REST)
    kept = [triple for triple in triples if triple.subject != first.subject]
    return [Triple(t.subject, t.predicate, rest if t.object == first.subject else t.object)
            for t in kept]  # fmt: skip


def outcome(path: Path, shapes: list[Triple], patch: pytest.MonkeyPatch) -> object:
    """Return the findings of a case by some shapes alone, or the error that they end in."""
    store = Store()
    store.extend(Quad(*triple) for triple in [*PREFIXED, *shapes])
    named = {quad.subject for quad in store.quads_for_pattern(None, SEVERITY, None)}
    known = {str(getattr(each, "value", "")): each for each in named}
    with patch.context() as patched:
        patched.setattr(
            findings_module,
            "rules_by_shape",
            lambda: {iri: rule_of_shape(store, iri) for iri in known},
        )
        try:
            mutant = to_engine(quad.triple for quad in store)
            report = run_shapes(lean(path), mutant)
            return collect_findings(data_graph(path), Wording(lean(path)), report)
        except Exception as error:  # noqa: BLE001 - whatever an engine raises, it was noticed
            return type(error)


PREFIXED = [
    quad.triple
    for quad in read_shapes([list_shape_files(DATA_SHAPES)[0].with_name("prefixes.ttl")])
]


def near(shape: Node) -> list[Path]:
    """Return the cases of a rule's file, those that break the rule first."""
    folder = next(file for file, store in STORES.items() if has(store, shape, TYPE)).stem
    rule_id = local_name(str(getattr(shape, "value", "")))
    own = [path for path in CASES if path.parent.name == folder]
    return sorted(own, key=lambda path: rule_id not in {row[1] for row in expected(path)})


@pytest.mark.parametrize("shape", RULES, ids=lambda node: local_name(getattr(node, "value", "")))
def test_nothing_of_a_rule_can_be_left_out(shape: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [q.triple for node in parts(ALL, shape) for q in of(ALL, node)]

    @cache
    def before(path: Path) -> object:
        found = outcome(path, whole, monkeypatch)
        assert not isinstance(found, type), found
        return found

    missed = [
        what
        for what, mutant in mutants(shape)
        if all(outcome(path, mutant, monkeypatch) == before(path) for path in near(shape))
    ]
    assert missed == [], "no case misses these"


@pytest.mark.parametrize("said", ["sh:name", "sh:message", "sh:severity", "rdfs:seeAlso"])
def test_nothing_that_is_said_for_people_can_be_left_out(said: str) -> None:
    for node in of_class(ALL, *SHAPES):
        store = Store()
        store.extend(q for q in ALL if q.subject != node or q.predicate != term(said))
        assert complaints(store) == [f"{shorten_iri(str(getattr(node, 'value', '')))} has 0 {said}"]
