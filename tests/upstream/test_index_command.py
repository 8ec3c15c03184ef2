"""The command that reads a package index, against an index on this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.conftest import Command
from tests.upstream.index_server import (
    SIMPLE_JSON,
    Answer,
    Asked,
    IndexServer,
    Script,
    project,
    serve_index,
    wheel,
)

from fwgraph.upstream import index_client

ONTOLOGY = Path(__file__).parents[2] / "ontology"
DATA = """\
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX listing: <https://w3id.org/fwgraph/listing/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX software: <https://w3id.org/fwgraph/software/>
software:alpha a fw:Framework ; rdfs:label "Alpha" ; fw:packageUrl "pkg:pypi/alpha" .
software:beta a fw:Component ; rdfs:label "Beta" ; skos:altLabel "py beta" ;
    fw:packageUrl "pkg:pypi/py-beta" .
software:gamma a fw:Component ; rdfs:label "Gamma" .
software:script a fw:Component ; rdfs:label "Script" ; fw:packageUrl "pkg:npm/script" .
edition:old a fw:Edition ; rdfs:label "Old" .
listing:old a fw:Listing ; rdfs:label "gamma-six" ; fw:edition edition:old ; fw:line 7 ;
    fw:lists software:gamma ; fw:package "pkg:pypi/gamma-six" .
