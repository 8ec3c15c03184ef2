"""How one page leads to others: from a server, or from a file in a folder of a web host."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from fwgraph.errors import BadRequest
from fwgraph.namespaces import BASE

PATH_SAFE = "/:@!$&'()*+,;=~"
"""What may stand in a path as it is (RFC 3986, section 3.3)."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where a page stands.

    ``root`` leads from it to the start page (``/``, ``../../``), ``public`` is the start
    page's whole address, and ``alive`` says that a server answers: where it does not,
    pages are files in folders, and nothing can be asked.
    """

    root: str = "/"
    public: str = BASE
    has_server: bool = True

    def page_href(self, path: str, fragment: str = "") -> str:
        """Return the reference to the page of a path."""
        folder = "" if self.has_server or not path or path.endswith("/") else "/"
        found = f"{self.root}{quote(path, PATH_SAFE)}{folder}" or "./"
        return f"{found}#{quote(fragment, PATH_SAFE)}" if fragment else found

    def file_href(self, path: str) -> str:
        """Return the reference to a file, or to another form of a page."""
        return f"{self.root}{quote(path, PATH_SAFE)}"

    def explorer_href(self, path: str) -> str:
        """Return the reference to the explorer with a thing in focus."""
        return f"{self.root or './'}#{urlencode({'focus': path}, safe=PATH_SAFE)}"

    def page_url(self, path: str) -> str:
        """Return the whole address of a page."""
        folder = "" if self.has_server or not path else "/"
        return f"{self.file_url(path)}{folder}"

    def file_url(self, path: str) -> str:
        """Return the whole address of a file."""
        return f"{self.public}{quote(path, PATH_SAFE)}"


def parse_public_url(written: str) -> str:
    """Return a public address as it is used: http or https, a host, a path that ends in ``/``.

    Raises BadRequest for any other.
    """
    try:
        parts = urlsplit(written)
        plain = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        plain = False
    if not plain or parts.query or parts.fragment or parts.username or not written.isascii():
        raise BadRequest(f"{written}: write a web address such as https://example.org/fwgraph/")
    if any(letter in written for letter in ' "<>\\^`{|}') or not written.isprintable():
        raise BadRequest(f"{written}: a web address has no such character")
    return f"{written.rstrip('/')}/"


def mount_path(public: str) -> str:
    """Return the path under which the start page of a public address stands: ``/`` at least."""
    return urlsplit(public).path or "/"
