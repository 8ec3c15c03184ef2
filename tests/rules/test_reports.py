"""How findings are written: every form keeps to its rules, whatever a page is called."""

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema  # type: ignore[import-untyped]
import pytest
import rdflib
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from tests.shapes import cases

import fwgraph
from fwgraph.rules.data_graph import page_data_graph
from fwgraph.rules.findings import Finding, check_data_graph
from fwgraph.rules.reports import FINDING_WRITERS, write_github_commands

Command = Callable[..., tuple[int, str, str]]

HERE = Path(__file__).parents[1]
PAGE_2016 = Path(__file__).parents[3] / "shared/pages/web-frameworks-2016.moin"
CLEAN = HERE / "wiki" / "rules" / "clean.moin"
EVERY_FORM = ["text", "json", "sarif", "github", "junit", "ttl", "accept"]
SARIF = json.loads((HERE / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
SARIF_VALIDATOR = jsonschema.Draft7Validator(SARIF)
JUNIT = HERE / "schemas" / "junit-10.xsd"

needs_page = pytest.mark.skipif(
    not PAGE_2016.exists(), reason="shared/pages is not beside this checkout"
)
parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)
INFO = ("[[http://maple.example/|Maple]]", "Maple")
WARNING = ("was abandoned after the first cut", "is dull")
VIOLATION = ("2011-12-13", "2011-12-32")


def altered(tmp_path: Path, *pairs: tuple[str, str], name: str = "page.moin") -> Path:
    """Return the clean page with pieces of text replaced, as a file."""
    text = CLEAN.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_text_reads_like_a_compiler_and_ends_with_a_summary(tmp_path: Path, run: Command) -> None:
    page = altered(tmp_path, INFO, WARNING, VIOLATION)
    code, out, err = run("validate", page)
    assert (code, err) == (1, "")
    assert out == (
        f"{page}:35:4: info: Maple: An entry has a home page [page-has-homepage]\n"
        "    fix: link the home page in the name of the entry\n"
        f"{page}:44:4: violation: Rowan: A release date is a day that the calendar has;"
        " 2011-12-32 is none [page-date-real]\n"
        "    fix: find out the day and write it as YYYY-MM-DD\n"
        f"{page}:50:4: warning: Thorn: An entry of the discontinued says why it is there"
        " [page-discontinued-reason]\n"
        "    fix: say in the entry what was found: an announcement, a successor, a dead link"
        " with its date\n"
        "\n"
        "3 findings:\n"
        "  page-date-real               1 violation\n"
        "  page-discontinued-reason     1 warning\n"
        "  page-has-homepage            1 info\n"
    )


def test_json_is_one_list_of_objects(tmp_path: Path, run: Command) -> None:
    page = altered(tmp_path, VIOLATION)
    _, out, _ = run("validate", page, "--format", "json")
    assert json.loads(out) == [
        {
            "rule": "page-date-real",
            "severity": "violation",
            "path": str(page),
            "line": 44,
            "column": 4,
            "entry": "Rowan",
            "message": "A release date is a day that the calendar has; 2011-12-32 is none",
            "fix": "find out the day and write it as YYYY-MM-DD",
        }
    ]
    assert list(json.loads(out)[0])[:4] == ["rule", "severity", "path", "line"]


NAMES = [
    "plain.moin",
    "my page.moin",
    'it\'s "quoted".moin',
    "100%41.moin",
    "a#b?c.moin",
    "c:d,e.moin",
    "<&>.moin",
    "back\\slash.moin",
    "Größe 日本.moin",
    "two\nlines.moin",
]


def test_the_schema_of_sarif_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SARIF)


@pytest.fixture(scope="module")
def violation(tmp_path_factory: pytest.TempPathFactory) -> Finding:
    """The finding of a page with one, validated once."""
    page = altered(tmp_path_factory.mktemp("pages"), VIOLATION)
    text = page.read_text(encoding="utf-8")
    ((finding,), _) = check_data_graph(page_data_graph(str(page), text, None, fwgraph.load()))
    return finding


