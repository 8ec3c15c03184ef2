"""``fwgraph draw`` draws what was asked for, or says in a sentence why not."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fwgraph import drawing, view
from fwgraph.drawing import bundle
from fwgraph.graph import Graph

Command = Callable[..., tuple[int, str, str]]
TINY = Path(__file__).parents[1] / "graphs" / "tiny.ttl"
built = pytest.mark.skipif(
    not (bundle.BUNDLE / "explorer.html").is_file(), reason="the browser files are not built"
)


def title(text: str) -> str:
    found = ElementTree.fromstring(text).find("{http://www.w3.org/2000/svg}title")
    assert found is not None
    return found.text or ""


def test_the_ending_says_the_form(run: Command, tiny: Graph, tmp_path: Path) -> None:
    """The README's commands draw the shipped graph whole."""
    assert run("draw", tmp_path / "graph.SVG", "--data", TINY) == (0, "", "")
    assert (tmp_path / "graph.SVG").read_bytes() == drawing.draw_view(view.read_view(tiny), "svg")


@built
@pytest.mark.parametrize("form", ["png", "html"])
def test_pictures_and_pages(form: str, run: Command, tmp_path: Path) -> None:
    path = tmp_path / f"tiny.{form}"
    assert run("draw", path, "--data", TINY) == (0, "", "")
    assert path.read_bytes().startswith(b"\x89PNG" if form == "png" else b"<!doctype html>")


def test_a_drawing_goes_to_standard_output(run: Command) -> None:
    code, out, err = run("draw", "--format", "svg", "--data", TINY)
    assert (code, err) == (0, "")
    assert title(out) == "Python web frameworks and what they are made of"


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (["--focus", "bfg"], "repoze.bfg and what is 1 step away"),
        (["--focus", "flask", "--depth", "2"], "Flask and what is at most 2 steps away"),
        (["--relation", "uses"], "Python web frameworks and what they are made of: uses"),
        (
            ["--relation", "uses", "--relation", "fw:builtOn", "--focus", "flask"],
            "Flask and what is 1 step away: uses, built on",
        ),
        (["--lineage", "--focus", "pyramid"], "Pyramid: lineage"),
        (["--lineage", "--focus", "pyramid", "--depth", "1"],
         "Pyramid and what is 1 step away: lineage"),
        (["--edition", "web-frameworks-2016"], "Web Frameworks for Python, 2016-06-04"),
    ],
)  # fmt: skip
def test_parts_of_the_graph(options: list[str], shown: str, run: Command) -> None:
    code, out, err = run("draw", "--format", "svg", *options)
    assert (code, err) == (0, "")
    assert title(out) == shown


def test_a_family_as_a_timeline(run: Command) -> None:
    code, out, err = run("draw", "--format", "svg", "--timeline", "--focus", "flask")
    assert (code, err) == (0, "")
    assert title(out).startswith("The family of Werkzeug, Flask, 20")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give a FILE, or - for standard output"),
        (["x.pdf"], "x.pdf: the ending says no format; known: svg, png, html"),
        (["x.svg", "--focus", "flaks"], "no thing is called 'flaks'; did you mean Flask or flash?"),
        (
            ["x.svg", "--relation", "buildon"],
            "no relation is called 'buildon'; did you mean builtOn or built on?",
        ),
        (
            ["x.svg", "--edition", "1999"],
            "no edition is called '1999'; `fwgraph ask editions` lists them",
        ),
        (["x.svg", "--depth", "2"], "--depth counts steps from a thing: give its --focus too"),
        (
            ["x.svg", "--timeline", "--lineage"],
            "--timeline goes with --focus and --edition alone",
        ),
        (["x.html", "--timeline"], "a timeline is drawn as .svg or .png, not as .html"),
        (
            ["x.svg", "--lineage", "--relation", "uses"],
            "--lineage draws the relations of descent: give it without --relation",
        ),
        (
            ["x.svg", "--edition", "web-frameworks-2016", "--focus", "jinja 2"],
            "software:jinja2 is not listed in web-frameworks-2016: choose another focus",
        ),
    ],
)
def test_what_cannot_be_drawn_leaves_nothing_behind(
    arguments: list[str],
    message: str,
    run: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.svg").write_text("old", encoding="utf-8")
    assert run("draw", *arguments) == (2, "", f"error: {message}\n")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("x.svg", "old")]


def test_a_step_back_is_refused(run: Command) -> None:
    code, out, err = run("draw", "x.svg", "--focus", "flask", "--depth", "-1")
    assert (code, out) == (2, "")
    assert "-1 is not in the range" in err


def test_diagrams_can_be_exported(run: Command, tmp_path: Path) -> None:
    assert run("export", tmp_path / "graph.dot", "--data", TINY) == (0, "", "")
    code, out, err = run("export", "--format", "mmd", "--data", TINY)
    assert (code, err) == (0, "")
    assert "flowchart RL" in out
