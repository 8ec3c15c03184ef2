"""Triples by subject and property, for pages that document a file: its terms, its shapes."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from fwgraph.namespaces import RDF_TYPE, RDFS_LABEL, Term, shorten_iri, term


class FileTriples:
    """What some triples say of each subject, in the order in which subjects were met."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = list(triples)
        self._values: dict[tuple[Term, NamedNode], list[Term]] = {}
        self._subjects: dict[Term, None] = {}
        for triple in self.triples:
            self._values.setdefault((triple.subject, triple.predicate), []).append(triple.object)
            self._subjects.setdefault(triple.subject)

    @classmethod
    def from_files(cls, *files: Path) -> "FileTriples":
        """Return what Turtle files of the project say."""
        documents = (parse(path=file, format=RdfFormat.TURTLE) for file in files)
        return cls(quad.triple for quads in documents for quad in quads)

    def triples_of(self, node: Term) -> list[Triple]:
        """Return the triples with the node as their subject."""
        return [triple for triple in self.triples if triple.subject == node]

    def subjects(self) -> list[NamedNode]:
        """Return the subjects with an IRI, in the order in which they were met."""
        return [node for node in self._subjects if isinstance(node, NamedNode)]

    def values(self, node: Term, name: str) -> list[Term]:
        """Return the values of a property, given by its prefixed name."""
        return self._values.get((node, term(name)), [])

    def node_values(self, node: Term, name: str) -> list[NamedNode]:
        """Return the values of a property that are nodes with an IRI, sorted."""
        nodes = (value for value in self.values(node, name) if isinstance(value, NamedNode))
        return sorted(nodes, key=lambda value: value.value)

    def first_text(self, node: Term, *names: str) -> str:
        """Return the text of the first property that the node has, empty where it has none."""
        for name in names:
            for value in self.values(node, name):
                return value.value if isinstance(value, Literal | NamedNode) else str(value)
        return ""

    def texts(self, node: Term, name: str) -> list[str]:
        """Return the texts of a property, sorted."""
        return sorted(
            value.value for value in self.values(node, name) if isinstance(value, Literal)
        )

    def instances(self, name: str) -> list[NamedNode]:
        """Return the nodes of a class, in the order in which the files have them."""
        wanted = term(name)
        return [
            node for node in self.subjects() if wanted in self._values.get((node, RDF_TYPE), ())
        ]

    def subjects_with(self, node: NamedNode, name: str) -> list[NamedNode]:
        """Return the subjects whose value of a property the node is, sorted."""
        wanted = term(name)
        subjects = (
            subject
            for (subject, predicate), values in self._values.items()
            if predicate == wanted and node in values and isinstance(subject, NamedNode)
        )
        return sorted(subjects, key=lambda subject: subject.value)

    def label(self, node: Term) -> str:
        """Return what a node is called: its label, or else its prefixed name."""
        for naming in (RDFS_LABEL, term("skos:prefLabel")):
            for value in self._values.get((node, naming), ()):
                if isinstance(value, Literal):
                    return value.value
        return shorten_iri(node.value) if isinstance(node, NamedNode) else str(node)