@pytest.mark.parametrize("name", NAMES)
def test_a_page_may_be_called_anything(
    name: str, violation: Finding, tmp_path: Path, run: Command
) -> None:
    page = altered(tmp_path, VIOLATION, name=name)
    found = [replace(violation, path=str(page))]
    out = {form: write(found) for form, write in FINDING_WRITERS.items()}
    one_line = str(page).replace("\n", " ")
    assert run("validate", page) == (1, out["text"], "")
    assert out["text"].startswith(f"{one_line}:44:4: violation: Rowan: ")
    assert json.loads(out["json"])[0]["path"] == str(page)
    (result,) = sarif_results(out["sarif"])
    location = result["locations"][0]["physicalLocation"]
    uri = location["artifactLocation"]["uri"]
    assert re.fullmatch(r"file://(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    assert unquote(uri).removeprefix("file://") == str(page)
    assert location["region"] == {"startLine": 44, "startColumn": 4}
    (annotated,) = annotations(out["github"])
    assert (annotated["file"], annotated["line"]) == (str(page), "44")
    assert [suite.get("name") for suite in valid_junit(out["junit"])] == [one_line]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("page.moin", "page.moin"),
        ("../my pages/c:d.moin", "../my%20pages/c%3Ad.moin"),
        ("/wiki/a#b.moin", "file:///wiki/a%23b.moin"),
        ("http://store.example/sparql?q=1", "http://store.example/sparql?q=1"),
    ],
)
def test_a_path_is_a_relative_reference_or_a_file_uri(
    path: str, uri: str, violation: Finding
) -> None:
    (result,) = sarif_results(FINDING_WRITERS["sarif"]([replace(violation, path=path)]))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_thousands_of_findings_are_counted_as_text_and_written_by_machines() -> None:
    found = [
        Finding("p", line, 1, ("often", "rare")[line % 400 == 0], "e", "m", "violation")
        for line in range(1, 1_201)
    ]
    out = FINDING_WRITERS["text"](found)
    assert (out.count("[often]"), out.count("[rare]")) == (10, 3)
    assert "\n1200 findings:\n  often  1197 violation\n  rare      3 violation\n" in out
    assert out.endswith("\nThe first 10 of each rule are shown; --format json writes all.\n")
    assert len(json.loads(FINDING_WRITERS["json"](found))) == 1_200
    assert len(sarif_like(FINDING_WRITERS["sarif"](found))) == 1_200
    assert FINDING_WRITERS["github"](found).count("\n") == 1_200
    assert FINDING_WRITERS["junit"](found).count("<testcase") == 1_200
    assert FINDING_WRITERS["text"](found[:1_000]).count(": violation: ") == 1_000


def sarif_like(out: str) -> list[dict[str, Any]]:
    """Return the results of a SARIF log, whose rules may be made up."""
    results: list[dict[str, Any]] = json.loads(out)["runs"][0]["results"]
    return results


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are Unicode")
@pytest.mark.parametrize("form", EVERY_FORM)
def test_a_name_that_is_no_text_is_no_reason_to_fail(
    form: str, tmp_path: Path, run: Command
) -> None:
    page = altered(tmp_path, VIOLATION, name=os.fsdecode(b"\xff.moin"))
    code, out, err = run("validate", page, "--format", form)
    assert (code, err) == (1, "")
    assert form != "sarif" or "%FF.moin" in out


@cache
def junit_schema() -> xmlschema.XMLSchema:
    """Return the schema of JUnit reports, which takes long to read."""
    return xmlschema.XMLSchema(str(JUNIT))


def sarif_results(out: str) -> list[dict[str, Any]]:
    """Return the results of a SARIF log that keeps to its schema."""
    log = json.loads(out)
    SARIF_VALIDATOR.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    results: list[dict[str, Any]] = run["results"]
    return results


def valid_junit(out: str) -> list[ET.Element]:
    """Return the suites of a JUnit report that keeps to its schema, and counts right."""
    junit_schema().validate(out)
    suites = list(ET.fromstring(out))
    for suite in suites:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    return suites


def annotations(out: str) -> list[dict[str, str]]:
    """Return workflow commands as GitHub's runner reads them."""
    found = []
    for line in out.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        values = dict(pair.split("=", 1) for pair in match[2].split(","))
        every = {**values, "level": match[1], "message": match[3]}
        found.append({name: unescaped(value) for name, value in every.items()})
    return found


