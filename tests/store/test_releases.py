"""A record of a release counts from its own date, whatever the day of its source."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from fwgraph.export import export_graph
from fwgraph.graph import Graph, load
from fwgraph.namespaces import term
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.later import turning_days

GRAPH = Path(__file__).parents[1] / "questions" / "graphs" / "releases.ttl"
RECORDS = """
SELECT ?release { { ?release a fw:Release } UNION { ?release a fw:Listing } }
ORDER BY ?release
"""


def records(graph: Graph) -> set[str]:
    """Return the records of releases and the listings, by what follows the base."""
    rows = select_solutions(graph, RECORDS)
    return {row["release"].value.removeprefix("https://w3id.org/fwgraph/") for row in rows}


def test_a_release_is_there_from_its_own_day_on() -> None:
    assert records(load(GRAPH, on="2010-02-28")) == {
        "release/kite/1.0/kite-changes",
    }
    assert "release/kite/1.0/kite-tags" in records(load(GRAPH, on="2010-03-01"))


def test_what_is_dated_by_its_month_is_there_from_the_first_day_on() -> None:
    assert "release/foo/1.0a2/foo-changes" not in records(load(GRAPH, on="2010-12-31"))
    assert "release/foo/1.0a2/foo-changes" in records(load(GRAPH, on="2011-01-01"))


def test_what_has_no_date_is_as_old_as_its_source() -> None:
    assert "release/foo/0.1/foo-changes" not in records(load(GRAPH, on="2011-11-10"))
    assert "release/foo/0.1/foo-changes" in records(load(GRAPH, on="2011-11-11"))


def test_what_a_listing_states_beside_goes_with_the_listing() -> None:
    before, after = records(load(GRAPH, on="2012-05-04")), records(load(GRAPH, on="2012-05-05"))
    assert {"listing/page/yacht", "listing/page/yacht/2"} <= after - before


def test_a_release_that_is_not_yet_is_only_in_the_graph_without_a_day() -> None:
    late = "release/kite/9.0/kite-changes"
    assert late in records(load(GRAPH))
    assert late not in records(load(GRAPH, on="2026-01-01"))


def test_a_further_release_is_of_what_its_listing_lists() -> None:
    query = """
        SELECT ?source ?line {
          <https://w3id.org/fwgraph/listing/page/yacht/2> fw:releaseOf software:yacht ;
            prov:wasDerivedFrom ?source ; fw:line ?line
        }
    """
    (row,) = select_solutions(load(GRAPH), query)
    assert (row["source"], row["line"].value) == (term("edition:page"), "9")


@pytest.mark.parametrize("day", ["2010-03-01", "2015-04-01", "2020-06-30"])
def test_something_changes_on_the_day_of_a_release(day: str) -> None:
    store: Store = load(GRAPH).store
    assert day in turning_days(store)


def test_a_graph_of_a_day_can_be_made_of_one_that_was_derived(tmp_path: Path) -> None:
    file = tmp_path / "derived.nt"
    export_graph(load(GRAPH), file)
    assert records(load(file, on="2012-05-05")) == records(load(GRAPH, on="2012-05-05"))
