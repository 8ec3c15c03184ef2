"""Requests to a package index by its Simple API, as PEP 691 has it, one project at a time.

One connection is kept for all of them. What was read before is asked for again on condition
(RFC 9110, 13); an index that is busy is left alone for as long as it says.
"""

import ssl
import time
from hashlib import sha256
from http.client import HTTPException, HTTPResponse, IncompleteRead
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit

from fwgraph.endpoint.deadlines import call_in_time
from fwgraph.endpoint.failures import (
    MAX_WAIT,
    RETRY_STATUSES,
    first_line,
    retry_after,
    retry_delay,
    shorten,
    transport_error,
)
from fwgraph.errors import PackageIndexError, Unreadable, redact_url
from fwgraph.project import __version__
from fwgraph.upstream.connections import Connections, origin_of
from fwgraph.upstream.index_address import IndexAddress
from fwgraph.upstream.index_reply import IndexedProject, OddReply, parse_reply
from fwgraph.upstream.reply_cache import Reply, ReplyCache
from fwgraph.web_address import split_web_address

USER_AGENT = f"fwgraph/{__version__} (knowledge graph of Python web frameworks)"
SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"
JSON_TYPES = {SIMPLE_JSON, "application/vnd.pypi.simple.latest+json", "application/json"}
PAUSES = (1.0, 4.0, 16.0)
"""Seconds before each further attempt, where the index does not say how many."""
MAX_BYTES = 64 * 1024 * 1024
"""The largest replies of real indexes, of projects with ten thousand files, are half of that."""
MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
CHUNK = 1 << 16


class IndexClient:
    """Reads projects from an index; ``timeout`` and ``pauses`` are in seconds.

    With a folder as ``cache`` replies are kept there. Attempts that fail for a passing reason
    (429, 502, 503, 504, no connection) are repeated, once after each pause.
    """

    def __init__(
        self,
        address: IndexAddress,
        cache: Path | None = None,
        timeout: float = 60.0,
        pauses: tuple[float, ...] | None = None,
        certificates: str | None = None,
    ) -> None:
        self.address = address
        self.cache = ReplyCache(cache, address.url)
        self.timeout = timeout
        self.pauses = PAUSES if pauses is None else pauses
        self.digest = sha256()
        self._connections = Connections(timeout, load_certificates(certificates))

    def read_project(self, name: str) -> IndexedProject | None:
        """Return what the index says of a project, None where it has none of the name.

        ``digest`` goes on with the bytes that say so. Raises PackageIndexError.
        """
        url = f"{self.address.url}{name}/"
        known = self.cache.read_reply(name)
        reply = self._request_patiently(url, known)
        if reply is None:
            return None
        try:
            project = parse_reply(reply.body, name)
        except OddReply as error:
            raise PackageIndexError(url, str(error)) from None
        self.digest.update(reply.body)
        if reply is not known:
            self.cache.write_reply(name, reply)
        return project

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()

    def _request_patiently(self, url: str, known: Reply | None) -> Reply | None:
        """Return the reply to a request that may take several attempts; None for 404 and 410."""
        pauses = iter(self.pauses)
        while True:
            try:
                return call_in_time(lambda: self._follow_redirects(url, known), self.timeout)
            except (OSError, HTTPException, UnicodeError) as error:
                self._connections.close()
                if isinstance(error, HTTPError) and error.code in {404, 410}:
                    return None
                pause = next(pauses, None)
                wait = None if pause is None else retry_delay(error, pause)
                if wait is None:
                    raise index_error(url, error, self.timeout) from error
            except BaseException:  # what is left of the reply must not be taken for the next
                self._connections.close()
                raise
            time.sleep(wait)

    def _follow_redirects(self, url: str, known: Reply | None) -> Reply:
        """Return the reply of an address or of the one to which it redirects."""
        current = url
        for _ in range(MAX_REDIRECTS + 1):
            response, body = self._exchange(current, known)
            if response.status not in REDIRECTS:
                return self._judge(current, response, body, known)
            current = redirect_target(current, response.getheader("Location"))
        raise PackageIndexError(url, f"more than {MAX_REDIRECTS} redirects: they go in a circle")

    def _exchange(self, url: str, known: Reply | None) -> tuple[HTTPResponse, bytes]:
        """Return the response to one request, and its body."""
        headers = {"Accept": SIMPLE_JSON, "Accept-Encoding": "identity", "User-Agent": USER_AGENT}
        if self.address.authorization and origin_of(url) == origin_of(self.address.url):
            headers["Authorization"] = self.address.authorization
        headers |= dict(known.conditions()) if known else {}
        with self._connections.send_request(url, headers) as response:
            return response, read_body(url, response)

    def _judge(self, url: str, response: HTTPResponse, body: bytes, known: Reply | None) -> Reply:
        """Return a response as a reply; raises HTTPError and PackageIndexError for others."""
        if response.status == 304 and known:
            return known
        if response.status != 200:
            start = BytesIO(body[:4096])
            raise HTTPError(url, response.status, response.reason, response.headers, start)
        kind = response.headers.get_content_type()
        if kind not in JSON_TYPES:
            raise PackageIndexError(
                url,
                f"the reply is {shorten(kind)}, not the Simple API in JSON (PEP 691):"
                " is this the address of an index that speaks it?",
            )
        if (encoding := response.getheader("Content-Encoding", "identity")) != "identity":
            raise PackageIndexError(url, f"the reply is encoded ({shorten(encoding)}), unasked")
        return Reply(body, response.getheader("ETag"), response.getheader("Last-Modified"))


