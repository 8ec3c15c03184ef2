"""``fwgraph verify``: every phrase against the text that it is said to come from."""

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.verification.gits import git, make_repository, needs_git

from fwgraph.verification import folders, texts

Command = Callable[..., tuple[int, str, str]]

PAGE_2016 = Path(__file__).parents[3] / "shared/pages/web-frameworks-2016.moin"
needs_page = pytest.mark.skipif(
    not PAGE_2016.exists(), reason="shared/pages is not beside this checkout"
)
needs_rights = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)

PAGE = """\
= Frameworks =
 * [[http://x.org/|Foo]] (1.0) '''based''' on
   Bar, with Qux
 * [[Baz]]
 * Bar is a library
"""
REQUIREMENTS = 'setup(\n    install_requires=["Bar>=1.0"],\n    keywords="web Qux",\n)\n'
PREFIXES = """\
PREFIX claim: <https://w3id.org/fwgraph/claim/>
PREFIX denial: <https://w3id.org/fwgraph/denial/>
PREFIX document: <https://w3id.org/fwgraph/document/>
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX software: <https://w3id.org/fwgraph/software/>

software:foo a fw:Framework ; rdfs:label "Foo" .
software:bar a fw:Component ; rdfs:label "Bar Library" ; fw:packageUrl "pkg:pypi/bar" .
software:qux a fw:Component ; rdfs:label "Qux" ; skos:altLabel "Q-X" .
"""


def digest(text: str) -> str:
    """Return the hash of a text."""
    return sha256(text.encode()).hexdigest()


def edition(text: str = PAGE) -> str:
    """Return an edition of a page."""
    return f'edition:mine a fw:Edition ; fw:sha256 "{digest(text)}" .\n'


def document(commit: str, path: str = "setup.py", name: str = "some/thing") -> str:
    """Return a file of a repository."""
    address = f"https://example.org/{name}/blob/{commit}/{path}"
    return (
        f'document:thing-setup a fw:Document ; fw:address <{address}> ; fw:revision "{commit}" .\n'
    )


def statement(
    quote: str | None, line: int | None, source: str = "edition:mine", kind: str = "claim"
) -> str:
    """Return a statement of foo and bar."""
    says = f' ; fw:quote "{quote}"@en' if quote else " ; fw:fromAbsence true"
    at = f" ; fw:line {line}" if line else ""
    return (
        f"{kind}:foo.{line or 0} a fw:{kind.capitalize()} ; rdf:subject software:foo ;"
        f" rdf:predicate fw:builtOn ; rdf:object software:bar ;\n"
        f"    prov:wasDerivedFrom {source}{says}{at} .\n"
    )


@pytest.fixture
def verify(tmp_path: Path, run: Command) -> Callable[..., tuple[int, list[list[object]], str]]:
    """Verify data of this text; return exit code, findings without their paths, and errors."""

    def call(data: str, *options: str | Path) -> tuple[int, list[list[object]], str]:
        file = tmp_path / "data.ttl"
        file.write_text(PREFIXES + data, encoding="utf-8")
        code, out, err = run("verify", "--data", file, "--format", "json", *options)
        rows = json.loads(out) if out else []
        assert {row["path"] for row in rows} <= {str(file)}
        assert {row["severity"] for row in rows} <= {"violation"}
        return code, [[row["rule"], row["line"], row["message"]] for row in rows], err

    return call


Verify = Callable[..., tuple[int, list[list[object]], str]]
FIRST = PREFIXES.count("\n") + 1
"""The line of the data on which a test's own begin."""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with the page, under a name that says nothing."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "x.moin").write_text(PAGE, encoding="utf-8")
    return folder


def test_phrases_that_stand_where_they_are_said_to_are_no_findings(
    verify: Verify, pages: Path
) -> None:
    data = edition() + statement("based on Bar", 2) + statement("Bar", 3) + statement("Baz", None)
    said = "3 phrases looked up in 1 text\n"
    assert verify(data, "--sources", pages) == (0, [], said)


@pytest.mark.parametrize(
    ("quote", "line", "rule", "message"),
    [
        ("built on Bar", 2, "phrase-missing", "“built on Bar” is not in mine"),
        ("based on bar", 2, "phrase-missing",
         "“based on bar” is not in mine; line 2 differs in case or signs only"),
        ("based on Bar with", 2, "phrase-missing",
         "“based on Bar with” is not in mine; line 2 differs in case or signs only"),
        ("based on Ba", 2, "phrase-missing",
         "“based on Ba” is not in mine; line 2 differs in case or signs only"),
        ("based on Bar", 3, "phrase-moved",
         "“based on Bar” stands on line 2 of mine, not on line 3"),
        ("Bar", 1, "phrase-moved", "“Bar” stands on lines 3 and 5 of mine, not on line 1"),
        ("Foo", 99, "phrase-moved", "“Foo” stands on line 2 of mine, not on line 99"),
    ],
)  # fmt: skip
def test_a_phrase_that_differs_or_stands_elsewhere_is_a_finding(
    quote: str, line: int, rule: str, message: str, verify: Verify, pages: Path
) -> None:
    data = edition() + statement(quote, line)
    said = "1 phrase looked up in 1 text\n"
    assert verify(data, "--sources", pages) == (1, [[rule, FIRST + 1, message]], said)


