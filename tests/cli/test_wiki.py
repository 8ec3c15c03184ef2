"""A whole wiki in Markdown in one run: what validate says of its pages, and what fix changes."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Command

from fwgraph.rules import many_pages

REAL = Path(__file__).parents[3] / "shared/pages/psf-wiki/865d2f9d"
needs_pages = pytest.mark.skipif(not REAL.exists(), reason=f"the wiki's pages are not at {REAL}")
LISTED = ("--files", REAL / "FILES.txt", "--redirects", REAL / "_redirects.json")

TABLE = "::: {}\n  A    B\n  ---  ---\n  1    2\n:::\n"
PIPES = "| A | B |\n| --- | --- |\n| 1 | 2 |\n"
PAGES = {
    "index.md": "# Index\n\n[a](py/A) [b](py/B.html) [c](py/C)\n",
    "py/A.md": f"# A\n\n{TABLE}\n[old](Old) [gone](../Gone)\n",
    "py/new/Old.md": "---\ntitle: Old\n---\n# Old\n\n- [A](../A.md)\n",
    "py/B.md": "",
}
SAID = [
    ("index.md", 3, 26, "page-link-dead", "c"),
    ("py/A.md", 4, 3, "page-table-lost", "A"),
    ("py/A.md", 9, 1, "page-link-moved", "old"),
    ("py/A.md", 9, 12, "page-link-dead", "gone"),
]


@pytest.fixture(autouse=True)
def wiki(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small wiki, and its map beside it."""
    monkeypatch.chdir(tmp_path)
    for name, page in PAGES.items():
        file = tmp_path / "wiki" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page)
    (tmp_path / "map.json").write_text('{"py/Old": "py/new/Old"}')
    return tmp_path / "wiki"


def rows(out: str) -> list[tuple[str, int, int, str, str]]:
    """Return the findings of a report in JSON."""
    keys = ("path", "line", "column", "rule", "entry")
    found = [tuple(each[key] for key in keys) for each in json.loads(out)]
    return [(path.removeprefix("wiki/"), *others) for path, *others in found]


def test_a_folder_is_judged_page_by_page(run: Command) -> None:
    options = ("--root", "wiki", "--redirects", "map.json")
    code, out, err = run("validate", "wiki", *options, "--format", "json")
    assert (code, rows(out), err) == (1, SAID, "")
    assert [each["fix"] for each in json.loads(out) if each["fix"].startswith("link new")] == [
        "link new/Old"
    ]
    code, out, _ = run("validate", "wiki", *options)
    assert re.search(r"\n4 findings:\n  page-link-dead +2 violation\n", out)


def test_without_a_wiki_links_are_not_judged(run: Command) -> None:
    code, out, err = run("validate", "wiki", "--format", "json")
    assert (code, rows(out), err) == (1, [SAID[1]], "")


def test_a_page_that_is_not_on_the_list_is_told(run: Command) -> None:
    Path("list.txt").write_text("py/A.md\n")
    Path("elsewhere").mkdir()
    Path("elsewhere/C.md").write_text("[x](y)\n")
    Path("list.txt").rename("elsewhere/../wiki/list.txt")
    code, out, err = run("validate", "elsewhere/C.md", "--files", "wiki/list.txt")
    assert (code, out) == (0, "no findings\n")
    assert err == (
        "elsewhere/C.md: links not judged, since it is no page of the wiki that was named\n"
    )


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit", "text", "ttl"])
def test_every_format_has_every_place_and_no_absolute_path(form: str, run: Command) -> None:
    options = ("--root", "wiki", "--redirects", "map.json", "--format", form)
    code, out, _ = run("validate", "wiki", *options)
    assert code == 1
    if form == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        places = [each["locations"][0]["physicalLocation"] for each in results]
        found = [(each["artifactLocation"]["uri"], *each["region"].values()) for each in places]
        assert found == [(f"wiki/{path}", line, column) for path, line, column, _, _ in SAID]
    elif form != "ttl":
        assert all(rule in out and f"wiki/{path}" in out for path, _, _, rule, _ in SAID)
    else:
        assert out.count("sh:ValidationResult") == len(SAID)
    assert str(Path.cwd()) not in out


