"""``fwgraph validate``: what is checked, what is found where, and how it is written."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.shapes import cases

from fwgraph.store import resources

Command = Callable[..., tuple[int, str, str]]

HERE = Path(__file__).parents[1]
PAGE_2016 = Path(__file__).parents[3] / "shared/pages/web-frameworks-2016.moin"
CLEAN = HERE / "wiki" / "rules" / "clean.moin"
EVERY_FORM = ["text", "json", "sarif", "github", "junit", "ttl", "accept"]

needs_page = pytest.mark.skipif(
    not PAGE_2016.exists(), reason="shared/pages is not beside this checkout"
)
parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)


@pytest.fixture(autouse=True)
def shipped(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Ship the ontology alone, but for tests marked ``whole``: less to load and to validate."""
    if "whole" not in request.fixturenames:
        ontology = resources.turtle_files(resources.resource_root() / "ontology")
        monkeypatch.setattr(resources, "shipped_files", lambda: ontology)
        # What a run keeps of this graph is not for the tests that ship all of it.
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "kept"))


@pytest.fixture
def whole() -> None:
    """Keep the shipped graph whole."""


def places(run: Command, *arguments: str | Path) -> list[tuple[str, int]]:
    """Return the rules that targets break, with the lines, in the order of the report."""
    _, out, _ = run("validate", *arguments, "--format", "json")
    return [(row["rule"], row["line"]) for row in json.loads(out)]


# The page of 2016.

ORDER_AND_DATES = {
    "page-order": [79, 105],
    "page-date-real": [152],
    "page-date-format": [164, 166, 168],
}
NO_REASON = {146: "Crusader"}
DEAD_LINK_ALONE = {
    144: "the site is often down",
    148: "this is a dead link",
    150: "Link no longer works",
    152: "appears to have been closed down",
    158: "dead link",
    166: "dead link",
}
REASONED = {
    154: "developers no longer use the product",
    156: "this project is dead",
    160: "officially closed",
    162: "supplanted",
    164: "Announced as discontinued",
    168: "no longer active",
}
INFOS = {
    "page-has-homepage": [59, 61, 92, 101, 103, 137, 144, 152, 154],
    "page-has-version": [105, 117, 133, 144, 146, 150, 154, 156, 158],
    "page-has-date": [105, 117, 133, 144, 146, 150, 154, 156, 158, 162],
}


@pytest.mark.usefixtures("whole")
@needs_page
@pytest.mark.parametrize("options", [[], ["--date", "2016-06-04"]], ids=["undated", "dated"])
def test_exactly_these_findings_on_the_page_of_2016(options: list[str], run: Command) -> None:
    expected = {
        **ORDER_AND_DATES,
        "page-discontinued-reason": [*NO_REASON],
        "page-discontinued-weak": [*DEAD_LINK_ALONE],
        **INFOS,
    }
    found: dict[str, list[int]] = {}
    for rule, line in places(run, PAGE_2016, *options):
        found.setdefault(rule, []).append(line)
    assert found == expected
    assert run("validate", PAGE_2016, *options)[0] == 1


@needs_page
def test_each_finding_on_the_discontinued_can_be_defended_from_the_text() -> None:
    lines = PAGE_2016.read_text(encoding="utf-8").split("\n")
    title = "== Discontinued/Inactive Frameworks =="
    after = lines[lines.index(title) + 1 :]
    section = after[: next(n for n, line in enumerate(after) if line.startswith("== "))]
    listed = {lines.index(line) + 1 for line in section if line.startswith(" * ")}
    assert listed == {*NO_REASON, *DEAD_LINK_ALONE, *REASONED}
    for number, phrase in {**NO_REASON, **DEAD_LINK_ALONE, **REASONED}.items():
        assert phrase in lines[number - 1]
    signs = re.compile("dead|closed|down|no longer|discontinued|supplanted", re.IGNORECASE)
    assert not [number for number in NO_REASON if signs.search(lines[number - 1])]


