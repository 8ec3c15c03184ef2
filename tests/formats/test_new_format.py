"""A further RDF format costs a row and a module, and is then everywhere at once.

HexTuples is added to a copy of the package: a line of six JSON strings for each triple, which
rdflib reads as well.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from tests.conftest import TINY
from tests.few_data import copy_few_data
from tests.web.serving import Served, serving

import fwgraph
from fwgraph.store.package import FOLDERS
from fwgraph.store.resources import resource_root

ROW = """    Format("HexTuples", "hext", ("application/x-hextuples",), "hextuples:write_hextuples",
           "hextuples:read_hextuples", rdf_1_1=True),
"""
MODULE = '''"""HexTuples: a line of JSON for each triple."""

import json

from pyoxigraph import BlankNode, Literal, NamedNode, Triple


def node_text(node):
    return node.value if isinstance(node, NamedNode) else str(node)


def node_of(text):
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text)


def write_hextuples(triples):
    lines = []
    for subject, predicate, value in triples:
        if isinstance(value, Literal):
            cells = [value.value, value.datatype.value, value.language or ""]
        else:
            kind = "globalId" if isinstance(value, NamedNode) else "localId"
            cells = [node_text(value), kind, ""]
        lines.append(json.dumps([node_text(subject), predicate.value, *cells, ""]) + "\\n")
    return "".join(lines).encode()


def read_hextuples(file, base):
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            subject, predicate, value, datatype, language, _ = json.loads(line)
        except ValueError as error:
            raise SyntaxError("this is no HexTuple", (str(file), number, 1, line)) from error
        if datatype in {"globalId", "localId"}:
            object_ = node_of(value)
        elif language:
            object_ = Literal(value, language=language)
        else:
            object_ = Literal(value, datatype=NamedNode(datatype))
        yield Triple(node_of(subject), NamedNode(predicate), object_)
'''
MEDIA_TYPE = "application/x-hextuples"


@pytest.fixture(scope="module", autouse=True)
def extended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the package with the format in it, which every new process imports."""
    root = tmp_path_factory.mktemp("extended")
    package = Path(fwgraph.__file__).parent
    leave = shutil.ignore_patterns("node_modules", "__pycache__")
    shutil.copytree(package, root / "src" / "fwgraph", ignore=leave)
    for folder in set(FOLDERS) - {"data"}:
        (root / folder).symlink_to(resource_root() / folder)
    copy_few_data(root)
    table = root / "src" / "fwgraph" / "media_types.py"
    before, head, after = table.read_text(encoding="utf-8").partition("RDF_FORMATS = (\n")
    rows, end, rest = after.partition(")  # fmt: skip\n")
    table.write_text(before + head + rows + ROW + end + rest, encoding="utf-8")
    (table.parent / "formats" / "hextuples.py").write_text(MODULE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root / "src"))
        patch.setenv("COLUMNS", "200")
        yield root