def test_a_path_in_sarif_is_relative_however_the_folder_was_named(run: Command) -> None:
    _, out, _ = run("validate", Path.cwd() / "wiki", "--format", "sarif")
    (result,) = json.loads(out)["runs"][0]["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "wiki/py/A.md"}


@pytest.mark.parametrize("processes", [1, 2])
def test_several_processes_say_the_same(
    processes: int, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_pages, "MANY", 2)
    monkeypatch.setattr("os.cpu_count", lambda: processes)
    Path("wiki/latin.md").write_bytes(b"caf\xe9\n")
    Path("wiki/note.moin").write_text("Nothing.\n")
    options = ("--root", "wiki", "--redirects", "map.json", "--format", "json")
    code, out, err = run("validate", "wiki", *options)
    assert (code, rows(out)) == (2, SAID)
    assert err == (
        "error: wiki/latin.md:1: this is not UTF-8 text; convert it first\n"
        "passed over, since no rule is about anything in them: wiki/note.moin\n"
    )


def test_a_page_of_frameworks_without_entries_is_an_error_where_it_is_named(run: Command) -> None:
    Path("list.md").write_text("# Web\n\n## Other Full-Stack Frameworks\n\nNone.\n")
    error = "error: list.md: no entries found; is this a page of frameworks?\n"
    assert run("validate", "list.md") == (2, "", error)
    assert run("validate", ".", "--format", "json")[0] == 1


def test_fix_mends_tables_and_links_and_nothing_else(run: Command) -> None:
    options = ("--root", "wiki", "--redirects", "map.json")
    code, _, err = run("fix", "--write", "wiki", *options)
    assert (code, err) == (
        0, "wiki/py/A.md:4: table: table written with pipes\nwiki/py/A.md:9: old: links new/Old\n"
    )  # fmt: skip
    after = {name: (Path("wiki") / name).read_text() for name in PAGES}
    mended = f"# A\n\n{PIPES}\n[old](new/Old) [gone](../Gone)\n"
    assert after == {**PAGES, "py/A.md": mended}
    assert run("fix", "--write", "wiki", *options) == (0, "", "")


def test_fix_shows_what_it_would_change(run: Command) -> None:
    code, out, _ = run("fix", "--diff", "wiki/py/A.md")
    assert code == 0
    assert out == (
        "--- a/A.md\n+++ b/A.md\n@@ -1,9 +1,7 @@\n # A\n \n-::: {}\n-  A    B\n-  ---  ---\n"
        "-  1    2\n-:::\n+| A | B |\n+| --- | --- |\n+| 1 | 2 |\n \n [old](Old) [gone](../Gone)\n"
    )


def test_fix_leaves_a_table_that_pipes_cannot_hold_and_says_why(run: Command) -> None:
    page = "+-----+\n| A   |\n+=====+\n| - x |\n+-----+\n"
    Path("wiki/py/A.md").write_text(page)
    code, out, err = run("fix", "wiki/py/A.md")
    assert (code, out) == (1, page)
    assert err == (
        "wiki/py/A.md:1: table: left as it is, since a cell holds a list, code or another block"
        " (line 4)\nwiki/py/A.md:1:1: left for a person: the page: A table of the page is one for"
        " its readers too: it is published as “plain text: it is a grid table”\n"
    )


def test_a_page_that_is_no_list_of_software_keeps_its_dates(run: Command) -> None:
    page = "# Log\n\n- Eve (1.0 Released 2006-9-5) wrote.\n- Bob (0.1 Released 2006-9-5) came.\n"
    Path("wiki/log.md").write_text(page)
    assert run("fix", "--write", "wiki")[0] == 0
    assert Path("wiki/log.md").read_text() == page


@needs_pages
def test_the_real_page_has_its_25_dead_links_and_3_lost_tables(run: Command) -> None:
    page = REAL / "python/web/WebFrameworks.md"
    _, out, _ = run("validate", page, *LISTED, "--format", "json")
    found = [(row[1], row[3]) for row in rows(out)]
    rules = [rule for _, rule in found]
    assert (rules.count("page-link-dead"), rules.count("page-link-moved")) == (11, 14)
    assert [line for line, rule in found if rule == "page-table-lost"] == [28, 45, 108]
    assert [line for line, rule in found if rule == "page-table-columns"] == [30, 48, 110]
    links = [line for line, rule in found if rule.startswith("page-link")]
    assert links == [
        11, 19, 25, 31, 31, 84, 124, 126, 144, 174, 188, 206, 208, 220, 222, 238, 242, 242, 242,
        242, 254, 256, 272, 272, 282,
    ]  # fmt: skip
    _, out, _ = run("validate", page, "--files", REAL / "FILES.txt", "--format", "json")
    assert [row[3] for row in rows(out)].count("page-link-dead") == 25


@needs_pages
def test_fix_of_the_real_page_changes_what_it_says_and_no_other_line(
    run: Command, tmp_path: Path
) -> None:
    source = (REAL / "python/web/WebFrameworks.md").read_bytes()
    page = tmp_path / "WebFrameworks.md"
    page.write_bytes(source)
    code, _, err = run("fix", "--write", page, *LISTED)
    assert code == 1  # three dates need a person
    assert (err.count("table written with pipes"), err.count(": links ../archive/")) == (3, 14)
    mended = page.read_bytes()
    said = {int(number) for number in re.findall(r"WebFrameworks\.md:(\d+): ", err)}
    before, after = source.splitlines(), set(mended.splitlines())
    gone = {number for number, line in enumerate(before, 1) if line not in after}
    tables = {*range(27, 37), *range(44, 73), *range(107, 121)}
    assert gone - tables <= said
    run("fix", "--write", page, *LISTED)
    assert page.read_bytes() == mended


def test_a_run_over_pages_loads_no_engine_that_it_does_not_need() -> None:
    """Judging a page takes milliseconds; what would be loaded for other rules takes longer."""
    script = (
        "import sys\nfrom fwgraph.wiki.myst import builder\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'rdflib', 'pyshacl'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"[]\n"
