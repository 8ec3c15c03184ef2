"""Triples in any format of ``media_types``: the same bytes every time.

The line-based writers stand here; a format with a grammar of its own has a module.
"""

import csv
import io
from collections.abc import Iterable
from typing import cast

from pyoxigraph import Literal, Triple

from fwgraph.errors import BadRequest
from fwgraph.formats.canonical import canonical_triples
from fwgraph.media_types import DUMP_FORMATS, import_function
from fwgraph.store.table import csv_text

CSV_HEADER = ("subject", "predicate", "object", "datatype", "language")


def serialize_triples(triples: Iterable[Triple], ending: str) -> bytes:
    """Return triples in the one of DUMP_FORMATS that has this ending.

    Raises BadRequest for triples that the format cannot hold.
    """
    return serialize_canonical(canonical_triples(triples), ending)


def serialize_canonical(ordered: list[Triple], ending: str) -> bytes:
    """Return triples that are in canonical order already, as ``serialize_triples`` does."""
    form = next(form for form in DUMP_FORMATS if form.ending == ending)
    if form.rdf_1_1 and (newer := next(filter(is_rdf_1_2, ordered), None)):
        raise BadRequest(
            f"{ending} cannot hold the RDF 1.2 term {newer.object} of {newer.subject}; export ttl"
        )
    return cast("bytes", import_function(form.writer)(ordered))


def is_rdf_1_2(triple: Triple) -> bool:
    """Tell whether a triple's object is a term that RDF 1.1 does not have."""
    term = triple.object
    return isinstance(term, Triple) or (isinstance(term, Literal) and bool(term.direction))


def serialize_ntriples(triples: list[Triple]) -> bytes:
    """Return canonically ordered N-Triples (and N-Quads: the default graph)."""
    return "".join(sorted(f"{triple} .\n" for triple in triples)).encode()


def serialize_csv(triples: list[Triple]) -> bytes:
    """Return one row for each triple; only literals have a datatype or a language."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_HEADER)
    for subject, predicate, value in triples:
        language = (value.language or "") if isinstance(value, Literal) else ""
        datatype = value.datatype.value if isinstance(value, Literal) and not language else ""
        writer.writerow([*map(csv_text, (subject, predicate, value)), datatype, language])
    return out.getvalue().encode()
