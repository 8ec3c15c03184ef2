"""SPARQL constraints: text of the data is never a template or pattern, and cost grows evenly."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fwgraph.rules.data_graph import rdf_data_graph, read_rdf_file
from fwgraph.rules.findings import check_data_graph
from fwgraph.store import resources

Command = Callable[..., tuple[int, str, str]]

HEAD = """\
PREFIX ex: <http://example.org/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(autouse=True)
def ontology_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ship the ontology alone, which is quicker."""
    ontology = resources.turtle_files(resources.resource_root() / "ontology")
    monkeypatch.setattr(resources, "shipped_files", lambda: ontology)


LABELS = [r"C:\new\1", r"\g<0>\x", "100% {?name} {value}", "{0} %s $this", "(unclosed [", "a|b*"]


@pytest.mark.parametrize("label", LABELS)
def test_text_of_the_data_is_no_template_and_no_pattern(
    label: str, tmp_path: Path, run: Command
) -> None:
    file = tmp_path / "circle.ttl"
    other = "{?name} of " + label
    file.write_text(
        f"{HEAD}ex:a fw:successorOf ex:a ; fw:packageUrl 'pkg:pypi/x' ;"
        f" rdfs:label {json.dumps(label)} .\n"
        f"ex:b fw:packageUrl 'pkg:pypi/x' ; rdfs:label {json.dumps(other)} .\n",
        encoding="utf-8",
    )
    _, out, err = run("validate", file, "--format", "json")
    messages = {row["rule"]: row["message"] for row in json.loads(out) if row["entry"] == label}
    assert err == ""
    assert messages["lineage-acyclic"] == f"Nothing descends from itself; {label} does"
    assert messages["software-package-unique"].endswith(f"pkg:pypi/x also stands for {other}")


def test_constraints_have_their_place_in_the_report_graph(tmp_path: Path, run: Command) -> None:
    file = tmp_path / "undefined.ttl"
    file.write_text(f"{HEAD}ex:a fw:undefined ex:b .", encoding="utf-8")
    _, out, _ = run("validate", file, "--format", "ttl")
    assert out.count("sh:ValidationResult") == 1
    for triple in (
        "sh:conforms false",
        "sh:focusNode fw:Claim",
        "sh:resultSeverity sh:Violation",
        "sh:sourceConstraint shape:terms-properties-query",
        "sh:sourceConstraintComponent sh:SPARQLConstraintComponent",
        "sh:sourceShape shape:terms-properties",
        "sh:value <http://example.org/a>",
    ):
        assert triple in out


def test_many_things_of_one_package_are_one_finding_each(tmp_path: Path, run: Command) -> None:
    file = tmp_path / "same.ttl"
    things = (f"ex:p{at} fw:packageUrl 'pkg:pypi/x' ; rdfs:label 'P{at}' ." for at in range(5))
    file.write_text(HEAD + "\n".join([*things, "ex:q fw:packageUrl 'pkg:pypi/x' ."]))
    _, out, _ = run("validate", file, "--format", "json")
    others = {
        row["entry"]: row["message"].rpartition(" also stands for ")[2]
        for row in json.loads(out)
        if row["rule"] == "software-package-unique"
    }
    last = "http://example.org/q"
    assert others == {"P0": last, **{f"P{at}": "P0" for at in range(1, 5)}, last: "P0"}
    assert out.count("software-package-unique") == 6


def steps_to_check(number: int, folder: Path) -> int:
    """Return how many calls of Python functions it takes to find so many undefined properties."""
    file = folder / f"{number}.ttl"
    lines = (f"ex:p{at} fw:madeBy ex:q{at} ." for at in range(number))
    file.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    graph, calls = rdf_data_graph([read_rdf_file(file)]), 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        findings, _ = check_data_graph(graph)
    finally:
        sys.setprofile(None)
    assert len(findings) == number
    return calls


def test_what_findings_cost_grows_with_their_number(tmp_path: Path) -> None:
    """Counted, not timed: four times as many findings are less than six times the work."""
    steps_to_check(10, tmp_path)  # what is read once
    base, few, many = (steps_to_check(number, tmp_path) for number in (10, 500, 2_000))
    assert (many - base) < 6 * (few - base)
