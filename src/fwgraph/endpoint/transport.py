"""Requests to a SPARQL store: credentials, timeout and retries.

SPARQLWrapper writes the requests of the SPARQL protocol. An opener of our own sends them:
SPARQLWrapper's sends the password on to wherever a store redirects (docs/decisions/0001).
"""

import os
import time
from base64 import b64encode
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, IncompleteRead
from io import BytesIO
from typing import IO, Self
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from SPARQLWrapper import GET, POST, SPARQLWrapper

from fwgraph.endpoint.deadlines import call_in_time, seconds_until
from fwgraph.endpoint.failures import error_body, retry_delay, transport_error
from fwgraph.errors import BadRequest, EndpointError, redact_url
from fwgraph.project import __version__
from fwgraph.web_address import split_web_address

AGENT = f"fwgraph/{__version__}"
JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
TIMEOUT = 60.0
LONGEST_TIMEOUT = 1e9
"""Seconds; sockets and locks take no more than some years."""
PAUSES = (0.5, 1.0, 2.0)
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password. ``scheme`` is ``basic``, ``digest``, or "": as the store asks.

    With ``basic`` the password is sent at once, without waiting for a challenge.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    scheme: str = ""

    @classmethod
    def from_environment(cls) -> Self:
        """Return the credentials in FWGRAPH_USER, FWGRAPH_PASSWORD and FWGRAPH_AUTH."""
        scheme = os.environ.get("FWGRAPH_AUTH", "").lower()
        if scheme not in {"", "basic", "digest"}:
            raise BadRequest("FWGRAPH_AUTH may be basic or digest")
        user = os.environ.get("FWGRAPH_USER", "")
        return cls(user, os.environ.get("FWGRAPH_PASSWORD", ""), scheme)


class NoRedirectHandler(HTTPRedirectHandler):
    """Follows no redirect: it would turn a POST into a GET without the query."""

    def redirect_request(self, *_: object) -> None:
        """Return None, so that the redirect is an error."""


class ChallengeMixin:
    """Closes a challenge's response, and gives up on a scheme that urllib does not know."""

    def http_error_401(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message
    ) -> object:
        """Return the response to the request with credentials, or None."""
        try:
            response: object = super().http_error_401(req, fp, code, msg, headers)  # type: ignore[misc]
        except ValueError:
            return None
        except OSError:
            fp.close()
            raise
        if response is not None:
            fp.close()
        return response


class DigestHandler(ChallengeMixin, HTTPDigestAuthHandler):
    """Answers Digest challenges, and sends credentials at once where it has answered one.

    A store may send its challenge and hang up before it has read a long request.
    """

    def __init__(self, passwords: HTTPPasswordMgrWithDefaultRealm) -> None:
        super().__init__(passwords)
        self._challenges: dict[str, dict[str, str]] = {}

    def retry_http_digest_auth(self, req: Request, auth: str) -> object:
        """Answer a challenge, and remember it for the address."""
        items = filter(None, parse_http_list(auth.partition(" ")[2]))
        self._challenges[req.full_url.partition("?")[0]] = parse_keqv_list(list(items))
        return super().retry_http_digest_auth(req, auth)

    def http_request(self, request: Request) -> Request:
        """Answer the challenge that is known from before."""
        challenge = self._challenges.get(request.full_url.partition("?")[0])
        if challenge and not request.has_header(self.auth_header):
            credentials = f"Digest {self.get_authorization(request, challenge)}"
            request.add_unredirected_header(self.auth_header, credentials)
        return request

    https_request = http_request


class BasicHandler(ChallengeMixin, HTTPBasicAuthHandler):
    """Answers Basic challenges."""


CHALLENGE_HANDLERS = {
    "": (DigestHandler, BasicHandler),
    "digest": (DigestHandler,),
    "basic": (),
}