@needs_page
def test_each_info_can_be_defended_from_the_text() -> None:
    lines = PAGE_2016.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if re.match(r" \* |\|\|\[\[", line) and 10 < number < 170:
            linked = re.match(r"(?: \* |\|\|)\[\[https?:", line) is not None
            assert linked != (number in INFOS["page-has-homepage"]), line
            release = re.search(r"\([^()]*[rR]eleased ([0-9.-]+)|\|\|([0-9]{4}-[0-9-]+) \|\|", line)
            assert (release is None) == (number in INFOS["page-has-date"]), line


# A page that is known.


def test_a_page_that_is_a_known_edition_is_told_so(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, edition = tmp_path / "some-page.moin", tmp_path / "edition.ttl"
    page.write_bytes(CLEAN.read_bytes())
    days = ["--edition", "mine", "--date", "2016-06-04"]
    assert run("import", page, *days, "--facts-only", "-o", edition)[0] == 0
    assert run("validate", page) == (0, "no findings\n", "")
    shipped = [*resources.shipped_files(), edition]
    monkeypatch.setattr(resources, "shipped_files", lambda: shipped)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    note = f"{page}: this is the edition mine, of 2016-06-04\n"
    assert run("validate", page) == (0, "no findings\n", note)
    assert run("validate", page, "--format", "json") == (0, "[]\n", note)
    told = run("validate", "-", stdin=page.read_bytes())[2]
    assert told == "standard input: this is the edition mine, of 2016-06-04\n"
    page.write_bytes(page.read_bytes() + b"\n")
    assert run("validate", page) == (0, "no findings\n", "")


@pytest.mark.usefixtures("whole")
@needs_page
def test_the_page_of_2016_is_known(run: Command) -> None:
    note = f"{PAGE_2016}: this is the edition web-frameworks-2016, of 2016-06-04\n"
    assert note in run("validate", PAGE_2016)[2]


# What is validated, and with what exit code.


@pytest.mark.usefixtures("whole")
def test_the_shipped_graph_conforms(run: Command) -> None:
    """A source of each fact is advice to others, and a duty here.

    The one warning is true and no mistake: Beaker still has releases, what replaced it fewer.
    """
    code, out, err = run("validate")
    assert (code, err) == (0, "")
    found = re.findall(r": (violation|warning): (.*?:) ", out)
    assert found == [("warning", "dogpile.cache:")]
    assert re.search(r"^  claim-contradicted +[0-9]+ info$", out, re.MULTILINE)


OWN_FACTS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX doap: <http://usefulinc.com/ns/doap#>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<https://w3id.org/fwgraph/software/own> a fw:Component ; rdfs:label "Own" ;
    dcterms:description "Mine."@en ; fw:kind <https://w3id.org/fwgraph/kind/orm> ;
    doap:homepage <http://example.org/home> .
"""


def test_a_plain_fact_of_a_user_is_no_violation(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(OWN_FACTS, encoding="utf-8")
    code, out, _ = run("validate", str(file))
    assert (code, set(re.findall(r": (\w+): .* \[([\w-]+)\]", out))) == (
        0,
        {("warning", "fact-source")},
    )


def test_a_clean_page_gives_nothing(run: Command) -> None:
    assert run("validate", CLEAN, "--fail-on", "info") == (0, "no findings\n", "")


def altered(tmp_path: Path, *pairs: tuple[str, str], name: str = "page.moin") -> Path:
    """Return the clean page with pieces of text replaced, as a file."""
    text = CLEAN.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


INFO = ("[[http://maple.example/|Maple]]", "Maple")
WARNING = ("was abandoned after the first cut", "is dull")
VIOLATION = ("2011-12-13", "2011-12-32")


@pytest.mark.parametrize(
    ("damage", "codes"),
    [
        ((), (0, 0, 0)),
        ((INFO,), (0, 0, 1)),
        ((WARNING, INFO), (0, 1, 1)),
        ((VIOLATION,), (1, 1, 1)),
    ],
    ids=["clean", "info", "warning", "violation"],
)
def test_the_severity_decides_the_exit_code(
    damage: tuple[tuple[str, str], ...], codes: tuple[int, int, int], tmp_path: Path, run: Command
) -> None:
    page = altered(tmp_path, *damage)
    levels = ("violation", "warning", "info")
    assert tuple(run("validate", page, "--fail-on", each)[0] for each in levels) == codes
    assert run("validate", page)[0] == codes[0]


EMPTY = [
    ("empty.moin", b"", "no entries found"),
    ("blank.moin", b"\n \n", "no entries found"),
    ("books.moin", b"= Books =\n * One\n", "no entries found"),
    ("binary.moin", bytes(range(256)), "this is not UTF-8 text"),
    ("nul.moin", b"= Frameworks =\n * A\0", "there is a NUL byte"),
    ("picture.png", b"\x89PNG\r\n\x1a\n", "this is not UTF-8 text"),
    ("empty.ttl", b"", "there is nothing in it to validate"),
    ("comment.ttl", b"# nothing\nPREFIX fw: <http://x.example/>\n", "there is nothing in it"),
    ("broken.ttl", b"<a> <b> .", "broken.ttl:1"),
    ("binary.ttl", bytes(range(256)), "binary.ttl"),
    ("empty.jsonld", b"{}", "there is nothing in it to validate"),
    ("broken.rdf", b"<rdf:RDF", "broken.rdf"),
]


@pytest.mark.parametrize(("name", "content", "reason"), EMPTY, ids=[row[0] for row in EMPTY])
@pytest.mark.parametrize("before", [[], [CLEAN]], ids=["alone", "after-a-good-one"])
def test_a_target_with_nothing_in_it_is_an_error(
    name: str, content: bytes, reason: str, before: list[Path], tmp_path: Path, run: Command
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = run("validate", *before, path)
    assert (code, out) == (2, "no findings\n" if before else "")
    assert err.startswith(f"error: {path}:")
    assert reason in err


def test_an_empty_file_beside_a_good_one_is_an_error(tmp_path: Path, run: Command) -> None:
    good = tmp_path / "good.ttl"
    good.write_text(DOCUMENT, encoding="utf-8")
    empty = tmp_path / "empty.ttl"
    empty.touch()
    code, out, err = run("validate", good, empty)
    error = f"error: {empty}: there is nothing in it to validate\n"
    assert (code, out, err) == (2, "no findings\n", error)


@pytest.mark.parametrize("name", ["", "missing.moin", "missing.ttl", "missing/"])
def test_a_target_that_is_missing_is_an_error(
    name: str, tmp_path: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The empty name must not stand for the folder that one happens to be in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.ttl").write_text(DOCUMENT, encoding="utf-8")
    code, out, err = run("validate", name)
    assert (code, out) == (2, "")
    assert "there is no such file or folder" in err


def test_a_folder_without_a_page_or_rdf_is_an_error(tmp_path: Path, run: Command) -> None:
    (tmp_path / "notes.txt").write_text("= Frameworks =\n * A\n", encoding="utf-8")
    error = f"error: {tmp_path}: there is no wiki page and no RDF file in this folder\n"
    assert run("validate", tmp_path) == (2, "", error)


@pytest.mark.parametrize("date", ["2016-6-4", "2016-06", "2016-02-30", "today", ""])
def test_a_date_that_is_none_is_an_error(date: str, run: Command) -> None:
    error = f"error: --date {date}: write a day of the calendar as YYYY-MM-DD\n"
    assert run("validate", CLEAN, "--date", date) == (2, "", error)


@pytest.mark.parametrize("option", [("--fail-on", "never"), ("--format", "pdf"), ("--nonsense",)])
def test_an_option_that_makes_no_sense_is_an_error(option: tuple[str, ...], run: Command) -> None:
    code, out, _ = run("validate", CLEAN, *option)
    assert (code, out) == (2, "")


def test_a_date_finds_what_is_beyond_it(run: Command) -> None:
    assert places(run, CLEAN, "--date", "2016-05-30") == [("page-date-future", 37)]


# RDF files.

SAID = """<http://purl.org/dc/terms/date> "2020-02-02"^^<http://www.w3.org/2001/XMLSchema#date> ;\
 fw:revision "1" ; fw:voice <https://w3id.org/fwgraph/voice/author>"""
"""What every source says of itself."""
DOCUMENT = f"""\
PREFIX document: <https://w3id.org/fwgraph/document/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

document:good a fw:Document ; rdfs:label "Good" ; fw:address <http://x.example/> ; {SAID} .
"""
BAD = f"""
document:no-title
    a fw:Document ; {SAID} ;
    fw:address <http://x.example/> .

# A whole IRI, and the old way to declare a prefix.
<https://w3id.org/fwgraph/document/ftp> a fw:Document ;
    rdfs:label "FTP" ; fw:address <ftp://x.example/> ; {SAID} .
@prefix d: <https://w3id.org/fwgraph/document/> .
d:nowhere a fw:Document ; rdfs:label "Nowhere" ; {SAID} .
"""


def test_findings_in_rdf_carry_the_line_of_the_subject(tmp_path: Path, run: Command) -> None:
    file = tmp_path / "documents.ttl"
    file.write_text(DOCUMENT + BAD, encoding="utf-8")
    assert places(run, file) == [
        ("document-label", 7),
        ("document-address", 12),
        ("document-address", 15),
    ]
    assert run("validate", file)[0] == 1


def test_lines_end_as_they_like_and_n_triples_have_lines_too(tmp_path: Path, run: Command) -> None:
    crlf, triples = tmp_path / "crlf.ttl", tmp_path / "some.nt"
    crlf.write_bytes((DOCUMENT + BAD).replace("\n", "\r\n").encode())
    triples.write_text(
        "# a comment\n"
        "<https://w3id.org/fwgraph/document/nt>"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <https://w3id.org/fwgraph/ontology#Document> .\n",
        encoding="utf-8",
    )
    assert [line for _, line in places(run, crlf)] == [7, 12, 15]
    lacking = ("document-address", "document-date", "document-label", "source-text", "source-voice")
    assert places(run, triples) == [(rule, 2) for rule in lacking]


def test_each_file_is_named_for_its_own_subjects(tmp_path: Path, run: Command) -> None:
    """JSON-LD has no lines of subjects; its findings still name its own file."""
    turtle, json_ld = tmp_path / "a.ttl", tmp_path / "b.jsonld"
    turtle.write_text(DOCUMENT + BAD, encoding="utf-8")
    node = {
        "@id": "https://w3id.org/fwgraph/document/j",
        "@type": "https://w3id.org/fwgraph/ontology#Document",
    }
    json_ld.write_text(json.dumps(node), encoding="utf-8")
    _, out, _ = run("validate", json_ld, turtle, "--format", "json")
    found = [(Path(row["path"]).name, row["line"]) for row in json.loads(out)]
    assert found == [("a.ttl", 7), ("a.ttl", 12), ("a.ttl", 15), *[("b.jsonld", 1)] * 5]


def test_a_blank_node_is_found_at_fault_too(tmp_path: Path, run: Command) -> None:
    file = tmp_path / "blank.ttl"
    file.write_text(f"{DOCUMENT}\n[] a fw:Document ; {SAID} .\n", encoding="utf-8")
    reports = {run("validate", file, "--format", "json")[1] for _ in range(2)}
    assert len(reports) == 1
    rows = json.loads(reports.pop())
    assert [(row["rule"], row["entry"]) for row in rows] == [
        ("document-address", "blank node"),
        ("document-label", "blank node"),
    ]


@pytest.mark.usefixtures("whole")
def test_a_claim_that_closes_a_circle_is_found_at_the_claim(tmp_path: Path, run: Command) -> None:
    """The file says nothing else of Werkzeug, which the shipped graph describes."""
    file = tmp_path / "claim.ttl"
    file.write_text(
        """\
PREFIX claim: <https://w3id.org/fwgraph/claim/>
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX software: <https://w3id.org/fwgraph/software/>

claim:werkzeug.builtOn.flask.web-frameworks-2016.94 a fw:Claim ;
    rdf:subject software:werkzeug ; rdf:predicate fw:builtOn ; rdf:object software:flask ;
    prov:wasDerivedFrom edition:web-frameworks-2016 ; fw:line 94 ; fw:quote "made up"@en .
""",
        encoding="utf-8",
    )
    assert places(run, file) == [("dependence-acyclic", 8)]


def test_a_date_that_does_not_exist_is_found_without_a_traceback(
    tmp_path: Path, run: Command
) -> None:
    file = tmp_path / "edition.ttl"
    file.write_text(
        """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/fwgraph/edition/e> a fw:Edition ;
    dcterms:title "E" ; dcterms:date "2020-02-30"^^xsd:date .
""",
        encoding="utf-8",
    )
    code, out, err = run("validate", file)
    assert (code, err) == (1, "")
    assert out.startswith(f"{file}:4:1: violation: ")
    assert "“2020-02-30” [edition-date]" in out


@pytest.mark.usefixtures("whole")
def test_a_shipped_file_conforms_on_its_own(run: Command) -> None:
    flask = HERE.parent / "data" / "frameworks" / "flask.ttl"
    assert run("validate", flask, "--fail-on", "info") == (0, "no findings\n", "")


# Folders and several targets.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with pages, RDF and other things, at several depths."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    altered(tmp_path, VIOLATION, name="b.moin")
    altered(tmp_path / "deep", WARNING, name="a.moin")
    (tmp_path / "deep" / "er" / "documents.ttl").write_text(DOCUMENT + BAD, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    (tmp_path / "settings.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_a_folder_stands_for_its_pages_and_rdf_files(folder: Path, run: Command) -> None:
    _, out, _ = run("validate", folder, "--format", "json")
    found = [
        (Path(row["path"]).relative_to(folder).as_posix(), row["rule"]) for row in json.loads(out)
    ]
    assert found == [
        ("b.moin", "page-date-real"),
        ("deep/a.moin", "page-discontinued-reason"),
        ("deep/er/documents.ttl", "document-label"),
        ("deep/er/documents.ttl", "document-address"),
        ("deep/er/documents.ttl", "document-address"),
    ]


def test_a_folder_of_pages_needs_no_rdf(folder: Path, run: Command) -> None:
    (folder / "deep" / "er" / "documents.ttl").unlink()
    assert places(run, folder) == [("page-date-real", 44), ("page-discontinued-reason", 50)]


def test_the_order_of_targets_changes_nothing(folder: Path, run: Command) -> None:
    targets = [folder / "b.moin", folder / "deep" / "a.moin", folder / "deep" / "er"]
    reports = {run("validate", *order) for order in (targets, targets[::-1])}
    assert len(reports) == 1


# Accepted findings.


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A page with two findings, one of which names something with quotes in it."""
    return altered(
        tmp_path,
        WARNING,
        ("|Rowan]] (2.2 Released 2011-12-13)", '|Row "an\\]] (2.2 Released 2011)'),
    )


def accepting(tmp_path: Path, page: Path, run: Command, reason: str = "known") -> Path:
    """Return a file that accepts everything there is on a page."""
    file = tmp_path / "accepted.toml"
    assert run("validate", page, "--format", "accept", "-o", file)[1:] == ("", "")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('reason = ""', f'reason = "{reason}"'), encoding="utf-8")
    return file


def test_what_is_accepted_is_not_found(tmp_path: Path, damaged: Path, run: Command) -> None:
    file = accepting(tmp_path, damaged, run)
    assert file.read_text(encoding="utf-8").count("[[accepted]]") == 2
    done = run("validate", damaged, "--accept", file, "--fail-on", "info")
    assert done == (0, "no findings\n", "")


def test_acceptance_follows_the_content_and_not_the_line(
    tmp_path: Path, damaged: Path, run: Command
) -> None:
    file = accepting(tmp_path, damaged, run)
    damaged.write_text(f"## moved\n\n{damaged.read_text(encoding='utf-8')}", encoding="utf-8")
    assert run("validate", damaged, "--accept", file, "--fail-on", "info")[0] == 0


def test_a_new_finding_fails(tmp_path: Path, damaged: Path, run: Command) -> None:
    file = accepting(tmp_path, damaged, run)
    page = damaged.read_text(encoding="utf-8").replace("2013-10-11", "2013-10-32")
    damaged.write_text(page, encoding="utf-8")
    code, out, _ = run("validate", damaged, "--accept", file)
    assert (code, out.count("[page-"), "[page-date-real]" in out) == (1, 1, True)


def test_another_finding_of_the_same_entry_fails(
    tmp_path: Path, damaged: Path, run: Command
) -> None:
    file = accepting(tmp_path, damaged, run)
    page = damaged.read_text(encoding="utf-8").replace("Released 2011)", "Released 2012)")
    damaged.write_text(page, encoding="utf-8")
    found = places(run, damaged, "--accept", file)
    assert [rule for rule, _ in found] == ["page-date-format", "accepted-stale"]


def test_what_is_no_longer_found_is_reported_at_its_line(
    tmp_path: Path, damaged: Path, run: Command
) -> None:
    file = accepting(tmp_path, damaged, run)
    lines = file.read_text(encoding="utf-8").splitlines()
    page = damaged.read_text(encoding="utf-8").replace("is dull", "is no longer maintained")
    damaged.write_text(page, encoding="utf-8")
    code, out, _ = run("validate", damaged, "--accept", file)
    line = lines.index('entry = "Thorn"') + 1
    stale = f"{file}:{line}:1: warning: Thorn: An accepted finding is still found;"
    assert (code, out.startswith(stale)) == (0, True)
    assert run("validate", damaged, "--accept", file, "--fail-on", "warning")[0] == 1


@pytest.mark.parametrize("form", EVERY_FORM)
def test_a_stale_acceptance_is_in_every_report(
    form: str, tmp_path: Path, damaged: Path, run: Command
) -> None:
    file = accepting(tmp_path, damaged, run)
    code, out, err = run("validate", CLEAN, "--accept", file, "--format", form, "--fail-on", "info")
    assert (code, err) == (1, "")
    assert ("Thorn" in out) == (form != "ttl")


WRONG = [
    ("not TOML", "this is not TOML"),
    ("[accepted]\nrule = 'r'\n", "write [[accepted]] with two brackets"),
    ("accepted = ['page-order']\n", "accepted finding 1 needs rule"),
    ("[[accepted]]\nrule = 'r'\nentry = 'e'\nmessage = 'm'\n", "accepted finding 1 needs reason"),
    (
        "[[accepted]]\nrule = 'r'\nentry = 'e'\nmessage = 'm'\nreason = ' '\n",
        "accepted finding 1 needs reason",
    ),
    (
        "[[accepted]]\nrule = 'r'\nentry = 'e'\nmessage = 'm'\nreason = 'x'\n"
        "[[accepted]]\nrule = 1\n",
        "accepted finding 2 needs rule",
    ),
]


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_a_file_of_acceptances_that_is_wrong_is_an_error(
    text: str, reason: str, tmp_path: Path, run: Command
) -> None:
    file = tmp_path / "accepted.toml"
    file.write_text(text, encoding="utf-8")
    code, out, err = run("validate", CLEAN, "--accept", file)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {file}: {reason}")


def test_a_file_to_fill_in_is_no_acceptance_yet(
    tmp_path: Path, damaged: Path, run: Command
) -> None:
    file = accepting(tmp_path, damaged, run, reason="")
    code, _, err = run("validate", damaged, "--accept", file)
    assert (code, "needs reason" in err) == (2, True)


def test_a_missing_file_of_acceptances_is_an_error(tmp_path: Path, run: Command) -> None:
    code, out, err = run("validate", CLEAN, "--accept", tmp_path / "missing.toml")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {tmp_path}/missing.toml: ")


# Sorted and stable.

EVERY = """
import sys
from fwgraph.store import resources
from fwgraph.cli import main
ontology = resources.turtle_files(resources.resource_root() / "ontology")
resources.shipped_files = lambda: ontology
for form in sys.argv[2:]:
    print(form, flush=True)
    try:
        main(["validate", *sys.argv[1].split("|"), "--format", form])
    except SystemExit as left:
        print(left.code, flush=True)
"""


def test_reports_are_the_same_bytes_whatever_the_hash_seed(folder: Path) -> None:
    pages = [str(PAGE_2016)] if PAGE_2016.exists() else []
    targets = "|".join([str(folder), *pages])
    reports = set()
    for seed in ("0", "42"):
        done = subprocess.run(
            [sys.executable, "-c", EVERY, targets, "sarif", "ttl"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        reports.add(done.stdout)
    assert len(reports) == 1
    assert reports.pop().count(b"\n1\n") == 2


def test_findings_are_sorted_by_place(folder: Path, run: Command) -> None:
    _, out, _ = run("validate", folder, "--format", "json")
    rows = [(row["path"], row["line"], row["column"], row["rule"]) for row in json.loads(out)]
    assert rows == sorted(rows)