"""
REPLIES = {
    "alpha": project("alpha", [wheel("alpha", "2.0", "2026-10-14")]),
    "gamma-six": project("gamma-six", **{"project-status": {"status": "quarantined"}}),
    "py-beta": project(
        "Py.Beta",
        [wheel("py_beta", "1.0", "2020-01-01")],
        **{"project-status": {"status": "archived", "reason": "We moved <on>."}},
    ),
}
NONE = Answer(b"gone", 404, {"Content-Type": "text/plain"})


def name_of(asked: Asked) -> str:
    """Return the name of the project that was asked for."""
    return asked.path.split("/")[-2]


def well(asked: Asked) -> Answer:
    """Answer as an index that knows the projects of REPLIES."""
    return Answer(REPLIES[name_of(asked)]) if name_of(asked) in REPLIES else NONE


@pytest.fixture
def serve() -> Iterator[Callable[[Script], IndexServer]]:
    """Start an index that answers as a script says; it ends with the test."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(serve_index(script))


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the machine's own settings, and no time to wait."""
    for variable in ("FWGRAPH_INDEX", "PIP_INDEX_URL", "PIP_CERT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(index_client, "PAUSES", (0.0, 0.1))
    (tmp_path / "things.ttl").write_text(DATA, encoding="utf-8")


@pytest.fixture
def read_index(run: Command, tmp_path: Path) -> Command:
    """Run `fwgraph upstream index` over a small graph, as of one day."""

    def reading(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
        data = ("--data", ONTOLOGY, "--data", tmp_path / "things.ttl")
        return run("upstream", "index", "--date", "2026-11-27", *data, *arguments, stdin=stdin)

    return reading


EXPECTED = """\
edition:package-index-2026-11-27
    a fw:Edition ;
    dcterms:date "2026-11-27"^^xsd:date ;
    dcterms:title "Package index" ;
    rdfs:label "Package index, 2026-11-27" ;
    fw:sha256 "{}" ;
    fw:voice voice:index ;
.

listing:package-index-2026-11-27\\/alpha
    a fw:Listing ;
    rdfs:label "alpha" ;
    fw:edition edition:package-index-2026-11-27 ;
    fw:identity "same name"@en ;
    fw:line 1 ;
    fw:lists software:alpha ;
    fw:package "pkg:pypi/alpha" ;
    fw:rank 12 ;
    fw:released "2026-10-14"^^xsd:date ;
    fw:version "2.0" ;
.

listing:package-index-2026-11-27\\/gamma-six
    a fw:Listing ;
    rdfs:label "gamma-six" ;
    fw:edition edition:package-index-2026-11-27 ;
    fw:identity "named in old:7"@en ;
    fw:line 2 ;
    fw:lists software:gamma ;
    fw:package "pkg:pypi/gamma-six" ;
.

listing:package-index-2026-11-27\\/py-beta
    a fw:Listing ;
    rdfs:label "py-beta" ;
    fw:edition edition:package-index-2026-11-27 ;
    fw:identity "alias"@en ;
    fw:line 3 ;
    fw:lists software:beta ;
    fw:package "pkg:pypi/py-beta" ;
    fw:released "2020-01-01"^^xsd:date ;
    fw:version "1.0" ;
.
"""


def test_what_the_index_says_becomes_an_edition(
    serve: Callable[[Script], IndexServer], read_index: Command, tmp_path: Path
) -> None:
    from hashlib import sha256

    server = serve(well)
    (tmp_path / "ranks.tsv").write_text("name\trank\nAlpha\t12\nother\t1\n")
    arguments = ("--index", server.url, "--ranks", tmp_path / "ranks.tsv")
    code, out, error = read_index(*arguments)
    body = b"".join(REPLIES[name] for name in sorted(REPLIES))
    assert (code, error) == (
        0,
        "gamma-six: quarantined\ngamma-six: the index offers no file of it, and so no version\n"
        "py-beta: archived: We moved <on>.\n"
        "3 packages asked for, 3 there; 2 with a version, 2 with its day\n",
    )
    assert EXPECTED.format(sha256(body).hexdigest()) in out
    assert out.count("a fw:Claim") == 2
    assert "claim:beta.status.archived.package-index-2026-11-27.3" in out
    assert "claim:gamma.status.quarantined.package-index-2026-11-27.2" in out
    assert "moved" not in out
    assert read_index(*arguments)[1] == out


def test_the_index_is_asked_politely(
    serve: Callable[[Script], IndexServer], read_index: Command
) -> None:
    server = serve(well)
    assert read_index("--index", server.url)[0] == 0
    assert [asked.path for asked in server.asked] == [
        "/simple/alpha/", "/simple/gamma-six/", "/simple/py-beta/"
    ]  # fmt: skip
    assert len({asked.connection for asked in server.asked}) == 1
    assert server.asked[0].headers["Accept"] == SIMPLE_JSON
    assert server.asked[0].headers["User-Agent"].startswith("fwgraph/")
    assert "Authorization" not in server.asked[0].headers


def test_only_what_is_named_is_asked_for(
    serve: Callable[[Script], IndexServer], read_index: Command
) -> None:
    server = serve(well)
    code, out, _ = read_index("py BETA", "--index", server.url)
    assert (code, [name_of(asked) for asked in server.asked]) == (0, ["py-beta"])
    assert "fw:line 1" in out


def test_a_package_that_the_graph_does_not_know_can_be_tried(
    serve: Callable[[Script], IndexServer], read_index: Command
) -> None:
    server = serve(lambda _: Answer(project("new-one", [wheel("new_one", "1", "2026-01-01")])))
    code, out, _ = read_index("--package", "pkg:pypi/New.One", "--index", server.url)
    assert code == 0
    assert "software:new-one\n    a fw:Software ;" in out
    assert "fw:packageUrl" not in out, "that it is this package is nobody's claim"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("gamma ray",), "no software is called 'gamma ray'"),
        (("script",), "script: the graph names no package of it"),
        (("--package", "a/b"), "--package a/b: write pkg:pypi/NAME"),
        (("--package", "gamma"), "the graph has gamma, and does not say"),
        (("--edition", "A B"), "--edition A B: a slug is lower-case"),
        (("--date", "2026-13-01"), "--date 2026-13-01: write a day"),
        (("--index", "ftp://x/"), "--index ftp://x/: an index has a web address"),
        (("--index", "https://u:secret@/"), "--index https:///: an index has a web address"),
        (("--ranks", "missing.tsv"), "missing.tsv"),
    ],
)
def test_what_cannot_be_asked_for_is_said(
    serve: Callable[[Script], IndexServer],
    read_index: Command,
    arguments: tuple[str, ...],
    expected: str,
) -> None:
    server = serve(well)
    code, out, error = read_index("--index", server.url, *arguments)
    assert (code, out, server.asked) == (2, "", [])
    assert error.startswith("error: ")
    assert expected in error
    assert "secret" not in error


def test_without_an_address_it_says_how_to_give_one(read_index: Command) -> None:
    code, _, error = read_index()
    assert code == 2
    assert "no package index is known: give the address" in error


def test_a_project_that_is_gone_is_said_and_the_others_stay(
    serve: Callable[[Script], IndexServer], read_index: Command
) -> None:
    server = serve(lambda asked: NONE if name_of(asked) == "alpha" else well(asked))
    code, out, error = read_index("--index", server.url)
    assert (code, out.count("a fw:Listing")) == (0, 2)
    assert "alpha: the index has no such project\n" in error
    assert len({asked.connection for asked in server.asked}) <= 2


def test_where_no_project_is_the_address_is_wrong(
    serve: Callable[[Script], IndexServer], read_index: Command
) -> None:
    code, out, error = read_index("--index", serve(lambda _: NONE).url)
    assert (code, out) == (2, "")
    assert "none of the projects is there; is this the address of the Simple API?" in error


