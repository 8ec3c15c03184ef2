"""The questions as methods of everything that can be read: ``graph.lineage("pyramid")``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwgraph.errors import BadRequest

if TYPE_CHECKING:
    import networkx
    import rdflib
    from pyoxigraph import NamedNode

    from fwgraph.questions.catalogue import ParameterValue
    from fwgraph.questions.trees import Step
    from fwgraph.store.readable import Readable
    from fwgraph.store.table import Table


class QuestionMethods:
    """Methods that ``graph.Graph`` and ``endpoint.Endpoint`` have in common.

    Things are given by a name, an alias, a slug, an IRI or a node. Every method raises
    UnknownName, with near names, or AmbiguousName for a name that it cannot resolve.
    """

    def ask(self: Readable, question: str, /, **values: ParameterValue) -> Table:
        """Return the answer of a question of the catalogue, for example ``dependents``.

        Iterating over an answer gives a dictionary for each row, with plain Python values,
        so that ``pandas.DataFrame(graph.ask("impact"))`` is a table. Raises BadRequest
        where a parameter is missing or of another type.
        """
        from fwgraph.questions import catalogue

        return catalogue.answer_question(self, question, values)

    def lineage(self: Readable, framework: str | NamedNode) -> Table:
        """Return the steps of descent around a framework; see the question ``lineage``.

        ``depth`` counts steps: below 0 for what is older, above 0 for what is newer.
        """
        from fwgraph.questions import catalogue

        return catalogue.answer_question(self, "lineage", {"framework": framework})

    def dependencies(self: Readable, software: str | NamedNode) -> Table:
        """Return what something rests on; ``depth`` counts steps, 1 for direct ones."""
        from fwgraph.questions import catalogue

        return catalogue.answer_question(self, "dependencies", {"software": software})

    def dependents(self: Readable, software: str | NamedNode) -> Table:
        """Return what rests on something; ``depth`` counts steps, 1 for direct ones."""
        from fwgraph.questions import catalogue

        return catalogue.answer_question(self, "dependents", {"software": software})

    def why(self: Readable, near: str, far: str) -> list[Step]:
        """Return the steps of a shortest way between two things, each with its evidence."""
        from fwgraph.questions import trees

        return trees.path_steps(self, self.names.find(near), self.names.find(far))

    def to_rdflib(self: Readable) -> rdflib.Graph:
        """Return the same triples as a new ``rdflib.Graph``, prefixes bound."""
        from fwgraph.formats.rdflib_graph import to_rdflib

        return to_rdflib(self)

    def to_networkx(self: Readable) -> networkx.MultiDiGraph[str]:
        """Return the claims as a ``networkx.MultiDiGraph`` between labels.

        Each edge is keyed by the label of its relation and carries ``source``, ``line``
        and ``quote``. Raises BadRequest where networkx is not installed.
        """
        try:
            import networkx
        except ImportError as error:
            raise BadRequest("networkx is not installed: pip install networkx") from error
        from fwgraph.questions import catalogue

        found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for row in catalogue.answer_question(self, "relations"):
            said = {name: row[name] for name in ("source", "line", "quote")}
            found.add_edge(str(row["subject"]), str(row["object"]), row["relation"], **said)
        return found
