"""Connections that are kept for the next request, also those through a proxy."""

import socket
import ssl
from base64 import b64encode
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, quote, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

DEFAULT_PORTS = {"http": 80, "https": 443}


class Connections:
    """One connection for each origin that is asked; ``timeout`` bounds each step, in seconds."""

    def __init__(self, timeout: float, context: ssl.SSLContext) -> None:
        self.timeout = timeout
        self.context = context
        self._open: dict[tuple[str, str, int], HTTPConnection] = {}

    def send_request(self, url: str, headers: dict[str, str]) -> HTTPResponse:
        """Return the response to a GET, whose body is still to be read to its end."""
        parts = urlsplit(url)
        proxy = find_proxy(parts)
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        target += f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
        if proxy and parts.scheme == "http":  # RFC 9112, 3.2.2: a proxy is told the whole address
            target = f"http://{parts.netloc.rpartition('@')[2]}{target}"
            headers = {**headers, **proxy_authorization(proxy)}
        origin = origin_of(url)
        if origin not in self._open:
            self._open[origin] = self._connect(origin, proxy)
        connection = self._open[origin]
        connection.request("GET", target, headers=headers)
        return connection.getresponse()

    def _connect(self, origin: tuple[str, str, int], proxy: SplitResult | None) -> HTTPConnection:
        """Return a connection to an origin; it is opened by the first request."""
        scheme, host, port = origin
        first_host, first_port = host, port
        if proxy and proxy.hostname:
            first_host, first_port = proxy.hostname, proxy.port or DEFAULT_PORTS["http"]
        if scheme == "http":
            return HTTPConnection(first_host, first_port, timeout=self.timeout)
        connection = HTTPSConnection(
            first_host, first_port, timeout=self.timeout, context=self.context
        )
        if proxy:
            connection.set_tunnel(host, port, proxy_authorization(proxy))
        return connection

    def close(self) -> None:
        """Close all connections; the next request opens another."""
        for connection in self._open.values():
            if connection.sock is not None:
                with suppress(OSError):  # it wakes a thread that still reads
                    connection.sock.shutdown(socket.SHUT_RDWR)
            connection.close()
        self._open.clear()


def origin_of(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of a web address: what credentials are for."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]


def find_proxy(parts: SplitResult) -> SplitResult | None:
    """Return the proxy that the environment or the system names for an address, if any."""
    proxy = getproxies().get(parts.scheme, "")
    if not proxy or proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    return urlsplit(proxy if "://" in proxy else f"http://{proxy}")


def proxy_authorization(proxy: SplitResult) -> dict[str, str]:
    """Return the header with the credentials that a proxy's address has, if it has them."""
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
