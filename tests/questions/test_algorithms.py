"""What is reached, how far it is and how much depends on it, against plain Python and SPARQL."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from fwgraph.graph import Graph
from fwgraph.namespaces import BASE, RDF_TYPE, RDFS_LABEL, RDFS_SUBPROPERTY_OF, term
from fwgraph.questions import algorithms, paths
from fwgraph.questions.catalogue import answer_question
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.inference import add_inferences

SIZE = 7
Edge = tuple[int, int, str]


@dataclass(frozen=True)
class Drawing:
    """Nodes with edges of two relations; circles, loops and double edges are among them."""

    edges: frozenset[Edge]

    def graph(self, *relations: str, broad: str) -> Graph:
        """Return a graph of software whose relations are below a broader one."""
        store = Store()
        for name in relations:
            store.add(Quad(term(name), RDFS_SUBPROPERTY_OF, term(broad)))
            store.add(Quad(term(name), RDFS_LABEL, Literal(name, language="en")))
        for number in range(SIZE):
            store.add(Quad(software(number), RDF_TYPE, term("fw:Software")))
            store.add(Quad(software(number), RDF_TYPE, term("fw:Framework")))
            store.add(Quad(software(number), RDFS_LABEL, Literal(label(number))))
        for near, far, way in self.edges:
            store.add(Quad(software(near), term(relations[int(way)]), software(far)))
        add_inferences(store)
        return Graph(store)

    @cached_property
    def pairs(self) -> set[tuple[int, int]]:
        return {(near, far) for near, far, _ in self.edges}


def software(number: int) -> NamedNode:
    return NamedNode(f"{BASE}software/n{number}")


def label(number: int) -> str:
    """Name later things first, so that no order is right by chance."""
    return f"S{SIZE - number}"


def depths(pairs: set[tuple[int, int]], start: int) -> dict[int, int]:
    """Return how far each node is, the slow and plain way: ring by ring."""
    found, ring = {start: 0}, {start}
    while ring:
        ring = {far for near, far in pairs if near in ring} - found.keys()
        found |= dict.fromkeys(ring, max(found.values()) + 1)
    return found


def turned(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {(far, near) for near, far in pairs}


NODES = st.integers(0, SIZE - 1)
DRAWINGS = st.frozensets(st.tuples(NODES, NODES, st.sampled_from("01")), max_size=14).map(Drawing)
DEPENDENCE = ("fw:builtOn", "fw:uses")
DESCENT = ("fw:forkOf", "fw:successorOf")


def told(graph: Graph, question: str, start: int) -> set[tuple[object, ...]]:
    """Return thing, relation, depth and via of each row, and see to it that they are in order."""
    answer = answer_question(graph, question, {"software": label(start)})
    rows = [tuple(row[name] for name in (answer.columns[0], "relation", "depth", "via"))
            for row in answer]  # fmt: skip
    assert rows == sorted(rows, key=lambda row: (row[2], row[0], row[1]))
    assert len(rows) == len(set(rows))
    return set(rows)


def expected(drawing: Drawing, pairs: set[tuple[int, int]], start: int, *, back: bool) -> object:
    found = depths(pairs, start)
    rows = set()
    for thing in found.keys() - {start}:
        before = {
            near for near, far in pairs if far == thing and found.get(near) == found[thing] - 1
        }
        via = min(before, key=label)
        ends = (thing, via) if back else (via, thing)
        for way in {way for near, far, way in drawing.edges if (near, far) == ends}:
            told_via = None if via == start else label(via)
            rows.add((label(thing), DEPENDENCE[int(way)], found[thing], told_via))
    return rows


@given(DRAWINGS, NODES)
def test_dependencies(drawing: Drawing, start: int) -> None:
    graph = drawing.graph(*DEPENDENCE, broad="fw:dependsOn")
    wanted = expected(drawing, drawing.pairs, start, back=False)
    assert told(graph, "dependencies", start) == wanted


@given(DRAWINGS, NODES)
def test_dependents(drawing: Drawing, start: int) -> None:
    graph = drawing.graph(*DEPENDENCE, broad="fw:dependsOn")
    wanted = expected(drawing, turned(drawing.pairs), start, back=True)
    assert told(graph, "dependents", start) == wanted


@given(DRAWINGS, NODES)
def test_lineage(drawing: Drawing, start: int) -> None:
    older, newer = depths(drawing.pairs, start), depths(turned(drawing.pairs), start)
    wanted = set()
    for near, far, way in drawing.edges:
        ways = [-older[near] - 1] if near in older else []
        ways += [newer[far] + 1] if far in newer else []
        if ways:
            wanted.add((label(near), DESCENT[int(way)], label(far), min(ways, key=abs)))
    answer = answer_question(drawing.graph(*DESCENT, broad="fw:descendsFrom"), "lineage",
                 {"framework": label(start)})  # fmt: skip
    rows = [(row["descendant"], row["relation"], row["ancestor"], row["depth"]) for row in answer]
    assert set(rows) == wanted
    assert len(rows) == len(wanted)


@given(DRAWINGS)
def test_impact_is_what_sparql_counts(drawing: Drawing) -> None:
    graph = drawing.graph(*DEPENDENCE, broad="fw:dependsOn")
    counted = select_solutions(graph, """
        SELECT ?label (COUNT(DISTINCT ?near) AS ?direct) (COUNT(DISTINCT ?far) AS ?transitive)
        WHERE {
          ?near fw:dependsOn ?software . FILTER (?near != ?software)
          ?far fw:dependsOn+ ?software . FILTER (?far != ?software)
          ?software rdfs:label ?label .
        }
        GROUP BY ?software ?label""")  # fmt: skip
    wanted = [(row["label"].value, int(row["direct"].value), int(row["transitive"].value))
              for row in counted]  # fmt: skip
    answer = [
        (row["software"], row["direct"], row["transitive"])
        for row in answer_question(graph, "impact")
    ]
    assert answer == sorted(wanted, key=lambda row: (-row[2], -row[1], row[0]))


@given(DRAWINGS, NODES, NODES)
def test_what_is_shared_and_what_survives(drawing: Drawing, one: int, other: int) -> None:
    graph = drawing.graph(*DEPENDENCE, broad="fw:dependsOn")
    below = [{far for near, far in drawing.pairs if near in depths(drawing.pairs, start)}
             for start in (one, other)]  # fmt: skip
    shared = answer_question(
        graph, "shared-dependencies", {"first": label(one), "second": label(other)}
    )
    assert {row["dependency"] for row in shared} == set(map(label, below[0] & below[1]))
    left = answer_question(graph, "survivors", {"software": label(one)})
    lost = depths(turned(drawing.pairs), one)
    assert {row["framework"] for row in left} == set(map(label, set(range(SIZE)) - lost.keys()))


@given(DRAWINGS, NODES, NODES)
def test_path(drawing: Drawing, start: int, end: int) -> None:
    graph = drawing.graph(*DEPENDENCE, broad="fw:dependsOn")
    rows = list(answer_question(graph, "path", {"from": label(start), "to": label(end)}))
    steps = {(row["step"], row["subject"], row["object"]) for row in rows}
    both = drawing.pairs | turned(drawing.pairs)
    tries = [depths(drawing.pairs, start).get(end), depths(drawing.pairs, end).get(start)]
    lengths = [found for found in [*tries, depths(both, start).get(end)] if found is not None]
    assert len(steps) >= (lengths[0] if lengths else 0)
    assert {step for step, _, _ in steps} == set(range(1, (lengths[0] if lengths else 0) + 1))
    assert {(label(near), label(far)) for near, far in drawing.pairs} >= {
        (subject, thing) for _, subject, thing in steps
    }


@given(DRAWINGS)
def test_circles(drawing: Drawing) -> None:
    graph = drawing.graph(*DEPENDENCE, broad="fw:dependsOn")
    on_one = {(label(near), label(far)) for near, far in drawing.pairs
              if near in depths(drawing.pairs, far)}  # fmt: skip
    rows = list(answer_question(graph, "dependency-circles"))
    assert {(row["software"], row["dependency"]) for row in rows} == on_one
    numbers = [int(str(row["circle"])) for row in rows]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(set(numbers)) + 1))


@given(st.lists(st.tuples(NODES, NODES)), NODES, NODES)
def test_a_shortest_path_is_a_path_and_short(
    edges: list[tuple[int, int]], start: int, end: int
) -> None:
    way = paths.shortest_path(edges, start, end)
    found = paths.distances(edges, start)
    assert found == depths(set(edges), start)
    assert len(way) == (found[end] + 1 if end in found else 0)
    assert set(pairwise(way)) <= set(edges)
    assert way[:1] in ([], [start])
    assert way[-1:] in ([], [end])


def test_a_long_chain_is_no_trouble() -> None:
    chain = [(number, number + 1) for number in range(20_000)]
    assert paths.distances(chain, 0)[20_000] == 20_000
    assert len(paths.shortest_path(chain, 0, 20_000)) == 20_001


def test_what_is_counted_does_not_depend_on_the_order_of_the_edges() -> None:
    edges = [("b", "a"), ("c", "a"), ("d", "b"), ("d", "c"), ("a", "d")]
    names = dict.fromkeys("abcd", "the same")
    assert algorithms.rank_by_descendants(edges, names) == algorithms.rank_by_descendants(
        edges[::-1], names
    )
    assert algorithms.cyclic_components(edges) == [{"a", "b", "c", "d"}]
