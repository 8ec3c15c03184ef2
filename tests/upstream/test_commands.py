"""The commands that turn a changelog or a list of requirements into RDF."""

from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import Command

from fwgraph.formats.turtle import format_turtle

CHANGELOG = (
    "## 2.0\n\nUnreleased\n\n## 1.1 beta 2 (May 1, 2020)\n\n## 1.0 (2019-01-01)\n\n"
    "## 1.0 (2019-01-02)\n## 0.9 (June 2018)\n## 0.8 (2011-02-30)\n## 0.7\n## 0.4-0.6\n"
)
PYPROJECT = """[project]
name = "a"
requires-python = ">=3.10"
dependencies = ["B.b>=1,<2 ; python_version < '4'", "unknown", "a[x]"]
[project.optional-dependencies]
more = ["b-b", "c"]
docs = ["c"]
"""
GRAPH = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX document: <https://w3id.org/fwgraph/document/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX platform: <https://w3id.org/fwgraph/platform/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX voice: <https://w3id.org/fwgraph/voice/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
software:a a fw:Framework ; rdfs:label "A" ; fw:packageUrl "pkg:pypi/a" .
software:b a fw:Component ; rdfs:label "B" ; fw:packageUrl "pkg:pypi/b.b" .
software:c a fw:Component ; rdfs:label "C" ; fw:packageUrl "pkg:pypi/c" .
platform:python-3 a fw:Platform ; rdfs:label "Python 3" .
document:a-changes a fw:Document ; rdfs:label "A: changes" ; dcterms:date "2020-06-01"^^xsd:date ;
  fw:address <https://x.example/CHANGES.md> .
document:a-pyproject a fw:Document ; rdfs:label "A: pyproject.toml" ;
  dcterms:date "2020-06-01"^^xsd:date ; fw:sha256 "SHA256" ; fw:voice voice:author ;
  fw:address <https://x.example/blob/1/pyproject.toml> .
""".replace("SHA256", sha256(PYPROJECT.encode()).hexdigest())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a graph, a changelog and a pyproject.toml."""
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("data/a.ttl").write_text(GRAPH, encoding="utf-8")
    Path("CHANGES.md").write_text(CHANGELOG, encoding="utf-8")
    Path("pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    return tmp_path


OF_A = ("--software", "a", "--data", "data")


def test_a_changelog_becomes_releases(run: Command) -> None:
    code, out, err = run("upstream", "changelog", "CHANGES.md", "--source", "a-changes", *OF_A)
    assert code == 0
    assert out == format_turtle(out)
    assert out.startswith("# Releases of A, by A: changes.\n")
    assert [line for line in out.splitlines() if line.startswith(("release:", "<"))] == [
        "release:a\\/0.8\\/a-changes",
        "release:a\\/0.9\\/a-changes",
        "release:a\\/1.0\\/a-changes",
        "release:a\\/1.0\\/a-changes\\/9",
        "<https://w3id.org/fwgraph/release/a/1.1%20beta%202/a-changes>",
    ]
    assert err == (
        "CHANGES.md:11: “2011-02-30” is kept as text, not as a date: ## 0.8 (2011-02-30)\n"
        "CHANGES.md:13: it names several versions: 0.4-0.6\n"
        "CHANGES.md: 5 dated releases; left out: 1 heading without a date, 1 of what is not"
        " released yet; 2 headings not understood\n"
    )


def test_dates_that_are_typed_and_those_that_are_not(run: Command) -> None:
    _, out, _ = run("upstream", "changelog", "CHANGES.md", "--source", "a-changes", *OF_A)
    june = '    fw:dateText "June 2018" ;\n    fw:line 10 ;\n    fw:releaseOf software:a ;\n'
    assert june + '    fw:released "2018-06"^^xsd:gYearMonth ;\n    fw:version "0.9" ;\n' in out
    text = '    fw:dateText "2011-02-30" ;\n    fw:line 11 ;\n    fw:releaseOf software:a ;\n'
    assert f'{text}    fw:version "0.8" ;\n' in out


def test_requirements_become_claims_that_verify_finds(run: Command) -> None:
    arguments = ("upstream", "requirements", "pyproject.toml", "--source", "a-pyproject", *OF_A)
    code, _, err = run(*arguments, "-o", "data/claims.ttl")
    assert code == 0
    text = Path("data/claims.ttl").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("claim:")] == [
        "claim:a.integratesWith.c.a-pyproject.6",
        "claim:a.requires.b.a-pyproject.4",
        "claim:a.runsOn.python-3.a-pyproject.3",
    ]
    assert 'fw:quote "B.b>=1,<2 ; python_version < \'4\'"@en ;\n    fw:specifier ">=1,<2" ;' in text
    assert err == (
        "pyproject.toml: 7 requirements, of which 3 claims; left out: 1 of extras for developers,"
        " 1 on itself; 0 lines not read\n"
        "pyproject.toml: the graph has no software for 1 package: unknown\n"
    )
    code, out, _ = run("verify", "--data", "data", "--sources", ".")
    assert (code, "3 phrases" in out) == (0, True), out


def test_standard_input_is_read_as_the_document_is_called(run: Command) -> None:
    options = ("--source", "a-pyproject", *OF_A)
    code, out, _ = run("upstream", "requirements", "-", *options, stdin=PYPROJECT.encode())
    assert (code, "a.requires.b" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (("changelog", "-", "--source", "x", *OF_A), b"",
         "--source x: no document is called 'x'. A new one is described first, in data/documents/"),
        (("changelog", "-", "--source", "a-changes", "--software", "zz", "--data", "data"), b"",
         "no software is called 'zz'"),
        (("changelog", "-", "--source", "a-changes", *OF_A), b"nothing\n",
         "standard input: no heading of a version found; is it a changelog?"),
        (("changelog", "-", "--source", "a-changes", *OF_A), b"## 1.0 (2020-01-01)\n\xe9\n",
         "standard input:2: this is not UTF-8 text; convert it first"),
        (("changelog", "-", "--source", "a-changes", *OF_A), b"\n\0",
         "standard input:2: there is a NUL byte"),
        (("changelog", "gone.md", "--source", "a-changes", *OF_A), b"", "gone.md: No such file"),
        (("requirements", "-", "--source", "a-pyproject", *OF_A), b"[x\n",
         "standard input: Expected"),
        (("requirements", "-", "--source", "a-changes", *OF_A), b"",
         "standard input: requirements are read from .toml, .cfg"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_sentence(
    arguments: tuple[str, ...], stdin: bytes, sentence: str, run: Command
) -> None:
    code, out, err = run("upstream", *arguments, "-o", "out.ttl", stdin=stdin)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {sentence}")
    assert not Path("out.ttl").exists()
