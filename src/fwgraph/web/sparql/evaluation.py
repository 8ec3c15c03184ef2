"""A query to the bytes of its result, within the limits."""

import re
from itertools import islice

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
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.messages import Fault, MessageHead

Graphs = list[BlankNode | DefaultGraph | NamedNode]
ROW_MARKERS = {
    QueryResultsFormat.JSON: (rb'"(?:[^"\\]|\\.)*+"', b"},{", 1),
    QueryResultsFormat.XML: (rb"", b"<result>", 0),
    QueryResultsFormat.CSV: (rb'"[^"]*+"', b"\n", -1),
    QueryResultsFormat.TSV: (rb"", b"\n", -1),
}
"""For each format: quoted texts to leave out, what marks each row, and what to add."""


class EvaluationError(Exception):
    """A query has no result: the fault, and for one in the query itself, the reason."""

    def __init__(self, fault: Fault, reason: str = "") -> None:
        super().__init__(reason)
        self.fault = fault


class BoundedBuffer:
    """What a serialiser writes, up to so many bytes."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        """Hold a part; raises EvaluationError where there is no room for it."""
        self.left -= len(part)
        if self.left < 0:
            raise EvaluationError(Fault.SIZE)
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: everything is written already."""


def evaluate_query(store: Store, message: MessageHead, limits: Limits) -> bytes:
    """Return the result of the query in a message; raises EvaluationError."""
    try:
        result = store.query(
            message["query"],
            base_iri=BASE,
            prefixes=PREFIXES,
            default_graph=dataset_graphs(message["default"]),
            named_graphs=dataset_graphs(message["named"]),  # type: ignore[arg-type]
        )
        return serialize_query_result(result, message["type"], limits)
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
    result: QuerySolutions | QueryBoolean | QueryTriples, media_type: str, limits: Limits
) -> bytes:
    """Return a result in a media type; raises EvaluationError where it is too large."""
    if isinstance(result, QueryTriples):
        return serialize_query_triples(result, media_type, limits)
    results_format = QueryResultsFormat.from_media_type(media_type)
    if results_format is None:
        raise EvaluationError(Fault.FORMAT, f"{media_type} holds no table")
    buffer = BoundedBuffer(limits.size)
    result.serialize(buffer, format=results_format)  # type: ignore[arg-type]
    body = b"".join(buffer.parts)
    if count_result_rows(body, results_format, limits.rows) > limits.rows:
        raise EvaluationError(Fault.ROWS)
    return body


def serialize_query_triples(result: QueryTriples, media_type: str, limits: Limits) -> bytes:
    """Return triples in a media type; raises EvaluationError where they do not fit."""
    if media_type not in RDF_MEDIA_TYPES:
        raise EvaluationError(Fault.FORMAT, f"{media_type} holds no triples")
    triples = list(islice(result, limits.rows + 1))
    if len(triples) > limits.rows:
        raise EvaluationError(Fault.ROWS)
    try:
        body = serialize_triples(triples, RDF_MEDIA_TYPES[media_type])
    except BadRequest as error:
        raise EvaluationError(Fault.FORMAT, str(error)) from error
    if len(body) > limits.size:
        raise EvaluationError(Fault.SIZE)
    return body


def count_result_rows(body: bytes, results_format: QueryResultsFormat, limit: int) -> int:
    """Return how many rows a body has, or a number up to the limit that is not smaller."""
    texts, mark, more = ROW_MARKERS[results_format]
    most = body.count(mark) + more
    return most if most <= limit or not texts else re.sub(texts, b"", body).count(mark) + more
