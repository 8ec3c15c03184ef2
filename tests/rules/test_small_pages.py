"""What the linter promises, held by two editions of a small page that was made up for it.

``tests/wiki/pages/`` has the pages, what ``validate`` finds on each, what ``fix`` changes
and what it says. The first edition breaks every rule about pages in any markup. Where the page
of 2016 is beside this checkout, the same is asked of it.
"""

import json
from collections.abc import Callable
from dataclasses import astuple
from itertools import permutations
from pathlib import Path

import pytest
from tests.rules.test_reports import annotations, sarif_results, valid_junit
from tests.shapes import cases

import fwgraph
from fwgraph.rules.data_graph import page_data_graph
from fwgraph.rules.findings import Finding, check_data_graph
from fwgraph.rules.reports import FINDING_WRITERS
from fwgraph.rules.shapes import PAGE_SHAPES, list_shape_files, read_shapes, rules_by_shape

Command = Callable[..., tuple[int, str, str]]

FOLDER = Path(__file__).parents[1] / "wiki" / "pages"
SHARED = Path(__file__).parents[3] / "shared/pages/web-frameworks-2016.moin"
DAYS = {"small-2015": "2015-06-01", "small-2020": "2020-11-01"}
LEVELS = {
    "violation": ("error", "error", "Violation"),
    "warning": ("warning", "warning", "Warning"),
    "info": ("note", "notice", "Info"),
}
"""For each severity, what SARIF, GitHub and SHACL call it."""

ELSEWHERE = {"popular", "publication"}
"""Shapes about pages in Markdown alone, or by ranks; `tests/wiki/rules/` has pages for them."""

parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)
each_edition = pytest.mark.parametrize("edition", DAYS)


@pytest.fixture(scope="module")
def findings(graph: fwgraph.Graph) -> dict[str, list[Finding]]:
    """The findings of each page, validated once."""
    pages = {FOLDER / f"{name}.moin": day for name, day in DAYS.items()}
    if SHARED.exists():
        pages[SHARED] = "2016-06-04"
    return {
        path.stem: check_data_graph(
            page_data_graph(path.name, path.read_text(encoding="utf-8"), day, graph)
        )[0]
        for path, day in pages.items()
    }


def golden(name: str) -> str:
    """Return a file beside the pages."""
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def beside_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


@each_edition
def test_exactly_these_findings(edition: str, run: Command) -> None:
    done = run("validate", f"{edition}.moin", "--date", DAYS[edition])
    assert done == (1, golden(f"{edition}.findings.txt"), "")


def test_the_first_edition_breaks_every_rule(findings: dict[str, list[Finding]]) -> None:
    files = [file for file in list_shape_files(PAGE_SHAPES) if file.stem not in ELSEWHERE]
    store = read_shapes(files)
    targeted = {
        str(getattr(quad.subject, "value", ""))
        for quad in store
        if "#target" in quad.predicate.value
    }
    rules = {rules_by_shape()[iri].id for iri in targeted}
    assert {finding.rule for finding in findings["small-2015"]} == rules
    assert {finding.severity for finding in findings["small-2015"]} == set(LEVELS)


def test_every_severity_has_its_level_in_every_report(findings: dict[str, list[Finding]]) -> None:
    for found in findings.values():
        severities = [finding.severity for finding in found]
        out = {form: write(found) for form, write in FINDING_WRITERS.items()}
        assert [row["severity"] for row in json.loads(out["json"])] == severities
        sarif, github, _ = zip(*(LEVELS[severity] for severity in severities), strict=True)
        assert tuple(result["level"] for result in sarif_results(out["sarif"])) == sarif
        assert tuple(each["level"] for each in annotations(out["github"])) == github
        (suite,) = valid_junit(out["junit"])
        assert suite.get("tests") == str(len(found))
        assert suite.get("failures") == str(len(found) - severities.count("info"))


def test_sarif_describes_each_rule_with_the_level_of_its_findings() -> None:
    (log,) = json.loads(FINDING_WRITERS["sarif"]([]))["runs"]
    levels = {
        rule["id"]: rule["defaultConfiguration"]["level"] for rule in log["tool"]["driver"]["rules"]
    }
    assert levels == {rule.id: LEVELS[rule.severity][0] for rule in rules_by_shape().values()}
    named = ("page-order", "page-discontinued-weak", "page-has-date")
    assert [levels[rule] for rule in named] == ["error", "warning", "note"]


def test_findings_stand_in_the_order_of_the_page(findings: dict[str, list[Finding]]) -> None:
    for found in findings.values():
        places = [(finding.line, finding.column, finding.rule) for finding in found]
        assert places == sorted(places)


def test_a_finding_without_a_fix_comes_first_and_the_order_is_total() -> None:
    place = ("p", 1, 1, "r", "e", "m", "info")
    ordered = [Finding(*place), Finding(*place, ""), Finding(*place, "a"), Finding(*place, "b")]
    assert [sorted(each) for each in permutations(ordered)] == [ordered] * 24
    later = Finding("p", 1, 1, "r", "e", "n", "info")
    assert sorted([later, *ordered[::-1]]) == [*ordered, later]
    assert astuple(ordered[0])[-1] is None


@each_edition
def test_a_fix_is_this_difference_and_no_more(edition: str, run: Command) -> None:
    code, out, err = run("fix", f"{edition}.moin", "--diff")
    assert (code, out, err) == (
        int("left for a person" in golden(f"{edition}.repairs.txt")),
        golden(f"{edition}.diff"),
        golden(f"{edition}.repairs.txt"),
    )


@each_edition
def test_an_edition_comes_back_from_rdf_byte_for_byte(
    edition: str, tmp_path: Path, run: Command
) -> None:
    turtle = tmp_path / "edition.ttl"
    assert run("import", f"{edition}.moin", "--date", DAYS[edition], "-o", turtle)[0] == 0
    assert run("export", "--data", turtle, "--format", "moin") == (0, golden(f"{edition}.moin"), "")
