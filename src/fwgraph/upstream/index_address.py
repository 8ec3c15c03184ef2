"""The address of a package index: who says it, and what of it may be shown."""

import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from fwgraph.errors import BadRequest, redact_url
from fwgraph.upstream.pip_configuration import read_pip_setting
from fwgraph.web_address import split_web_address

HOW_TO_SAY = (
    "no package index is known: give the address of its Simple API with --index URL,"
    " in FWGRAPH_INDEX or PIP_INDEX_URL, or to pip (pip config set global.index-url URL)"
)


@dataclass(frozen=True, slots=True)
class IndexAddress:
    """Where the Simple API answers: a web address that ends in a slash, without credentials.

    ``authorization`` is the header that stands for those that were in it; nobody is shown it.
    """

    url: str
    authorization: str | None = field(default=None, repr=False)


def find_index_address(option: str | None, environ: Mapping[str, str] = os.environ) -> IndexAddress:
    """Return the address that the option, the environment or pip's configuration gives.

    No address is built in. Raises BadRequest where there is none, or one that is none.
    """
    candidates = {"--index": option, "FWGRAPH_INDEX": environ.get("FWGRAPH_INDEX", "").strip()}
    for name, value in candidates.items():
        if value:
            return parse_index_address(name, value)
    if value := read_pip_setting("index-url", environ):
        return parse_index_address("pip's index-url", value)
    raise BadRequest(HOW_TO_SAY)


def parse_index_address(name: str, written: str) -> IndexAddress:
    """Return an address as it is used; raises BadRequest, with the name of who said it."""
    parts = split_web_address(written)
    if parts is None or not written.isprintable() or " " in written or "?" in written:
        raise BadRequest(
            f"{name} {redact_url(written)}: an index has a web address, such as"
            " https://index.example/simple/"
        )
    login, at, place = parts.netloc.rpartition("@")
    authorization = None
    if at:
        user, _, password = login.partition(":")
        pair = f"{unquote(user)}:{unquote(password)}".encode()
        authorization = f"Basic {b64encode(pair).decode()}"
    return IndexAddress(f"{parts.scheme}://{place}{parts.path.rstrip('/')}/", authorization)