def unescaped(value: str) -> str:
    """Return a value as GitHub's runner reads it."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(code, character)
    return value


ANYTHING = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    [
        "100%",
        "%25",
        "%0A",
        "a:b,c",
        "x\r\ny",
        "::error::",
        "\"'",
        "<&>]]>",
        "\x00\x1b[31m",
        "\ufffe",
    ]
)
FOUND = st.builds(
    Finding,
    path=ANYTHING.map("p{}".format),
    line=st.integers(1, 9),
    column=st.integers(1, 9),
    rule=st.sampled_from(["page-order", "accepted-stale"]),
    entry=ANYTHING,
    message=ANYTHING,
    severity=st.sampled_from(["violation", "warning", "info"]),
    fix=st.none() | ANYTHING,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FOUND, max_size=3).map(sorted))
def test_any_finding_can_be_written(found: list[Finding]) -> None:
    out = {form: write(found) for form, write in FINDING_WRITERS.items()}
    written = [(each.path, each.line, each.message) for each in found]
    assert [(r["path"], r["line"], r["message"]) for r in json.loads(out["json"])] == written
    SARIF_VALIDATOR.validate(json.loads(out["sarif"]))
    cases = sum(len(suite) for suite in valid_junit(out["junit"]))
    assert cases == max(1, len(found))
    lines = out["text"].split("\n")
    assert all(line.isprintable() for line in lines)
    ends = re.compile(r": (violation|warning|info): .* \[(page-order|accepted-stale)\]")
    assert sum(ends.search(line) is not None for line in lines) == len(found)


@settings(max_examples=60, deadline=None)
@given(FOUND)
def test_an_annotation_is_one_line_that_gives_every_value_back(found: Finding) -> None:
    out = write_github_commands([found])
    assert (out.count("\n"), "\r" in out, out[-1:]) == (1, False, "\n")
    match = re.fullmatch(
        r"::\w+ file=([^:,\r\n]*),line=\d,col=\d,title=([^:,]*)::(.*)\n", out, re.DOTALL
    )
    assert match
    assert unescaped(match[1]) == found.path
    assert not re.search(r"%(?!25|0D|0A|3A|2C)", match[1] + match[3])


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_a_report_without_findings_keeps_to_its_schema(form: str, run: Command) -> None:
    code, out, _ = run("validate", CLEAN, "--format", form)
    assert code == 0
    if form == "sarif":
        assert sarif_results(out) == []
    else:
        assert [suite.get("failures") for suite in valid_junit(out)] == ["0"]


@needs_page
def test_the_reports_of_the_page_of_2016_keep_to_their_schemas(run: Command) -> None:
    results = sarif_results(run("validate", PAGE_2016, "--format", "sarif")[1])
    assert len(results) == 41
    assert {str(each["level"]) for each in results} == {"error", "warning", "note"}
    (suite,) = valid_junit(run("validate", PAGE_2016, "--format", "junit")[1])
    assert (suite.get("tests"), suite.get("failures")) == ("41", "13")
    found = annotations(run("validate", PAGE_2016, "--format", "github")[1])
    assert [each["level"] for each in found].count("error") == 6


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("o.json", "[\n"),
        ("o.sarif", '{\n "$schema"'),
        ("o.xml", "<?xml"),
        ("o.toml", "[[accepted]]"),
        ("o.ttl", "PREFIX"),
        ("o.txt", "/"),
    ],
)
def test_the_ending_of_the_file_decides(
    name: str, begins: str, tmp_path: Path, run: Command
) -> None:
    page = altered(tmp_path, VIOLATION)
    assert run("validate", page, "-o", tmp_path / name) == (1, "", "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


# The report as a graph.


def test_the_graph_is_what_the_engine_reported(tmp_path: Path, run: Command) -> None:
    page = altered(tmp_path, VIOLATION, WARNING, INFO, ("1.1 ||2013-04-05", "||2013-4"))
    _, out, _ = run("validate", page, "--format", "ttl")
    found, report = check_data_graph(
        page_data_graph(str(page), page.read_text(encoding="utf-8"), None, fwgraph.load())
    )
    written = rdflib.Graph().parse(data=out, format="turtle")
    assert isomorphic(written, report.as_graph())
    assert len(list(written.objects(None, rdflib.SH.result))) == len(found) == 5


def test_a_graph_without_findings_conforms(run: Command) -> None:
    _, out, _ = run("validate", CLEAN, "--format", "ttl")
    written = rdflib.Graph().parse(data=out, format="turtle")
    (report,) = written.subjects(rdflib.RDF.type, rdflib.SH.ValidationReport)
    assert written.value(report, rdflib.SH.conforms) == rdflib.Literal(True)
