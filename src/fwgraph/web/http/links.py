"""How one page leads to others: from a server, or from a file in a folder of a web host."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from starlette.requests import Request

from fwgraph.errors import BadRequest
from fwgraph.namespaces import BASE
from fwgraph.web_address import split_web_address

PATH_SAFE = "/:@!$&'()*+,;=~"
"""What may stand in a path as it is (RFC 3986, section 3.3)."""
DEFAULT_ADDRESS = ("127.0.0.1", 80)
EXPLORER_PATH = "explore"
"""Where the explorer stands: its own links are relative, so it has no folder below the root."""
MAX_ADDRESSES = 16
"""Addresses at most by which the server is known; a machine may have any number of them."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where a page stands.

    ``root`` leads from it to the start page (``/``, ``../../``), ``public`` is the start
    page's whole address, and ``has_server`` says that a server answers: where none does,
    pages are files in folders, and nothing can be asked. ``day`` is what the page is as of, and
    ``on`` the same where it was asked for: then every link asks for it.
    """

    root: str = "/"
    public: str = BASE
    has_server: bool = True
    day: str | None = None
    on: str | None = None

    def page_href(self, path: str, fragment: str = "", query: str = "") -> str:
        """Return the reference to the page of a path, with the values of parameters."""
        href = f"{self.root}{quote(path, PATH_SAFE)}{self._ending(path)}{self._suffix(query)}"
        href = href or "./"
        return f"{href}#{quote(fragment, PATH_SAFE)}" if fragment else href

    def form_href(self, path: str, query: str = "") -> str:
        """Return the reference to another form of a page."""
        return f"{self.file_href(path)}{self._suffix(query)}"

    def file_href(self, path: str) -> str:
        """Return the reference to a file that is the same on every day."""
        return f"{self.root}{quote(path, PATH_SAFE)}"

    def _ending(self, path: str) -> str:
        """Return what follows the path of a page: in a folder of files, that of a folder."""
        if self.has_server or not path or path.endswith("/"):
            return ""
        return ".html" if path == EXPLORER_PATH else "/"

    def _suffix(self, query: str) -> str:
        asked = "&".join(filter(None, (query, f"on={self.on}" if self.on else "")))
        return f"?{asked}" if asked else ""

    def explorer_href(self, path: str) -> str:
        """Return the reference to the explorer with a thing in focus."""
        address = f"{self.root}{EXPLORER_PATH}{self._ending(EXPLORER_PATH)}"
        return f"{address}#{urlencode({'focus': path}, safe=PATH_SAFE)}"

    def page_url(self, path: str) -> str:
        """Return the whole address of a page."""
        return f"{self.file_url(path)}{self._ending(path)}"

    def file_url(self, path: str) -> str:
        """Return the whole address of a file."""
        return f"{self.public}{quote(path, PATH_SAFE)}"


class RequestLinks:
    """Tells where pages stand: under the public address if one is set, or the socket's own.

    The Host header is never asked: it is whatever a client writes.
    """

    def __init__(self, public: str | None) -> None:
        self.public = public
        self.addresses: set[tuple[str, int]] = set()

    def of(self, request: Request) -> Links:
        """Return the links of an answer to a request."""
        public = self.public
        if public is None:
            host, port = self.known_address(request.scope.get("server") or DEFAULT_ADDRESS)
            public = host_url(request.scope["scheme"], host, port)
        return Links(mount_path(public), public)

    def known_address(self, address: tuple[str, int]) -> tuple[str, int]:
        """Return a socket's address, or the lowest known one where there are too many of them."""
        if len(self.addresses) < MAX_ADDRESSES:
            self.addresses.add(address)
        return address if address in self.addresses else min(self.addresses)


def host_url(scheme: str, host: str, port: int) -> str:
    """Return the web address of a host's start page."""
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/"


def parse_public_url(url: str) -> str:
    """Return a public address as it is used: http or https, a host, a path that ends in ``/``.

    Raises BadRequest for any other.
    """
    parts = split_web_address(url)
    if parts is None or parts.query or parts.fragment or parts.username or not url.isascii():
        raise BadRequest(f"{url}: write a web address such as https://example.org/fwgraph/")
    if any(letter in url for letter in ' "<>\\^`{|}') or not url.isprintable():
        raise BadRequest(f"{url}: a web address has no such character")
    return f"{url.rstrip('/')}/"


def mount_path(public: str) -> str:
    """Return the path under which the start page of a public address stands: ``/`` at least."""
    return urlsplit(public).path or "/"
