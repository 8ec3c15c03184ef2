"""What messages call the nodes of a graph, and what nodes have that none may have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Triple
from rdflib import BNode
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import rdflib_term
from fwgraph.namespaces import RDFS_LABEL, Term, shorten_iri, term
from fwgraph.rules.shapes import rules_by_shape

NAME_PROPERTIES = (RDFS_LABEL, term("skos:prefLabel"))
"""The properties by which messages name a node."""
FURTHER_RELEASE = term("fw:furtherRelease")


class Wording:
    """The names of nodes and the values of forbidden properties, over those of another graph."""

    def __init__(self, triples: Iterable[Triple], below: "Wording | None" = None) -> None:
        self.below = below
        self._names: dict[str, list[str]] = defaultdict(list)
        self._listings: dict[str, str] = {}
        self._values: dict[tuple[str, str], list[Term]] = defaultdict(list)
        naming = {each.value for each in NAME_PROPERTIES}
        forbidden = {rule.forbidden for rule in rules_by_shape().values()}
        for subject, predicate, object_ in triples:
            property_ = predicate.value
            if property_ in naming and isinstance(object_, Literal):
                self._names[node_key(subject)].append(object_.value)
            elif property_ == FURTHER_RELEASE.value:
                self._listings.setdefault(node_key(object_), node_key(subject))
            if property_ in forbidden:
                self._values[node_key(subject), property_].append(object_)

    def name_of(self, node: Node | None) -> str:
        """Return what a node is called: its label, or its IRI as a prefixed name; a literal's text.

        A further release is called what its listing is. A blank node has no name that stays.
        """
        if isinstance(node, RdflibLiteral):
            return str(node)
        key = self._listing_of(str(node)) or str(node)
        name = min(self._names_of(key), default=None)
        if name is None:
            return "blank node" if isinstance(node, BNode) else shorten_iri(str(node))
        return name

    def forbidden_values(self, node: Node | None, property_: str) -> list[str]:
        """Return what the values are called, sorted, that a node has of a forbidden property."""
        values = dict.fromkeys(self._values_of(str(node), property_))
        return sorted(self.name_of(rdflib_term(value)) for value in values)

    def _listing_of(self, key: str) -> str | None:
        return self._listings.get(key) or (self.below._listing_of(key) if self.below else None)

    def _names_of(self, key: str) -> Iterator[str]:
        yield from self._names.get(key, ())
        if self.below:
            yield from self.below._names_of(key)

    def _values_of(self, key: str, property_: str) -> Iterator[Term]:
        yield from self._values.get((key, property_), ())
        if self.below:
            yield from self.below._values_of(key, property_)


def node_key(node: Term) -> str:
    """Return what stands for a node: its IRI, or the name of a blank one."""
    return str(getattr(node, "value", ""))
