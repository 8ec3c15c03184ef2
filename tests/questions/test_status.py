"""A verdict is the newest statement of the strongest voice; silence is never one."""

import re
from functools import cache
from pathlib import Path

import pytest
from tests.questions.cases import FOLDER, graph_of

from fwgraph import Graph, load
from fwgraph.graph import graph_as_of
from fwgraph.questions.policy import StatusPolicy, read_shipped_policy
from fwgraph.questions.status_report import StatusReport, find_status
from fwgraph.questions.status_text import render_status

VERDICTS = {
    "alba": "maintenance only",
    "birch": "moved",
    "cedar": "discontinued",
    "dune": "active (by releases)",
    "elm": "not stated; silent since 2010-06-30 (as of 2024-03-28)",
    "fig": "deprecated",
    "gorse": "not stated",
    "holm": "not stated; listed, not as discontinued",
    "iris": "not stated; listed, not as discontinued",
    "jura": "not stated",
    "kelp": "not stated",
    "lark": "discontinued",
    "moss": "not stated; silent since 2020-06-30 (as of 2024-03-28)",
    "nettle": "not stated",
    "oak": "discontinued",
}
NAMES = sorted(VERDICTS)


@cache
def graph_on(day: str | None) -> Graph:
    graph = graph_of("status")
    return graph if day is None else graph_as_of(graph, day)


def report_of(name: str, day: str | None = None, **changes: object) -> StatusReport:
    graph = graph_on(day)
    values = {**vars(read_shipped_policy()), **changes}
    return find_status(graph, graph.names.find(name), StatusPolicy(**values))


@pytest.mark.parametrize("name", NAMES)
def test_verdict(name: str) -> None:
    assert report_of(name).verdict.text == VERDICTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_verdict_has_reasons_and_says_what_would_change_it(name: str) -> None:
    report = report_of(name)
    assert report.reasons
    assert report.changes
    assert str(report) == report.verdict.text


@pytest.mark.parametrize("name", NAMES)
def test_no_verdict_rests_on_a_measurement(name: str) -> None:
    every = ("author", "index", "host", "releases", "list-editor", "distributor")
    report = report_of(name, voices=every[::-1])
    deciding = report.verdict.deciding
    assert (deciding is None) == (report.verdict.status is None)
    assert deciding is None or (deciding.voice != "measurement" and deciding.about != "commit")


@pytest.mark.parametrize(
    ("name", "day", "verdict"),
    [
        ("birch", "2025-10-01", "active"),
        ("birch", "2026-06-06", "active"),
        ("birch", "2026-06-07", "moved"),
        ("birch", "2025-09-15", "not stated"),
        ("elm", "2010-01-01", "active"),
        ("elm", "2012-05-01", "active"),
        ("elm", "2012-05-02", "not stated"),
        ("elm", "2024-03-27", "not stated"),
        ("dune", "2026-04-01", "discontinued"),
        ("cedar", "2020-01-27", "not stated"),
        ("kelp", "2021-12-31", "active"),
        ("kelp", "2022-01-01", "not stated"),
        ("nettle", "2016-04-15", "discontinued"),
        ("nettle", "2016-07-01", "active"),
        ("nettle", "2019-06-03", "not stated"),
        ("oak", "2011-01-01", "discontinued"),
    ],
)
def test_verdict_on_a_day(name: str, day: str, verdict: str) -> None:
    assert report_of(name, day).verdict.text == verdict


def test_a_policy_orders_the_voices() -> None:
    assert report_of("dune", voices=("list-editor", "releases")).verdict.text == "discontinued"
    assert report_of("dune", voices=("author",)).verdict.text == (
        "not stated; last release 2026-07 (Index of 2026)"
    )
    assert report_of("gorse", voices=("list-editor", "author")).verdict.text == "discontinued"


def test_a_policy_says_how_long_silence_lasts() -> None:
    assert report_of("elm", silent_years=20).verdict.text == "active"
    assert report_of("dune", silent_years=1).verdict.text == "active (by releases)"
    silent = report_of("moss", silent_years=1).verdict.text
    assert silent == "not stated; silent since 2020-06-30 (as of 2024-03-28)"
    heard = report_of("moss", silent_years=4).verdict.text
    assert heard == "not stated; last commit 2020-06-30 (Moss: repository)"