class Transport:
    """Sends requests; ``timeout`` and the ``pauses`` between attempts are in seconds.

    What fails for a passing reason (429, 502, 503, 504, no connection) is tried again once
    after each pause, or after what ``Retry-After`` says, where that is within the timeout.
    All requests that fwgraph sends can be repeated without harm.
    """

    def __init__(
        self,
        account: Credentials | None = None,
        timeout: float = TIMEOUT,
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        self.account = Credentials.from_environment() if account is None else account
        if not timeout > 0:
            raise BadRequest(f"a timeout of {timeout:g} seconds: give more than none")
        self.timeout = min(timeout, LONGEST_TIMEOUT)
        self.pauses = pauses
        self._without_post: set[str] = set()
        self._passwords = HTTPPasswordMgrWithDefaultRealm()
        handlers = CHALLENGE_HANDLERS[self.account.scheme] if self.account.user else ()
        answers = [handler(self._passwords) for handler in handlers]
        self._opener = build_opener(NoRedirectHandler, *answers)

    def query(self, url: str, text: str, form: str, graph: str | None = None) -> bytes:
        """Return the body of the response to a query of the form SELECT, ASK, CONSTRUCT ….

        A store that takes no POST is asked by GET, from its first 405 on.
        """
        accept = JSON if form in {"SELECT", "ASK"} else NTRIPLES
        if url not in self._without_post:
            try:
                return self.send_request(sparql_request(url, text, form, accept, graph))
            except EndpointError as error:
                if error.status != 405:
                    raise
            self._without_post.add(url)
        return self.send_request(sparql_request(url, text, form, accept, graph, method=GET))

    def update(self, url: str, text: str) -> None:
        """Run an update."""
        self.send_request(sparql_request(url, text, "INSERT", "*/*"))

    def post_graph(self, url: str, graph: str, turtle: bytes) -> None:
        """Add to a graph by the Graph Store Protocol; see there, 5.5."""
        joint = "&" if urlsplit(url).query else "?"
        headers = {"Content-Type": "text/turtle", "User-Agent": AGENT}
        address = f"{check_url(url)}{joint}{urlencode({'graph': graph})}"
        self.send_request(Request(address, turtle, headers, method="POST"))  # noqa: S310 - it is checked

    def send_request(self, request: Request) -> bytes:
        """Return the body of the response; raises EndpointError where there is none in time."""
        if self.account.user:
            self._add_credentials(request)
        deadline = time.monotonic() + self.timeout
        pauses = iter(self.pauses)
        while True:
            try:
                return receive_in_time(self._opener, request, deadline)
            except (OSError, HTTPException, UnicodeError) as error:
                pause = next(pauses, None)
                wait = None if pause is None else retry_delay(error, pause)
                if wait is None or time.monotonic() + wait >= deadline:
                    raise transport_error(request.full_url, error, self.timeout) from error
            time.sleep(wait)

    def _add_credentials(self, request: Request) -> None:
        """Use the credentials for the host of a request, and no other."""
        user, password = self.account.user, self.account.password
        if self.account.scheme == "basic":
            login = b64encode(f"{user}:{password}".encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {login}")
        self._passwords.add_password(None, f"{request.type}://{request.host}/", user, password)


def receive_in_time(opener: OpenerDirector, request: Request, deadline: float) -> bytes:
    """Return the body of the response; raises TimeoutError once the deadline has passed."""
    seconds = seconds_until(deadline)
    return call_in_time(lambda: receive_body(opener, request, deadline, seconds), seconds)


def receive_body(
    opener: OpenerDirector, request: Request, deadline: float, seconds: float
) -> bytes:
    """Return the body of the response; raises HTTPError with what was read of an error's body."""
    try:
        with opener.open(request, timeout=seconds) as response:
            expected: int = response.length or 0
            parts = []
            while part := response.read1(CHUNK):
                parts.append(part)
                if time.monotonic() > deadline:
                    raise TimeoutError
    except HTTPError as error:
        start = BytesIO(error_body(error))
        raise HTTPError(error.url, error.code, error.reason, error.headers, start) from None
    body = b"".join(parts)
    if len(body) < expected:
        raise IncompleteRead(body, expected - len(body))
    return body


def sparql_request(
    url: str, text: str, form: str, accept: str, graph: str | None = None, method: str = POST
) -> Request:
    """Return a query or an update as a form POST, or a query as a GET.

    See SPARQL 1.1 Protocol, 2.1.1, 2.1.2 and 2.2.1.

    SPARQLWrapper guesses the form from the text, and wrongly where a word such as "add"
    stands in a comment: it is told.
    """
    wrapper = SPARQLWrapper(check_url(url), agent=AGENT)
    wrapper.setOnlyConneg(True)  # else it adds format= and output=, which break some stores
    wrapper.setMethod(method)
    wrapper.queryString, wrapper.queryType = text, form
    wrapper.addCustomHttpHeader("Accept", accept)
    if graph is not None:
        wrapper.addParameter("default-graph-uri", graph)
    return wrapper._createRequest()  # query() sends it by an opener that we cannot choose


def check_url(url: str) -> str:
    """Return a web address that may be used; raises BadRequest for what is none.

    One with a password in it is refused: it would stand in the shell's history and in logs.
    """
    parts = split_web_address(url)
    if parts is None or not url.isprintable() or " " in url:
        raise BadRequest(
            f"{redact_url(url)}: an endpoint is a whole web address, such as"
            " http://localhost:7878/query"
        )
    if "@" in parts.netloc:
        raise BadRequest(
            f"{parts.hostname}: give user and password in FWGRAPH_USER and FWGRAPH_PASSWORD,"
            " not in the address"
        )
    return url