def test_a_day_before_an_upload_is_no_day_of_the_reading(
    serve: Callable[[Script], IndexServer], read_index: Command
) -> None:
    code, out, error = read_index("--index", serve(well).url, "--date", "2026-10-13")
    assert (code, out) == (2, "")
    assert "alpha 2.0 was uploaded on 2026-10-14; say the day, in UTC" in error


def test_what_was_read_before_is_asked_for_on_condition(
    serve: Callable[[Script], IndexServer], read_index: Command, tmp_path: Path
) -> None:
    changed: list[str] = []

    def script(asked: Asked) -> Answer:
        name = name_of(asked)
        tag = f'"{name}-{name in changed}"'
        dated = {"ETag": tag, "Last-Modified": "Fri, 27 Nov 2026 00:00:00 GMT"}
        if asked.headers.get("If-None-Match") == tag:
            assert asked.headers["If-Modified-Since"] == dated["Last-Modified"]
            return Answer(b"", 304, {"ETag": tag})
        body = REPLIES[name]
        if name in changed:
            body = project("alpha", [wheel("alpha", "2.1", "2026-11-20")])
        return Answer(body, 200, dated)

    server = serve(script)
    cached = ("--index", server.url.replace("//", "//user:secret@"), "--cache", tmp_path / "cache")
    first = read_index(*cached)
    assert read_index(*cached) == first
    changed.append("alpha")
    code, out, _ = read_index(*cached)
    assert (code, "2.1" in out) == (0, True)
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(kept) == 3
    assert not any("secret" in f"{path}{path.read_text()}" for path in kept)
    for path in kept:  # what was damaged is read again
        path.write_bytes(b'{"body": 5}')
    assert read_index(*cached)[1] == out


def test_credentials_go_to_the_index_and_nowhere_else(
    serve: Callable[[Script], IndexServer], read_index: Command
) -> None:
    other = serve(well)

    def script(asked: Asked) -> Answer:
        if name_of(asked) == "alpha":
            return Answer(b"", 302, {"Location": other.url + "alpha/"})
        return well(asked)

    server = serve(script)
    code, out, error = read_index("--index", server.url.replace("//", "//us%40er:sec%3Aret@"))
    assert code == 0
    assert {asked.headers["Authorization"] for asked in server.asked} == {
        "Basic dXNAZXI6c2VjOnJldA=="
    }
    assert [asked.headers.get("Authorization") for asked in other.asked] == [None]
    assert "ret" not in (out + error).replace("interpreted", "")


