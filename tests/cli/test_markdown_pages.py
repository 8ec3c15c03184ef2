"""Markdown pages are taken wherever MoinMoin's are, and files that only look so are left alone."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., tuple[int, str, str]]
CONSTRUCTS = Path(__file__).parents[1] / "wiki/markdown/constructs.md"
GOOD = """\
# The wiki

## 1.1. Popular Full-Stack Frameworks {#popular}

- [Beta](http://example.org/b){.http} (1.0 Released 2016-9-1). b

- [Alpha](http://example.org/a) (1.0 Released 2016-01-01). a
"""
README = """\
# A project

It is built on these frameworks:

- Werkzeug
- Flask

## Frameworks

- Flask 1.0
- Django
"""
HOSTS = "# Hosts\n\n- [Host](http://host.example/) (1.0 Released 2020-1-2) lists Django\n"
CHANGELOG = "# Changelog\n\n## 1.0.0 - 2020-1-2\n\n- Fixed: a bug\n"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, content: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode())
    return file


def rules_and_places(out: str) -> list[tuple[str, str]]:
    pattern = r"(\S+:\d+:\d+): (?:violation|warning): \w.* \[([\w-]+)\]"
    found = re.findall(pattern, out)
    return [(rule, place) for place, rule in found]


def test_a_page_is_validated_and_repaired(run: Command) -> None:
    page = write("page.md", GOOD)
    code, out, _ = run("validate", page)
    assert code == 1
    assert ("page-date-format", "page.md:5:3") in rules_and_places(out)
    assert ("page-order", "page.md:7:3") in rules_and_places(out)
    assert run("fix", "--write", page)[0] == 0
    first, second = GOOD.replace("2016-9-1", "2016-09-01").splitlines(keepends=True)[4:7:2]
    assert page.read_text() == GOOD[: GOOD.index("- [")] + second + "\n" + first


@pytest.mark.parametrize("ending", ["md", "markdown", "MD"])
def test_a_page_is_imported_and_exported(run: Command, ending: str) -> None:
    page = Path(shutil.copy(CONSTRUCTS, f"page.{ending}"))
    code, _, err = run("import", page, "-o", "page.ttl")
    assert (code, "error" in err) == (0, False)
    assert run("export", "--data", "page.ttl", "back.md") == (0, "", "")
    assert Path("back.md").read_bytes() == CONSTRUCTS.read_bytes()
    assert 'fw:package "pkg:pypi/fox-py"' in Path("page.ttl").read_text()


def test_a_page_is_not_translated(run: Command) -> None:
    run("import", write("page.md", GOOD), "-o", "page.ttl")
    assert run("export", "--data", "page.ttl", "--format", "moin") == (
        2, "",
        "error: page: the text of this page was kept as it is in .md and is not translated into"
        " .moin: export it to .md\n",
    )  # fmt: skip


@pytest.mark.parametrize("command", [("validate",), ("fix", "--write")])
def test_what_is_no_such_page_in_a_folder_is_left_without_a_word(
    run: Command, command: tuple[str, ...]
) -> None:
    write("wiki/page.md", GOOD)
    others = {"wiki/README.md": README, "wiki/CHANGELOG.md": CHANGELOG, "wiki/docs/a.md": HOSTS}
    for path, content in others.items():
        write(path, content)
    _, out, err = run(*command, "wiki")
    assert "page.md" in out + err
    assert not re.search("README|CHANGELOG|a.md|passed over", out + err)
    assert {path: Path(path).read_text() for path in others} == others


def test_other_pages_of_a_folder_are_judged_by_the_rules_of_any_page(run: Command) -> None:
    write("wiki/README.md", README)
    assert run("validate", "wiki") == (0, "no findings\n", "")


def test_a_file_that_is_named_is_taken_at_its_word(run: Command) -> None:
    assert run("validate", write("a.md", "# A\n")) == (0, "no findings\n", "")
    code, out, _ = run("validate", write("README.md", README))
    assert (code, "[page-has-date]" in out) == (1, True)


def test_other_pages_are_skipped_where_that_is_asked_for(run: Command) -> None:
    files = [write("README.md", README), write("CHANGELOG.md", CHANGELOG)]
    assert run("validate", "--skip-others", *files) == (0, "", "")
    assert run("fix", "--write", "--skip-others", *files) == (0, "", "")
    assert run("validate", "--skip-others", *files, write("page.md", GOOD))[0] == 1


def test_markdown_of_both_endings_is_found_in_a_folder(run: Command) -> None:
    write("wiki/a.md", GOOD)
    write("wiki/b.markdown", GOOD)
    out = run("validate", "wiki")[1]
    assert {place.split(":")[0] for _, place in rules_and_places(out)} == {
        "wiki/a.md", "wiki/b.markdown"
    }  # fmt: skip


TOOLKITS = "# Toolkits\n\n## {} frameworks\n\n- [Ape](http://ape.example) (1.0 Released 2016-9-1)\n"


@pytest.mark.parametrize(
    ("title", "is_judged"), [("GUI", False), ("Web", True), ("Async web", True)]
)
def test_lists_of_other_frameworks_in_a_folder_are_none_of_the_web(
    run: Command, title: str, is_judged: bool
) -> None:
    page = write("wiki/Toolkits.md", TOOLKITS.format(title))
    assert ("[page-date-format]" in run("validate", "wiki")[1]) == is_judged
    assert "[page-date-format]" in run("validate", page)[1]
