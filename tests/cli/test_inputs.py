"""What comes in by any door: standard input, byte order marks, endings; and what is too much."""

import subprocess
import sys
from pathlib import Path

import pytest

CLEAN = Path(__file__).parents[1] / "wiki" / "rules" / "clean.moin"
MARK = "\ufeff"
PAGE = """= Popular Full-Stack Frameworks =
 * [[http://example.org/b|Beta]] (1.0 Released 2016-9-1). b
 * [[http://example.org/a|Alpha]] (1.0 Released 2016-01-01). a
"""
TURTLE = 'PREFIX ex: <http://example.org/>\n\nex:a\n    ex:b "c" ;\n.\n'
QUERY = "SELECT ?n { software:flask rdfs:label ?n }"
KNOWN = '[[accepted]]\nrule = "page-order"\nentry = "Alpha"\nmessage = "x"\nreason = "known"\n'


def run(*arguments: str | Path, code: int = 0, text: str | None = None) -> str:
    """Return what a command prints: results, or the message of one that could not run."""
    call = [sys.executable, "-m", "fwgraph", *map(str, arguments)]
    raw = subprocess.run(
        call, capture_output=True, check=False, timeout=60, input=(text or "").encode()
    )
    assert raw.returncode == code, raw.stderr.decode()
    return (raw.stderr if code == 2 else raw.stdout).decode()


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    marked = write(tmp_path / "query.rq", MARK + QUERY)
    assert "Flask" in run("sparql", marked)
    assert "Flask" in run("sparql", "-", text=MARK + QUERY)
    for name in ("data.ttl", "data.trig"):
        data = write(tmp_path / name, MARK + TURTLE)
        assert "c" in run(
            "sparql", "--data", data, "-q", "SELECT ?o { <http://example.org/a> ?p ?o }"
        )
    data = tmp_path / "data.ttl"
    run("format", "--check", data)
    run("format", data)
    assert data.read_text(encoding="utf-8") == MARK + TURTLE
    page = write(tmp_path / "page.moin", MARK + PAGE)
    known = write(tmp_path / "known.toml", MARK + KNOWN)
    assert "accepted-stale" in run(
        "validate", page, "--accept", known, "--fail-on", "violation", code=1
    )


def test_a_dash_is_standard_input(tmp_path: Path) -> None:
    page = write(tmp_path / "page.moin", PAGE)
    rules = [line.split()[1] for line in run("validate", page, code=1).splitlines()[:3]]
    assert [
        line.split()[1] for line in run("validate", "-", code=1, text=PAGE).splitlines()[:3]
    ] == rules
    assert run("fix", "-", text=PAGE) == run("fix", page)
    assert "Alpha" in run("import", "-", text=PAGE)
    assert run("format", "-", text="@prefix ex: <http://example.org/> . ex:a ex:b 'c' .") == TURTLE
    query = "SELECT ?o { <http://example.org/a> ?p ?o }"
    assert run("sparql", "--data", "-", "-q", query, "--format", "csv", text=TURTLE) == "o\nc\n"


def test_mistakes_in_standard_input_name_it() -> None:
    assert run("format", "-", code=2, text="<a:a> <a:b> [] .").startswith(
        "error: standard input: line 1: [ ], ( ) "
    )
    assert "standard input" in run("export", "--format", "nt", "--data", "-", code=2, text="no")
    assert "--write changes files" in run("fix", "-", "--write", code=2, text=PAGE)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "frameworks", "edition=web-frameworks-2016", "--format", "csv"),
        ("sparql", "-q", QUERY),
        ("export", "--format", "nt"),
        ("validate", str(CLEAN)),
    ],
)
def test_a_dash_is_standard_output(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output = ("-",) if arguments[0] == "export" else ("-o", "-")
    assert run(*arguments, *output) == run(*arguments) != ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("q.rq", f"SELECT * {{ ?s ?p ?o FILTER({'(' * 20000}1{')' * 20000}) }}", "100 brackets"),
        ("q.rq", f"SELECT * {{ {'{' * 20000}?s ?p ?o{'}' * 20000} }}", "100 brackets"),
        ("d.jsonld", '{"http://example.org/p":' * 20000 + "1" + "}" * 20000, "250 levels"),
        ("d.ttl", "<a:a> <a:b> " + "[<a:b> " * 20000 + "1" + "]" * 20000 + ".", "too alike"),
        (
            "d.nt",
            "".join(f"_:b{a} <a:p> _:b{b} .\n" for a in range(9) for b in range(9) if a != b),
            "too alike",
        ),
    ],
)
def test_small_inputs_that_would_cost_much_get_one_line(
    name: str, text: str, reason: str, tmp_path: Path
) -> None:
    path = write(tmp_path / name, text)
    message = (
        run("sparql", path, code=2)
        if name == "q.rq"
        else run("export", tmp_path / "o.ttl", "--data", path, code=2)
    )
    assert reason in message
    assert message.startswith("error: ")
    assert message.count("\n") == 1
    assert not (tmp_path / "o.ttl").exists()


@pytest.mark.parametrize("name", ["p.doap", "p.owl", "p.rdfs", "p.turtle"])
def test_rdf_by_another_ending_is_no_page(name: str, tmp_path: Path) -> None:
    text = (
        TURTLE
        if name == "p.turtle"
        else (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://d/">'
            '<d:P rdf:about="http://example.org/p"/></rdf:RDF>'
        )
    )
    path = write(tmp_path / name, text)
    call = [sys.executable, "-m", "fwgraph", "validate", str(path)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert "no entries" not in done.stderr
