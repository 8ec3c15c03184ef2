"""Many targets: every one is looked at once, whatever is wrong with another."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.shapes import cases

from fwgraph.store import resources

Command = Callable[..., tuple[int, str, str]]

GOOD = """\
= Popular Full-Stack Frameworks =
 * [[http://example.org/b|Beta]] (1.0 Released 2016-9-1). b
 * [[http://example.org/a|Alpha]] (1.0 Released 2016-01-01). a
"""
DOCUMENT = """\
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
<https://w3id.org/fwgraph/document/untitled> a fw:Document ; fw:address <http://x.example/> ;
    <http://purl.org/dc/terms/date> "2020-02-02"^^<http://www.w3.org/2001/XMLSchema#date> ;
    fw:revision "1" ; fw:voice <https://w3id.org/fwgraph/voice/author> .
"""
TRIPLE_TERM = "<http://x.example/a> <http://x.example/b> <<( <a:a> <b:b> <c:c> )>> .\n"

parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in; the ontology alone is shipped, which is quicker."""
    ontology = resources.turtle_files(resources.resource_root() / "ontology")
    monkeypatch.setattr(resources, "shipped_files", lambda: ontology)
    # What a run keeps of this graph is not for the tests that ship all of it.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".kept"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: str | bytes = GOOD) -> Path:
    """Return a new file below the folder."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def findings_of(out: str) -> list[tuple[str, str, int]]:
    """Return the path, rule and line of each finding on the lines of entries."""
    rows = [(row["path"], row["rule"], row["line"]) for row in json.loads(out)]
    return [row for row in rows if row[2] > 1]


OF_GOOD = [("good.moin", "page-date-format", 2), ("good.moin", "page-order", 3)]


@pytest.fixture
def troubled() -> None:
    """A page with findings beside one that lists nothing and one that is no text."""
    write("good.moin")
    write("note.moin", "A page without a list.\n")
    write("latin.moin", b"caf\xe9\n")


NOT_UTF8 = "error: latin.moin:1: this is not UTF-8 text; convert it first\n"
NO_ENTRIES = "error: note.moin: no entries found; is this a page of frameworks?\n"


@pytest.mark.usefixtures("troubled")
def test_a_folder_gives_all_findings_and_then_fails_for_what_was_unreadable(run: Command) -> None:
    code, out, err = run("validate", ".", "--format", "json")
    assert (code, findings_of(out)) == (2, OF_GOOD)
    assert err == f"{NOT_UTF8}passed over, since no rule is about anything in them: note.moin\n"
    Path("latin.moin").unlink()
    assert run("validate", ".")[0] == 1


@pytest.mark.usefixtures("troubled")
def test_a_named_page_that_lists_nothing_is_an_error(run: Command) -> None:
    code, out, err = run("validate", "note.moin", "latin.moin", "good.moin", "--format", "json")
    assert (code, findings_of(out), err) == (2, OF_GOOD, NO_ENTRIES + NOT_UTF8)
    assert run("validate", ".", "note.moin")[2] == NO_ENTRIES + NOT_UTF8


@pytest.mark.usefixtures("troubled")
def test_a_folder_of_pages_that_list_nothing_was_not_checked(run: Command) -> None:
    Path("good.moin").unlink()
    Path("latin.moin").unlink()
    for number in range(4):
        write(f"other-{number}.moin", "= Books =\n")
    code, out, err = run("validate", ".")
    assert (code, out) == (2, "")
    assert err == (
        "passed over, since no rule is about anything in them:"
        " note.moin, other-0.moin, other-1.moin and 2 more\nerror: nothing was checked\n"
    )


@pytest.mark.usefixtures("troubled")
def test_one_broken_rdf_file_does_not_hide_the_others(run: Command) -> None:
    write("a.ttl", "not Turtle <")
    write("b.ttl", "")
    write("c.ttl", DOCUMENT)
    write("d.ttl", TRIPLE_TERM)
    code, out, err = run("validate", "missing", "", ".", "--format", "json")
    assert (code, findings_of(out)) == (2, [("c.ttl", "document-label", 2), *OF_GOOD])
    errors = [line.split(": ")[1] for line in err.splitlines() if line.startswith("error: ")]
    assert sorted(errors) == ["''", "a.ttl:1", "b.ttl", "d.ttl", "latin.moin:1", "missing"]


@pytest.mark.usefixtures("troubled")
def test_fix_repairs_every_page_that_it_can_read(run: Command) -> None:
    code, out, err = run("fix", "--write", "latin.moin", "missing", "note.moin", "good.moin")
    assert (code, out) == (2, "")
    missing = "error: missing: there is no such file or folder\n"
    assert err.startswith(missing + NOT_UTF8 + NO_ENTRIES)
    assert "2016-09-01" in Path("good.moin").read_text()
    assert Path("note.moin").read_text() == "A page without a list.\n"
    assert Path("latin.moin").read_bytes() == b"caf\xe9\n"


@pytest.mark.usefixtures("troubled")
def test_fix_takes_a_folder_for_its_pages(run: Command) -> None:
    write("data.ttl", DOCUMENT)
    code, _, err = run("fix", "--write", ".")
    assert (code, "data.ttl" in err) == (2, False)
    assert "passed over, since no rule is about anything in them: note.moin" in err
    assert "2016-09-01" in Path("good.moin").read_text()
    Path("latin.moin").unlink()
    assert run("fix", "--write", ".")[0] == 0


def test_what_is_no_page_of_the_folder_is_left_out(run: Command) -> None:
    write("d/good.moin")
    broken = "not Turtle <"
    for path in (
        ".venv/lib/t.ttl",
        ".git/z.moin",
        ".hidden.moin",
        "deep/.cache/x.ttl",
        "node_modules/x/z.moin",
        "deep/node_modules/x.ttl",
        "env/lib/x.ttl",
        "page.moin.swp",
        "page.moin~",
    ):
        write(f"d/{path}", broken)
    write("d/env/pyvenv.cfg", "home = /usr/bin\n")
    Path("d/Old.moin").mkdir()
    Path("d/old.ttl").mkdir()
    Path("d/.#page.moin").symlink_to("user@host.1:2")
    Path("d/gone.moin").symlink_to("nowhere.moin")
    code, out, err = run("validate", "d", "--format", "json")
    assert (code, err) == (1, "")
    assert findings_of(out) == [(f"d/{path}", rule, line) for path, rule, line in OF_GOOD]


def test_a_hidden_folder_that_is_named_is_looked_at(run: Command) -> None:
    write(".drafts/good.moin")
    write(".drafts/old.moin/good.moin")
    assert len(findings_of(run("validate", ".drafts", "--format", "json")[1])) == 4
    assert run("validate", ".drafts/old.moin")[0] == 1


def test_a_target_is_checked_once_however_it_is_named(tmp_path: Path, run: Command) -> None:
    write("good.moin")
    write("data.ttl", DOCUMENT)
    Path("link.moin").symlink_to("good.moin")
    expected = [("data.ttl", "document-label", 2), *OF_GOOD]
    names = ["./good.moin", "good.moin", "data.ttl", "link.moin", ".", tmp_path, "./data.ttl"]
    code, out, err = run("validate", *names, "--format", "json")
    assert (code, err, findings_of(out)) == (1, "", expected)
    _, out, err = run("fix", "--diff", "good.moin", "./good.moin", ".")
    assert out.count("+++ ") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
def test_a_pipe_in_a_folder_is_not_waited_for(run: Command) -> None:
    import os

    write("good.moin")
    os.mkfifo("pipe.ttl")
    assert run("validate", ".")[0] == 1


def test_an_interruption_is_no_trouble_of_one_target(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the run ends it: the next target is not looked at."""
    from fwgraph.rules import findings

    def interrupt(*_: object) -> None:
        calls.append(1)
        raise KeyboardInterrupt

    calls: list[int] = []
    write("a.moin")
    write("b.moin")
    monkeypatch.setattr(findings, "check_data_graph", interrupt)
    code, out, _ = run("validate", ".")
    assert (len(calls), out, code != 0) == (1, "", True)