def command(*arguments: str | Path, code: int = 0) -> str:
    """Run the copy's command line, and return its results, or its message if it fails."""
    call = [sys.executable, "-m", "fwgraph", *map(str, arguments)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == code, done.stderr
    return done.stderr if code == 2 else done.stdout


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny graph in the new format."""
    path = tmp_path_factory.mktemp("exported") / "tiny.hext"
    command("export", path, "--data", TINY)
    return path


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving("--data", TINY) as server:
        yield server


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning:rdflib")
def test_the_graph_is_exported_by_ending_and_by_name(exported: Path, tiny: fwgraph.Graph) -> None:
    assert command("export", "--format", "hext", "--data", TINY) == exported.read_text()
    read = rdflib.Graph().parse(data=exported.read_bytes(), format="hext")
    assert len(read) == len(tiny)


@pytest.mark.parametrize("name", ["export", "sparql"])
def test_help_and_mistakes_name_it(name: str) -> None:
    assert "hext" in command(name, "--help")
    assert "'hext'" in command(name, "--format", "docx", code=2)


def test_a_construct_is_answered_in_it(tmp_path: Path) -> None:
    query = "CONSTRUCT WHERE { software:a rdfs:label ?label }"
    answer = command("sparql", "-q", query, "--data", TINY, "--format", "hext")
    assert json.loads(answer)[2:] == [
        "Alpha", "http://www.w3.org/2001/XMLSchema#string", "", ""
    ]  # fmt: skip
    command("sparql", "-q", query, "--data", TINY, "-o", tmp_path / "a.hext")
    assert (tmp_path / "a.hext").read_text() == answer


def test_files_and_folders_of_it_are_data(exported: Path, tmp_path: Path) -> None:
    triples = command("export", "--format", "nt", "--data", TINY)
    shutil.copy(exported, tmp_path)
    for place in (exported, tmp_path):
        assert command("export", "--format", "nt", "--data", place) == triples


def test_a_file_of_it_is_validated_as_data_and_not_as_a_page(exported: Path) -> None:
    def rules(path: Path) -> list[str]:
        findings = json.loads(command("validate", path, "--format", "json", code=1))
        return sorted(finding["rule"] for finding in findings)

    assert rules(exported) == rules(TINY) != []


def test_a_file_that_is_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    triple = ["http://a/a", "http://a/b", "http://a/c", "globalId", "", ""]
    (tmp_path / "bad.hext").write_text(f"{json.dumps(triple)}\nx\n")
    reason = command("export", "--format", "nt", "--data", tmp_path / "bad.hext", code=2)
    assert reason == f"error: {tmp_path}/bad.hext:2: this is no HexTuple\n"


def test_terms_of_rdf_1_2_are_refused(tmp_path: Path) -> None:
    newer = tmp_path / "newer.ttl"
    newer.write_text('<http://a/s> <http://a/p> "left"@en--ltr .\n')
    reason = command("export", "--format", "hext", "--data", newer, code=2)
    assert reason.startswith("error: hext cannot hold the RDF 1.2 term")


def test_a_page_is_negotiated_and_linked(served: Served) -> None:
    asked = served.get("/software/a", MEDIA_TYPE)
    assert (asked.status, asked.type) == (200, MEDIA_TYPE)
    assert served.get("/software/a.hext").body == asked.body
    assert {json.loads(line)[5] for line in asked.text.splitlines()} == {""}
    page = served.get("/software/a", "text/html")
    link = f'</software/a.hext>; rel="alternate"; type="{MEDIA_TYPE}"'
    assert link in page.headers["Link"]
    assert f'rel="alternate" type="{MEDIA_TYPE}"' in page.text
    assert f"{MEDIA_TYPE} (.hext)" in served.get("/software/a", "image/png").text


def test_the_whole_graph_can_be_had_and_is_described(served: Served, exported: Path) -> None:
    assert served.get("/fwgraph.hext").body == exported.read_bytes()
    assert "HexTuples" in served.get("/dataset", "text/html").text
    paths = json.loads(served.get("/openapi.json").body)["paths"]
    assert MEDIA_TYPE in paths["/fwgraph.hext"]["get"]["responses"]["200"]["content"]
    assert MEDIA_TYPE in paths["/{kind}/{slug}"]["get"]["responses"]["200"]["content"]
    void = parse(served.get("/.well-known/void").body, format=RdfFormat.TURTLE)
    terms = {(quad.predicate.value, getattr(quad.object, "value", "")) for quad in void}
    address = f"{served.address}fwgraph.hext"
    assert ("http://www.w3.org/ns/dcat#downloadURL", address) in terms
    assert ("http://rdfs.org/ns/void#dataDump", address) in terms


def test_the_endpoint_answers_in_it(served: Served) -> None:
    query = "CONSTRUCT%20WHERE%20%7B%20?s%20?p%20?o%20%7D%20LIMIT%203"
    answer = served.get(f"/sparql?query={query}", MEDIA_TYPE)
    assert (answer.status, answer.type) == (200, MEDIA_TYPE)
    assert len(answer.text.splitlines()) == 3


def test_a_site_has_files_of_it(served: Served, tmp_path: Path) -> None:
    command("site", tmp_path / "site", "--data", TINY)
    assert (tmp_path / "site/software/a.hext").read_bytes() == served.get("/software/a.hext").body