@pytest.mark.parametrize("variable", ["FWGRAPH_INDEX", "PIP_INDEX_URL"])
def test_the_environment_may_give_the_address(
    serve: Callable[[Script], IndexServer],
    read_index: Command,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    monkeypatch.setenv(variable, serve(well).url.rstrip("/"))
    assert read_index()[0] == 0


def test_an_index_that_is_busy_is_left_alone_for_as_long_as_it_says(
    serve: Callable[[Script], IndexServer],
    read_index: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("fwgraph.upstream.index_client.time.sleep", waits.append)
    answers = iter([Answer(b"", 429, {"Retry-After": "7"}), Answer(b"", 503)])
    server = serve(lambda asked: next(answers, None) or well(asked))
    assert read_index("--index", server.url)[0] == 0
    assert waits == [7.0, 0.1]


def raw(headers: bytes, body: bytes = b"") -> Answer:
    """Answer with bytes as they are."""
    return Answer(raw=b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n\r\n" + body)


JSON_TYPE = f"Content-Type: {SIMPLE_JSON}".encode()
MISBEHAVIOUR: dict[str, tuple[Script, str]] = {
    "html": (
        lambda _: Answer(b"<html><a>x</a></html>", headers={"Content-Type": "text/html"}),
        "the reply is text/html, not the Simple API in JSON (PEP 691)",
    ),
    "html by another name": (lambda _: Answer(b"<html>"), "the reply is no JSON"),
    "not acceptable": (lambda _: Answer(b"", 406), "it does not speak the Simple API in JSON"),
    "cut off": (
        lambda _: raw(JSON_TYPE + b"\r\nContent-Length: 900", REPLIES["alpha"]),
        "the answer breaks off",
    ),
    "cut off in chunks": (
        lambda _: raw(JSON_TYPE + b"\r\nTransfer-Encoding: chunked", b"99\r\n{"),
        "the answer breaks off",
    ),
    "no http": (lambda _: Answer(raw=b"220 mail ready\r\n"), "no answer of the web"),
    "hangs up": (lambda _: Answer(raw=b""), "no connection"),
    "busy for ever": (lambda _: Answer(b"", 503), "503 Service Unavailable"),
    "busy for days": (
        lambda _: Answer(b"", 429, {"Retry-After": "86400"}),
        "429 Too Many Requests: the index asks to come back in 86400 seconds",
    ),
    "broken": (lambda _: Answer(b"<h1>Oh</h1>", 500), "500 Internal Server Error: Oh"),
    "locked": (lambda _: Answer(b"", 401), "user and password belong into the address"),
    "circle": (
        lambda asked: Answer(b"", 302, {"Location": asked.path}),
        "more than 5 redirects: they go in a circle",
    ),
    "away from the web": (
        lambda _: Answer(b"", 301, {"Location": "file:///etc/passwd"}),
        "a redirect to file:///etc/passwd, which is no web address",
    ),
    "nowhere": (lambda _: Answer(b"", 301), "which is no web address"),
    "not modified since when": (lambda _: Answer(b"", 304), "304 Not Modified"),
    "invalid utf-8": (lambda _: Answer(b'{"name": "\xff"}'), "the reply is not UTF-8 text"),
    "wrong types": (
        lambda asked: Answer(project(name_of(asked), files="none")),
        "files is not of the type array",
    ),
    "another version": (
        lambda asked: Answer(project(name_of(asked), meta={"api-version": "2.0"})),
        "the index speaks version '2.0' of the Simple API, not 1",
    ),
    "another project": (
        lambda _: Answer(project("omega")),
        "the reply is about another project, 'omega'",
    ),
    "compressed": (
        lambda _: Answer(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}),
        "the reply is encoded (gzip), unasked",
    ),
}


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOUR)
@pytest.mark.parametrize("first", [True, False], ids=["at once", "later"])
def test_an_index_that_misbehaves_gives_a_sentence_and_no_snapshot(
    serve: Callable[[Script], IndexServer],
    read_index: Command,
    tmp_path: Path,
    misbehaviour: str,
    first: bool,
) -> None:
    """What was written before stays as it was, and nothing lies beside it."""
    script, expected = MISBEHAVIOUR[misbehaviour]
    server = serve(lambda asked: script(asked) if first or len(server.asked) > 2 else well(asked))
    target = tmp_path / "out" / "index.ttl"
    target.parent.mkdir()
    target.write_text("as before\n")
    name = "alpha" if first else "py-beta"
    code, out, error = read_index("--index", server.url, "-o", target)
    assert (code, out) == (2, "")
    assert error.startswith(f"error: {server.url}{name}/: ")
    assert expected in error
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert [path.name for path in target.parent.iterdir()] == ["index.ttl"]
    assert target.read_text() == "as before\n"


def test_a_reply_without_an_end_is_not_read(
    serve: Callable[[Script], IndexServer], read_index: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_client, "MAX_BYTES", 1 << 20)
    server = serve(lambda _: raw(JSON_TYPE, b" " * (3 << 20)))
    code, out, error = read_index("--index", server.url)
    assert (code, out) == (2, "")
    assert "the reply is larger than 1 MiB" in error


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_a_reply_that_drips_ends_in_time(read_index: Command, start: bytes) -> None:
    from tests.endpoint.servers import dripping

    begun = time.monotonic()
    with dripping(start, b" ") as url:
        code, out, error = read_index("--index", url, "--timeout", "0.3")
    assert (code, out) == (2, "")
    assert "no whole answer within 0.3 seconds" in error
    assert time.monotonic() - begun < 10


def test_nobody_there_is_said(read_index: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code, _, error = read_index("--index", f"http://127.0.0.1:{port}/simple/")
    assert code == 2
    assert "no connection: Connection refused" in error


def test_an_interrupt_leaves_nothing(
    serve: Callable[[Script], IndexServer], tmp_path: Path
) -> None:
    reached: list[bool] = []

    def script(asked: Asked) -> Answer:
        if name_of(asked) != "alpha":
            reached.append(True)
            time.sleep(30)
        return well(asked)

    server = serve(script)
    target = tmp_path / "out" / "index.ttl"
    target.parent.mkdir()
    command = [
        sys.executable, "-m", "fwgraph", "upstream", "index", "--date", "2026-11-27",
        "--data", str(ONTOLOGY), "--data", str(tmp_path / "things.ttl"),
        "--index", server.url, "-o", str(target),
    ]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not reached and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in error
    assert list(target.parent.iterdir()) == []
