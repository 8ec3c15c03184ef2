"""What goes wrong is one sentence, with the address, the status and what the server says."""

import shutil
import ssl
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.conftest import Command
from tests.endpoint.servers import (
    AT_ONCE,
    NOBODY,
    Reply,
    Request,
    Script,
    Scripted,
    Server,
    free_port,
)

from fwgraph.endpoint import Endpoint
from fwgraph.endpoint.transport import AGENT, Credentials, Transport
from fwgraph.errors import BadRequest, EndpointError, FwgraphError, QueryError

Answering = Callable[[Script], Scripted]
YES = Reply(body=b'{"head": {}, "boolean": true}')
ASK = "ASK {}"


def endpoint(url: str, account: Credentials = NOBODY, timeout: float = 10) -> Endpoint:
    return Endpoint(url, transport=Transport(account, timeout, AT_ONCE))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(400, b"\n\nline 1: no\nline 2"), "400 Bad Request: line 1: no"),
        (
            Reply(401),
            "401 Unauthorized: user and password are read from FWGRAPH_USER and FWGRAPH_PASSWORD",
        ),
        (Reply(403, b"go away"), "403 Forbidden: go away"),
        (
            Reply(404, b"<html><style>p {}</style>\n<title>No\nsuch page</title>"),
            "404 Not Found: No",
        ),
        (Reply(500, b"x" * 500), f"500 Internal Server Error: {'x' * 200} …"),
        (Reply(500, b"caf\xe9"), "500 Internal Server Error: caf\N{REPLACEMENT CHARACTER}"),
        (Reply(503, b"busy"), "503 Service Unavailable: busy"),
        (
            Reply(307, headers={"Location": "https://u:p@example.org/sparql?key=x"}),
            "307 Temporary Redirect: give the new address, https://example.org/sparql",
        ),
        (
            Reply(body=b"<html><body>Welcome!</body></html>"),
            "the answer is not a boolean in JSON, it begins: Welcome!",
        ),
        (Reply(body=b""), "the answer is not a boolean in JSON"),
        (Reply(body=b'{"boolean": tr', missing=10), "the answer breaks off"),
        (None, "no connection: Remote end closed connection without response"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_an_answer_that_is_none_is_one_sentence(
    reply: Reply | None, reason: str, answering: Answering
) -> None:
    server = answering(lambda _: reply)
    with pytest.raises(EndpointError) as raised:
        endpoint(server.url).query(ASK)
    assert str(raised.value) == f"{server.url}: {reason}"
    assert raised.value.status == (reply.status if reply and reply.status != 200 else None)


HEAD = b'{"head": {"vars": ["s"]}, "results": {"bindings": ['


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (HEAD + b'{"s": {"type": "uri", "val', "the answer is not a whole table in JSON"),
        (YES.body, "the answer is not a whole table in JSON"),
        (b"[]", "the answer is not a whole table in JSON"),
        (HEAD + b'{"s": "x"}]}}', "the answer is not a whole table in JSON"),
        (
            HEAD + b'{"s": {"type": "uri", "value": "no iri"}}]}}',
            "the answer is not a table of RDF terms",
        ),
    ],
)
def test_a_table_that_is_none_is_an_error(body: bytes, reason: str, answering: Answering) -> None:
    server = answering(lambda _: Reply(body=body))
    with pytest.raises(EndpointError) as raised:
        endpoint(server.url).query("SELECT ?s WHERE { ?s ?p ?o }")
    assert str(raised.value).startswith(f"{server.url}: {reason}")


def test_triples_that_are_none_are_an_error(answering: Answering) -> None:
    server = answering(lambda _: Reply(body=b"<a> <b>"))
    with pytest.raises(EndpointError, match="the answer is not N-Triples"):
        endpoint(server.url).query("CONSTRUCT WHERE { ?s ?p ?o }")


def test_nobody_there() -> None:
    url = f"http://127.0.0.1:{free_port()}/sparql"
    with pytest.raises(EndpointError) as raised:
        endpoint(url).query(ASK)
    assert str(raised.value) == f"{url}: no connection: Connection refused"


def test_no_such_host() -> None:
    with pytest.raises(EndpointError) as raised:
        endpoint("http://nowhere.invalid/sparql").query(ASK)
    assert str(raised.value) == "http://nowhere.invalid/sparql: there is no such host"


@pytest.mark.parametrize("reply", [Reply(delay=0.6), Reply(500, delay=0.6)])
def test_a_slow_server_is_left(reply: Reply, answering: Answering) -> None:
    server = answering(lambda _: reply)
    began = time.monotonic()
    with pytest.raises(EndpointError, match=r"no whole answer within 0\.2 seconds"):
        endpoint(server.url, timeout=0.2).query(ASK)
    assert time.monotonic() - began < 0.5
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_passes_is_tried_again(status: int, answering: Answering) -> None:
    replies = [Reply(status), None, Reply(status), YES]
    server = answering(lambda _: replies.pop(0))
    assert endpoint(server.url).query(ASK)
    assert len(server.requests) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 501])
