"""Importing a page from the command line: what cannot be read is said in one sentence."""

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Triple, parse

from fwgraph.cli import main
from fwgraph.namespaces import term

ROW = "||[[http://x.org/|Foo]] ||1.0 ||2010-02-03 ||text ||\n"
PAGE = f"= Frameworks =\n||Name ||Version ||Date ||Text ||\n{ROW}\n * [[Bar]] (2.0)\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that can be imported."""
    file = tmp_path / "some-page.moin"
    file.write_text(PAGE, encoding="utf-8")
    return file


@pytest.fixture
def empty_data(tmp_path: Path) -> Path:
    """A graph that knows nothing, which loads faster than the shipped one."""
    file = tmp_path / "nothing.ttl"
    file.touch()
    return file


def failed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Return what an import that exits with 2 and prints nothing says on standard error."""
    with pytest.raises(SystemExit) as exit_:
        main(["import", *map(str, arguments)])
    captured = capsys.readouterr()
    assert (exit_.value.code, captured.out) == (2, "")
    return captured.err


HOSTILE = [
    ("empty", b"", "the page is empty"),
    ("blank", b" \r\n\t\n\x0c\n", "the page is empty"),
    ("binary", bytes(range(255, -1, -1)), "this is not UTF-8 text"),
    ("picture", b"\x89PNG\r\n\x1a\n", "this is not UTF-8 text"),
    ("nul", PAGE.encode() + b"\0", "there is a NUL byte"),
    ("utf-16", PAGE.encode("utf-16"), "this is not UTF-8 text"),
    ("latin-1", f"{PAGE}Zürich".encode("latin-1"), "this is not UTF-8 text"),
    ("cut", f"{PAGE}ü".encode()[:-1], "this is not UTF-8 text"),
]


@pytest.mark.parametrize(("name", "content", "reason"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_a_file_that_is_no_page_is_refused(
    name: str, content: bytes, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"{name}.moin"
    file.write_bytes(content)
    out = tmp_path / "out.ttl"
    message = failed(capsys, file, "-o", out)
    assert message.startswith(f"error: {file}:")
    assert reason in message
    assert message.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("content", "line"), [(b"one\ntwo\n\0", 3), (b"one\n\xff\n", 2), (b"\xff", 1)]
)
def test_the_message_names_the_line_that_is_no_text(
    content: bytes, line: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.moin"
    file.write_bytes(content)
    assert failed(capsys, file).startswith(f"error: {file}:{line}: ")


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("missing.moin", "No such file or directory"),
        ("", "Is a directory"),
        ("nothing.ttl/page.moin", "Not a directory"),
    ],
)
def test_a_place_without_a_page_is_named(
    place: str,
    reason: str,
    tmp_path: Path,
    empty_data: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    message = failed(capsys, tmp_path / place, "-o", tmp_path / "out.ttl")
    assert message == f"error: {tmp_path / place}: {reason}\n"
    assert not (tmp_path / "out.ttl").exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--edition", "Web Frameworks"),
        ("--edition", "web/frameworks"),
        ("--edition", "../web"),
        ("--edition", "web--frameworks"),
        ("--edition", "é"),
        ("--edition", "-"),
        ("--date", "2016-6-4"),
        ("--date", "2016-06"),
        ("--date", "2016-02-30"),
        ("--date", "yesterday"),
        ("--date", ""),
        ("--url", "wiki.python.org"),
        ("--url", "file:///etc/passwd"),
        ("--url", "javascript:alert(1)"),
        ("--url", "http://x.org/<b>"),
        ("--url", "http://x.org/ b"),
        ("--url", ""),
    ],
)
def test_an_option_that_makes_no_sense_is_named(
    option: str,
    value: str,
    page: Path,
    tmp_path: Path,
    empty_data: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out.ttl"
    message = failed(capsys, page, option, value, "--data", empty_data, "-o", out)
    assert message.startswith(f"error: {option} {value}: ")
    assert not out.exists()


@pytest.mark.parametrize("option", ["--edition", "--date", "--url"])
def test_a_message_about_an_option_stays_on_its_line(
    option: str, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = failed(capsys, page, option, "web\n\x1b[31m")
    assert message.startswith(f"error: {option} web")
    assert message.removesuffix("\n").isprintable()


@pytest.mark.parametrize("url", ["http://[", "http://a%zz", "http://a:b/"])
def test_an_address_that_no_iri_can_hold_is_named(
    url: str, page: Path, tmp_path: Path, empty_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.ttl"
    message = failed(capsys, page, "--url", url, "--data", empty_data, "-o", out)
    assert message.startswith("error: ")
    assert url in message
    assert not out.exists()


def test_a_failure_leaves_an_older_result_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.ttl"
    out.write_text("older", encoding="utf-8")
    failed(capsys, tmp_path / "missing.moin", "-o", out)
    assert out.read_text(encoding="utf-8") == "older"


@pytest.mark.parametrize("place", ["missing/out.ttl", "some-page.moin/out.ttl"])
def test_a_result_that_cannot_be_written_is_said(
    place: str,
    page: Path,
    tmp_path: Path,
    empty_data: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / place
    message = failed(capsys, page, "--data", empty_data, "-o", out)
    assert message.startswith(f"error: {out}: cannot be written: ")
    assert sorted(tmp_path.iterdir()) == [empty_data, page]


def listed(out: Path) -> Iterator[str]:
    """Yield the names of the listings in a Turtle file."""
    triples = {quad.triple for quad in parse(path=out, format=RdfFormat.TURTLE)}
    names = {each.subject: each.object for each in triples if each.predicate == term("rdfs:label")}
    for each in triples:
        if each.object == term("fw:Listing"):
            name = names[each.subject]
            assert isinstance(name, Literal)
            yield name.value


def succeeded(*arguments: str | Path) -> None:
    """Run an import that exits with 0."""
    with pytest.raises(SystemExit) as exit_:
        main(["import", *map(str, arguments)])
    assert not exit_.value.code


def test_a_page_is_imported(page: Path, tmp_path: Path, empty_data: Path) -> None:
    out = tmp_path / "out.ttl"
    options = ["--edition", "mine", "--date", "2016-06-04", "--url", "https://x.org/Page"]
    succeeded(page, *options, "--data", empty_data, "-o", out)
    assert sorted(listed(out)) == ["Bar", "Foo"]
    triples = {quad.triple for quad in parse(path=out, format=RdfFormat.TURTLE)}
    assert Triple(term("edition:mine"), term("dcterms:title"), Literal("Frameworks")) in triples
    assert sorted(tmp_path.iterdir()) == [empty_data, out, page]


def edition_facts(out: Path) -> dict[str, object]:
    """Return what an imported edition says of where it comes from, by property."""
    return {
        quad.predicate.value.rpartition("/")[2].rpartition("#")[2]: quad.object
        for quad in parse(path=out, format=RdfFormat.TURTLE)
        if quad.subject == term("edition:some-page")
    }


def test_an_edition_says_which_bytes_it_is_and_who_speaks(
    page: Path, tmp_path: Path, empty_data: Path
) -> None:
    page.write_bytes(f"\ufeff{PAGE}Zürich\r\n".encode())
    out = tmp_path / "out.ttl"
    succeeded(page, "--data", empty_data, "-o", out)
    facts = edition_facts(out)
    assert facts["sha256"] == Literal(sha256(page.read_bytes()).hexdigest())
    assert facts["voice"] == term("voice:list-editor")


def test_a_day_that_nobody_says_is_the_newest_on_the_page(
    page: Path, tmp_path: Path, empty_data: Path
) -> None:
    page.write_text(f"{PAGE} * [[Baz]] (3.0 Released 2012-1-31)\n * [[Qux]] (1 Released 2013)\n")
    out = tmp_path / "out.ttl"
    succeeded(page, "--data", empty_data, "-o", out)
    facts = edition_facts(out)
    assert facts["date"] == Literal("2012-01-31", datatype=term("xsd:date"))
    assert facts["dateBasis"] == Literal("the newest date written on the page", language="en")
    succeeded(page, "--data", empty_data, "--date", "2014-01-01", "-o", out)
    assert "dateBasis" not in edition_facts(out)


def test_a_page_without_a_day_has_none(page: Path, tmp_path: Path, empty_data: Path) -> None:
    page.write_text("= Frameworks =\n * [[Bar]] (2.0)\n", encoding="utf-8")
    out = tmp_path / "out.ttl"
    succeeded(page, "--data", empty_data, "-o", out)
    assert not {"date", "dateBasis"} & edition_facts(out).keys()


def test_an_edition_is_named_after_its_file(
    page: Path, empty_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    succeeded(page, "--data", empty_data)
    assert "\nedition:some-page\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("size", "names"),
    [
        (len(PAGE), ["Bar", "Foo"]),
        (PAGE.index(ROW) + len(ROW), ["Foo"]),
        (PAGE.index(ROW) + len(ROW) - 1, ["Foo"]),
        (PAGE.index(ROW) + len(ROW) - 2, []),
        (PAGE.index("||text"), []),
        (PAGE.index("||text") + 2, ["Foo"]),
    ],
)
def test_a_page_that_is_cut_off_lists_what_is_whole(
    size: int, names: list[str], page: Path, tmp_path: Path, empty_data: Path
) -> None:
    page.write_text(PAGE[:size], encoding="utf-8")
    out = tmp_path / "out.ttl"
    if names:
        succeeded(page, "--data", empty_data, "-o", out)
        assert sorted(listed(out)) == names
        return
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["import", str(page), "--data", str(empty_data), "-o", str(out)])
    assert not out.exists()


@pytest.mark.parametrize(
    "text", ["no wiki page at all\n", "\ufeff", '{"json": []}', "= Books =\n * [[Foo]]\n"]
)
def test_a_page_that_lists_nothing_writes_nothing(
    text: str, page: Path, tmp_path: Path, empty_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text(text, encoding="utf-8")
    out = tmp_path / "out.ttl"
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["import", str(page), "--data", str(empty_data), "-o", str(out)])
    error = f"error: {page}: no entries found; is this a page of frameworks?\n"
    assert capsys.readouterr().err.endswith(error)
    assert not out.exists()


LONG = 2_000_000


@pytest.mark.parametrize(
    "line",
    [
        "x" * LONG,
        " * Foo (1.0) " + "x" * LONG,
        " * Foo (" + "1" * LONG,
        "||" * (LONG // 2),
        "[[" * (LONG // 2),
        " * " + "(" * LONG,
        " * " + "'" * LONG,
        " * Foo - " + "(1 Released 2" * (LONG // 13),
        "\n||Name ||Version ||Date ||\n||Foo ||" + "1" * LONG + " ||2010 ||",
    ],
    ids=["words", "item", "version", "bars", "links", "brackets", "quotes", "releases", "cell"],
)
def test_a_line_of_two_million_characters_is_imported(
    line: str, page: Path, tmp_path: Path, empty_data: Path
) -> None:
    page.write_text(f"= Frameworks =\n * Foo\n{line}", encoding="utf-8")
    out = tmp_path / "out.ttl"
    succeeded(page, "--data", empty_data, "--facts-only", "-o", out)
    assert out.stat().st_size > 0


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    """Run the import as a process of its own."""
    command = [sys.executable, "-m", "fwgraph", "import", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


def test_the_process_says_what_is_wrong_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "page.moin"
    file.write_bytes(b"one\n\xff")
    done = run(file)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"error: {file}:2: this is not UTF-8 text; convert it first\n"


def test_the_process_writes_the_same_bytes_with_and_without_a_file(
    page: Path, tmp_path: Path, empty_data: Path
) -> None:
    page.write_bytes(f"\ufeff{PAGE}Zürich\r\n".encode())
    out = tmp_path / "out.ttl"
    printed = run(page, "--data", empty_data)
    written = run(page, "--data", empty_data, "-o", out)
    assert (printed.returncode, written.returncode, written.stdout) == (0, 0, b"")
    assert printed.stdout == out.read_bytes()