def load_certificates(path: str | None) -> ssl.SSLContext:
    """Return what connections trust: the system's certificates, or those in a file."""
    try:
        return ssl.create_default_context(cafile=path)
    except OSError as error:
        raise Unreadable(path or "certificates", f"no certificates: {error}") from error


def read_body(url: str, response: HTTPResponse) -> bytes:
    """Return the body of a response; raises PackageIndexError where there is no end of it."""
    expected, parts, size = response.length, [], 0
    while part := response.read(CHUNK):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise PackageIndexError(
                url, f"the reply is larger than {MAX_BYTES >> 20} MiB: it is not read to its end"
            )
    if expected and size < expected:
        raise IncompleteRead(b"", expected - size)
    return b"".join(parts)


def redirect_target(url: str, location: str | None) -> str:
    """Return where a redirect leads; raises PackageIndexError where nobody should follow it."""
    target = urljoin(url, location or "")
    parts = split_web_address(target)
    shown = shorten(redact_url(target))
    if not location or parts is None:
        raise PackageIndexError(url, f"a redirect to {shown}, which is no web address")
    if urlsplit(url).scheme == "https" and parts.scheme != "https":
        raise PackageIndexError(url, f"a redirect from https to {shown}, which anybody may read")
    return target.rpartition("#")[0] or target


def index_error(
    url: str, error: OSError | HTTPException | UnicodeError, timeout: float
) -> PackageIndexError:
    """Return the error that says in one sentence why there was no reply."""
    if not isinstance(error, HTTPError):
        return PackageIndexError(url, transport_error(url, error, timeout).reason)
    parts = [shorten(f"{error.code} {error.reason}".strip())]
    delay = retry_after(error)
    if error.code in {401, 403}:
        parts.append("user and password belong into the address, https://user:password@…")
    elif error.code in RETRY_STATUSES and delay and delay > MAX_WAIT:
        parts.append(f"the index asks to come back in {delay:.0f} seconds")
    elif error.code == 406:
        parts.append("it does not speak the Simple API in JSON (PEP 691)")
    elif line := first_line(error.read(4096)):
        parts.append(line)
    return PackageIndexError(url, ": ".join(parts))
