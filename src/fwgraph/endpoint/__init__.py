"""A graph in a SPARQL store on the web, with the methods of an embedded one."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from fwgraph.endpoint import results
from fwgraph.endpoint.results import MalformedResponse, ResultTable
from fwgraph.endpoint.transport import Transport, check_url
from fwgraph.errors import BadRequest, EndpointError, redact_url
from fwgraph.questions.methods import QuestionMethods
from fwgraph.sparql.paging import PAGE, PagedQuery, ParsedQuery

Result = TypeVar("Result")

TRUSTED_ROWS = 100
"""An answer of at most so many rows is taken as whole: no server is known to cut at fewer."""
SELECT_ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
COUNT_ALL = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
CONSTRUCT_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Endpoint(QuestionMethods):
    """The graph that a SPARQL endpoint serves: its default graph, or the one named.

    Nothing is cached but the names: every method asks the store. All of them raise
    EndpointError where it does not answer as it should.
    """

    def __init__(
        self, url: str, graph: str | None = None, transport: Transport | None = None
    ) -> None:
        self.url = check_url(url)
        self.graph = None if graph is None else graph_name(graph).value
        self.transport = transport or Transport()

    def __repr__(self) -> str:
        """Return its address; nothing is asked to say so."""
        graph = f", graph {self.graph}" if self.graph else ""
        return f"<fwgraph.Endpoint: {redact_url(self.url)}{graph}>"

    def __len__(self) -> int:
        """Return the number of triples."""
        return self.fetch_number(COUNT_ALL)

    def __bool__(self) -> bool:
        """Return True: it is there, and nothing is counted to say so."""
        return True

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples, in no particular order."""
        for row in self._fetch_solutions(ParsedQuery.from_text(SELECT_ALL)):
            try:
                triple = Triple(row["s"], row["p"], row["o"])
            except TypeError as error:  # an unbound cell, or a term in the wrong place
                raise EndpointError(self.url, "a row of the answer is no triple") from error
            yield triple

    def solve(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return what the store answers a SPARQL 1.1 query: solutions, a boolean or triples.

        The project's prefixes need not be declared. A long answer is counted, and fetched
        in pages where the store has cut it; that of a DESCRIBE cannot be. Raises
        QueryError for an update.
        """
        query = ParsedQuery.from_text(text)
        if query.form == "SELECT":
            return self._fetch_solutions(query)
        if query.form == "ASK":
            return self._fetch_result(query.text, query.form, results.parse_boolean)
        return to_query_triples(self._fetch_triples(query))

    def _fetch_solutions(self, query: ParsedQuery) -> QuerySolutions:
        table = self._fetch_table(query.text, query.projection)
        if len(table.rows) > TRUSTED_ROWS:
            pages = PagedQuery.from_select(query, table.columns)
            total = self.fetch_number(pages.count_query())
            if total != len(table.rows):
                table = self._fetch_pages(pages, table.columns, total)
        try:
            return table.solutions()
        except MalformedResponse as error:
            raise EndpointError(self.url, str(error)) from error

    def _fetch_pages(self, pages: PagedQuery, columns: list[str], total: int) -> ResultTable:
        """Return a table of so many rows, fetched page by page."""
        table = ResultTable(columns, [])
        while len(table.rows) < total:
            page = self._fetch_table(pages.page_query(len(table.rows)), columns).rows
            if not page:
                break
            table.rows.extend(page)
        if len(table.rows) != total:
            counted = f"{total} rows were counted, but {len(table.rows)} were sent"
            raise EndpointError(self.url, f"{counted}; ask again, the graph may have changed")
        if table.has_blank_nodes():
            raise EndpointError(self.url, "blank nodes cannot be followed over pages; use LIMIT")
        return table

    def _fetch_triples(self, query: ParsedQuery) -> Iterable[Triple]:
        triples = self._fetch_result(query.text, query.form, results.parse_triples)
        pages = PagedQuery.from_construct(query)
        if len(triples) <= TRUSTED_ROWS or pages is None:
            return triples
        total = self.fetch_number(pages.count_query())
        if total <= PAGE:
            return triples
        texts = (pages.page_query(offset) for offset in range(0, total, PAGE))
        return chain.from_iterable(
            self._fetch_result(text, query.form, results.parse_triples) for text in texts
        )

    def fetch_number(self, text: str) -> int:
        """Return the number that is the only cell of a query's answer."""
        number = self._fetch_table(text, []).whole_number()
        if number is None:
            raise EndpointError(self.url, "the answer to a count is not a number")
        return number

    def _fetch_table(self, text: str, columns: list[str]) -> ResultTable:
        """Return the table of these columns, or of all that the store sends if there are none."""
        return self._fetch_result(
            text, "SELECT", lambda body: ResultTable.from_json(body).select_columns(columns)
        )

    def _fetch_result(self, text: str, form: str, parse_body: Callable[[bytes], Result]) -> Result:
        body = self.transport.query(self.url, text, form, self.graph)
        try:
            result = parse_body(body)
        except MalformedResponse as error:
            raise EndpointError(self.url, str(error)) from error
        if not result:
            self._explain_empty_answer(text)
        return result

    def _explain_empty_answer(self, text: str) -> None:
        """Take an answer without solutions or triples, and the answer no, as it is."""


def to_query_triples(triples: Iterable[Triple]) -> QueryTriples:
    """Return triples, each once, as the result of a query on an embedded graph."""
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    result = store.query(CONSTRUCT_ALL)
    assert isinstance(result, QueryTriples)  # noqa: S101 - it is a CONSTRUCT
    return result


def graph_name(iri: str) -> NamedNode:
    """Return a graph's name; raises BadRequest for what is no IRI."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadRequest(f"--graph {iri}: a graph's name is a whole IRI") from error
