"""The shipped graph knows what has ended: nobody depends on what the makers denied."""

import pytest

from fwgraph import Graph, load

CHERRYPY_ENDED = {"TurboGears", "web2py"}


@pytest.fixture(scope="module")
def then() -> Graph:
    return load(on="2008-01-01")


def dependents(graph: Graph, software: str) -> set[object]:
    return {row["dependent"] for row in graph.dependents(software)}


@pytest.mark.parametrize("software", ["cherrypy", "cheroot"])
def test_nobody_whose_dependence_was_denied_depends_on_it(graph: Graph, software: str) -> None:
    assert dependents(graph, software).isdisjoint(CHERRYPY_ENDED)


def test_what_ended_counts_in_no_answer_about_dependence(graph: Graph) -> None:
    former = {
        (row["subject"], row["object"])
        for row in graph.ask("former-relations")
        if row["relation"] in {"uses", "requires", "built on", "bundles", "extends", "depends on"}
    }
    ended = {("TurboGears", "CherryPy"), ("web2py", "CherryPy"), ("TurboGears", "Pylons")}
    assert ended <= former
    pairs = {
        (row["subject"], row["object"]) for row in graph.ask("related-pairs", relation="depends on")
    }
    assert ended.isdisjoint(pairs)
    counted = {row["software"]: row["direct"] for row in graph.ask("impact")}
    assert counted.get("CherryPy", 0) == len(
        {row["dependent"] for row in graph.dependents("cherrypy") if row["depth"] == 1}
    )
    shared = graph.ask("shared-dependencies", first="turbogears", second="web2py")
    assert "CherryPy" not in {row["dependency"] for row in shared}


def test_it_is_named_as_of_a_day_on_which_a_source_said_so(then: Graph) -> None:
    assert "TurboGears" in dependents(then, "cherrypy")
    assert "CherryPy" in {row["software"] for row in then.ask("impact")}
    for row in then.ask("evidence", subject="turbogears", object="cherrypy"):
        if row["holds"]:
            assert str(row["date"]) <= "2020-01-01"


@pytest.mark.parametrize(
    ("subject", "other"),
    [
        ("web2py", "CherryPy"),
        ("TurboGears", "CherryPy"),
        ("TurboGears", "Pylons"),
        ("Pylons", "Myghty"),
        ("Zope 3", "Zope 2"),
    ],
)
def test_a_contradiction_has_both_sources_lines_and_days(
    graph: Graph, subject: str, other: str
) -> None:
    rows = [
        row
        for row in graph.ask("contradictions")
        if row["subject"] == subject and other in (row["value"], row["other_value"])
    ]
    assert rows
    assert all(row["source"] and row["other_source"] for row in rows)
    assert all(row["date"] and row["other_date"] for row in rows)
    assert all(row["line"] or row["other_line"] for row in rows)  # an absence has no line
