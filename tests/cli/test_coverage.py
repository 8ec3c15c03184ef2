"""“No findings” is said of what was checked; somebody else's names are names."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.shapes import cases

from fwgraph.store import resources

Command = Callable[..., tuple[int, str, str]]

parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)

FOREIGN = """\
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<http://example.org/me> a foaf:Person ; foaf:name "A Person" .
"""
DOAP_XML = """\
<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://usefulinc.com/ns/doap#">
<Project rdf:about="http://example.org/p"><name>P</name>
<homepage rdf:resource="http://example.org/"/></Project></rdf:RDF>
"""
OURS = """\
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<https://w3id.org/fwgraph/software/new> a fw:Framework ; rdfs:label "New" ; fw:builtOn <x:y> .
"""
NAMESPACE = "https://w3id.org/fwgraph/ontology#"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own, with the ontology alone."""
    ontology = resources.turtle_files(resources.resource_root() / "ontology")
    monkeypatch.setattr(resources, "shipped_files", lambda: ontology)
    # What a run keeps of this graph is not for the tests that ship all of it.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".kept"))
    monkeypatch.chdir(tmp_path)


NOTHING = [
    ("foreign.ttl", FOREIGN, "foaf:Person"),
    ("project.rdf", DOAP_XML, "doap:Project"),
    (
        "untyped.nt",
        "<http://x.example/a> <http://x.example/b> <http://x.example/c> .\n",
        "http://x.example/b",
    ),
    ("graph.nq", "<a:a> <x:p> <b:b> <g:g> .", "x:p"),
]


@pytest.mark.parametrize(("name", "text", "about"), NOTHING, ids=[row[0] for row in NOTHING])
def test_what_no_rule_is_about_was_not_checked(
    name: str, text: str, about: str, run: Command
) -> None:
    Path(name).write_text(text, encoding="utf-8")
    error = f"error: {name}: nothing in it was checked: no rule is about {about}\n"
    assert run("validate", name) == (2, "", error)


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "ttl"])
def test_no_report_is_written_where_nothing_was_checked(form: str, run: Command) -> None:
    Path("foreign.ttl").write_text(FOREIGN, encoding="utf-8")
    Path("report").write_text("older", encoding="utf-8")
    assert run("validate", "foreign.ttl", "--format", form, "-o", "report")[:2] == (2, "")
    assert Path("report").read_text(encoding="utf-8") == "older"


SLIPS = [
    "https://w3id.org/fwgraph/ontology/",
    "http://w3id.org/fwgraph/ontology#",
    "https://w3id.org/FWGraph/Ontology#",
    "https://www.w3id.org/fwgraph/ontology#",
    "https://w3id.org/fwgraph/onthology#",
    "https://w3id.org/fwgraph/",
    "http://w3id.org/fwgraph/software#",
]


@pytest.mark.parametrize("namespace", SLIPS)
def test_a_slip_in_the_namespace_is_named(namespace: str, run: Command) -> None:
    Path("slip.ttl").write_text(OURS.replace(NAMESPACE, namespace), encoding="utf-8")
    for target in ("slip.ttl", "."):  # in a folder as well: it is a mistake, not a foreign file
        code, out, err = run("validate", target)
        assert (code, out) == (2, "")
        assert (
            f"it says {namespace}, and the terms that rules are about begin with {NAMESPACE}" in err
        )


def test_terms_of_ours_are_checked_whatever_else_there_is(run: Command) -> None:
    Path("ours.ttl").write_text(OURS + FOREIGN, encoding="utf-8")
    assert run("validate", "ours.ttl")[0] == 1
    Path("use.ttl").write_text(f"<x:a> <{NAMESPACE}builton> <x:b> .", encoding="utf-8")
    code, out, _ = run("validate", "use.ttl")
    assert (code, "[terms-properties]" in out) == (1, True)


def test_a_foreign_file_is_passed_over_in_a_folder_and_an_error_where_it_is_named(
    run: Command,
) -> None:
    Path("foreign.ttl").write_text(FOREIGN, encoding="utf-8")
    Path("ours.ttl").write_text(OURS, encoding="utf-8")
    code, out, err = run("validate", ".")
    assert (code, "ours.ttl:3:1" in out) == (1, True)
    assert err == "passed over, since no rule is about anything in them: foreign.ttl\n"
    assert run("validate", "ours.ttl", "foreign.ttl")[:2] == (2, out)


# Somebody else's names.

PROJECTS = """\
@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix fw: <https://w3id.org/fwgraph/ontology#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/p> a doap:Project ; doap:name "Pea Pod" ; doap:homepage <http://example.org/> .
<http://example.org/q> a schema:SoftwareApplication ; schema:name "Quince" ;
    fw:builtOn <http://example.org/p> ; fw:successorOf <http://example.org/r> .
<http://example.org/r> a doap:Project ; skos:prefLabel "Rhubarb" .
<http://example.org/me> a foaf:Person ; foaf:name "A Person" .
"""


@pytest.fixture
def projects() -> Path:
    """A file of somebody else's projects."""
    path = Path("projects.ttl")
    path.write_text(PROJECTS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "label"),
    [("pea pod", "Pea Pod"), ("QUINCE", "Quince"), ("rhubarb", "Rhubarb"), ("aperson", "A Person")],
)
def test_the_names_of_other_vocabularies_are_names(
    name: str, label: str, projects: Path, run: Command
) -> None:
    code, out, err = run("show", name, "--data", projects)
    assert (code, out.splitlines()[0], err) == (0, label, "")
    assert f"did you mean {label}?" in run("show", name + "e", "--data", projects)[2]


def test_trees_of_somebody_elses_projects_call_them_by_name(projects: Path, run: Command) -> None:
    tree = "Quince\n\nwhat it descends from\n└─ successor of Rhubarb\n"
    assert run("lineage", "quince", "--data", projects) == (0, tree, "")
    assert run("dependents", "pea pod", "--data", projects)[1].startswith("Pea Pod\n└─ Quince")
    nothing = "nothing is known of what it descends from or of what came after it"
    assert nothing in run("lineage", "a person", "--data", projects)[1]


def test_somebody_elses_projects_are_drawn(projects: Path, run: Command) -> None:
    code, out, err = run("draw", "--format", "svg", "--data", projects)
    assert (code, err) == (0, "")
    assert all(name in out for name in ("Pea Pod", "Quince", "Rhubarb"))
    assert "A Person" not in out


def test_a_drawing_of_nothing_is_said_to_be_one(run: Command) -> None:
    Path("foreign.ttl").write_text(FOREIGN, encoding="utf-8")
    _, out, err = run("draw", "--format", "svg", "--data", "foreign.ttl")
    assert "Nothing is here to be shown." in out
    assert err == "there is nothing to draw: no software, and no claim between things\n"
