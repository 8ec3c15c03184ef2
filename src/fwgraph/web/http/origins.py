"""Whose scripts may read what is served: CORS, and the hosts that the server is asked by."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from fwgraph.errors import BadRequest
from fwgraph.web.http.links import parse_public_url

ANY_ORIGIN = "*"
EXPOSED_HEADERS = "Content-Location, ETag, Link, Retry-After"
"""What a script of another site may read beside the body."""
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """Which origins may read responses (Fetch, section 3.3), ``*`` for every one.

    Where not every one may, requests over loopback have to name a host of loopback, or one
    of ``hosts``.
    """

    origins: frozenset[str] = frozenset({ANY_ORIGIN})
    hosts: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether scripts of every site may read responses."""
        return ANY_ORIGIN in self.origins

    @property
    def depends_on_origin(self) -> bool:
        """Whether responses differ by the Origin of the request, which caches have to know."""
        return bool(self.origins) and not self.is_open

    def response_headers(self, origin: str | None, *, is_page: bool) -> dict[str, str]:
        """Return the headers that say what other sites may do with a response: embed, or read it.

        Their scripts read data, not pages, and without credentials.
        """
        embedding = "cross-origin" if self.is_open else "same-origin"
        headers = {"Cross-Origin-Resource-Policy": embedding}
        if not is_page and (self.is_open or origin in self.origins):
            headers["Access-Control-Allow-Origin"] = ANY_ORIGIN if self.is_open else str(origin)
            headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
        return headers

    def accepts_host(self, authority: str, address: str) -> bool:
        """Tell whether a request at an address of this machine may name a host, port and all."""
        if self.is_open or not is_loopback(address):
            return True
        try:
            host = urlsplit(f"//{authority}").hostname or ""
        except ValueError:
            return False
        return is_loopback(host) or host in self.hosts


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself, by its address or as ``localhost``."""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost"
    # A socket for IPv6 that takes IPv4, too, says ::ffff:127.0.0.1.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def parse_origin(text: str) -> str:
    """Return an origin as a browser writes it, ``*`` as it is; raises BadRequest for any other."""
    if text == ANY_ORIGIN:
        return text
    parts = urlsplit(parse_public_url(text))
    if parts.path != "/":
        raise BadRequest(f"{text}: an origin has no path, such as https://example.org")
    host = parts.netloc.lower().removesuffix(f":{DEFAULT_PORTS[parts.scheme]}")
    return f"{parts.scheme}://{host}"


def read_policy(origins: Iterable[str], host: str, public: str | None) -> ReadPolicy:
    """Return the policy for a server that is known by a host and by a public address.

    Raises BadRequest for what is no origin.
    """
    hosts = (host.lower(), urlsplit(public or "").hostname)
    return ReadPolicy(frozenset(map(parse_origin, origins)), frozenset(filter(None, hosts)))
