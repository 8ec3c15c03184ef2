"""Lists of a package index in files, and lists of ranks."""

from pathlib import Path

import pytest
from tests.conftest import Command

from fwgraph.errors import Unreadable
from fwgraph.store import resources
from fwgraph.upstream.download_ranks import read_download_ranks

NOVEMBER = "package-index-2026-11"
LIST = Path(__file__).parents[3] / f"shared/upstream/{NOVEMBER}.tsv"


@pytest.fixture
def read_list(run: Command, tmp_path: Path) -> Command:
    """Run `fwgraph upstream list` over some bytes."""

    def reading(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
        options = ("--edition", NOVEMBER, "--date", "2026-11")
        return run("upstream", "list", "-", *options, *arguments, stdin=stdin)

    return reading


@pytest.mark.skipif(not LIST.is_file(), reason="the list is not part of the repository")
def test_the_edition_of_november_is_what_the_command_writes(run: Command, tmp_path: Path) -> None:
    written = tmp_path / "index.ttl"
    options = ("--edition", NOVEMBER, "--date", "2026-11", "-o", written)
    assert run("upstream", "list", LIST, *options)[0] == 0
    shipped = resources.resource_root() / f"data/editions/{NOVEMBER}.ttl"
    assert written.read_bytes() == shipped.read_bytes(), f"run: fwgraph upstream list … {options}"


def test_a_list_becomes_an_edition(read_list: Command) -> None:
    text = (
        "slug\tname\tversion\tmonth\trank\tmatch\n"
        "flask\tFlask\t3.1.3\t2026-02\t17\tsame\n"
        "\tdjango\t6.1\t2026-08-05\t\t\n"
        "unheard-of\tunheard-of\t1\t2020-01\t\tsame\n"
        "repoze\trepoze-who\t3.2.0\t2026-09\t\tsame\n"
        "couchdb\tcouchdb\t1.2\t2018-02\t\tsame\n"
    )
    code, out, error = read_list(stdin=text.encode())
    assert code == 0
    assert error == (
        "standard input:4: unheard-of: the graph does not know the software 'unheard-of':"
        " left out\n"
        "standard input:5: repoze-who: the list has it as repoze, the graph as repoze-who\n"
        "standard input:6: couchdb: other software than couchdb, says the graph: left out\n"
        "5 packages asked for, 3 there; 3 with a version, 3 with its day\n"
    )
    assert '    fw:identity "same name, by the list this very software"@en ;\n' in out
    assert '    fw:released "2026-08-05"^^xsd:date ;\n    fw:version "6.1" ;\n' in out
    assert "fw:lists software:repoze-who ;" in out
    assert 'dcterms:date "2026-11-01"^^xsd:date' in out
    assert "fw:dateBasis" in out
    assert "fw:dateBasis" not in read_list("--date", "2026-11-02", stdin=text.encode())[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "standard input:1: a list has a header"),
        ("slug\tversion\nx\t1\n", "standard input:1: a list has a header"),
        ("name\tname\n", "standard input:1: a list has a header"),
        ("name\n", "there is no package in the list"),
        ("name\trank\nflask\n", "standard input:2: 1 columns where the header has 2"),
        ("name\nflask web\n", "standard input:2: 'flask web' is no name of a package"),
        ("name\tmonth\nflask\t2026-13\n", "standard input:2: '2026-13' is no month and no day"),
        ("name\trank\nflask\t0\n", "standard input:2: the rank '0' is no whole number from 1"),
        ("name\tmatch\nflask\tmaybe\n", "standard input:2: match 'maybe' is none of same"),
        ("name\nflask\nFlask\n", "standard input:3: Flask stands on line 2 too"),
        ("name\nunheard-of\n", "the graph knows none of these packages"),
        ("name\nfl\0ask\n", "standard input:2: there is a NUL byte"),
    ],
)
def test_a_list_that_is_not_whole_is_said(read_list: Command, text: str, expected: str) -> None:
    code, out, error = read_list(stdin=text.encode())
    assert (code, out) == (2, "")
    assert expected in error


@pytest.mark.parametrize(("option", "value"), [("--edition", "A"), ("--date", "2026")])
def test_a_wrong_option_is_said(read_list: Command, option: str, value: str) -> None:
    code, out, error = read_list(option, value, stdin=b"name\nflask\n")
    assert (code, out) == (2, "")
    assert f"{option} {value}" in error


@pytest.mark.parametrize(
    "text",
    [
        "name\trank\nBoto3\t1\nflask\t2\nnone\t\n",
        "rank,project,more\n1,boto3,x\n2,Flask,\n",
        '["boto3", "flask"]',
        '[{"name": "flask", "rank": 2}, {"name": "boto3", "rank": 1}]',
        '{"last_update": "x", "rows": [{"download_count": 9, "project": "boto3"},'
        ' {"download_count": 8, "project": "flask"}]}',
    ],
)
def test_ranks_are_read_from_lists_of_every_sort(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ranks"
    path.write_text(text, encoding="utf-8")
    assert read_download_ranks(path) == {"boto3": 1, "flask": 2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a list of ranks has columns"),
        ("name\nflask\n", "a list of ranks has columns"),
        ("[", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ("{}", "a list of ranks has columns"),
        ("[]", "there is no rank in it"),
        ("[1]", "item 1: no name of a package"),
        ('[{"name": "x", "rank": 1.5}]', "item 1: the rank of x is no whole number"),
        ("name,rank\nx,-1\n", "line 2: the rank of x is no whole number"),
        ("name,rank\nx,1\nX,2\n", "line 3: X has two ranks"),
        ("name,rank\n,1\n", "line 2: no name of a package"),
    ],
)
def test_a_list_without_ranks_is_said(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "ranks"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable) as raised:
        read_download_ranks(path)
    assert expected in str(raised.value)
