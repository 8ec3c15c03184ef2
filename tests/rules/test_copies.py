"""What an editor adds by CONTRIBUTING's recipes works at once: tried in a copy of the project."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.few_data import copy_few_data

from fwgraph.store import package

CLEAN = Path(__file__).parents[1] / "wiki" / "rules" / "clean.moin"
PREFIXES = """\
PREFIX claim: <https://w3id.org/fwgraph/claim/>
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX guideline: <https://w3id.org/fwgraph/guideline/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/fwgraph/shapes#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX software: <https://w3id.org/fwgraph/software/>
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package, of the folders that a test changes and of some data."""
    left_out = shutil.ignore_patterns("browser", "__pycache__", *package.FOLDERS)
    shutil.copytree(package.PACKAGE, tmp_path / "src" / "fwgraph", ignore=left_out)
    for folder in ("ontology", "shapes"):
        shutil.copytree(Path(package.find_resource_root()) / folder, tmp_path / folder)
    (tmp_path / "queries").symlink_to(Path(package.find_resource_root()) / "queries")
    copy_few_data(tmp_path)
    return tmp_path


def validate(copy: Path, *arguments: Path) -> list[dict[str, Any]]:
    """Return the findings of targets in a copy."""
    done = subprocess.run(
        [sys.executable, "-m", "fwgraph", "validate", *arguments, "--format", "json"],
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
        cwd=copy,
        capture_output=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr.decode()
    findings: list[dict[str, Any]] = json.loads(done.stdout)
    return findings


ON_A_PATH = """
shape:page-package
    a sh:PropertyShape ;
    sh:targetClass fw:Listing ;
    rdfs:seeAlso guideline:only-frameworks ;
    sh:message "What is listed has a package URL"@en ;
    sh:minCount 1 ;
    sh:name "a package"@en ;
    sh:path ( fw:lists fw:packageUrl ) ;
    sh:severity sh:Violation ;
.
"""
ON_AN_INVERSE_PATH = ON_A_PATH.replace(
    "( fw:lists fw:packageUrl )", "( fw:lists [ sh:inversePath rdf:subject ] fw:quote )"
)
IN_A_QUERY = """
shape:page-package
    a sh:NodeShape ;
    sh:targetClass fw:Listing ;
    rdfs:seeAlso guideline:only-frameworks ;
    sh:message "What is listed has a package URL"@en ;
    sh:name "a package"@en ;
    sh:severity sh:Violation ;
    sh:sparql shape:page-package-query ;
.

shape:page-package-query
    a sh:SPARQLConstraint ;
    sh:message "What is listed has a package URL"@en ;
    sh:prefixes <https://w3id.org/fwgraph/shapes> ;
    sh:select \"\"\"
        SELECT $this ?value
        WHERE {
          BIND ($this AS ?value)
          FILTER NOT EXISTS { $this fw:lists ?thing . ?thing fw:packageUrl ?package }
        }
    \"\"\" ;
.
"""


def test_a_page_rule_sees_whatever_its_shape_names(copy: Path) -> None:
    """Flask has a package and a claim; what nobody knows has neither."""
    shapes = [ON_A_PATH, ON_AN_INVERSE_PATH, IN_A_QUERY]
    for number, shape in enumerate(shapes, 1):
        text = PREFIXES + shape.replace("page-package", f"page-package-{number}")
        (copy / f"shapes/page/package-{number}.ttl").write_text(text, encoding="utf-8")
    page = copy / "page.moin"
    text = CLEAN.read_text(encoding="utf-8").replace("Fig]]", "Flask]]")
    page.write_text(text, encoding="utf-8")
    names = re.findall(r"\[\[http[^|]*\|([^\]]*)\]\]", text)
    assert "Flask" in names
    rules = [f"page-package-{number}" for number in (1, 2, 3)]
    expected = [(rule, name) for rule in rules for name in names if name != "Flask"]
    found = [(finding["rule"], finding["entry"]) for finding in validate(copy, page)]
    assert sorted(found) == sorted(expected)


PROPERTY = """
fw:{name}
    a owl:ObjectProperty{also} ;
    rdfs:isDefinedBy <https://w3id.org/fwgraph/ontology> ;
    rdfs:label "{name}"@en ;
    skos:definition "The subject carries a copy of the object."@en ;
.
"""
CLAIM = """
claim:flask.{name}.werkzeug.web-frameworks-2016.94
    a fw:Claim ;
    rdf:object software:werkzeug ;
    rdf:predicate fw:{name} ;
    rdf:subject software:flask ;
    prov:wasDerivedFrom edition:web-frameworks-2016 ;
    fw:line 94 ;
    fw:quote "made up"@en ;
.
"""


def test_a_relation_is_added_in_the_ontology_alone(copy: Path) -> None:
    ontology, claims = copy / "ontology/fwgraph.ttl", copy / "claims.ttl"
    with ontology.open("a", encoding="utf-8") as file:
        file.write(PROPERTY.format(name="vendors", also=" , fw:Relation"))
        file.write(PROPERTY.format(name="licence", also=""))
    text = "".join([PREFIXES, *(CLAIM.format(name=name) for name in ("vendors", "licence"))])
    claims.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    (finding,) = validate(copy, claims)
    assert finding["rule"] == "claim-predicate"
    assert "“licence”" in finding["message"]
    assert lines[finding["line"] - 1].startswith("claim:flask.licence.")
