"""What is to be found where: the phrases that a graph takes from its sources."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote, urlsplit

from pyoxigraph import NamedNode, QuerySolution

from fwgraph.namespaces import Term, local_name
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable

COMMIT = re.compile(r"[0-9a-f]{7,64}")
VIEWS = frozenset({"-", "blob", "raw", "src", "tree", "plain", "browse", "file"})
"""What stands between a repository and a revision in addresses of files."""
PACKAGE_URL = re.compile(r"pkg:[^/]+/(?:[^/]+/)*([^/@?#]+)")


@dataclass(frozen=True)
class Source:
    """A source: what fixes its text, and where it is read, as far as that is known.

    ``digests`` are the SHA-256 of its bytes, and of copies of them that were read.
    """

    node: str
    address: str | None = None
    revision: str | None = None
    digests: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """What people call the source."""
        return local_name(self.node)

    @cached_property
    def segments(self) -> list[str]:
        """The parts of the path of the address."""
        try:
            path = urlsplit(self.address or "").path
        except ValueError:
            return []
        return [unquote(part) for part in path.split("/") if part]

    @cached_property
    def commit(self) -> str | None:
        """The commit that fixes the text: its revision, or else what the address names."""
        whole = (part for part in self.segments if re.fullmatch(r"[0-9a-f]{40}", part))
        revision = self.revision or next(whole, "")
        return revision if COMMIT.fullmatch(revision) else None

    @cached_property
    def path(self) -> str | None:
        """The path of the file in its repository, which follows the commit in the address."""
        if self.commit not in self.segments:
            return None
        parts = self.segments[self.segments.index(self.commit) + 1 :]
        odd = any(part in {".", ".."} or re.search(r"[/\\\n\0]", part) for part in parts)
        return None if odd or not parts else "/".join(parts)

    @cached_property
    def repository(self) -> str | None:
        """The name of the repository, without its owner."""
        if self.path is None:
            return None
        before = self.segments[: self.segments.index(str(self.commit))]
        return next((part for part in reversed(before) if part not in VIEWS), None)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a node takes from a source.

    The phrase starts on the line, or anywhere where no line is known; none of the
    ``absent`` names is a requirement there.
    """

    node: str
    source: str
    line: int | None = None
    phrase: str | None = None
    absent: tuple[str, ...] = ()


def read_sources(graph: Readable) -> dict[str, Source]:
    """Return every edition and document by its IRI; of several places the first counts."""
    sources: dict[str, Source] = {}
    for row in select_solutions(graph, query_text("verification/sources")):
        columns = ("source", "address", "revision", "sha256")
        node, address, revision, digest = (text_of(row[name]) for name in columns)
        if node is not None:
            source = sources.setdefault(node, Source(node, address, revision))
            if digest and digest not in source.digests:
                sources[node] = replace(source, digests=(*source.digests, digest))
    return sources


def read_expectations(graph: Readable) -> list[Expectation]:
    """Return what the statements of a graph take from their sources, by source and line."""
    rows = list(select_solutions(graph, query_text("verification/statements")))
    things = {row["absent"] for row in rows}
    names = read_names(graph, (thing for thing in things if isinstance(thing, NamedNode)))
    found = (row_expectation(row, names) for row in rows)
    return [expectation for expectation in found if expectation]


def row_expectation(row: QuerySolution, names: Mapping[str, tuple[str, ...]]) -> Expectation | None:
    """Return what a row of the statements expects, or nothing where nothing is to be looked up."""
    node, source, phrase = (text_of(row[name]) for name in ("node", "source", "phrase"))
    thing = text_of(row["absent"])
    absent = names.get(thing, (local_name(thing),)) if thing else ()
    if node is None or source is None or (phrase is None and not absent):
        return None
    line = text_of(row["line"]) or ""
    number = int(line) if re.fullmatch("[0-9]{1,9}", line) else None
    return Expectation(node, source, number, phrase, absent)


def read_names(graph: Readable, things: Iterable[NamedNode]) -> dict[str, tuple[str, ...]]:
    """Return what things are called, and what their packages are, by the thing's IRI."""
    names: dict[str, list[str]] = {}
    known = sorted(things, key=lambda thing: thing.value)
    if not known:
        return {}
    query = bind_values(query_text("verification/names"), "thing", *known)
    for row in select_solutions(graph, query):
        thing, name = text_of(row["thing"]), text_of(row["name"])
        if thing and name:
            package = PACKAGE_URL.fullmatch(name)
            names.setdefault(thing, []).append(unquote(package[1]) if package else name)
    return {thing: tuple(dict.fromkeys(called)) for thing, called in names.items()}


def read_kept_texts(graph: Readable) -> dict[str, str]:
    """Return the texts that the graph keeps of its editions, by the edition's IRI."""
    pieces: dict[str, list[str]] = {}
    for source, text in kept_pieces(graph):
        pieces.setdefault(source, []).append(text)
    return {source: "".join(texts) for source, texts in pieces.items()}


def kept_pieces(graph: Readable) -> Iterator[tuple[str, str]]:
    """Yield the pieces of pages that the graph keeps, each with its edition."""
    for row in select_solutions(graph, query_text("verification/kept-texts")):
        source, text = text_of(row["source"]), text_of(row["text"])
        if source is not None and text is not None:
            yield source, text


def text_of(value: Term | None) -> str | None:
    """Return the IRI of a node or the text of a literal."""
    found = getattr(value, "value", None)
    return found if isinstance(found, str) else None
