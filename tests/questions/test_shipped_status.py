"""The shipped graph says of real projects what their makers said, on the day asked for."""

from functools import cache

import pytest

from fwgraph import Graph, load
from fwgraph.questions.status_report import StatusReport

ON = {
    ("pylons", "2026-11-01"): "maintenance only",
    ("bocadillo", "2026-11-01"): "discontinued",
    ("masonite", "2025-10-01"): "active",
    ("masonite", "2026-07-01"): "moved",
    ("karrigell", "2026-11-01"): "discontinued",
    ("web2py", "2026-11-01"): "maintenance only",
    ("paste", "2026-11-01"): "maintenance only",
    ("responder", "2026-11-01"): "active (by releases)",
    ("responder", "2026-03-10"): "discontinued",
    ("starlite", "2023-01-01"): "active (by releases)",
    ("starlite", "2026-11-01"): "moved",
    ("weppy", "2019-01-01"): "active (by releases)",
    ("weppy", "2021-01-01"): "moved",
    ("zope 2", "2026-11-01"): "moved",
    ("nevow", "2026-11-01"): "maintenance only",
    ("bobo", "2026-11-01"): "archived",
    ("japronto", "2026-11-01"): "not stated; silent since 2020-03-20 (as of 2024-03-28)",
    ("django", "2012-01-01"): "active (by releases)",
    ("mod_python", "2010-07-01"): "archived",
    ("mod_python", "2014-01-01"): "active (by releases)",
    ("mod_python", "2026-11-01"): "active",
    ("deform", "2016-04-15"): "discontinued",
    ("deform", "2018-01-01"): "active",
    ("deform", "2024-06-01"): "not stated",
    ("bocadillo", "2019-12-01"): "discontinued",
    ("eventlet", "2024-02-01"): "deprecated",
    ("uwsgi", "2022-05-01"): "maintenance only",
    ("asyncio", "2018-01-01"): "moved",
    ("zope 3", "2012-01-01"): "moved",
    ("zope 3", "2026-11-01"): "discontinued",
    ("authkit", "2026-11-01"): "discontinued",
}


@cache
def graph_on(day: str) -> Graph:
    return load(on=day)


def status(graph: Graph, name: str) -> StatusReport:
    return graph.status(name)


@pytest.mark.parametrize(("name", "day"), ON, ids="-".join)
def test_verdict_on_the_day(name: str, day: str) -> None:
    report = status(graph_on(day), name)
    assert report.verdict.text == ON[name, day]
    assert report.reasons


def test_a_copy_of_later_does_not_show_that_somebody_was_silent() -> None:
    """The copy of 2026 shows which releases there were, and not that nobody worked in 2025."""
    report = status(graph_on("2025-10-01"), "responder")
    assert report.verdict.text.startswith("not stated; last release 2021-01-08 (Responder: ")
    assert not any("silent" in sentence for sentence in report.reasons)


def test_the_page_that_lists_pylons_speaks_against_its_makers(graph: Graph) -> None:
    report = status(graph, "pylons")
    assert [row.source_label for row, _ in report.contradictions] == ["Web Frameworks, 2026-03-10"]
    assert "Pyramid" in [name for name, *_ in report.continuations]


def test_where_masonite_and_bocadillo_go_on(graph: Graph) -> None:
    (place, *_), *_ = status(graph, "masonite").continuations
    assert place == "https://github.com/masonitedev/masonite"
    assert {name for name, *_ in status(graph, "bocadillo").continuations} >= {
        "Starlette",
        "FastAPI",
    }


def test_who_moved_is_not_contradicted_as_by_its_opposite(graph: Graph) -> None:
    """A list calls repoze.bfg discontinued, its makers renamed it: both tell of an end here."""
    ((row, why),) = status(graph, "repoze.bfg").contradictions
    assert (row.label, why) == ("discontinued", "says otherwise")


def test_responder_is_told_with_the_page_that_calls_it_discontinued(graph: Graph) -> None:
    said = {row.label for row, _ in status(graph, "responder").contradictions}
    assert "discontinued" in said


def test_most_listed_frameworks_have_a_statement_or_a_dated_measurement(graph: Graph) -> None:
    listed = {
        str(row["framework_iri"]) for row in graph.ask("frameworks", edition="web-frameworks-2026")
    }
    known = set()
    for iri in listed:
        report = status(graph, iri)
        stated = report.verdict.deciding is not None and report.verdict.deciding.about == "claim"
        measured = any(row.voice in {"measurement", "index"} for row in report.signs)
        known |= {iri} if stated or measured else set()
    assert len(listed) == 87
    assert len(known) >= 70


def test_silence_alone_never_ends_a_project(graph: Graph) -> None:
    for row in graph.ask("frameworks", edition="web-frameworks-2026"):
        report = status(graph, str(row["framework_iri"]))
        if report.verdict.status is not None:
            assert report.verdict.deciding is not None
            assert report.verdict.deciding.voice != "measurement"


def test_no_status_is_derived(graph: Graph) -> None:
    plain = "ASK { { ?a fw:status ?b } UNION { ?a fw:lastActivity ?b } }"
    assert not graph.query(plain)


def test_the_silence_of_the_place_that_was_left_is_no_reason(graph: Graph) -> None:
    """The repository of asyncio is closed since it is developed in CPython."""
    report = status(graph, "asyncio")
    assert not any("silent" in sentence for sentence in report.reasons)
    assert [name for name, *_ in report.continuations] == ["http://github.com/python/cpython"]