def test_what_does_not_pass_is_not_tried_again(status: int, answering: Answering) -> None:
    server = answering(lambda _: Reply(status))
    with pytest.raises(EndpointError):
        endpoint(server.url).query(ASK)
    assert len(server.requests) == 1


def test_attempts_are_bounded(answering: Answering) -> None:
    server = answering(lambda _: Reply(503, b"never"))
    with pytest.raises(EndpointError, match="503 Service Unavailable: never"):
        endpoint(server.url).query(ASK)
    assert len(server.requests) == 1 + len(AT_ONCE)


def in_a_second() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


@pytest.mark.parametrize("asked", [lambda: "1", in_a_second], ids=["seconds", "date"])
def test_the_pause_is_the_one_that_the_store_asks_for(
    asked: Callable[[], str], answering: Answering
) -> None:
    replies = [Reply(503, headers={"Retry-After": asked()}), YES]
    server = answering(lambda _: replies.pop(0))
    assert endpoint(server.url).query(ASK)
    first, second = server.requests
    assert 0.9 < second.at - first.at < 2.5


@pytest.mark.parametrize("asked", ["soon", "-1", "Sun, 06 Nov 1994 08:49:37 GMT"])
def test_a_pause_that_makes_no_sense_is_our_own(asked: str, answering: Answering) -> None:
    replies = [Reply(429, headers={"Retry-After": asked}), YES]
    server = answering(lambda _: replies.pop(0))
    assert endpoint(server.url).query(ASK)


def test_a_long_pause_is_left_to_the_user(answering: Answering) -> None:
    server = answering(lambda _: Reply(503, b"later", {"Retry-After": "3600"}))
    with pytest.raises(EndpointError, match="later: the store asks to come back in 3600 seconds"):
        endpoint(server.url).query(ASK)
    assert len(server.requests) == 1


def test_requests_are_form_posts_that_name_one_type_and_the_program(answering: Answering) -> None:
    server = answering(lambda _: YES)
    Endpoint(server.url, "http://example.org/g", Transport(NOBODY)).query("# add\nASK { ?s a 'é' }")
    request = server.requests[0]
    assert request.method == "POST"
    assert request.path == "/sparql"
    assert request.headers["Accept"] == "application/sparql-results+json"
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.headers["User-Agent"] == AGENT
    assert request.body.startswith(b"default-graph-uri=http%3A//example.org/g&query=")
    assert b"format=" not in request.body


def basic(request: Request) -> Reply:
    """Let in the user who logs in by Basic, and keep nothing secret."""
    wanted = "Basic " + b64encode("zoë:s3cret!".encode()).decode()
    if request.headers.get("Authorization") == wanted:
        return YES
    return Reply(401, b"who are you?", {"WWW-Authenticate": 'Basic realm="all"'})


def test_a_store_that_asks_for_basic_is_logged_in_to(answering: Answering) -> None:
    server = answering(basic)
    account = Credentials("zoë", "s3cret!")
    assert endpoint(server.url, account).query(ASK)
    assert ["Authorization" in each.headers for each in server.requests] == [False, True]


def test_basic_is_sent_at_once_where_it_is_asked_for(answering: Answering) -> None:
    server = answering(basic)
    account = Credentials("zoë", "s3cret!", "basic")
    assert endpoint(server.url, account).query(ASK)
    assert ["Authorization" in each.headers for each in server.requests] == [True]


def test_a_digest_challenge_is_answered_once_for_each_address(answering: Answering) -> None:
    """A store may hang up on a long request that does not say at once who sends it."""

    def digest(request: Request) -> Reply:
        if request.headers.get("Authorization", "").startswith('Digest username="me", realm="all"'):
            return YES
        challenge = 'Digest realm="all", nonce="n", qop="auth", algorithm="MD5"'
        return Reply(401, headers={"WWW-Authenticate": challenge})

    server = answering(digest)
    graph = endpoint(server.url, Credentials("me", "s3cret"))
    assert graph.query(ASK)
    assert graph.query(ASK)
    assert ["Authorization" in each.headers for each in server.requests] == [False, True, True]


@pytest.mark.parametrize(
    "account",
    [NOBODY, Credentials("zoë", "s3cret"), Credentials("zoë", "s3cret!", "digest")],
    ids=["nobody", "another", "digest only"],
)
def test_who_is_not_known_is_told(account: Credentials, answering: Answering) -> None:
    server = answering(basic)
    with pytest.raises(EndpointError) as raised:
        endpoint(server.url, account).query(ASK)
    assert raised.value.status == 401
    assert "s3cret" not in str(raised.value)
    if account.scheme == "digest":
        assert not any("Authorization" in each.headers for each in server.requests)


