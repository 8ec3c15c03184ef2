"""Queries that are too deep for the engine get a sentence; others are answered."""

from collections.abc import Callable

import pytest
from pyoxigraph import QuerySolutions, Store

from fwgraph.errors import QueryError
from fwgraph.graph import Graph
from fwgraph.sparql.nesting import check_nesting_of_query

DEEP: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: f"SELECT * {{ FILTER({'(' * n}1{')' * n}) }}",
    "open brackets": lambda n: f"SELECT * {{ FILTER({'(' * n}",
    "groups": lambda n: f"SELECT * {{ {'{' * n}?s ?p ?o{'}' * n} }}",
    "lists": lambda n: f"SELECT * {{ ?s ?p {'(' * n}{')' * n} }}",
    "nodes": lambda n: f"SELECT * {{ ?s ?p {'[?p ' * n}1{']' * n} }}",
    "functions": lambda n: f"SELECT * {{ FILTER({'STR(' * n}1{')' * n}) }}",
    "queries": lambda n: f"SELECT * {{ {'{SELECT*{' * n}?s ?p ?o{'}}' * n} }}",
    "paths": lambda n: f"SELECT * {{ ?s {'(' * n}<a:a>{')*' * n} ?o }}",
    "triple terms": lambda n: f"SELECT * {{ ?s ?p {'<<(?s ?p ' * n}?o{')>>' * n} }}",
    "not": lambda n: f"SELECT * {{ FILTER({'!' * n}true) }}",
    "sums": lambda n: f"SELECT * {{ FILTER(?o{'+?o' * n}) }}",
    "numbers": lambda n: f"SELECT * {{ FILTER(1{'-1' * n}) }}",
    "or": lambda n: f"SELECT * {{ FILTER(?o{'||?o' * n}) }}",
    "unions": lambda n: f"SELECT * {{ {{?s ?p ?o}}{'UNION{?s ?p ?o}' * n} }}",
    "filters": lambda n: f"SELECT * {{ ?s ?p ?o {'FILTER(?o)' * n} }}",
    "joined filters": lambda n: f"SELECT * {{ ?s ?p ?o {'FILTERx:f(?o)' * n} }}",
    "expressions": lambda n: f"SELECT {' '.join(f'(1 AS ?v{i})' for i in range(n))} {{}}",
    "in an IRI to some": lambda n: f"SELECT * {{ FILTER(1<{'(' * n}1{')' * n}>0) }}",
    "behind an IRI": lambda n: f"SELECT * {{ <a:a'> ?p ?o FILTER({'(' * n}1{')' * n}) }}",
    "behind a mark": lambda n: f"SELECT * {{ <#a> ?p ?o FILTER({'(' * n}1{')' * n}) }}",
    "behind a name": lambda n: f"PREFIX x: <a:> SELECT * {{ x:a\\'\\# ?p {'(' * n}{')' * n} }}",
}


@pytest.mark.parametrize("form", DEEP)
def test_a_deep_query_gets_a_sentence(form: str) -> None:
    with pytest.raises(QueryError, match=r"^the query, line 1, column \d+: "):
        Graph(Store()).query(DEEP[form](20_000))


@pytest.mark.parametrize("form", DEEP)
def test_a_query_of_some_levels_may_pass(form: str) -> None:
    check_nesting_of_query(DEEP[form](45) if form[:2] not in {"be", "in", "op"} else "")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}".format(rows='(1 "((((") ' * 5000),
        "SELECT * {{ VALUES ?a {{ {rows} }} }}".format(
            rows="software:web-py <http://a/(b-c)> " * 5000
        ),
        "SELECT * {{ # {marks}\n }}".format(marks="(((" * 5000),
        "SELECT * {{ VALUES ?a {{ '''{marks}''' \"\"\"{marks}\"\"\" }} }}".format(
            marks="(' {" * 5000
        ),
        "SELECT * {{ ?s ?p ?o FILTER(?s IN ({rows} 1)) }}".format(rows="1, " * 5000),
    ],
)
def test_a_long_query_that_is_flat_is_answered(query: str) -> None:
    assert isinstance(Graph(Store()).solve(query), QuerySolutions)


def test_the_place_is_said() -> None:
    with pytest.raises(QueryError, match=r"^the query, line 3, column 101: more than 100 brackets"):
        check_nesting_of_query(f"ASK\n# (((\n{'(' * 200}")
