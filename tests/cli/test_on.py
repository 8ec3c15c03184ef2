"""The graph as of a day: ``--on`` on every command that reads."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from fwgraph.namespaces import PREFIXES

Command = Callable[..., tuple[int, str, str]]

DATA = """
document:a-manual a fw:Document ; rdfs:label "A: manual" ; dcterms:date "2005-03-01"^^xsd:date .
document:a-changes a fw:Document ; rdfs:label "A: changes" ; dcterms:date "2020-07-01"^^xsd:date .
software:a a fw:Framework ; rdfs:label "A" .
software:b a fw:Component ; rdfs:label "B" .
software:c a fw:Component ; rdfs:label "C" .
claim:a.uses.b a fw:Claim ; rdf:subject software:a ; rdf:predicate fw:uses ;
    rdf:object software:b ; prov:wasDerivedFrom document:a-manual ; fw:line 3 ;
    fw:quote "A uses B"@en .
claim:b.uses.c a fw:Claim ; rdf:subject software:b ; rdf:predicate fw:uses ;
    rdf:object software:c ; prov:wasDerivedFrom document:a-changes ; fw:line 4 ;
    fw:quote "B uses C"@en .
"""
USES_B = "ASK { software:a fw:uses software:b }"
USES_C = "ASK { software:b fw:uses software:c }"


@pytest.fixture
def data(tmp_path: Path) -> str:
    file = tmp_path / "data.ttl"
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    file.write_text(head + DATA)
    return str(file)


NOTE = "as of 2012-01-01: 1 of 2 sources had spoken\n"


def test_an_answer_is_that_of_the_day(run: Command, data: str) -> None:
    dated = ("--data", data, "--on", "2012-01-01")
    assert run("sparql", "-q", USES_B, *dated) == (0, "true\n", NOTE)
    assert run("sparql", "-q", USES_C, *dated) == (0, "false\n", NOTE)
    code, out, _ = run("ask", "dependents", "software=c", "--format", "json", *dated)
    assert (code, json.loads(out)) == (0, [])


def test_a_tree_says_its_day_and_that_of_each_statement(run: Command, data: str) -> None:
    assert run("dependencies", "a", "--data", data)[1] == (
        "A  as of 2020-07-01\n"
        "└─ uses B\n"
        "   │   “A uses B”  [a-manual:3, 2005-03-01]\n"
        "   └─ uses C\n"
        "          “B uses C”  [a-changes:4, 2020-07-01]\n"
        "          said 15 years apart: 2005, 2020\n"
    )
    assert run("dependencies", "a", "--data", data, "--on", "2012-01-01") == (
        0,
        "A  as of 2012-01-01\n└─ uses B\n       “A uses B”  [a-manual:3, 2005-03-01]\n",
        NOTE,
    )
    assert "said 15 years apart: 2005, 2020\n" in run("why", "a", "c", "--data", data)[1]
    assert run("dependents", "c", "--data", data, "--on", "2012-01-01")[1] == (
        "C  as of 2012-01-01\n  nothing is known to depend on it\n"
    )


def test_what_is_written_is_of_the_day(run: Command, data: str, tmp_path: Path) -> None:
    dated = ("--data", data, "--on", "2012-01-01")
    code, out, err = run("export", "--format", "nt", *dated)
    uses = "<https://w3id.org/fwgraph/ontology#uses> <https://w3id.org/fwgraph/software/"
    assert (code, f"{uses}b>" in out, f"{uses}c>" in out, err) == (0, True, False, NOTE)
    store = str(tmp_path / "store")
    assert run("build", store, *dated)[0] == 0
    assert [quad.object.value for quad in Store.read_only(store) if "asOf" in str(quad)]
    assert run("sparql", "-q", USES_C, "--data", store)[1] == "false\n"
    # a store on disk is derived again for an earlier day; it knows of no later one
    assert run("sparql", "-q", USES_B, "--data", store, "--on", "2001-01-01")[1] == "false\n"
    code, _, err = run("sparql", "-q", USES_B, "--data", store, "--on", "2021-01-01")
    assert (code, "holds nothing that was said later" in err) == (2, True)
    assert run("draw", "--format", "svg", *dated)[0] == 0


@pytest.mark.parametrize("command", [("show", "a"), ("lineage", "a"), ("export", "--format", "nt")])
def test_a_day_that_is_none_is_refused(run: Command, command: tuple[str, ...]) -> None:
    code, out, err = run(*command, "--on", "2012-02-30")
    assert (code, out) == (2, "")
    assert err == "error: --on 2012-02-30: write a day of the calendar as YYYY-MM-DD\n"
