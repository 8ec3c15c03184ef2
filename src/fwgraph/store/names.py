"""What things are called, and finding a thing by what a person types.

Names match without case, and without blanks, dots, hyphens and underscores: ``bfg``,
``jinja 2`` and ``repoze.bfg`` are found. A slug and a whole IRI are names as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from fwgraph.errors import AmbiguousName, UnknownName
from fwgraph.namespaces import BASE, PREFIXES, THING_KINDS, local_name, shorten_iri, term
from fwgraph.sparql.binding import Queryable, bind_values, select_solutions
from fwgraph.store.days import read_day
from fwgraph.store.package import query_text

KINDS = (*THING_KINDS, "edition", "document")
"""The kinds of the things that have a name."""
EVERY_KIND = (*KINDS, "kind", "category", "relation")
"""The same, and the kinds of concepts and terms that have one."""
VOCABULARIES = tuple(PREFIXES[prefix] for prefix in ("fw", "dcterms", "doap"))
"""The namespaces that relations are from."""
SEPARATORS = "._-"
"""The characters that separate the words of a name, besides blanks."""

LOOKUP_HINTS = {
    "edition": "`fwgraph ask editions` lists them",
    "relation": "`fwgraph ask relation-counts` lists those in use",
    "kind": "`fwgraph ask kinds` lists them",
    "category": "`fwgraph ask categories` lists them",
}
"""Where a name can be looked up, for one that resembles none."""

MISSPELLING = 0.8
"""How much a misspelled name is like the thing's: flaks like Flask, not FastAPI like FastCGI."""

LABEL_RANK = 1
"""The rank of a label among a thing's names; a slug ranks before it, an alias after."""


def fold_name(name: str) -> str:
    """Return the form in which names are compared; composed or not, a letter is the same."""
    name = unicodedata.normalize("NFC", name)
    for separator in SEPARATORS:
        name = name.replace(separator, " ")
    return "".join(name.split()).casefold()


