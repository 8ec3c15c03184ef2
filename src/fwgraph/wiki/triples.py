"""Triples as they are written: the properties of a node, and a statement with its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.namespaces import BASE, local_name, term

Property = tuple[str, NamedNode | Literal | str | int | None]
"""The prefixed name of a property, and its value; None for none."""


def mint_path(taken: dict[str, int], path: str) -> str:
    """Return a path below the base that nothing else has; one that is taken gets a number.

    ``taken`` counts how often each was asked for.
    """
    count = taken[path] = taken.get(path, 0) + 1
    return path if count == 1 else mint_path(taken, f"{path}-{count}")


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A claim, or a denial, that a source makes on a line in the words of a phrase.

    ``relation`` is a prefixed name.
    """

    subject: NamedNode
    relation: str
    value: NamedNode | Literal
    source: NamedNode
    line: int
    quote: str
    kind: str = "claim"

    @property
    def path(self) -> str:
        """The statement's IRI below the base: it says what the statement does.

        What is no thing of the graph is left out of it.
        """
        is_thing = isinstance(self.value, NamedNode) and self.value.value.startswith(BASE)
        parts = (
            local_name(self.subject.value),
            self.relation.partition(":")[2],
            *([local_name(self.value.value)] if is_thing else []),
            local_name(self.source.value),
            str(self.line),
        )
        return f"{self.kind}/{'.'.join(parts)}"

    def triples(self, *more: Property) -> Iterator[Triple]:
        """Yield the statement with its evidence, and with more properties."""
        yield from property_triples(
            NamedNode(f"{BASE}{self.path}"),
            ("rdf:type", term(f"fw:{self.kind.capitalize()}")),
            ("rdf:subject", self.subject),
            ("rdf:predicate", term(self.relation)),
            ("rdf:object", self.value),
            ("prov:wasDerivedFrom", self.source),
            ("fw:line", self.line),
            ("fw:quote", Literal(self.quote, language="en")),
            *more,
        )


def property_triples(node: NamedNode, *pairs: Property) -> Iterator[Triple]:
    """Yield a triple for each property that has a value; text and numbers become literals."""
    for name, value in pairs:
        if value is not None:
            term_of_value = Literal(value) if isinstance(value, str | int) else value
            yield Triple(node, term(name), term_of_value)
