"""A view holds what is to be shown, in the same order from every engine, and nothing derived."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Store
from rdflib.query import ResultRow

import fwgraph
from fwgraph import view
from fwgraph.errors import BadRequest, UnknownName
from fwgraph.graph import Graph
from fwgraph.namespaces import PREFIXES, term
from fwgraph.sparql.binding import select_solutions
from fwgraph.store import package, resources
from fwgraph.store.inference import add_inferences
from fwgraph.view import ANY_DEPTH, DESCENT, View

TINY = Path(__file__).parents[1] / "graphs" / "tiny.ttl"
QUERIES = sorted(
    path.stem for path in (resources.resource_root() / "queries" / "view").glob("*.rq")
)
GAMMA = {
    "path": "software/c",
    "label": "Gamma",
    "aliases": ["C Sea"],
    "shape": "framework",
    "kinds": ["microframework"],
    "summary": "Stands on Beta.",
    "homepage": "http://example.org/c",
    "package": "pkg:pypi/c",
    "licence": [],
    "discontinued": False,
    "independent": False,
    "listings": [
        {
            "edition": "tiny-2020",
            "category": "All of them",
            "name": "Gamma",
            "version": "1.10",
            "released": "2019-13-01",
            "line": 3,
            "ended": False,
        }
    ],
}
GAMMA_ON_BETA = {
    "from": "software/c",
    "to": "software/b",
    "relation": "builtOn",
    "evidence": [
        {
            "quote": 'made with "Beta"',
            "source": "notes",
            "sourcePath": "document/notes",
            "line": None,
        },
        {
            "quote": "on Beta",
            "source": "tiny-2020",
            "sourcePath": "edition/tiny-2020",
            "line": 3,
        },
    ],
}


def of(updates: str) -> Graph:
    """Return a graph of these triples, with what follows from them."""
    store = Store()
    store.update(f"INSERT DATA {{ {updates} }}", prefixes=PREFIXES)
    add_inferences(store)
    return Graph(store)


def claim(subject: str, relation: str, object_: str) -> str:
    """Return the triples of a claim."""
    parts = ".".join(each.rpartition(":")[2].strip("<>") for each in (subject, relation, object_))
    return (
        f"<http://example.org/{parts}> a fw:Claim ; rdf:subject {subject} ;"
        f" rdf:predicate {relation} ; rdf:object {object_} ;"
        " prov:wasDerivedFrom document:d ; fw:quote 'so' . "
    )


def paths(shown: View) -> list[str]:
    return [thing.path for thing in shown.things]


def edges(shown: View) -> list[str]:
    return [f"{edge.start} {edge.relation} {edge.end}" for edge in shown.edges]


def test_the_whole_of_a_small_graph(tiny: Graph) -> None:
    shown = json.loads(view.view_json(view.read_view(tiny)))
    assert list(view.read_view(tiny).as_dict()) == [
        "title", "base", "day", "relations", "families", "shapes", "facts", "kinds", "editions",
        "things", "edges", "former", "sources",
    ]  # fmt: skip
    assert shown["base"] == "https://w3id.org/fwgraph/"
    assert shown["relations"][0] == {
        "name": "builtOn",
        "iri": "https://w3id.org/fwgraph/ontology#builtOn",
        "label": "built on",
        "family": "dependence",
        "rank": 5,
        "broader": [],
    }
    assert [each["name"] for each in shown["families"]] == ["dependence", "descent", "other"]
    assert {each["name"]: each["family"] for each in shown["relations"]} == {
        "builtOn": "dependence",
        "integratesWith": "other",
        "successorOf": "descent",
        "uses": "dependence",
    }
    assert shown["editions"] == [
        {
            "name": "tiny-2020",
            "label": "Tiny, 2020-02-02",
            "categories": ["All of them"],
            "date": "2020-02-02",
        }
    ]
    assert GAMMA in shown["things"]
    assert GAMMA_ON_BETA in shown["edges"]
    assert shown["former"] == []
    assert [source["path"] for source in shown["sources"]] == sorted(
        {item["sourcePath"] for edge in shown["edges"] for item in edge["evidence"]}
    )
    assert [thing["path"] for thing in shown["things"]] == sorted(
        thing["path"] for thing in shown["things"]
    )


def test_only_claims_make_edges(graph: Graph) -> None:
    shown = view.read_view(graph)
    rows = {
        f"{row['subject_iri']} {row['relation_iri']} {row['object_iri']}"
        for row in graph.ask("relations")
        if row["object_iri"] and row["statement"] == "claim" and row["holds"]
    }
    iris = {relation.name: relation.iri for relation in shown.relations}
    whole = {thing.path: thing.iri for thing in shown.things}
    assert rows == {
        f"{whole[edge.start]} {iris[edge.relation]} {whole[edge.end]}" for edge in shown.edges
    }
    assert all(edge.evidence for edge in shown.edges)


def test_what_was_denied_is_former(graph: Graph) -> None:
    shown = view.read_view(graph)
    former = {(edge.start, edge.relation, edge.end): edge for edge in shown.former}
    assert not former.keys() & {(edge.start, edge.relation, edge.end) for edge in shown.edges}
    edge = former["software/apistar", "requires", "software/werkzeug"]
    (claim_,), (denial,) = edge.evidence, edge.denials
    assert claim_.since < denial.since
    days = {source.path: source.date for source in shown.sources}
    assert denial.since == days[denial.path]


def test_what_the_newest_edition_calls_discontinued(graph: Graph) -> None:
    gone = {thing.label for thing in view.read_view(graph).things if thing.discontinued}
    assert "repoze.bfg" in gone
    assert "Pyramid" not in gone


def test_a_thing_that_is_both_is_a_framework(graph: Graph) -> None:
    shapes = {thing.path: thing.shape for thing in view.read_view(graph).things}
    assert shapes["software/werkzeug"] == "framework"
    assert shapes["software/jinja2"] == "component"
    assert shapes["specification/wsgi"] == "specification"
    assert shapes["platform/python"] == "platform"


def test_a_focus_brings_what_is_near_in_either_direction(tiny: Graph) -> None:
    near = view.read_view(tiny, focus=term("software:b"))
    assert near.focus == "software/b"
    assert near.title == "Beta and what is 1 step away"
    assert paths(near) == ["software/a", "software/b", "software/c", "software/odd"]
    assert edges(near) == [
        "software/b builtOn software/a",
        "software/c builtOn software/b",
        "software/odd integratesWith software/b",
    ]
    alone = view.read_view(tiny, focus=term("software:b"), depth=0)
    assert (paths(alone), alone.title) == (["software/b"], "Beta")
    further = view.read_view(tiny, focus=term("software:a"), depth=2)
    assert paths(further) == paths(near)
    assert further.title == "Alpha and what is at most 2 steps away"


@pytest.mark.parametrize("name", ["built on", "builtOn", "fw:builtOn", "BUILT-ON"])
def test_relations_match_as_names_do(name: str, tiny: Graph) -> None:
    assert edges(view.read_view(tiny, relations=[name])) == [
        "software/b builtOn software/a",
        "software/c builtOn software/b",
    ]


def test_a_broad_relation_includes_narrower_ones(tiny: Graph) -> None:
    shown = view.read_view(tiny, relations=["depends on"])
    assert {edge.relation for edge in shown.edges} == {"builtOn", "uses"}
    assert paths(shown) == ["software/a", "software/b", "software/c", "software/d"]
    both = view.read_view(tiny, relations=["uses", "descends from"])
    assert {edge.relation for edge in both.edges} == {"uses", "successorOf"}


def test_a_lineage_of_everything_connected(graph: Graph) -> None:
    pyramid = graph.names.find("pyramid")
    shown = view.read_view(graph, focus=pyramid, depth=ANY_DEPTH, relations=[DESCENT])
    assert shown.title == "Pyramid: lineage"
    assert {"software/pylons", "software/pyramid", "software/repoze-bfg"} <= set(paths(shown))
    assert "software/flask" not in paths(shown)


def test_a_focus_without_such_relations_stands_alone(graph: Graph) -> None:
    spinne = graph.names.find("spinne")
    assert paths(view.read_view(graph, focus=spinne, relations=[DESCENT])) == ["software/spinne"]


def test_an_edition_keeps_what_it_lists(graph: Graph) -> None:
    edition = graph.names.find("web-frameworks-2016", ("edition",))
    shown = view.read_view(graph, edition=edition)
    assert shown.title == "Web Frameworks for Python, 2016-06-04"
    assert "software/flask" in paths(shown)
    assert "software/jinja2" not in paths(shown)
    assert all(thing.listings for thing in shown.things)
    assert "software/flask builtOn software/werkzeug" in edges(shown)


def test_what_cannot_be_shown_is_a_sentence(graph: Graph) -> None:
    edition = graph.names.find("web-frameworks-2016", ("edition",))
    with pytest.raises(BadRequest) as raised:
        view.read_view(graph, edition=edition, focus=term("software:jinja2"))
    assert str(raised.value) == (
        "software:jinja2 is not listed in web-frameworks-2016: choose another focus"
    )
    with pytest.raises(BadRequest, match=r"^fw:builtOn is not a thing to draw: choose"):
        view.read_view(graph, focus=term("fw:builtOn"))
    with pytest.raises(UnknownName, match=r"^no relation is called 'buildon'; did you mean"):
        view.read_view(graph, relations=["buildon"])


def test_an_empty_graph_has_an_empty_view() -> None:
    shown = view.read_view(Graph(Store()))
    assert (shown.things, shown.edges, shown.relations, shown.editions) == ((), (), (), ())
    assert json.loads(view.view_json(shown))["things"] == []


def test_things_that_only_claims_speak_of() -> None:
    shown = view.read_view(of(claim("platform:moon", "fw:runsOn", "<http://example.org/far/away>")))
    found = [(thing.path, thing.label, thing.shape, thing.iri) for thing in shown.things]
    assert found == [
        ("http://example.org/far/away", "away", "component", "http://example.org/far/away"),
        ("platform/moon", "moon", "platform", "https://w3id.org/fwgraph/platform/moon"),
    ]


def test_paths_lead_back_to_iris() -> None:
    odd = ["urn:x:y", "https://w3id.org/fwgraph/", "https://w3id.org/fwgraph/a:b/c", "tag:z"]
    shown = view.read_view(of("".join(claim(f"<{iri}>", "fw:uses", "software:x") for iri in odd)))
    assert {thing.iri for thing in shown.things} == {*odd, "https://w3id.org/fwgraph/software/x"}


def test_relations_of_one_name_are_told_apart() -> None:
    mine = "<http://example.org/uses>"
    shown = view.read_view(of(claim("software:a", "fw:uses", "software:b")
                         + claim("software:a", mine, "software:b")))  # fmt: skip
    assert [relation.name for relation in shown.relations] == ["fw:uses", "http://example.org/uses"]
    assert [relation.label for relation in shown.relations] == ["uses", "uses"]


def test_circles_of_relations_end() -> None:
    shown = view.read_view(
        of(
            claim("software:a", "fw:one", "software:b")
            + "fw:one rdfs:subPropertyOf fw:two . fw:two rdfs:subPropertyOf fw:one , fw:dependsOn ."
        )
    )
    assert [relation.family for relation in shown.relations] == ["dependence"]


def test_the_newest_edition_decides_whatever_it_is_called() -> None:
    listings = "".join(
        f"edition:{name} a fw:Edition ; dcterms:date '{day}'^^xsd:date . "
        f"listing:{name} fw:lists software:x ; fw:edition edition:{name} ; fw:version '{day}'"
        f" {category} . "
        for name, day, category in (
            ("zzz", "2001-01-01", "; fw:category category:discontinued"),
            ("aaa", "2010-01-01", ""),
        )
    )
    shown = view.read_view(of(f"software:x a fw:Framework . {listings}"))
    (thing,) = shown.things
    assert not thing.discontinued
    assert [listing.version for listing in thing.listings] == ["2001-01-01", "2010-01-01"]
    assert [edition.name for edition in shown.editions] == ["zzz", "aaa"]


def test_home_pages_are_addresses_of_the_web() -> None:
    shown = view.read_view(
        of(
            "software:x a fw:Framework ; doap:homepage <javascript:alert(1)> ."
            " software:y a fw:Framework ; doap:homepage <HTTPS://example.org/> ."
        )
    )
    homepages = [thing["homepage"] for thing in shown.as_dict()["things"]]
    assert homepages == [None, "HTTPS://example.org/"]


def test_json_has_the_same_bytes_whatever_the_hash_seed() -> None:
    def written(seed: str) -> bytes:
        code = "import fwgraph, sys; from fwgraph import view;"
        code += " sys.stdout.buffer.write(view.view_json(view.read_view(fwgraph.load())))"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        return subprocess.run(command, env=environment, check=True, capture_output=True).stdout

    assert written("0") == written("1") == view.view_json(view.read_view(fwgraph.load()))


def in_rdflib(graph: Graph) -> rdflib.Graph:
    bare = rdflib.Graph(bind_namespaces="none")
    for triple in graph.to_rdflib():
        bare.add(triple)
    return bare


@pytest.mark.parametrize(
    "graph_name", ["tiny", "neighbourhood", pytest.param("graph", marks=pytest.mark.whole)]
)
@pytest.mark.parametrize("query", QUERIES)
def test_two_engines_answer_alike(
    query: str, graph_name: str, request: pytest.FixtureRequest
) -> None:
    found: Graph = request.getfixturevalue(graph_name)
    text = package.query_text(f"view/{query}")
    ours = [[cell and cell.value for cell in row] for row in select_solutions(found, text)]
    rows = [row for row in in_rdflib(found).query(text) if isinstance(row, ResultRow)]
    assert ours == [[None if cell is None else str(cell) for cell in row] for row in rows]
    # The small graph states neither releases nor statuses, and denies nothing.
    assert ours or (graph_name == "tiny" and query in {"former", "releases", "statuses"})


def test_a_whole_path_is_an_iri() -> None:
    assert view.parts.iri_from_path("software/x") == "https://w3id.org/fwgraph/software/x"
    assert NamedNode(view.parts.iri_from_path("urn:x"))


@pytest.mark.parametrize("label", ["", "  "])
def test_a_thing_with_a_blank_name_goes_by_its_slug(label: str) -> None:
    (thing,) = view.read_view(of(f'software:x a fw:Framework ; rdfs:label "{label}" .')).things
    assert thing.label == "x"


def test_only_what_holds_between_things_is_an_edge() -> None:
    time = Path(__file__).parents[1] / "questions" / "graphs" / "time.ttl"
    assert edges(view.read_view(fwgraph.load(time))) == [
        "software/kite integratesWith software/glue",
        "software/kite uses software/glue",
        "software/kite requires software/silk",
        "software/kite uses software/tape",
        "software/mast uses software/rope",
        "software/yacht uses software/rope",
    ]