class Names:
    """The names of one graph's things, read at their first use."""

    def __init__(self, graph: Queryable, kept: str | None = None) -> None:
        """Name the things of a graph; ``kept`` are its names as ``write_names`` has them."""
        self._graph = graph
        self._kept = kept
        self._index: dict[str, dict[NamedNode, int]] | None = None
        self._labels: dict[NamedNode, str] = {}
        self._others: dict[str, list[NamedNode]] | None = None

    def find(self, name: str | NamedNode, kinds: Iterable[str] = THING_KINDS) -> NamedNode:
        """Return the thing of one of the kinds that has this name, or is this node.

        A kind is the part of an IRI before the slug, such as ``software`` or ``edition``.
        Where several things match, labels go before aliases. Raises UnknownName, with
        near names, and AmbiguousName.
        """
        kinds = tuple(kinds)
        name = name.value if isinstance(name, NamedNode) else name
        nodes = self.matches(name, kinds)
        if not nodes:
            raise self._unknown_name(name, kinds)
        if len(nodes) > 1:
            raise AmbiguousName(name, [shorten_iri(node.value) for node in nodes])
        return nodes[0]

    def _unknown_name(self, name: str, kinds: tuple[str, ...]) -> UnknownName:
        """Return the error; what is no thing's misspelling may be a thing that is not covered."""
        is_thing = kinds[0] in THING_KINDS and len(kinds) > 1
        kind = "thing" if is_thing else " or ".join(kinds)
        if not name.strip():
            return UnknownName(kind, name, [], "the name is empty")
        if others := self.matches(name, EVERY_KIND):
            return UnknownName(kind, name, [], f"{shorten_iri(others[0].value)} is none")
        known = self.known_names(kinds)
        if kinds[0] not in THING_KINDS:
            if slugs := self._slugs_with(name, kinds):
                return UnknownName(kind, name, [], f"did you mean {' or '.join(slugs[:3])}?")
            return UnknownName(kind, name, known, LOOKUP_HINTS.get(kinds[0], ""))
        day = read_day(self._graph)
        hint = f"the graph{f', as of {day},' if day else ''} does not cover it"
        return UnknownName(kind, name, known, hint, MISSPELLING)

    def _slugs_with(self, part: str, kinds: tuple[str, ...]) -> list[str]:
        """Return the slugs of what has a name with this part in it, of the first kind if any."""
        for tried in (kinds[:1], kinds):
            slugs = [
                names[0]
                for names in self.names_by_thing(tried).values()
                if any(fold_name(part) in fold_name(name) for name in names)
            ]
            if slugs:
                return sorted(slugs)
        return []

    def matches(self, name: str, kinds: tuple[str, ...]) -> list[NamedNode]:
        """Return the best matches of a name, sorted: one, none, or several that tie."""
        if node := self.resolve_iri(name):
            return [] if kind_of(node) in KINDS and kind_of(node) not in kinds else [node]
        ranks = self.index().get(fold_name(name), {})
        ranks = {node: rank for node, rank in ranks.items() if kind_of(node) in kinds}
        if not ranks and kinds[:1] and kinds[0] in THING_KINDS:
            return self._names_of_others().get(fold_name(name), [])
        best = [node for node, rank in ranks.items() if rank == min(ranks.values())]
        return sorted(best, key=lambda node: node.value)

    def resolve_iri(self, name: str) -> NamedNode | None:
        """Return the node of an IRI or prefixed name that is a subject in the graph."""
        prefix, colon, local = name.partition(":")
        if colon and prefix in PREFIXES:
            name = PREFIXES[prefix] + local
        if not name.startswith(("http://", "https://")):
            return None
        try:
            node = NamedNode(name)
        except ValueError:
            return None
        return node if self._graph.solve(f"ASK {{ {node} ?p ?o }}") else None

    def index(self) -> dict[str, dict[NamedNode, int]]:
        """Return folded name → node → rank: 0 for slugs, 1 for labels, 2 for aliases."""
        if self._index is None:
            self._index = {}
            for node, name, rank in self._read_names():
                ranks = self._index.setdefault(fold_name(name), {})
                ranks[node] = min(rank, ranks.get(node, rank))
                if rank == LABEL_RANK:
                    self._labels.setdefault(node, name)
        return self._index

    def label(self, node: NamedNode) -> str:
        """Return what a node is called: its label, or else its prefixed name."""
        self.index()
        if node not in self._labels and not node.value.startswith(BASE):
            self._names_of_others()
        return self._labels.get(node, shorten_iri(node.value))

    def _names_of_others(self) -> dict[str, list[NamedNode]]:
        """Return folded name → nodes that are no things of this project, sorted.

        They have no kind, and are looked for where a name is not known otherwise: the names
        of somebody else's DOAP file are names. Their own labels are read by the way.
        """
        if self._others is None:
            self._others = {}
            for node, name in select_solutions(self._graph, query_text("internal/names-of-others")):
                if shorten_iri(node.value) == node.value:  # and so no term of a vocabulary
                    nodes = self._others.setdefault(fold_name(name.value), [])
                    if node not in nodes:
                        nodes.append(node)
                    self._labels.setdefault(node, name.value)
        return self._others

    def _read_names(self) -> Iterator[tuple[NamedNode, str, int]]:
        seen: set[NamedNode] = set()
        for node, name, rank in (
            query_names(self._graph) if self._kept is None else parse_names(self._kept)
        ):
            if node not in seen:
                seen.add(node)
                yield node, local_name(node.value), 0
            yield node, name, rank

    def names_by_thing(self, kinds: tuple[str, ...]) -> dict[NamedNode, list[str]]:
        """Return the names of each thing of the kinds, its slug first."""
        names: dict[NamedNode, list[str]] = {}
        for node, name, _ in self._read_names():
            if kind_of(node) in kinds:
                names.setdefault(node, []).append(name)
        return names

    def known_names(self, kinds: tuple[str, ...]) -> list[str]:
        """Return every slug, label and alias of the kinds, sorted; with things, those of others."""
        names = {name for node, name, _ in self._read_names() if kind_of(node) in kinds}
        others = self._names_of_others() if kinds[0] in THING_KINDS else {}
        nodes = {node for several in others.values() for node in several}
        return sorted(names | {self._labels[node] for node in nodes})


def query_names(graph: Queryable) -> Iterator[tuple[NamedNode, str, int]]:
    """Yield what things are called, and the rank of each name, sorted by the things."""
    classes = (term(f"fw:{kind.capitalize()}") for kind in KINDS)
    query = bind_values(query_text("internal/names"), "class", *classes)
    for node, name, rank in select_solutions(graph, query):
        if isinstance(node, NamedNode):
            yield node, name.value, int(rank.value)


def write_names(graph: Queryable) -> str:
    """Return the names of a graph as lines, which are read a hundred times as fast as asked for.

    They are empty where a name has a line break or a tab.
    """
    rows = list(query_names(graph))
    if any(len(f"{name}.".splitlines()) > 1 or "\t" in name for _, name, _ in rows):
        return ""
    return "".join(f"{rank}\t{node.value}\t{name}\n" for node, name, rank in rows)


def parse_names(lines: str) -> Iterator[tuple[NamedNode, str, int]]:
    """Yield the names that lines of ``write_names`` hold."""
    for line in lines.splitlines():
        rank, iri, name = line.split("\t")
        yield NamedNode(iri), name, int(rank)


def kind_of(node: NamedNode) -> str:
    """Return the kind in a thing's IRI: what stands between the base and the slug."""
    if node.value.startswith(VOCABULARIES):
        return "relation"
    return node.value.removeprefix(BASE).partition("/")[0]
