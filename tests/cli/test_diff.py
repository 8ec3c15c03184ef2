"""What changed between two editions, as a person reads it and as programs do."""

import json
import shlex
from pathlib import Path

import markdown_it
import pytest
from tests.conftest import Command

from fwgraph.questions.versions import version_key

FOLDER = Path(__file__).parent / "diff"
EDITIONS = Path(__file__).parents[1] / "questions" / "graphs" / "editions.ttl"
PAGES = EDITIONS.with_name("pages.ttl")
MADE_UP = f"--data {shlex.quote(str(EDITIONS))}"
SHIPPED = "diff web-frameworks-2016 web-frameworks-2026"


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("md", "md")])
def test_every_sort_of_change_is_told(form: str, ending: str, run: Command) -> None:
    expected = (FOLDER / f"editions.{ending}").read_text(encoding="utf-8")
    answer = run(*shlex.split(f"diff one two --format {form} {MADE_UP} -o -"))
    assert answer == (0, expected, "")


@pytest.mark.parametrize("form", ["text", "md"])
def test_the_two_states_of_the_page_differ_as_was_checked_by_eye(form: str, run: Command) -> None:
    ending = {"text": "txt"}.get(form, form)
    expected = (FOLDER / f"web-frameworks.{ending}").read_text(encoding="utf-8")
    assert run(*SHIPPED.split(), "--format", form, "-o", "-")[1] == expected


def test_a_line_is_linked_where_this_very_state_can_be_read(run: Command) -> None:
    text = run(*SHIPPED.split(), "--format", "md")[1]
    state = "https://github.com/psf/wiki/blob/865d2f9df04395e517515992601b32923949dda3"
    row = "| Django | 1.9.7 (2016-06-04) | 5.2 (2025-04-02) | 17 "
    assert f"{row}| [30]({state}/python/web/WebFrameworks.md#L30) |" in text


def test_markdown_is_tables_whatever_is_in_a_cell(run: Command) -> None:
    text = run(*shlex.split(f"diff one two --format md {MADE_UP}"))[1]
    tokens = markdown_it.MarkdownIt("commonmark").enable("table").parse(text)
    rows = sum(token.type == "tr_open" for token in tokens)
    lines = text.splitlines()
    assert rows == sum(line.startswith("| ") and "---" not in line for line in lines)
    assert {token.type for token in tokens if token.type.endswith("block")} <= {"code_block"}
    assert "html_block" not in {token.type for token in tokens}
    cells = [token.content for token in tokens if token.type == "inline"]
    assert "Ace \\| 2" not in cells
    assert "Ace | 2" in cells


def test_programs_get_the_table_of_the_question(run: Command) -> None:
    asked = "ask edition-changes before=one after=two"
    for form in ("json", "csv", "tsv"):
        table = run(*shlex.split(f"{asked} --format {form} {MADE_UP}"))[1]
        assert run(*shlex.split(f"diff one two --format {form} {MADE_UP}"))[1] == table
    rows = json.loads(run(*shlex.split(f"diff one two --format json {MADE_UP}"))[1])
    assert {"change": "older", "before_line": 18, "after_line": 20}.items() <= rows[2].items()


@pytest.mark.parametrize("form", ["text", "md", "csv"])
def test_one_sort_of_change_alone(form: str, run: Command) -> None:
    command = f"diff one two --format {form} {MADE_UP}"
    code, text, _ = run(*shlex.split(command), "--only", "renamed")
    told = [word for word in ("Ace", "bat", "Eel", "Newt") if word in text]
    assert (code, told) == (0, ["Ace", "bat"])


@pytest.mark.parametrize("ending", ["txt", "md", "json", "csv", "tsv"])
def test_the_ending_of_a_file_decides(ending: str, run: Command, tmp_path: Path) -> None:
    out = tmp_path / f"changes.{ending}"
    answer = run(*shlex.split(f"diff one two {MADE_UP} -o {shlex.quote(str(out))}"))
    form = {"txt": "text"}.get(ending, ending)
    assert answer == (0, "", "")
    printed = run(*shlex.split(f"diff one two {MADE_UP} --format {form} -o -"))[1]
    assert out.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize(
    ("editions", "said"),
    [
        ("one one", "17 listings → 17 listings: one and the same edition"),
        ("one empty", "3 listings → 0 listings: 3 went"),
        ("empty empty-2", "0 listings → 0 listings: no difference"),
    ],
)
def test_what_does_not_differ_is_said(
    editions: str, said: str, run: Command, tmp_path: Path
) -> None:
    data = EDITIONS
    if "empty" in editions:
        data = tmp_path / "pages.ttl"
        more = 'edition:empty-2 a fw:Edition ; rdfs:label "Empty as well" .\n'
        data.write_text(PAGES.read_text(encoding="utf-8") + more, encoding="utf-8")
        editions = editions.replace("one", "old")
    code, text, _ = run("diff", *editions.split(), "--data", str(data))
    assert (code, text.splitlines()[1]) == (0, said)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("web-frameworks-2016 web-frameworks-2062", "did you mean web-frameworks-2026"),
        ("flask web-frameworks-2016", "flask"),
        ("web-frameworks-2016 web-frameworks-2026 -o x.png", "the ending says no format"),
    ],
)
def test_a_mistake_is_a_sentence(arguments: str, sentence: str, run: Command) -> None:
    code, text, error = run("diff", *arguments.split())
    assert (code, text) == (2, "")
    assert sentence in error
    assert error.count("\n") == 1


def test_an_edition_of_a_later_day_is_refused(run: Command) -> None:
    code, text, error = run(*SHIPPED.split(), "--on", "2020-01-01")
    assert (code, text) == (2, "")
    assert "Web Frameworks, 2026-03-10 is of 2026-03-10: it says nothing on 2020-01-01" in error
    assert run(*SHIPPED.split(), "--on", "2026-03-10")[1] == run(*SHIPPED.split())[1]


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("1.9", "1.10"),
        ("0.12.9", "0.13"),
        ("1.0b2", "1.0rc1"),
        ("1.0rc1", "1.0"),
        ("1.0.dev3", "1.0a1"),
        ("v1.0", "1.0.post1"),
        ("1.0 PRE", "1.0"),
    ],
)
def test_versions_are_ordered(lower: str, higher: str) -> None:
    keys = version_key(lower), version_key(higher)
    assert keys[0] is not None
    assert keys[1] is not None
    assert keys[0] < keys[1]


@pytest.mark.parametrize("words", ["", "Jade", "1.x", "1.0 or so", "1..2", "9" * 101, "²"])
def test_what_is_no_version_is_not_ordered(words: str) -> None:
    assert version_key(words) is None


def test_a_version_may_end_in_zeros() -> None:
    assert version_key("1.0.0") == version_key("v1")
