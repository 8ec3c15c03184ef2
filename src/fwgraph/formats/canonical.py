"""Triples in canonical order, their blank nodes with canonical labels (RDFC-1.0), within bounds.

Where blank nodes are alike the algorithm tries them in every order: nine that all point at
each other take days. Its section 7.1 asks for a bound: steps are counted here, which no
library of ours does, so that the same input is refused on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import permutations

from pyoxigraph import BlankNode, Triple

from fwgraph.errors import BadRequest
from fwgraph.namespaces import RDF_TYPE, STATEMENTS, Term

MAX_STEPS = 200_000
"""Looks at a triple or a node while like ones are told apart, besides 20 for each triple."""

Labels = dict[str, str]
"""New labels by old ones, in the order in which they were given (an identifier issuer)."""


def canonical_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples sorted, each once, blank nodes renamed canonically (RDFC-1.0).

    Raises BadRequest where like blank nodes cannot be told apart within MAX_STEPS.
    """
    distinct = set(triples)
    labelled = {triple for triple in distinct if has_blank_node(triple)}
    if labelled:  # the shipped graph has none
        try:
            labels = Canonicalization(labelled).label_nodes()
        except RecursionError as error:
            raise alike_error() from error
        renamed = {relabel_triple(triple, labels.__getitem__) for triple in labelled}
        distinct = (distinct - labelled) | renamed
    return sorted(distinct, key=triple_sort_key)


def triple_sort_key(triple: Triple) -> tuple[bool, str, bool, str, str]:
    """Return what a triple is sorted by: statements last, ``a`` first."""
    subject, predicate = getattr(triple.subject, "value", ""), triple.predicate
    is_statement = subject.startswith(STATEMENTS)
    return (is_statement, subject, predicate != RDF_TYPE, predicate.value, str(triple.object))


def alike_error() -> BadRequest:
    """Return the error for a graph that is too symmetric."""
    return BadRequest(
        "the blank nodes are too alike to be told apart in reasonable time; give them IRIs"
    )


def has_blank_node(triple: Triple) -> bool:
    """Tell whether there is a blank node in a triple; asked of every triple, so it is short."""
    subject, _, value = triple
    return isinstance(subject, BlankNode) or (
        isinstance(value, BlankNode | Triple) and any(blank_labels(value))
    )


def blank_labels(term: Term) -> Iterator[str]:
    """Yield the labels of the blank nodes in a term, those within triple terms too."""
    if isinstance(term, BlankNode):
        yield term.value
    elif isinstance(term, Triple):
        yield from blank_labels(term.subject)
        yield from blank_labels(term.object)


def relabel_term(term: Term, label: Callable[[str], str]) -> Term:
    """Return a term with new labels for its blank nodes."""
    if isinstance(term, BlankNode):
        return BlankNode(label(term.value))
    return relabel_triple(term, label) if isinstance(term, Triple) else term


def relabel_triple(triple: Triple, label: Callable[[str], str]) -> Triple:
    """Return a triple with new labels for its blank nodes."""
    subject, object_ = relabel_term(triple.subject, label), relabel_term(triple.object, label)
    return Triple(subject, triple.predicate, object_)  # type: ignore[arg-type]


def hash_text(text: str) -> str:
    """Return a text's SHA-256 in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def issue_label(labels: Labels, node: str, prefix: str) -> str:
    """Return a node's label, a new one where it has none (RDFC-1.0, section 4.5)."""
    return labels.setdefault(node, f"{prefix}{len(labels)}")


class Canonicalization:
    """One run of RDFC-1.0 over the triples that have blank nodes (section 4.4)."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.mentions: dict[str, list[Triple]] = defaultdict(list)
        for triple in triples:
            for node in set(blank_labels(triple)):
                self.mentions[node].append(triple)
        self.hashes = {node: self.first_degree_hash(node) for node in self.mentions}
        self.steps = MAX_STEPS + 20 * sum(map(len, self.mentions.values()))
        self.labels: Labels = {}

    def count_steps(self, count: int) -> None:
        """Count some steps; raises BadRequest where they are too many."""
        self.steps -= count
        if self.steps < 0:
            raise alike_error()

    def label_nodes(self) -> Labels:
        """Return the canonical labels: first of nodes that are like no other, then of the rest."""
        nodes_by_hash: dict[str, list[str]] = defaultdict(list)
        for node, digest in self.hashes.items():
            nodes_by_hash[digest].append(node)
        groups = [nodes for _, nodes in sorted(nodes_by_hash.items())]
        for nodes in groups:
            if len(nodes) == 1:
                issue_label(self.labels, nodes[0], "c14n")
        for nodes in groups:
            results = [
                self.n_degree_hash(node, {node: "b0"}) for node in nodes if node not in self.labels
            ]
            for _, issued in sorted(results, key=lambda result: result[0]):
                for node in issued:
                    issue_label(self.labels, node, "c14n")
        return self.labels

    def first_degree_hash(self, node: str) -> str:
        """Return the hash of a node's own triples, all others being one (section 4.6)."""
        lines = (
            f"{relabel_triple(triple, lambda other: 'a' if other == node else 'z')} .\n"
            for triple in self.mentions[node]
        )
        return hash_text("".join(sorted(lines)))

    def related_nodes(self, node: str, issued: Labels) -> list[tuple[str, list[str]]]:
        """Return the nodes next to a node by the hash of how they are related (section 4.7)."""
        related = defaultdict(list)
        for triple in self.mentions[node]:
            for position, term in (("s", triple.subject), ("o", triple.object)):
                for other in blank_labels(term):
                    if other != node:
                        label = self.labels.get(other) or issued.get(other)
                        name = f"_:{label}" if label else self.hashes[other]
                        related[hash_text(f"{position}{triple.predicate}{name}")].append(other)
        return sorted(related.items())

    def n_degree_hash(self, node: str, issued: Labels) -> tuple[str, Labels]:
        """Return a node's hash by all that it leads to, and the labels given (section 4.8)."""
        self.count_steps(len(self.mentions[node]))
        text = ""
        for digest, nodes in self.related_nodes(node, issued):
            best, labels = "", issued
            for order in permutations(nodes):
                self.count_steps(len(order))
                path, path_labels = self.path_along(order, issued, best)
                if not best or path < best:
                    best, labels = path, path_labels
            text, issued = text + digest + best, labels
        return hash_text(text), issued

    def path_along(self, order: tuple[str, ...], issued: Labels, best: str) -> tuple[str, Labels]:
        """Return the path through nodes in an order, no further than it can be the best one."""
        issued, path, unvisited = dict(issued), "", []
        for node in order:
            if node not in self.labels and node not in issued:
                unvisited.append(node)
            path += "_:" + (self.labels.get(node) or issue_label(issued, node, "b"))
        for node in unvisited:
            if best and len(path) >= len(best) and path > best:
                break
            digest, labels = self.n_degree_hash(node, issued)
            path += f"_:{issued[node]}<{digest}>"
            issued = labels
        return path, issued
