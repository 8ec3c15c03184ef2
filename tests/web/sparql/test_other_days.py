"""The endpoint as of another day: the same queries with ``on=``."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.web.serving import BROWSER, Answer, Served, serving
from tests.web.test_day_publications import DATA

from fwgraph.namespaces import PREFIXES

USES = "SELECT ?c { software:a fw:uses ?c } ORDER BY ?c"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("days")


@pytest.fixture(scope="module")
def dated(folder: Path) -> Iterator[Served]:
    """A server whose stores lie in a folder, which is empty again when it has ended."""
    file = folder / "data.ttl"
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    file.write_text(head + DATA)
    (folder / "stores").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "stores"))
        with serving("--data", file) as running:
            yield running
    assert list((folder / "stores").iterdir()) == []


def used(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.text
    rows = json.loads(answer.text)["results"]["bindings"]
    return [row["c"]["value"].rpartition("/")[2] for row in rows]


def ask(dated: Served, **parameters: str) -> Answer:
    return dated.get(f"/sparql?{urlencode({'query': USES, **parameters})}", "application/json")


def test_a_query_is_answered_as_of_the_day(dated: Served) -> None:
    assert used(ask(dated)) == []
    assert used(ask(dated, on="")) == []
    assert used(ask(dated, on="2004-12-31")) == []
    assert used(ask(dated, on="2006-01-01")) == ["b", "c"]
    assert used(ask(dated, on="2009-01-01")) == ["b"]
    assert used(ask(dated, on="2021-01-01")) == []


def test_a_query_that_is_posted_may_say_its_day_in_either_place(dated: Served) -> None:
    form = {"query": USES, "on": "2006-01-01"}
    assert used(dated.request("POST", "/sparql", FORM, urlencode(form))) == ["b", "c"]
    del form["on"]
    path = "/sparql?on=2006-01-01"
    assert used(dated.request("POST", path, FORM, urlencode(form))) == ["b", "c"]


def test_only_the_last_days_have_stores(dated: Served, folder: Path) -> None:
    for day in ("2004-01-01", "2006-01-01", "2009-01-01"):
        ask(dated, on=day)
    assert len(list((folder / "stores").iterdir())) == 3  # two days, and the server's own


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("on=2006", "YYYY-MM-DD"),
        ("on=2006-01-01&on=2007-01-01", "twice"),
        ("on=%3Cb%3E", "write a"),
    ],
)
def test_a_day_that_is_none_is_refused(dated: Served, query: str, sentence: str) -> None:
    answer = dated.get(f"/sparql?{urlencode({'query': USES})}&{query}")
    assert answer.status == 400
    assert sentence in answer.text


def test_the_query_page_asks_as_of_its_day(dated: Served) -> None:
    page = dated.get("/sparql?on=2006-01-01", BROWSER).text
    assert "As of 2006-01-01" in page
    assert '"on": "2006-01-01"' in page
    assert 'href="/things?on=2006-01-01"' in page
    today = dated.get("/sparql", BROWSER).text
    assert 'name="on" type="date" value="2020-07-01"' in today
    assert '"on": ""' in today
    assert dated.get("/sparql?on=soon", BROWSER).status == 400
