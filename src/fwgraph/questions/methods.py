"""The questions as methods of everything that can be read: ``graph.lineage("pyramid")``.

Their types are in ``methods.pyi``: this module is read before every answer, and naming a
graph of rdflib's in it would import rdflib.
"""

from pyoxigraph import BlankNode, QuerySolutions

from fwgraph.questions.patterns import VARIABLES, is_thing_name, read_pattern
from fwgraph.store.names import EVERY_KIND, KINDS
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table


class QuestionMethods(Readable):
    """Methods that ``graph.Graph`` and ``endpoint.Endpoint`` have in common.

    Things are given by a name, an alias, a slug, an IRI or a node. Every method raises
    UnknownName, with near names, or AmbiguousName for a name that it cannot resolve.
    """

    @staticmethod
    def _find_use(name):
        """Return the function that does what a method promises: the package puts its own here."""
        raise NotImplementedError(name)

    def __contains__(self, item):
        """Tell whether the graph knows a name, says a triple, or says anything of a node.

        A string is a name, an alias, a slug or an IRI, as in ``"bfg" in graph``. A tuple of three
        is a pattern as rdflib has it: None stands for anything, terms may be those of rdflib.
        """
        if is_thing_name(item):
            return bool(self.names.matches(item, EVERY_KIND))
        pattern = read_pattern(item)
        return pattern is not None and self.has_match(*pattern)

    def has_match(self, subject, predicate, object_):
        """Tell whether a triple has these terms, None for any; elsewhere no blank node has."""
        terms = (subject, predicate, object_)
        if any(isinstance(term, BlankNode) for term in terms):
            return False
        pairs = zip(terms, VARIABLES, strict=True)
        pattern = " ".join(name if term is None else str(term) for term, name in pairs)
        return bool(self.solve(f"ASK {{ {pattern} }}"))

    def query(self, text):
        """Return the answer of a SPARQL 1.1 query: a table for SELECT, triples for CONSTRUCT.

        The table is of the same kind as the answers of questions; ``rows`` are its terms. An
        ASK is answered with what is true or false. The project's prefixes need not be declared.
        Raises QueryError for a query that does not parse, and for an update. ``solve`` gives
        what pyoxigraph gives.
        """
        result = self.solve(text)
        if not isinstance(result, QuerySolutions):
            return result
        from fwgraph.sparql.errors import raise_query_errors

        with raise_query_errors(text):  # solutions are worked out while they are read
            return Table.from_solutions(result)

    def ask(self, question, /, **values):
        """Return the answer of a question of the catalogue, for example ``dependents``.

        It is a sequence of dictionaries, one for each row, with plain Python values;
        ``evidence`` has for each row the statements on which it rests. Raises BadRequest
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

    def show(self, name):
        """Return the card of a thing, all that is known of it; ``str()`` of it is its text."""
        from fwgraph.questions.cards import read_card

        return read_card(self, self.names.find(name, KINDS))

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
        """Return things and the relations between them as a ``networkx.MultiDiGraph``.

        Nodes are labels, or prefixed names where several things have one label; they carry
        ``iri``, ``kind`` and what else GraphML has of them. Each edge is keyed by the label of
        its relation and carries ``iri``, ``source``, ``line``, ``quote`` and ``date``. What does
        not hold on the day of the graph has no edge. Raises NotInstalled where networkx is not.
        """
        return self._find_use("to_networkx")(self)

    def validate(self):
        """Return what breaks a rule, as findings with ``rule``, ``severity``, ``message``.

        It is empty for a graph that breaks none. A graph has no lines: the position of each
        finding is that of the graph. Raises BadRequest where no rule is about anything in it.
        """
        return self._find_use("validate")(self)

    def export(self, path, form=None):
        """Write the graph to a file, in the format that its ending, or ``form``, says.

        Raises BadRequest for an unknown format.
        """
        from pathlib import Path

        self._find_use("export")(self, Path(path), form)

    def draw(self, path=None, *, focus=None, depth=None, relations=(), edition=None, form=None):
        """Return a drawing, which notebooks show, and write it to a file if there is a path.

        ``focus`` draws a thing and what is at most ``depth`` steps away (1, if left out),
        ``relations`` only these and narrower ones, ``edition`` what it lists. ``form`` is svg,
        png or html; without it the path's ending decides, or svg. Raises NotInstalled where the
        packages of ``fwgraph[draw]`` are not.
        """
        draw_graph = self._find_use("draw")
        return draw_graph(self, path, focus, depth, relations, edition, form)