def test_a_page_that_has_changed_is_a_finding_and_so_is_what_it_lost(
    verify: Verify, tmp_path: Path
) -> None:
    text = PAGE.replace("based", "built")
    (tmp_path / "texts" / "below").mkdir(parents=True)
    file = tmp_path / "texts" / "below" / "Mine.moin"
    file.write_text(text, encoding="utf-8")
    data = edition() + statement("based on Bar", 2) + statement("Baz", 4)
    code, findings, _ = verify(data, "--sources", tmp_path / "texts")
    message = f"{file} has the SHA-256 {digest(text)[:12]}…, and this source {digest(PAGE)[:12]}…"
    assert (code, findings) == (1, [
        ["source-changed", FIRST, message],
        ["phrase-missing", FIRST + 1, "“based on Bar” is not in mine"],
    ])  # fmt: skip


def test_the_text_itself_goes_before_a_changed_one(
    verify: Verify, tmp_path: Path, pages: Path
) -> None:
    (pages / "mine.moin").write_text("changed\n", encoding="utf-8")
    assert verify(edition() + statement("Baz", 4), "--sources", pages)[:2] == (0, [])


@needs_git
def test_a_file_of_a_repository_is_read_at_its_commit(verify: Verify, tmp_path: Path) -> None:
    commit = make_repository(tmp_path / "r", {"a dir/setup.py": REQUIREMENTS})
    (tmp_path / "r" / "a dir" / "setup.py").write_text("another\n", encoding="utf-8")
    git(tmp_path / "r", "commit", "--quiet", "--all", "--message", "two")
    data = document(commit, "a%20dir/setup.py?plain=1") + statement(
        "Bar>=1.0", 2, "document:thing-setup"
    )
    assert verify(data, "--sources", tmp_path / "r")[:2] == (0, [])
    git(tmp_path, "clone", "--quiet", "--bare", "r", "bare.git")
    assert verify(data, "--sources", tmp_path / "bare.git")[:2] == (0, [])
    gone = data.replace(commit, "0" * 40)
    code, findings, said = verify(gone, "--sources", tmp_path / "r")
    assert (code, findings) == (2, [])
    assert said == f"error: {tmp_path / 'r'}: there is no text of 1 cited source\n"


@needs_git
def test_a_commit_with_another_text_than_the_source_says_is_a_finding(
    verify: Verify, tmp_path: Path
) -> None:
    commit = make_repository(tmp_path / "r", {"setup.py": REQUIREMENTS})
    data = document(commit).replace(" .\n", f' ; fw:sha256 "{"0" * 64}" .\n')
    data += statement("Bar>=1.0", 2, "document:thing-setup")
    code, findings, _ = verify(data, "--sources", tmp_path)
    message = f"setup.py at {commit} has the SHA-256 {digest(REQUIREMENTS)[:12]}…,"
    assert (code, findings) == (1, [
        ["source-changed", FIRST, f"{message} and this source {'0' * 12}…"]
    ])  # fmt: skip


COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("place", "is_read"),
    [
        (f"thing-{COMMIT}/docs/setup.py", True),
        (f"{COMMIT[:8]}/docs/setup.py", True),
        ("thing/docs/setup.py", True),
        ("docs/setup.py", True),
        ("Thing_setup.html", True),
        ("other/docs/setup.py", False),
        ("1123456789/docs/setup.py", False),
        ("thing/setup-1.py", False),
    ],
)
def test_a_file_in_the_place_of_a_text_is_read(
    place: str, *, is_read: bool, verify: Verify, tmp_path: Path
) -> None:
    file = tmp_path / "texts" / place
    file.parent.mkdir(parents=True)
    file.write_text(REQUIREMENTS, encoding="utf-8")
    data = document(COMMIT, "docs/setup.py") + statement("Bar>=1.0", 2, "document:thing-setup")
    assert verify(data, "--sources", tmp_path / "texts")[0] == (0 if is_read else 2)
    changed = data.replace("a fw:Document", f'a fw:Document ; fw:sha256 "{"0" * 64}"')
    assert verify(changed, "--sources", tmp_path / "texts")[0] == (1 if is_read else 2)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (REQUIREMENTS, ("bar", 2)),
        ("Bar\n", ("bar", 1)),
        ("x\n  bar == 1.0\n", ("bar", 2)),
        ("[deps]\nBar_Library = '*'\n", ("Bar Library", 2)),
        ("-e git+https://x.org/y.git#egg=bar\n", ("bar", 1)),
        ("a\nbar[extra]; python_version < '3'\n", ("bar", 2)),
        ("# bar>=1.0\n", None),
        ("bar.baz>=1.0\nfoobar\nbar-baz\nbars\n", None),
        ("'Framework :: Bar'\nA library like bar, or so\nhttp://bar.org/\n", None),
        ("", None),
    ],
)
def test_what_a_denial_calls_absent_is_no_requirement(
    text: str, named: tuple[str, int] | None, verify: Verify, tmp_path: Path
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "thing-setup.py").write_text(text, encoding="utf-8")
    data = "document:thing-setup a fw:Document .\n" + statement(
        None, None, "document:thing-setup", "denial"
    )
    code, findings, _ = verify(data, "--sources", tmp_path / "texts")
    if named is None:
        assert (code, findings) == (0, [])
    else:
        message = f"“{named[0]}” is named after all, on line {named[1]} of thing-setup"
        assert (code, findings) == (1, [["named-after-all", FIRST + 1, message]])


def test_texts_that_the_graph_keeps_are_looked_up(run: Command, tmp_path: Path) -> None:
    page, kept, data = (tmp_path / name for name in ("mine.moin", "kept.ttl", "data.ttl"))
    page.write_text(PAGE, encoding="utf-8")
    assert run("import", page, "-o", kept)[0] == 0
    data.write_text(PREFIXES + statement("based on Bar", 2) + statement("Bar", 4), encoding="utf-8")
    code, out, err = run("verify", "--data", kept, "--data", data)
    assert (code, err) == (1, "")
    assert out == (
        f"{data}:{FIRST + 2}:1: violation: claim:foo.4: “Bar” stands on lines 3 and 5 of mine,"
        " not on line 4 [phrase-moved]\n"
        "\n1 finding:\n  phrase-moved     1 violation\n"
        "\n2 phrases looked up in 1 text\n"
    )
    kept.write_text(kept.read_text().replace("'''based'''", "built"), encoding="utf-8")
    out = run("verify", "--data", kept, "--data", data)[1]
    assert f"{kept}:" in out
    assert "the text that the graph keeps has the SHA-256" in out
    assert "“based on Bar” is not in mine" in out


# What cannot be looked up.


def test_without_a_text_there_is_a_sentence(verify: Verify, tmp_path: Path) -> None:
    data = edition() + statement("Baz", 4)
    error = "error: the graph keeps no text: say where the texts are with --sources DIR\n"
    assert verify(data) == (2, [], error)
    error = f"error: {tmp_path / 'none'}: there is no such folder\n"
    assert verify(data, "--sources", tmp_path / "none") == (2, [], error)
    (tmp_path / "file").touch()
    error = f"error: {tmp_path / 'file'}: this is no folder\n"
    assert verify(data, "--sources", tmp_path / "file") == (2, [], error)
    (tmp_path / "empty").mkdir()
    error = f"error: {tmp_path / 'empty'}: there is no text of 1 cited source\n"
    assert verify(data, "--sources", tmp_path / "empty") == (2, [], error)
    error = "error: no statement of the graph cites a source with a phrase\n"
    assert verify(edition(), "--sources", tmp_path) == (2, [], error)


def test_sources_without_a_text_are_counted(verify: Verify, pages: Path) -> None:
    data = edition() + statement("Baz", 4)
    data += statement("x", 1, "document:gone") + statement("y", 2, "document:gone")
    assert verify(data + statement("z", 3, "document:lost"), "--sources", pages) == (0, [], """\
1 phrase looked up in 1 text
not looked up, since the text is not there: 3 phrases
  document:gone     2
  document:lost     1
""")  # fmt: skip


