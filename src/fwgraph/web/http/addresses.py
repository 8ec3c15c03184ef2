"""IRIs of the graph and the paths of their pages; which addresses may be followed."""

import re
from urllib.parse import urlsplit

from fwgraph.namespaces import BASE

SEGMENT = re.compile(r"(?!\.{1,2}$)[^/?#\\%\x00-\x20\x7f]+")
"""What may stand between the slashes of a page's path: a name that is safe as a file's too."""
WEB_URL = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f-\x9f]+")
RESERVED_NAMES = frozenset({"health", "sparql", "static"})
"""First names of paths at which there is something else."""
MAX_SEGMENTS = 8
MAX_NAME_BYTES = 200
"""Bytes of a name at most: file systems take 255, with an ending."""


def page_path(iri: str) -> str | None:
    """Return the path of the page of an IRI, None where it cannot have one.

    The page of a term is the document that defines it: the part before ``#``.
    """
    if not iri.startswith(BASE):
        return None
    path = iri.removeprefix(BASE).partition("#")[0]
    return path if is_page_path(path) and path.partition("/")[0] not in RESERVED_NAMES else None


def is_page_path(path: str) -> bool:
    """Tell whether a path can be a page's: a few plain names between slashes."""
    segments = path.split("/")
    return len(segments) <= MAX_SEGMENTS and all(map(is_path_segment, segments))


def is_path_segment(name: str) -> bool:
    """Tell whether a name can stand between slashes, and be a file's."""
    return bool(SEGMENT.fullmatch(name)) and len(name.encode()) <= MAX_NAME_BYTES


def fragment_of(iri: str) -> str:
    """Return what follows ``#`` in an IRI."""
    return iri.partition("#")[2]


def linkable_url(url: str) -> str | None:
    """Return an address that a page may link: http or https with a host, None for others."""
    if not WEB_URL.fullmatch(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None