def test_the_account_stays_with_its_host(answering: Answering) -> None:
    other = answering(basic)
    server = answering(lambda _: Reply(302, headers={"Location": other.url}))
    with pytest.raises(EndpointError, match="302 Found: give the new address"):
        endpoint(server.url, Credentials("zoë", "s3cret!", "basic")).query(ASK)
    assert other.requests == []


def test_passwords_are_not_shown() -> None:
    assert "s3cret" not in repr(Credentials("me", "s3cret"))
    assert str(EndpointError("http://me:s3cret@h/sparql?key=s3cret#s3cret", "no")) == (
        "http://h/sparql: no"
    )


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("localhost:7878", ": an endpoint is a whole web address"),
        ("file:///etc/passwd", ": an endpoint is a whole web address"),
        ("http://", ": an endpoint is a whole web address"),
        ("http://localhost:x/", ": an endpoint is a whole web address"),
        ("http://local host/", ": an endpoint is a whole web address"),
        ("http://[::1/", ": an endpoint is a whole web address"),
        ("http://me:s3cret@localhost/", "localhost: give user and password in FWGRAPH_USER"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, sentence: str) -> None:
    with pytest.raises(BadRequest) as raised:
        Endpoint(url)
    assert sentence in str(raised.value)
    assert "s3cret" not in str(raised.value)


def test_an_unknown_way_to_log_in_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FWGRAPH_AUTH", "kerberos")
    with pytest.raises(BadRequest, match="FWGRAPH_AUTH may be basic or digest"):
        Transport()


def test_a_challenge_that_is_not_known_is_one_sentence(answering: Answering) -> None:
    server = answering(lambda _: Reply(401, headers={"WWW-Authenticate": "Bearer"}))
    with pytest.raises(EndpointError, match="401 Unauthorized: user and password"):
        endpoint(server.url, Credentials("me", "s3cret")).query(ASK)


@pytest.mark.parametrize("text", ["DROP ALL", "# no\nPREFIX x: <y:> INSERT DATA { x:a x:b 1 }"])
def test_an_update_is_not_sent(text: str, answering: Answering) -> None:
    server = answering(lambda _: YES)
    with pytest.raises(QueryError, match="this is a SPARQL update; the graph is read-only"):
        endpoint(server.url).query(text)
    assert server.requests == []


@pytest.mark.parametrize("text", ["", "SELECTED", "define x SELECT ?s { ?s ?p ?o }"])
def test_what_is_no_query_is_not_sent(text: str, answering: Answering) -> None:
    server = answering(lambda _: YES)
    with pytest.raises(QueryError, match="it does not begin with SELECT, ASK"):
        endpoint(server.url).query(text)
    assert server.requests == []


def test_a_stores_own_words_about_a_query_are_passed_on(store: Server) -> None:
    with pytest.raises(EndpointError, match=r": 400 Bad Request: .*(line 1|1:)"):
        endpoint(store.query).query("SELECT FOO WHERE { ?s ?p ?o }")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that nobody has signed, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    key, body = file.with_suffix(".key"), file.with_suffix(".crt")
    files = ["-keyout", str(key), "-out", str(body)]
    subprocess.run([*command, *name, *files], check=True, capture_output=True)
    file.write_bytes(key.read_bytes() + body.read_bytes())
    return file


@pytest.fixture
def secure(certificate: Path, answering: Answering) -> Scripted:
    """A server that answers by TLS."""
    server = answering(lambda _: YES)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


def test_a_certificate_that_nobody_signed_is_not_trusted(secure: Scripted) -> None:
    url = secure.url.replace("http:", "https:")
    with pytest.raises(EndpointError) as raised:
        endpoint(url).query(ASK)
    assert str(raised.value) == f"{url}: the certificate cannot be trusted: self-signed certificate"
    assert secure.requests == []


def test_a_certificate_that_the_machine_trusts_is_enough(
    secure: Scripted, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert endpoint(secure.url.replace("http:", "https:")).query(ASK)


def test_the_command_ends_with_one_sentence(answering: Answering, run: Command) -> None:
    server = answering(lambda _: Reply(404, b"gone\nfor ever"))
    assert run("ask", "relations", "--endpoint", server.url) == (
        2, "", f"error: {server.url}: 404 Not Found: gone\n",
    )  # fmt: skip


def test_every_failure_is_one_that_a_user_can_put_right() -> None:
    assert issubclass(EndpointError, FwgraphError)
