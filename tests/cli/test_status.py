"""``fwgraph status``: the verdict, its reasons, and the day that it is of."""

import json
from pathlib import Path

import pytest
from tests.conftest import Command

GRAPH = str(Path(__file__).parents[1] / "questions/graphs/status.ttl")
ALBA = """\
Alba  as of 2026-11-01
maintenance only

Why
  author: maintenance only “mends faults only” (2018-01-12, 8 years and 9 months before)
      [alba-readme:12]
  the newest of its voice, and no stronger one states a status that counts
  silent since 2018-01, as of 2026-11-01; silence is no status

Against it
  list editor: listed, not as discontinued (2026-03-10, 7 months before) [list-2026:10]: listed,
      after it was said to be maintenance only

Signs of life
  index: released 1.0 (2018-01, 8 years and 10 months before, as of 2026-11-01) [index-2026:1]
  list editor: released 1.0 (2018-01-12, 8 years and 9 months before, as of 2026-03-10)
      [list-2026:10]

Where it goes on
  Birch: took its place

What would change it
  a newer statement of the author
"""


def test_the_report(run: Command) -> None:
    assert run("status", "alba", "--data", GRAPH) == (0, ALBA, "")


def test_the_day_decides(run: Command) -> None:
    for day, verdict in (("2025-10-01", "active"), ("2026-07-01", "moved")):
        code, out, err = run("status", "birch", "--data", GRAPH, "--on", day)
        assert (code, out.splitlines()[:2]) == (0, [f"Birch  as of {day}", verdict])
        assert "had spoken" in err


def test_the_report_for_programs(run: Command) -> None:
    _, out, _ = run("status", "dune", "--data", GRAPH, "--format", "json")
    report = json.loads(out)
    assert report["verdict"] == "active (by releases)"
    assert (report["status"], report["ended"], report["day"]) == ("active", False, "2026-11-01")
    assert report["deciding"]["source"] == "Index of 2026"
    (contradiction,) = report["contradictions"]
    assert contradiction["line"] == 12
    assert contradiction["age"] == "7 months"
    assert report["policy"]["silent_years"] == 3


@pytest.mark.parametrize("ending", ["json", "csv", "tsv", "txt"])
def test_a_file_takes_the_form_of_its_ending(run: Command, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"alba.{ending}"
    assert run("status", "alba", "--data", GRAPH, "-o", str(file)) == (0, "", "")
    assert "maintenance only" in file.read_text(encoding="utf-8")


def test_a_policy_replaces_the_shipped_one(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        'voices = ["list-editor"]\nsilent_years = 3\nended = ["discontinued"]\nlapsing = []\n'
    )
    _, out, _ = run("status", "dune", "--data", GRAPH, "--policy", str(file))
    assert out.splitlines()[1] == "discontinued"
    file.write_text('voices = ["list-editor"]\nsilent_years = 0\n')
    code, out, err = run("status", "dune", "--data", GRAPH, "--policy", str(file))
    assert (code, out) == (2, "")
    assert err == f"error: {file}: ended is missing: a policy has " + (
        "voices, silent_years, ended, lapsing\n"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [("wsgi", "no software is called"), ("albra", "did you mean"), ("", "no software is called")],
)
def test_what_is_no_software_is_told_so(run: Command, name: str, message: str) -> None:
    code, out, err = run("status", name)
    assert (code, out) == (2, "")
    assert message in err or "software" in err
