"""What is the same as what elsewhere, and what is not: SSSOM/TSV, in its canonical form.

SSSOM is the Simple Standard for Sharing Ontological Mappings. A record is one statement or
listing that says so; where a statement denies it, the predicate is negated.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from pyoxigraph import QuerySolution

from fwgraph.namespaces import BASE, PREFIXES, Term, format_place, local_name
from fwgraph.project import __version__
from fwgraph.sparql.binding import Queryable, select_solutions
from fwgraph.store.package import query_text
from fwgraph.store.table import csv_text

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "mapping_justification",
    "mapping_date",
    "see_also",
    "comment",
)
"""The slots of a record that may have a value, in the order of the specification."""
BUILT_IN = {"owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd"}
"""Prefixes that SSSOM knows: the map has only the others."""
NAMESPACES = {"pkg": "pkg:", **PREFIXES}
HEAD = f"""\
mapping_set_id: {BASE}fwgraph.sssom.tsv
mapping_set_version: {__version__}
mapping_set_title: Things of fwgraph and the packages that are or are not the same
creator_label:
- fwgraph maintainers
license: https://creativecommons.org/publicdomain/zero/1.0/
subject_type: owl named individual
"""


def serialize_sssom(graph: Queryable) -> bytes:
    """Return the identities that a graph states or denies, with the place of each statement."""
    rows = list(select_solutions(graph, query_text("internal/identities")))
    prefixes = prefix_map(row[name] for row in rows for name in ("thing", "other"))
    records = sorted(list_values(row, prefixes) for row in rows)
    used = [index for index in range(len(COLUMNS)) if any(record[index] for record in records)]
    out = io.StringIO()
    # A value is quoted only where it holds a quote, a tab or the end of a line.
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([COLUMNS[index] for index in used or range(len(COLUMNS))])
    writer.writerows([record[index] for index in used] for record in records)
    return (metadata_block(prefixes) + out.getvalue()).encode()


def prefix_map(terms: Iterable[Term]) -> dict[str, str]:
    """Return the namespaces of terms by their prefixes; those of others are numbered."""
    spaces = sorted({longest_namespace(csv_text(term)) for term in terms})
    names = {space: name for name, space in NAMESPACES.items()}
    others = [space for space in spaces if space not in names]
    names |= {space: f"ns{number}" for number, space in enumerate(others, 1)}
    return dict(sorted((names[space], space) for space in spaces))


def longest_namespace(iri: str) -> str:
    """Return the longest known namespace of an IRI, or else the IRI without its local name."""
    fits = [space for space in NAMESPACES.values() if iri.startswith(space)]
    return max(fits, key=len, default=iri[: len(iri) - len(local_name(iri))])


def metadata_block(prefixes: Mapping[str, str]) -> str:
    """Return what is said of the set as a whole: YAML, each line behind a number sign."""
    lines = [f"  {name}: {plain_or_quoted(space)}" for name, space in prefixes.items()
             if name not in BUILT_IN]  # fmt: skip
    head = [*(["curie_map:", *lines] if lines else ["curie_map: {}"]), *HEAD.splitlines()]
    return "".join(f"#{line}\n" for line in head)


def plain_or_quoted(value: str) -> str:
    """Return a YAML scalar: what ends in a colon would be read as a key."""
    return f'"{value}"' if value.endswith(":") else value


def list_values(row: QuerySolution, prefixes: Mapping[str, str]) -> list[str]:
    """Return the values of a record in the order of COLUMNS, empty where there is none."""
    source = csv_text(row["source"])
    place = format_place(source, csv_text(row["line"])) if source else ""
    return [
        write_curie(csv_text(row["thing"]), prefixes),
        csv_text(row["label"]),
        "skos:exactMatch",
        "Not" if csv_text(row["verdict"]) == "other" else "",
        write_curie(csv_text(row["other"]), prefixes),
        "semapv:ManualMappingCuration" if place else "semapv:UnspecifiedMatching",
        csv_text(row["date"]),
        csv_text(row["address"]),
        ": ".join(filter(None, (place, csv_text(row["reason"])))),
    ]


def write_curie(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI as a CURIE."""
    space = longest_namespace(iri)
    name = next(name for name, each in prefixes.items() if each == space)
    return f"{name}:{iri.removeprefix(space)}"
