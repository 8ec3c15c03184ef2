"""A graph in a SPARQL store on the web, read the same way as an embedded one."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from fwgraph.endpoint import results
from fwgraph.endpoint.results import NotAnAnswer, Table
from fwgraph.endpoint.transport import Transport, checked
from fwgraph.errors import BadRequest, EndpointError
from fwgraph.questions.methods import Asking
from fwgraph.sparql.paging import PAGE, Asked, Pages
from fwgraph.store.names import Names

Answer = TypeVar("Answer")

TRUSTED = 100
"""An answer of at most so many rows is taken as whole: no server is known to cut at fewer."""
EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
COPY = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Endpoint(Asking):
    """The graph that a SPARQL endpoint serves: its default graph, or the one named.

    Nothing is kept but the names: every question asks the store. All methods raise
    EndpointError where the store does not answer as it should.
    """

    def __init__(
        self, url: str, graph: str | None = None, transport: Transport | None = None
    ) -> None:
        self.url = checked(url)
        self.graph = None if graph is None else graph_name(graph).value
        self.transport = transport or Transport()

    def __len__(self) -> int:
        """Return the number of triples."""
        return self._number(COUNT)

    def __bool__(self) -> bool:
        """Return True: it is there, and nothing is counted to say so."""
        return True

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples, in no particular order."""
        rows = self._solutions(Asked.of(EVERYTHING))
        return (Triple(row["s"], row["p"], row["o"]) for row in rows)

    @cached_property
    def names(self) -> Names:
        """What the things of the graph are called."""
        return Names(self)

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a SPARQL 1.1 query: solutions, a boolean or triples.

        The project's prefixes need not be declared. A long answer is counted, and fetched
        in pages where the store has cut it; that of a DESCRIBE cannot be. Raises
        QueryError for an update.
        """
        asked = Asked.of(text)
        if asked.form == "SELECT":
            return self._solutions(asked)
        if asked.form == "ASK":
            return self._read(asked.text, asked.form, results.boolean)
        return as_graph(self._triples(asked))

    def _solutions(self, asked: Asked) -> QuerySolutions:
        table = self._table(asked.text)
        if len(table.rows) > TRUSTED:
            pages = Pages.of_select(asked, table.columns)
            total = self._number(pages.count())
            if total != len(table.rows):
                table = self._paged(pages, table.columns, total)
        try:
            return table.solutions()
        except NotAnAnswer as error:
            raise EndpointError(self.url, str(error)) from error

    def _paged(self, pages: Pages, columns: list[str], total: int) -> Table:
        """Return a table of so many rows, fetched page by page."""
        whole = Table(columns, [])
        while len(whole.rows) < total:
            page = self._table(pages.page(len(whole.rows))).rows
            if not page:
                break
            whole.rows.extend(page)
        if len(whole.rows) != total:
            counted = f"{total} rows were counted, but {len(whole.rows)} were sent"
            raise EndpointError(self.url, f"{counted}; ask again, the graph may have changed")
        if whole.has_blank_nodes():
            raise EndpointError(self.url, "blank nodes cannot be followed over pages; use LIMIT")
        return whole

    def _triples(self, asked: Asked) -> Iterable[Triple]:
        found = self._read(asked.text, asked.form, results.triples)
        pages = Pages.of_construct(asked)
        if len(found) <= TRUSTED or pages is None:
            return found
        total = self._number(pages.count())
        if total <= PAGE:
            return found
        return (
            triple
            for offset in range(0, total, PAGE)
            for triple in self._read(pages.page(offset), asked.form, results.triples)
        )

    def _number(self, text: str) -> int:
        """Return the number that is the only cell of a query's answer."""
        table = self._table(text)
        try:
            return int(table.rows[0][table.columns[0]]["value"])
        except (LookupError, ValueError) as error:
            raise EndpointError(self.url, "the answer to a count is not a number") from error

    def _table(self, text: str) -> Table:
        return self._read(text, "SELECT", Table.of)

    def _read(self, text: str, form: str, reader: Callable[[bytes], Answer]) -> Answer:
        body = self.transport.query(self.url, text, form, self.graph)
        try:
            return reader(body)
        except NotAnAnswer as error:
            raise EndpointError(self.url, str(error)) from error


def as_graph(triples: Iterable[Triple]) -> QueryTriples:
    """Return triples, each once, in the form in which an embedded graph answers."""
    store = Store()
    store.extend(Quad(each.subject, each.predicate, each.object) for each in triples)
    found = store.query(COPY)
    assert isinstance(found, QueryTriples)  # noqa: S101 - it is a CONSTRUCT
    return found


def graph_name(iri: str) -> NamedNode:
    """Return a graph's name; raises BadRequest for what is no IRI."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadRequest(f"--graph {iri}: a graph's name is a whole IRI") from error