def test_a_large_file_is_not_read_and_said(
    verify: Verify, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (folders, texts):
        monkeypatch.setattr(module, "MAX_TEXT", 1 << 20)
    for name in ("mine.moin", "x.moin"):
        (pages / name).write_text(PAGE + "x" * (1 << 20), encoding="utf-8")
    code, _, said = verify(edition() + statement("Baz", 4), "--sources", pages)
    assert code == 2
    assert said.splitlines()[:2] == [
        f"not read, larger than 1 MB: {pages / 'mine.moin'}, {pages / 'x.moin'}",
        f"not read, larger than 1 MB: {pages / 'mine.moin'}",
    ]


def test_what_is_no_text_is_said(verify: Verify, pages: Path) -> None:
    (pages / "gone.doc").write_bytes(b"\0\1\2")
    data = edition() + statement("Baz", 4) + statement("x", 1, "document:gone")
    code, findings, said = verify(data, "--sources", pages)
    assert (code, findings, said.splitlines()[0]) == (
        0, [], f"{pages / 'gone.doc'}: this is not text"
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_old_encodings_are_read(encoding: str, verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "thing-setup.txt").write_bytes(
        "Für alle\nauf Bär gebaut\n".encode(encoding)
    )
    data = "document:thing-setup a fw:Document .\n" + statement(
        "auf Bär gebaut", 2, "document:thing-setup"
    )
    assert verify(data, "--sources", tmp_path / "texts")[:2] == (0, [])


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_loops_of_links_and_pipes_are_passed_over(verify: Verify, pages: Path) -> None:
    (pages / "loop").symlink_to(pages)
    (pages / "a").symlink_to(pages / "b")
    (pages / "b").symlink_to(pages / "a")
    (pages / "lost").symlink_to(pages / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(pages / "mine.moin")
    data = edition() + statement("Baz", 4)
    assert verify(data, "--sources", pages, "--sources", pages / "loop")[:2] == (0, [])


@needs_rights
def test_a_folder_that_cannot_be_read_is_a_sentence(verify: Verify, pages: Path) -> None:
    (pages / "closed").mkdir(mode=0)
    try:
        code, findings, said = verify(edition() + statement("Baz", 4), "--sources", pages)
    finally:
        (pages / "closed").chmod(0o700)
    assert (code, findings) == (2, [])
    assert said.startswith(f"error: {pages / 'closed'}: Permission denied\n")


@needs_git
def test_without_git_the_files_are_read_and_the_repositories_told(
    verify: Verify, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = make_repository(pages / "r", {"setup.py": REQUIREMENTS})
    monkeypatch.setattr(shutil, "which", lambda _: None)
    data = edition() + statement("Baz", 4)
    assert verify(data, "--sources", pages)[:2] == (0, [])
    data += document(commit) + statement("Bar>=1.0", 2, "document:thing-setup")
    code, findings, said = verify(data, "--sources", pages)
    assert (code, findings) == (2, [])
    assert said.splitlines()[0].startswith("error: git is not installed: ")


# How it is written.


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_every_form_names_the_rule_and_the_place(
    form: str, run: Command, tmp_path: Path, pages: Path
) -> None:
    data, report = tmp_path / "data.ttl", tmp_path / "report"
    data.write_text(PREFIXES + edition() + statement("Bax", 4), encoding="utf-8")
    options = ("--data", data, "--sources", pages, "--format", form)
    code, out, err = run("verify", *options)
    assert (code, err == "") == (1, form == "text")
    assert "phrase-missing" in out
    assert "data.ttl" in out
    assert run("verify", *options, "-o", report)[:2] == (1, "")
    assert report.read_text(encoding="utf-8") == out


def test_sarif_describes_the_rules(run: Command, tmp_path: Path, pages: Path) -> None:
    data, report = tmp_path / "data.ttl", tmp_path / "report.sarif"
    data.write_text(PREFIXES + edition() + statement("Bax", 4), encoding="utf-8")
    assert run("verify", "--data", data, "--sources", pages, "-o", report)[0] == 1
    [described] = json.loads(report.read_text(encoding="utf-8"))["runs"]
    rules = [rule["id"] for rule in described["tool"]["driver"]["rules"]]
    assert rules == [
        "named-after-all", "phrase-missing", "phrase-moved", "release-date", "release-tag",
        "source-changed",
    ]  # fmt: skip
    assert described["results"][0]["ruleIndex"] == 1


def test_a_statement_that_stands_in_no_file_stands_at_its_iri(
    run: Command, tmp_path: Path, pages: Path
) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(PREFIXES + edition() + statement("Bax", 4), encoding="utf-8")
    assert run("build", tmp_path / "store", "--data", data)[0] == 0
    options = ("--data", tmp_path / "store", "--sources", pages)
    place = "https://w3id.org/fwgraph/claim/foo.4:1:1: violation: claim:foo.4: "
    assert run("verify", *options)[1].startswith(place)


@needs_page
def test_every_phrase_from_the_page_of_2016_is_found(run: Command, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE_2016.read_bytes())
    code, out, said = run("verify", "--sources", tmp_path, "--format", "json")
    assert (code, json.loads(out)) == (0, [])
    assert " phrases looked up in 1 text\n" in said
    assert "edition:web-frameworks-2016" not in said
