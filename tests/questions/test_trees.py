"""Trees of descent and dependence: what is drawn, and that it ends."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from fwgraph import Graph, load
from fwgraph.questions import trees
from fwgraph.questions.trees import Step

Command = Callable[..., tuple[int, str, str]]

STACK = str(Path(__file__).parent / "graphs" / "stack.ttl")
HEAD = """
PREFIX claim: <https://w3id.org/fwgraph/claim/>
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX software: <https://w3id.org/fwgraph/software/>
edition:e a fw:Edition ; rdfs:label "E" .
"""


def made_up(folder: Path, *relations: tuple[str, str, str]) -> Graph:
    """Return the graph of some claims, each on a line of its own."""
    text = HEAD
    for line, (subject, relation, object_) in enumerate(relations, 1):
        text += (
            f'software:{subject} a fw:Software ; rdfs:label "{subject.upper()}" .\n'
            f'software:{object_} a fw:Software ; rdfs:label "{object_.upper()}" .\n'
            f"claim:{subject}.{line} a fw:Claim ; rdf:subject software:{subject} ;\n"
            f"  rdf:predicate fw:{relation} ; rdf:object software:{object_} ;\n"
            f'  prov:wasDerivedFrom edition:e ; fw:line {line} ; fw:quote "phrase {line}"@en .\n'
        )
    (folder / "made-up.ttl").write_text(text, encoding="utf-8")
    return load(folder / "made-up.ttl")


def node(slug: str) -> NamedNode:
    return NamedNode(f"https://w3id.org/fwgraph/software/{slug}")


def lineage_steps(graph: Graph, thing: NamedNode) -> list[Step]:
    steps = trees.find_steps(graph, "lineage", {"framework": thing})
    return trees.add_evidence(graph, steps)


def path_steps(graph: Graph, near: NamedNode, far: NamedNode) -> list[Step]:
    return trees.add_evidence(graph, trees.find_steps(graph, "path", {"from": near, "to": far}))


def direct_dependency_steps(graph: Graph, thing: NamedNode, steps: list[Step]) -> list[Step]:
    return trees.add_evidence(graph, trees.find_direct_dependencies(graph, thing, steps))


def lines(steps: list[Step], root: str, *, upwards: bool) -> list[str]:
    return trees.render_tree(trees.tree_branches(node(root).value, steps, upwards=upwards))


def test_a_chain_grows_downwards_with_the_phrase_of_each_step(tmp_path: Path) -> None:
    graph = made_up(tmp_path, ("c", "successorOf", "b"), ("b", "forkOf", "a"))
    assert lines(lineage_steps(graph, node("c")), "c", upwards=True) == [
        "└─ successor of B",
        "   │   “phrase 1”  [e:1]",
        "   └─ fork of A",
        "          “phrase 2”  [e:2]",
    ]


def test_what_came_after_is_told_as_sentences(tmp_path: Path) -> None:
    graph = made_up(tmp_path, ("c", "successorOf", "b"), ("b", "forkOf", "a"))
    assert lines(lineage_steps(graph, node("a")), "a", upwards=False) == [
        "└─ B fork of A",
        "   │   “phrase 2”  [e:2]",
        "   └─ C successor of B",
        "          “phrase 1”  [e:1]",
    ]


def test_a_circle_ends_where_it_began(tmp_path: Path) -> None:
    graph = made_up(tmp_path, ("a", "successorOf", "b"), ("b", "successorOf", "a"))
    drawn = lines(lineage_steps(graph, node("a")), "a", upwards=True)
    shown = [line for line in drawn if "“" not in line]
    assert shown == ["└─ successor of B", "   └─ successor of A"]


def test_dependents_and_dependencies_are_the_same_steps_from_either_end(tmp_path: Path) -> None:
    """The thing that is asked for stands where the table leaves ``via`` empty."""
    graph = made_up(tmp_path, ("c", "uses", "b"), ("b", "builtOn", "a"))
    up = trees.find_steps(graph, "dependencies", {"software": node("c")})
    down = trees.find_steps(graph, "dependents", {"software": node("a")})
    assert [step.sentence() for step in up] == ["C uses B", "B built on A"]
    assert down == up[::-1]
    assert [step.evidence for step in trees.add_evidence(graph, up)] == [
        (("phrase 1", "e:1", ""),),
        (("phrase 2", "e:2", ""),),
    ]


def test_a_diamond_grows_its_common_ground_once(tmp_path: Path) -> None:
    graph = made_up(
        tmp_path,
        ("top", "uses", "left"),
        ("top", "uses", "right"),
        ("left", "builtOn", "ground"),
        ("right", "builtOn", "ground"),
    )
    steps = trees.find_steps(graph, "dependencies", {"software": node("top")})
    drawn = lines(steps, "top", upwards=True)
    assert sum("built on GROUND" in line for line in drawn) == 1


def test_why_gives_each_step_of_the_way_its_phrase(tmp_path: Path) -> None:
    graph = made_up(tmp_path, ("a", "builtOn", "b"), ("b", "uses", "c"))
    assert [
        (step.sentence(), step.evidence) for step in path_steps(graph, node("a"), node("c"))
    ] == [
        ("A built on B", (("phrase 1", "e:1", ""),)),
        ("B uses C", (("phrase 2", "e:2", ""),)),
    ]


def test_why_is_empty_where_there_is_no_way(tmp_path: Path) -> None:
    graph = made_up(tmp_path, ("a", "builtOn", "b"), ("c", "uses", "d"))
    assert path_steps(graph, node("a"), node("d")) == []


def test_ancestors_come_with_what_they_rest_on_where_asked(graph: Graph) -> None:
    pyramid = graph.names.find("pyramid")
    steps = lineage_steps(graph, pyramid)
    grounds = {step.sentence() for step in direct_dependency_steps(graph, pyramid, steps)}
    assert {"Pylons built on Paste", "Pyramid uses WebOb"} <= grounds


def test_what_ancestors_rest_on_is_told_once_though_one_rests_on_another(tmp_path: Path) -> None:
    graph = made_up(
        tmp_path,
        ("c", "successorOf", "b"),
        ("c", "uses", "b"),
        ("b", "builtOn", "a"),
        ("b", "uses", "a"),
        ("a", "uses", "other"),
    )
    grounds = direct_dependency_steps(graph, node("c"), lineage_steps(graph, node("c")))
    assert [(step.sentence(), step.evidence) for step in grounds] == [
        ("B built on A", (("phrase 3", "e:3", ""),)),
        ("B uses A", (("phrase 4", "e:4", ""),)),
        ("C uses B", (("phrase 2", "e:2", ""),)),
    ]


def test_ancestors_are_asked_for_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over a network, a question for each would be felt."""
    graph = made_up(tmp_path, ("c", "successorOf", "b"), ("b", "forkOf", "a"), ("a", "uses", "x"))
    steps = lineage_steps(graph, node("c"))
    asked = []

    def asking(self: Graph, text: str) -> object:
        asked.append(text)
        return self.store.query(text)

    monkeypatch.setattr(Graph, "solve", asking)
    assert [step.sentence() for step in direct_dependency_steps(graph, node("c"), steps)] == [
        "A uses X"
    ]
    assert len(asked) == 2, "one for the steps, one for the phrases"


