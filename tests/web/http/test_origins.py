"""A graph of one's own is read by nobody's script but one's own, unless others are let in."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tests.conftest import TINY, Command
from tests.web.serving import BROWSER, Answer, Served, in_thread, serving

from fwgraph.errors import BadRequest
from fwgraph.web.app import Settings
from fwgraph.web.http.origins import ReadPolicy, parse_origin
from fwgraph.web.http.server import bind_socket, reach_notices

OTHER = "https://other.example"
FRIEND = "https://friend.example:8443"
ASK = "/sparql?query=ASK%7B%7D"
PATHS = (
    *("/fwgraph.nt", "/software/c.ttl", "/graph.json", "/questions/frameworks.csv", "/health"),
    *("/static/pages.css", "/none.ttl", "/", "/software/c", "/sparql", ASK),
    *("/sparql?query=ASK", "/sparql?query=CLEAR%20ALL", "/questions/frameworks.csv?no=1"),
)


@pytest.fixture(scope="module")
def own() -> Iterator[Served]:
    """A server of a graph of one's own."""
    with serving("--data", TINY) as running:
        yield running


@pytest.fixture(scope="module")
def shared() -> Iterator[Served]:
    """The same, with two sites let in."""
    friends = ("--allow-origin", FRIEND, "--allow-origin", "http://near.example")
    with serving("--data", TINY, *friends) as running:
        yield running


def preflight(served: Served, path: str, origin: str) -> Answer:
    headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    return served.request("OPTIONS", path, headers)


@pytest.mark.parametrize("path", PATHS)
def test_no_other_site_reads_a_graph_of_ones_own(own: Served, path: str) -> None:
    for accept in ("*/*", BROWSER):
        answer = own.get(path, accept, Origin=OTHER)
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for origin in (OTHER, "null", "*", ""):
        assert "Access-Control-Allow-Origin" not in preflight(own, path, origin).headers


@pytest.mark.parametrize("path", ["/fwgraph.nt", "/health", "/none.ttl", "/sparql", ASK])
def test_a_site_that_is_let_in_reads(shared: Served, path: str) -> None:
    for origin in (FRIEND, "http://near.example"):
        for answer in (shared.get(path, Origin=origin), preflight(shared, path, origin)):
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert "Origin" in answer.headers["Vary"]
    for origin in (OTHER, "https://friend.example", "http://friend.example:8443", f"{FRIEND}.evil"):
        for answer in (shared.get(path, Origin=origin), preflight(shared, path, origin)):
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert "Origin" in answer.headers["Vary"]


def test_every_site_is_let_in_with_a_star() -> None:
    with serving("--data", TINY, "--allow-origin", "*") as running:
        answer = running.get("/fwgraph.nt", Host="any.example", Origin=OTHER)
        assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")
        assert running.get(ASK).headers["Access-Control-Allow-Origin"] == "*"


def test_a_graph_of_an_endpoint_is_closed_and_the_shipped_one_open(served: Served) -> None:
    with serving("--data", TINY) as near, serving("--endpoint", f"{near.address}sparql") as far:
        answer = far.get("/fwgraph.nt", Origin=OTHER)
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert far.get("/fwgraph.nt", Host="evil.example").status == 421
    answer = served.get("/fwgraph.nt", Host="any.example", Origin=OTHER)
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Origin" not in answer.headers["Vary"]


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:80", "127.0.0.1:8000", "127.1.2.3", "[::1]:8000", "[::1]"]
)
def test_hosts_of_loopback_are_known(own: Served, host: str) -> None:
    assert own.get("/health", Host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example",
        "192.168.0.1", "localhost@evil.example", "[::2]", "[", "", "127.0.0.1:80@evil.example",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/fwgraph.nt", "/", "/health", "/static/pages.css", ASK])
def test_another_sites_name_does_not_lead_here(own: Served, host: str, path: str) -> None:
    answer = own.get(path, Host=host)
    assert (answer.status, answer.type) == (421, "text/plain")
    assert answer.text.startswith("This server has no such name: ")
    assert own.request("OPTIONS", path, {"Host": host}).status == 421


def test_a_whole_address_names_a_host_too(own: Served) -> None:
    assert own.get("http://evil.example/fwgraph.nt", Host="localhost").status == 421
    assert own.get("http://localhost/fwgraph.nt", Host="localhost").status == 200


def test_the_public_host_is_known() -> None:
    with serving("--data", TINY, "--base-url", "https://Graph.example/fw") as running:
        assert running.get("/health", Host="graph.example").status == 200
        assert running.get("/health", Host="evil.example").status == 421


@pytest.mark.parametrize(
    ("address", "is_checked"),
    [("127.0.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("192.0.2.1", False),
     ("2001:db8::1", False), ("fe80::1%eth0", False)],
)  # fmt: skip
def test_hosts_are_checked_over_loopback(address: str, *, is_checked: bool) -> None:
    assert ReadPolicy(frozenset()).accepts_host("evil.example", address) is not is_checked


def test_an_unforeseen_fault_is_not_read_either() -> None:
    def broken(request: Request) -> Response:
        raise RuntimeError("reason")

    settings = Settings(policy=ReadPolicy(frozenset({FRIEND})))
    with in_thread(Route("/broken", broken), settings=settings) as running:
        answer = running.get("/broken", "text/plain", Origin=OTHER)
        assert answer.status == 500
        assert "Access-Control-Allow-Origin" not in answer.headers
        friendly = running.get("/broken", "text/plain", Origin=FRIEND)
        assert friendly.headers["Access-Control-Allow-Origin"] == FRIEND


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("*", "*"),
        ("https://Example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("https://example.org:443", "https://example.org"),
        ("http://example.org:443", "http://example.org:443"),
        ("HTTP://[::1]:80", "http://[::1]"),
    ],
)
def test_an_origin_is_as_a_browser_writes_it(text: str, origin: str) -> None:
    assert parse_origin(text) == origin


@pytest.mark.parametrize(
    "text", ["", "null", "example.org", "https://a/b", "ftp://a", "https://a?b", "https://*.a\n"]
)
def test_what_is_no_origin_is_said(text: str, run: Command) -> None:
    with pytest.raises(BadRequest):
        parse_origin(text)
    code, out, err = run("serve", "--port", "0", "--allow-origin", text)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")


@pytest.mark.parametrize("arguments", [["--data", TINY], []])
def test_who_can_reach_it_is_said(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "fwgraph", "serve", "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen([*command, *arguments], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        address, notice = process.stderr.readline(), process.stderr.readline()
        process.terminate()
        assert (process.wait(20), process.stderr.read()) == (0, "")
    port = address.removeprefix("http://0.0.0.0:").rstrip("/\n")
    assert notice == (
        "Everyone who can reach this machine, by any of its addresses, at port"
        f" {port} can read this: there is no password.\n"
    )


@pytest.mark.parametrize(("host", "notices"), [("127.0.0.1", 0), ("localhost", 0), ("0.0.0.0", 1)])
def test_nobody_reaches_loopback_from_outside(host: str, notices: int) -> None:
    with bind_socket(host, 0) as bound:
        assert len(reach_notices(bound)) == notices
