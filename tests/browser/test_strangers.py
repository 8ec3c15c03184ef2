"""Data that tries to be markup is shown as it is written, and the query page asks nobody else."""

from pathlib import Path
from urllib.parse import quote, urlencode

from playwright.sync_api import Page, expect
from tests.browser.conftest import HOSTILE, Visit
from tests.browser.places import drawn

from fwgraph.namespaces import PREFIXES

NAME = "<img src=x onerror=alert(1)>"
PHRASE = "<iframe src=javascript:alert(8)>"


def unhurt(page: Page) -> None:
    """Walk through a page of the explorer over the hostile graph."""
    expect(page.locator("#card-title")).to_have_text(NAME)
    expect(page.locator("#card")).to_contain_text(PHRASE)
    expect(page.locator("#card")).to_contain_text("</script><!--<img src=x onerror=alert(4)>")
    expect(page.locator("#card a", has_text="alert(5)")).to_have_count(0)
    expect(page.get_by_role("checkbox", name="<svg onload=alert(3)>")).to_be_visible()
    page.get_by_role("combobox", name="Find a thing").fill("<img")
    expect(page.locator("#search-list li").first).to_contain_text(NAME)
    page.get_by_role("radio", name="Table").check(force=True)
    expect(page.locator("#things")).to_contain_text(NAME)
    expect(page.locator("#relations")).to_contain_text(PHRASE)
    assert page.locator("img, iframe, #card svg, #tables svg, #tables u").count() == 0


def test_a_hostile_graph_does_nothing_on_a_server(hostile: str, visit: Visit) -> None:
    unhurt(visit(f"{hostile}#focus=software/image&thing=software/image"))


def test_a_hostile_graph_does_nothing_in_a_file(tmp_path: Path, visit: Visit) -> None:
    file = drawn(tmp_path / "hostile.html", "--data", HOSTILE)
    unhurt(visit(f"{file}#focus=software/image&thing=software/image"))


def test_a_hostile_address_does_nothing(server: str, visit: Visit) -> None:
    page = visit(
        f"{server}#q=%3Cimg%20src=x%20onerror=alert(1)%3E&thing=javascript:alert(1)&kind=%3Cb%3E"
    )
    expect(page.get_by_role("button", name=f"Remove: Names with “{NAME}”")).to_be_visible()
    expect(page.locator("#card")).to_be_hidden()


def test_the_query_page_answers_a_query(host: str, visit: Visit) -> None:
    page = visit(f"{host}sparql")
    page.get_by_label("Examples").select_option(index=1)
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr_response_chip")).to_contain_text("results in")
    expect(page.locator(f".yasr_results a.iri[href^='{host}']").first).to_be_visible()


def test_the_query_page_opens_with_a_short_query_and_a_clean_table(host: str, visit: Visit) -> None:
    page = visit(f"{host}sparql")
    expect(page.locator(".CodeMirror").first).to_contain_text("fw:builtOn")
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr_response_chip")).to_contain_text("results in")
    expect(page.locator(".yasr_results thead th:visible")).to_have_count(3)
    expect(page.locator(f".yasr_results a.iri[href^='{host}software/']").first).to_be_visible()
    assert "https://w3id.org/" not in page.locator(".yasr_results table").inner_text()


def test_the_query_page_completes_prefixes_and_asks_nobody(host: str, visit: Visit) -> None:
    address = {"query": "SELECT * { }", "endpoint": "http://example.org/"}
    page = visit(f"{host}sparql#{urlencode(address, quote_via=quote)}")
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * { ?s a fw:Framework } LIMIT 1")
    expect(page.locator(".CodeMirror").first).to_contain_text("PREFIX fw:")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".yasr_response_chip")).to_contain_text("1 result in")


def test_results_that_try_to_be_markup_are_text(hostile: str, visit: Visit) -> None:
    query = f"SELECT ?label {{ ?s <{PREFIXES['rdfs']}label> ?label }} ORDER BY ?label"
    page = visit(f"{hostile.removesuffix('explore')}sparql#query={quote(query)}")
    expect(page.locator(".yasr_results")).to_contain_text(NAME)
    page.get_by_label("Filter query results").fill("img")
    page.keyboard.press("x")
    page.keyboard.press("Backspace")
    expect(page.locator(".yasr_results tbody tr")).to_have_count(1)
    page.get_by_role("button", name="label: Activate to sort").click()
    assert page.locator(".yasr_results img").count() == 0


def test_the_query_page_fits_a_phone_in_the_dark(host: str, visit: Visit) -> None:
    page = visit(f"{host}sparql", width=360, height=740, dark=True)
    expect(page.locator(".CodeMirror").first).to_be_visible()
    background = "getComputedStyle(document.querySelector('.CodeMirror')).backgroundColor"
    assert page.evaluate(background) == "rgb(22, 25, 29)"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