@pytest.mark.parametrize("upwards", [True, False])
def test_a_tree_without_steps_has_no_branches(upwards: bool) -> None:
    assert trees.tree_branches("http://example.org/x", [], upwards=upwards) == []


def test_the_lineage_command_draws_a_tree(run: Command) -> None:
    code, out, err = run("lineage", "zope 4")
    assert (code, err) == (0, "")
    assert re.match(
        r"Zope 4  as of \d{4}-\d\d-\d\d\n\nwhat it descends from\n└─ successor of Zope 2\n", out
    )
    assert (
        "“Zope 2 and its successors (Zope 4, Zope 5 and higher)”  [zope-book-introducing-zope:17,"
        in out
    )


def test_plain_output_has_a_line_for_each_phrase(run: Command) -> None:
    code, out, _ = run("why", "enamel", "twisted", "--plain")
    quote = "an abstraction layer over Twisted, Nevow, Formal and SQLAlchemy"
    assert code == 0
    assert out == f"Enamel\tbuilt on\tTwisted\tweb-frameworks-2016:150\t{quote}\t2016-06-04\n"


@pytest.mark.parametrize(
    ("arguments", "header"),
    [
        (("lineage", "pyramid"), "descendant,relation,ancestor,depth"),
        (("dependencies", "flask"), "dependency,kind,relation,depth,via"),
        (("dependents", "werkzeug"), "dependent,kind,relation,depth,via"),
        (("why", "flask", "wsgi"), "step,subject,relation,object"),
    ],
)
def test_a_table_form_is_the_question_of_the_same_name(
    arguments: tuple[str, ...], header: str, run: Command
) -> None:
    code, out, _ = run(*arguments, "--format", "csv")
    assert code == 0
    assert out.startswith(header)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lineage", "spinne"), "nothing is known of what it descends from"),
        (("dependencies", "spinne"), "it is not known to depend on anything"),
        (("dependencies", "wsgi"), "this is about software, and WSGI is none"),
        (("dependents", "spinne"), "nothing is known to depend on it"),
        (("why", "loner", "alpha", "--data", STACK), "no relation leads from one to the other"),
    ],
)
def test_nothing_found_is_said(arguments: tuple[str, ...], said: str, run: Command) -> None:
    code, out, _ = run(*arguments)
    assert code == 0
    assert said in out


def test_a_typo_gets_a_suggestion(run: Command) -> None:
    code, out, err = run("lineage", "pyramyd")
    assert (code, out) == (2, "")
    assert "did you mean" in err


def test_a_chain_longer_than_the_stack_is_drawn() -> None:
    ends = [f"http://example.org/{number}" for number in range(3000)]
    steps = [Step(near, "fork of", far, (near, "r", far), ()) for near, far in pairwise(ends)]
    drawn = trees.render_tree(trees.tree_branches(ends[0], steps, upwards=True))
    assert len(drawn) == 2999
    assert drawn[-1] == f"{' ' * 3 * 2998}└─ fork of http://example.org/2999"


def test_only_ancestors_come_with_what_they_rest_on(tmp_path: Path) -> None:
    graph = made_up(
        tmp_path, ("b", "successorOf", "a"), ("c", "successorOf", "b"), ("c", "uses", "x")
    )
    steps = lineage_steps(graph, node("b"))
    assert direct_dependency_steps(graph, node("b"), steps) == []


def test_a_way_through_a_specification_is_the_last_resort_and_said_so(run: Command) -> None:
    code, out, _ = run("why", "parrot", "omega", "--data", STACK)
    assert code == 0
    assert out.endswith(
        "  No other way is stated: one through a specification that many share explains nothing.\n"
    )
    assert "explains nothing" not in run("why", "alpha", "omega", "--data", STACK)[1]
    assert "explains nothing" not in run("why", "parrot", "tongue", "--data", STACK)[1]
