"""The results that a store sends: a body in another format is an error."""

import json
from collections import deque
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from fwgraph.endpoint.failures import first_line
from fwgraph.namespaces import PREFIXES

Kind = TypeVar("Kind", QuerySolutions, QueryBoolean)
JsonSolution = dict[str, dict[str, Any]]

BOOLEAN = PREFIXES["xsd"] + "boolean"
VIRTUOSO_NODE = "nodeID://"
TRIPLE_TERM, DEEPEST = b"<<(", 1000
"""What a triple term of RDF 1.2 begins with, and how many may stand in one another."""


class MalformedResponse(ValueError):
    """A body is not in the format that was asked for."""

    def __init__(self, body: bytes, what: str) -> None:
        line = first_line(body[:4096])
        super().__init__(f"the answer is not {what}" + (f", it begins: {line}" if line else ""))


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The solutions of a SELECT as they stand in the JSON of a store."""

    columns: list[str]
    rows: list[JsonSolution]

    def __len__(self) -> int:
        """Return the number of solutions."""
        return len(self.rows)

    @classmethod
    def from_json(cls, body: bytes) -> Self:
        """Return the table in a body; raises MalformedResponse."""
        try:
            table = json.loads(body)
            rows = [
                {name: repair_term(term) for name, term in row.items()}
                for row in table["results"]["bindings"]
            ]
            columns = list(table["head"].get("vars", []))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise MalformedResponse(body, "a whole table in JSON") from error
        if not all(isinstance(name, str) for name in columns):
            raise MalformedResponse(body, "a table in JSON whose columns have names")
        return cls(columns, rows)

    def select_columns(self, names: list[str]) -> Self:
        """Return these columns, or after ``SELECT *``, where they are none, the whole table.

        Raises MalformedResponse where one is missing.
        """
        if missing := [name for name in names if name not in self.columns]:
            raise MalformedResponse(b"", f"what was asked for: there is no column {missing[0]}")
        rows = [{name: row[name] for name in names if name in row} for row in self.rows]
        return replace(self, columns=names, rows=rows) if names else self

    def whole_number(self) -> int | None:
        """Return the number in the first cell, None where there is none."""
        try:
            value = self.rows[0][self.columns[0]]["value"]
        except LookupError:
            return None
        is_number = isinstance(value, str) and value.isascii() and value.isdecimal()
        return int(value) if is_number and len(value) < 19 else None

    def solutions(self) -> QuerySolutions:
        """Return the rows as pyoxigraph's; raises MalformedResponse."""
        table = {"head": {"vars": self.columns}, "results": {"bindings": self.rows}}
        body = json.dumps(table).encode()
        try:
            # Rows are parsed when they are read, which is too late to blame the store.
            deque(parse_results(body, QuerySolutions), maxlen=0)
        except (SyntaxError, ValueError) as error:
            raise MalformedResponse(b"", f"a table of RDF terms: {error}") from error
        return parse_results(body, QuerySolutions)

    def has_blank_nodes(self) -> bool:
        """Tell whether there is a blank node in a cell."""
        return any(term["type"] == "bnode" for row in self.rows for term in row.values())


def parse_results(body: bytes, kind: type[Kind]) -> Kind:
    """Return solutions or a boolean; raises SyntaxError or ValueError for what is none."""
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(results, kind):
        return results
    raise ValueError(f"these are no {kind.__name__}")


def repair_term(term: dict[str, Any]) -> dict[str, Any]:
    """Return a term as the standard writes it; Virtuoso's booleans are numbers."""
    if term["type"] == "typed-literal" and term["datatype"] == BOOLEAN:
        return {**term, "value": {"1": "true", "0": "false"}.get(term["value"], term["value"])}
    if term["type"] == "bnode":
        return {**term, "value": term["value"].removeprefix(VIRTUOSO_NODE)}
    return term


def parse_boolean(body: bytes) -> QueryBoolean:
    """Return the result of an ASK; raises MalformedResponse."""
    try:  # by way of Python's JSON, which bounds the depth, where pyoxigraph ends the process
        return parse_results(json.dumps(json.loads(body)).encode(), QueryBoolean)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise MalformedResponse(body, "a boolean in JSON") from error


def parse_triples(body: bytes) -> list[Triple]:
    """Return the triples of a body, blank nodes renamed; raises MalformedResponse."""
    if any(line.count(TRIPLE_TERM) > DEEPEST for line in body.split(b"\n")):
        raise MalformedResponse(b"", "one that can be read: its triple terms are too deep")
    try:
        quads = list(parse(body, format=RdfFormat.N_TRIPLES, rename_blank_nodes=True))
    except (SyntaxError, ValueError) as error:
        raise MalformedResponse(body, "N-Triples") from error
    return [quad.triple for quad in quads]
