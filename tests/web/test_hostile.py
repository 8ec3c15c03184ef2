"""Nothing in a graph can become markup, a script, a header, a path out of a folder, or a loop."""

import json
from pathlib import Path

import pytest
from tests.conftest import Command
from tests.web.conftest import HOSTILE
from tests.web.reading import Page
from tests.web.serving import BROWSER, Served

PAGES = [
    "/", "/things", "/software/evil", "/software/target", "/software/caf%C3%A9", "/dataset",
    "/software/it's-(odd)", "/document/evil", "/edition/evil", "/section/evil/all",
    "/listing/evil/evil", "/claim/evil.builtOn.target.evil.3", "/claim/target.uses.itself.evil",
    "/questions", "/questions/frameworks", "/questions/aliases", "/questions/relations",
    "/questions/dependents?software=%3Cscript%3Ealert(1)%3C/script%3E",
    "/questions/quotes?text=%22%3E%3Cscript%3E", "/%3Cscript%3Ealert(1)%3C/script%3E",
    "/software/evil%22%3E%3Cimg", "/questions/frameworks?%3Cb%3E=1",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stays_well_formed(hostile: Served, path: str) -> None:
    answer = hostile.get(path, BROWSER)
    found = Page(answer.text)
    assert found.faults == []
    assert not {"i", "s", "u"} & {tag for tag, _ in found.tags}
    drawn = [given for tag, given in found.tags if tag in {"img", "svg"}]
    ours = ("neighbourhood", "strip")
    assert all(given.get("src") == "/timeline.svg" or given["class"] in ours for given in drawn)
    for link in found.links:
        assert not link.lower().startswith(("javascript:", "data:"))
    assert answer.status in {200, 400, 404}


def test_a_name_is_shown_as_it_is(hostile: Served) -> None:
    found = Page(hostile.get("/software/evil", BROWSER).text)
    assert "<img src=x onerror=alert(1)>" in found.visible_text
    assert "javascript:alert(3)" in found.visible_text
    assert "{{ 7 * 7 }}" in found.visible_text


def test_what_turns_the_direction_of_text_is_made_visible(hostile: Served) -> None:
    answer = hostile.get("/software/evil", BROWSER)
    assert "\u202e" not in answer.text
    assert "\x07" not in answer.text
    assert "\ufffdelgnaj" in answer.text


def test_blocks_of_data_end_where_they_should(hostile: Served) -> None:
    found = Page(hostile.get("/software/evil", BROWSER).text)
    (block,) = found.blocks
    assert "<" not in block
    assert json.loads(block)["description"].startswith("</script><script>")
    assert "url" not in json.loads(block)


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd", "/software/..%2F..%2Fetc", "/software/../../etc/passwd",
        "/static/../../../pyproject.toml", "/static/..%2Fapp.py", "/static/%2e%2e/app.py",
        "/static//etc/passwd", "/software/asked?a=b", "/%00", "/software/%ff",
        f"/software/{'x' * 5000}", "/" + "a/" * 500, "//example.org/", "/\\\\example.org",
    ],
)  # fmt: skip
def test_odd_paths_lead_nowhere(hostile: Served, path: str) -> None:
    answer = hostile.get(path, BROWSER)
    assert answer.status in {400, 404}
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text


def test_things_outside_the_base_are_linked_as_they_are(hostile: Served) -> None:
    found = Page(hostile.get("/things", BROWSER).text)
    assert "http://example.org/elsewhere" in found.links
    assert "Asked" in found.visible_text


def test_a_reader_cannot_write_headers(hostile: Served) -> None:
    answer = hostile.get("/questions/lineage?framework=a%0d%0aSet-Cookie:%20x=1", BROWSER)
    assert answer.status == 400
    assert "Set-Cookie" not in answer.headers


def test_the_host_that_a_reader_names_is_nowhere(served: Served) -> None:
    for path in ("/questions/aliases", "/.well-known/void", "/openapi.json", "/sparql"):
        answer = served.get(path, Host="evil.example")
        assert answer.status == 200
        assert "evil.example" not in f"{answer.text}{answer.headers}"


@pytest.mark.parametrize("ending", ["jsonld", "nt", "rdf"])
def test_data_forms_keep_what_pages_hide(hostile: Served, ending: str) -> None:
    answer = hostile.get(f"/software/target.{ending}")
    assert answer.status == 200
    assert "data:text/html" in answer.text


def test_a_form_that_cannot_hold_a_text_says_so(hostile: Served) -> None:
    answer = hostile.get("/software/evil.rdf")
    assert answer.status == 406
    assert "U+0007" in answer.text
    assert hostile.get("/software/evil.ttl").status == 200


def test_a_site_writes_nothing_outside_its_folder(run: Command, tmp_path: Path) -> None:
    code, _, _ = run("site", tmp_path / "deep" / "site", "--data", HOSTILE)
    assert code == 0
    there = {path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {("deep", "site")}
    site = tmp_path / "deep" / "site"
    assert (site / "software" / "café" / "index.html").is_file()
    assert "Target point ttl" in (site / "software/target.ttl/index.html").read_text("utf-8")
    assert b"--ground" not in (site / "software/evil/index.html").read_bytes()
    assert (site / "static" / "pages.css").is_file()
    for path in site.rglob("*/index.html"):
        assert Page(path.read_text("utf-8")).faults == []
