"""A visitor chooses which things a list shows, and the order of a table's rows."""

import re
from html import unescape

import pytest
from tests.web.reading import Page
from tests.web.serving import BROWSER, Served

from fwgraph.errors import UnknownName
from fwgraph.graph import Graph
from fwgraph.questions.status import judge_each
from fwgraph.questions.status_report import find_status
from fwgraph.web.pages.sorting import SortOrder, parse_sort, sort_headings, sort_rows


def texts(rows: list[str], written: str) -> list[str]:
    return sort_rows(rows, parse_sort(written, ["text"]), lambda row, _: row)


def test_rows_are_in_the_order_in_which_people_count() -> None:
    assert texts(["1.10", "1.9", "", "1.0"], "text") == ["1.0", "1.9", "1.10", ""]
    assert texts(["1.10", "1.9", "", "1.0"], "-text") == ["1.10", "1.9", "1.0", ""]
    assert texts(["-2", "10", "9"], "text") == ["-2", "9", "10"]
    assert texts(["web2py", "Flask", "aiohttp"], "text") == ["aiohttp", "Flask", "web2py"]
    assert texts(["\N{SUPERSCRIPT TWO}", "2", "a"], "text")  # no digit of a number


def test_a_column_that_is_not_there_is_no_order() -> None:
    with pytest.raises(UnknownName, match="did you mean text"):
        parse_sort("-texts", ["text"])


def test_a_heading_leads_to_its_order_and_back() -> None:
    first, second = sort_headings(["name", "day"], SortOrder("name"), {"software": "flask"})
    assert (first.query, first.direction) == ("software=flask&sort=-name", "ascending")
    assert (second.query, second.direction) == ("software=flask&sort=day", "")
    assert sort_headings(["name"], SortOrder(), {}, links=False)[0].query is None


def names(page: str) -> list[str]:
    found = re.findall(r'<tr><th scope="row"><a [^>]*><bdi>([^<]*)', page)
    return [unescape(name) for name in found]


def test_things_are_counted_by_status_and_shown_by_it(served: Served, graph: Graph) -> None:
    page = served.get("/things", BROWSER).text
    facets = dict(re.findall(r'status=([\w-]+)"><bdi>[^<]*</bdi></a> <span[^>]*>(\d+)', page))
    assert facets["discontinued"] != "0"
    for slug, count in facets.items():
        shown = names(served.get(f"/things?status={slug}&sort=-name", BROWSER).text)
        assert len(shown) == int(count)
    ended = served.get("/things?status=discontinued&sort=-name", BROWSER).text
    assert 'aria-sort="descending"' in ended
    assert names(ended)[0].casefold() > names(ended)[-1].casefold()
    label = graph.names.label
    verdicts = judge_each(graph, [graph.names.find("pylons"), graph.names.find("flask")])
    for iri, verdict in verdicts.items():
        node = graph.names.find(iri)
        assert verdict == find_status(graph, node).verdict
        assert (label(node) in names(ended)) == (verdict.status == "discontinued")


def test_what_fits_nothing_is_told_so(served: Served) -> None:
    for query in ("status=dead", "sort=size", "kind=x"):
        answer = served.get(f"/things?{query}", BROWSER)
        assert answer.status == 400
        assert 'role="alert"' in answer.text


def test_an_answer_is_sorted_on_its_page_and_nowhere_else(served: Served) -> None:
    path = "/questions/dependents"
    page = served.get(f"{path}?software=werkzeug&sort=-dependent", BROWSER).text
    shown = re.findall(r'data-label="dependent"[^>]*><a [^>]*><bdi>([^<]*)', page)
    assert shown == sorted(shown, key=str.casefold, reverse=True)
    assert '<th scope="col" aria-sort="descending">' in page
    assert "software=werkzeug&amp;sort=dependent" in page
    plain = served.get(f"{path}.csv?software=werkzeug").body
    assert served.get(f"{path}.csv?software=werkzeug&sort=-dependent").body == plain
    assert served.get(f"{path}?software=werkzeug&sort=size", BROWSER).status == 400
    assert Page(page).links_inside(f"{served.address}questions/dependents")
