"""A query to the bytes of its answer, within the limits."""

import re
from itertools import islice
from typing import Any

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
)

from fwgraph.errors import BadRequest
from fwgraph.formats.rdf import serialize_triples
from fwgraph.media_types import RDF_MEDIA_TYPES
from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.web.sparql.faults import Fault
from fwgraph.web.sparql.limits import Limits

Graphs = list[BlankNode | DefaultGraph | NamedNode]
ROW_MARKERS = {
    QueryResultsFormat.JSON: (rb'"(?:[^"\\]|\\.)*+"', b"},{", 1),
    QueryResultsFormat.XML: (rb"", b"<result>", 0),
    QueryResultsFormat.CSV: (rb'"[^"]*+"', b"\n", -1),
    QueryResultsFormat.TSV: (rb"", b"\n", -1),
}
"""For each format: texts to leave out, what is there once for each row, and what to add."""


class EvaluationError(Exception):
    """A query has no answer: why, and for what is wrong with the query itself, the reason."""

    def __init__(self, fault: Fault, reason: str = "") -> None:
        super().__init__(reason)
        self.fault = fault


class BoundedBuffer:
    """What a serialiser writes, up to so many bytes."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        """Keep a part; raises Unanswered where there is no room for it."""
        self.left -= len(part)
        if self.left < 0:
            raise EvaluationError(Fault.SIZE)
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: everything is kept already."""


def evaluate_query(store: Store, asked: dict[str, Any], limits: Limits) -> bytes:
    """Return the answer to what was asked; raises Unanswered.

    ``asked`` holds the ``query``, the ``type`` of the answer, and the graphs of its
    dataset, ``default`` and ``named``; None for those that the store itself has. An empty
    IRI stands for the store's default graph.
    """
    try:
        found = store.query(
            asked["query"],
            base_iri=BASE,
            prefixes=PREFIXES,
            default_graph=dataset_graphs(asked["default"]),
            named_graphs=dataset_graphs(asked["named"]),  # type: ignore[arg-type]
        )
        return serialize_query_result(found, asked["type"], limits)
    except (SyntaxError, ValueError, RuntimeError) as error:
        reason = str(getattr(error, "msg", None) or error)
        raise EvaluationError(Fault.QUERY, reason) from error
    except MemoryError as error:
        raise EvaluationError(Fault.MEMORY) from error
    except OSError as error:
        raise EvaluationError(Fault.FAILED, str(error)) from error


def dataset_graphs(iris: list[str] | None) -> Graphs | None:
    """Return the graphs of those IRIs."""
    return None if iris is None else [NamedNode(iri) if iri else DefaultGraph() for iri in iris]


def serialize_query_result(
    found: QuerySolutions | QueryBoolean | QueryTriples, media_type: str, limits: Limits
) -> bytes:
    """Return an answer in a media type; raises Unanswered where it is too large."""
    if isinstance(found, QueryTriples):
        return serialize_query_triples(found, media_type, limits)
    table = QueryResultsFormat.from_media_type(media_type)
    if table is None:
        raise EvaluationError(Fault.FORMAT, f"{media_type} holds no table")
    body = BoundedBuffer(limits.size)
    found.serialize(body, format=table)  # type: ignore[arg-type]
    whole = b"".join(body.parts)
    if count_result_rows(whole, table, limits.rows) > limits.rows:
        raise EvaluationError(Fault.ROWS)
    return whole


def serialize_query_triples(found: QueryTriples, media_type: str, limits: Limits) -> bytes:
    """Return triples in a media type; raises Unanswered where they do not fit."""
    if media_type not in RDF_MEDIA_TYPES:
        raise EvaluationError(Fault.FORMAT, f"{media_type} holds no triples")
    several = list(islice(found, limits.rows + 1))
    if len(several) > limits.rows:
        raise EvaluationError(Fault.ROWS)
    try:
        whole = serialize_triples(several, RDF_MEDIA_TYPES[media_type])
    except BadRequest as error:
        raise EvaluationError(Fault.FORMAT, str(error)) from error
    if len(whole) > limits.size:
        raise EvaluationError(Fault.SIZE)
    return whole


def count_result_rows(body: bytes, form: QueryResultsFormat, limit: int) -> int:
    """Return how many rows an answer has, or a number up to the limit that is not smaller."""
    texts, mark, more = ROW_MARKERS[form]
    most = body.count(mark) + more
    return most if most <= limit or not texts else re.sub(texts, b"", body).count(mark) + more