def test_a_policy_says_what_has_ended_and_what_lapses() -> None:
    assert report_of("elm", lapsing=()).verdict.text == "active"
    assert report_of("birch").as_dict()["ended"] is False
    assert report_of("birch", ended=("moved",)).as_dict()["ended"] is True


def test_of_two_statements_of_one_day_the_graver_decides_and_the_other_is_told() -> None:
    report = report_of("fig")
    assert [row.label for row in report.verdict.tied] == ["maintenance only"]
    assert any("as heavy" in reason and "only fixes" in reason for reason in report.reasons)


def test_what_was_taken_back_does_not_return_when_that_lapses() -> None:
    report = report_of("nettle")
    assert [row.label for row in report.verdict.taken_back] == ["discontinued"]
    assert any("given up" in reason and "taken back" in reason for reason in report.reasons)
    assert report_of("nettle", lapsing=()).verdict.text == "active"


def test_a_listing_where_nothing_can_be_listed_as_discontinued_says_nothing() -> None:
    report = report_of("oak")
    assert report.contradictions == report.earlier == ()


def test_work_after_the_advice_against_it_is_no_contradiction() -> None:
    report = report_of("fig")
    assert [row.label for row in report.signs] == ["last commit"]
    assert report.contradictions == ()


def test_what_contradicts_is_told_with_its_age() -> None:
    texts = {
        name: [(row.label, why) for row, why in report_of(name).contradictions] for name in NAMES
    }
    assert texts["alba"] == [
        ("listed, not as discontinued", "listed, after it was said to be maintenance only")
    ]
    assert texts["cedar"] == [
        ("listed, not as discontinued", "listed, after it was said to be discontinued")
    ]
    assert texts["dune"] == [("discontinued", "says the opposite")]
    assert texts["birch"] == texts["jura"] == []
    assert "7 months before) [list-2026:12]: says the opposite" in unwrapped("dune")


def test_an_active_project_that_is_silent_is_contradicted_by_the_measurement() -> None:
    (contradiction,) = report_of("elm", lapsing=()).contradictions
    assert contradiction[0].about == "commit"
    assert contradiction[1] == "silent since 2010-06-30 (as of 2024-03-28)"


def test_a_release_after_the_end_contradicts_it() -> None:
    report = report_of("dune", voices=("list-editor",))
    assert [(row.label, why) for row, why in report.contradictions] == [
        ("released 9.2", "a sign of life after that")
    ]


def test_where_people_go_on_is_told_for_what_is_not_active() -> None:
    assert [name for name, *_ in report_of("alba").continuations] == ["Birch"]
    assert [name for name, *_ in report_of("birch").continuations] == ["https://example.org/birch"]
    assert report_of("cedar").continuations[0][1] == "recommended by it"
    assert report_of("birch", "2025-10-01").continuations == ()


def test_a_release_that_is_dated_after_its_source_is_no_sign_of_life() -> None:
    assert report_of("iris").signs == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stays_on_its_line(name: str) -> None:
    lines = render_status(report_of(name)).split("\n")
    assert all(line.isprintable() for line in lines)
    assert lines[1] == VERDICTS[name]


def test_the_table_has_the_verdict_on_its_first_row_only() -> None:
    for name in NAMES:
        rows = list(report_of(name).table)
        decided = report_of(name).verdict.deciding is not None
        assert [row["verdict"] for row in rows] == [
            True if decided and number == 0 else None for number in range(len(rows))
        ]
        assert rows == list(graph_on(None).ask("status", software=name))


def test_a_graph_without_a_day_has_verdicts_and_no_ages(tmp_path: Path) -> None:
    text = (FOLDER / "graphs/status.ttl").read_text(encoding="utf-8")
    file = tmp_path / "undated.ttl"
    file.write_text(re.sub(r'; *\n? *dcterms:date "[^"]*"\^\^xsd:date', "", text), encoding="utf-8")
    report = load(file).status("cedar")
    assert report.verdict.text == "discontinued"
    assert "before)" not in render_status(report)


def unwrapped(name: str) -> str:
    return " ".join(render_status(report_of(name)).split())
