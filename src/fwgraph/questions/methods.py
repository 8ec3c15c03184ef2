"""The questions as methods of everything that can be read: ``graph.lineage("pyramid")``.

Their types are in ``methods.pyi``: this module is read before every answer, and naming a
graph of rdflib's in it would import rdflib.
"""

from fwgraph.errors import BadRequest
from fwgraph.store.readable import Readable


class QuestionMethods(Readable):
    """Methods that ``graph.Graph`` and ``endpoint.Endpoint`` have in common.

    Things are given by a name, an alias, a slug, an IRI or a node. Every method raises
    UnknownName, with near names, or AmbiguousName for a name that it cannot resolve.
    """

    def ask(self, question, /, **values):
        """Return the answer of a question of the catalogue, for example ``dependents``.

        Iterating over an answer gives a dictionary for each row, with plain Python values,
        so that ``pandas.DataFrame(graph.ask("impact"))`` is a table. Raises BadRequest
        where a parameter is missing or of another type.
        """
        from fwgraph.questions.catalogue import answer_question

        return answer_question(self, question, values)

    def lineage(self, framework):
        """Return the steps of descent around a framework; see the question ``lineage``.

        ``depth`` counts steps: below 0 for what is older, above 0 for what is newer.
        """
        return self.ask("lineage", framework=framework)

    def dependencies(self, software):
        """Return what something depends on; ``depth`` counts steps, 1 for direct ones."""
        return self.ask("dependencies", software=software)

    def dependents(self, software):
        """Return what depends on something; ``depth`` counts steps, 1 for direct ones."""
        return self.ask("dependents", software=software)

    def status(self, software, policy=None):
        """Return the verdict on a software's status, with reasons; ``str()`` of it is the verdict.

        ``policy`` is the path of a file that replaces the shipped one.
        """
        from fwgraph.questions.policy import read_status_policy
        from fwgraph.questions.status_report import find_status

        chosen = None if policy is None else read_status_policy(policy)
        return find_status(self, self.names.find(software, ("software",)), chosen)

    def why(self, near, far):
        """Return the steps of a shortest path between two things, each with its evidence."""
        from fwgraph.questions.trees import add_evidence, find_steps

        ends = {"from": self.names.find(near), "to": self.names.find(far)}
        return add_evidence(self, find_steps(self, "path", ends))

    def to_rdflib(self):
        """Return the same triples as a new ``rdflib.Graph``, prefixes bound."""
        from fwgraph.formats.rdflib_graph import to_rdflib

        return to_rdflib(self)

    def to_networkx(self):
        """Return the relations that are claimed as a ``networkx.MultiDiGraph`` between labels.

        Each edge is keyed by the label of its relation and carries ``source``, ``line``,
        ``quote`` and ``date``. What does not hold on the day of the graph has no edge. Raises
        BadRequest where networkx is not installed.
        """
        try:
            from networkx import MultiDiGraph
        except ImportError as error:
            raise BadRequest("networkx is not installed: pip install networkx") from error
        graph = MultiDiGraph()
        for row in self.ask("relations"):
            evidence = {name: row[name] for name in ("source", "line", "quote", "date")}
            ends = str(row["subject"]), str(row["object"])
            if row["statement"] == "claim" and row["holds"]:
                graph.add_edge(*ends, row["relation"], **evidence)
        return graph
