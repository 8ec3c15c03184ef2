"""What people come for: ten questions, each answered within two steps from the first page."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import Visit

import fwgraph

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def first(shipped: str, visit: Visit) -> Page:
    """The first page."""
    return visit(shipped)


def find(page: Page, words: str) -> Locator:
    """Type a name into the search, and return what the page that it leads to says."""
    page.get_by_role("searchbox", name="Find a thing").fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Find a thing")).not_to_be_focused()
    return page.get_by_role("main")


def follow(page: Page, question: str) -> Locator:
    """Follow a question of the first page, and return what its page says."""
    page.get_by_role("link", name=question).click()
    return page.get_by_role("main")


def test_what_is_built_on_zope(first: Page) -> None:
    said = find(first, "zope")
    rows = fwgraph.load().ask("dependents", software="zope")
    direct = [f"{row['dependent']} {row['relation']} Zope" for row in rows if row["depth"] == 1]
    assert direct
    for sentence in direct:
        expect(said).to_contain_text(sentence)


def test_what_pylons_became(first: Page) -> None:
    expect(first.get_by_role("main")).to_contain_text(
        "What did Pylons become?\nPyramid", use_inner_text=True
    )
    expect(follow(first, "What did Pylons become?")).to_contain_text("Pyramid")


def test_which_discontinued_frameworks_have_successors(first: Page) -> None:
    said = follow(first, "Which discontinued frameworks have successors?")
    expect(said.get_by_role("row", name=re.compile("^repoze.bfg Pyramid"))).to_be_visible()


def test_how_kiss_py_and_flask_are_related(first: Page) -> None:
    first.get_by_label("From").fill("kiss.py")
    first.get_by_label("To").fill("flask")
    first.get_by_role("button", name="Show the way").click()
    steps = first.get_by_role("main").get_by_role("row")
    expect(steps.nth(1)).to_contain_text("Kiss.py")
    expect(steps.last).to_contain_text("Flask")


def test_what_uses_jinja2(first: Page) -> None:
    said = find(first, "jinja 2")
    for name in ("Flask", "Kiss.py"):
        expect(said).to_contain_text(re.compile(rf"{name} (uses|requires|built on) Jinja2"))


def test_what_breaks_if_werkzeug_stops(first: Page) -> None:
    rows = fwgraph.load().ask("dependents", software="werkzeug")
    said = follow(first, "What breaks if Werkzeug stops?")
    for name in {row["dependent"] for row in rows} | {"Flask", "Kiss.py", "Tipfy"}:
        expect(said).to_contain_text(str(name))


def test_what_runs_on_app_engine(first: Page) -> None:
    said = find(first, "app engine")
    rows = list(fwgraph.load().ask("runs-on", platform="google-app-engine"))
    assert rows
    for row in rows:
        expect(said).to_contain_text(f"{row['software']} runs on Google App Engine")


def test_which_frameworks_are_the_newest(first: Page) -> None:
    card = first.get_by_role("listitem").filter(has_text="Which frameworks are the newest?")
    told = re.findall(r"([\w.]+(?: [\w.]+)*) \((\d{4})\)", card.inner_text())
    rows = fwgraph.load().ask("release-history")
    first_years = {str(row["software"]): str(row["first"])[:4] for row in rows}
    assert len(told) > 2
    assert [first_years[name] for name, _ in told] == [year for _, year in told]
    assert [year for _, year in told] == sorted((year for _, year in told), reverse=True)


def test_who_says_that_flask_is_built_on_werkzeug(first: Page) -> None:
    said = find(first, "flask").get_by_role("listitem").filter(has_text="Flask built on Werkzeug")
    expect(said).to_contain_text("based on Werkzeug, Jinja 2 and good intentions")
    expect(said.get_by_role("link", name="web-frameworks-2016:94")).to_be_visible()
    expect(said).to_contain_text("2016-06-04")


def test_whether_cubicweb_is_alive(first: Page) -> None:
    state = find(first, "cubicweb").locator("#state")
    expect(state).to_contain_text(re.compile(r"Status\s+active"))
    expect(state).to_contain_text("Latest release")


def test_what_is_misspelled_or_not_there_is_told_so(first: Page) -> None:
    expect(find(first, "flaks").get_by_role("link", name="Flask", exact=True)).to_be_visible()
    expect(find(first, "drupal").get_by_role("status")).to_contain_text("it does not cover it")


def test_an_address_of_the_explorer_that_stood_here_still_leads_to_it(
    shipped: str, visit: Visit
) -> None:
    page = visit(shipped)
    page.goto(f"{shipped}#focus=software/flask")
    page.reload()
    expect(page).to_have_url(f"{shipped}explore#focus=software/flask")


PAGES = (
    "", "things", "software/flask", "software/web2py", "specification/wsgi", "search?q=zop",
    "questions/relations?edition=web-frameworks-2016", "questions/status?software=web2py",
)  # fmt: skip
CELLS = """() => [...document.querySelectorAll("main table")].map(table => {
  const edge = Math.min(innerWidth, table.parentElement.getBoundingClientRect().right);
  const cells = [...table.querySelectorAll("tbody :is(th, td)")];
  return Math.max(0, ...cells.map(cell => cell.getBoundingClientRect().right - edge));
})"""
NAMED = "a, button, input:not([type=hidden]), select, svg[role=img]"
UNNAMED = """parts => parts
  .filter(part => !part.ariaLabel && !part.labels?.length && !part.textContent.trim())
  .map(part => part.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_and_no_table_loses_a_column(
    shipped: str, visit: Visit, path: str, width: int
) -> None:
    page = visit(shipped + path, width=width, dark=width == PHONE["width"])
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert all(beyond < 1 for beyond in page.evaluate(CELLS))
    assert page.locator(NAMED).evaluate_all(UNNAMED) == []
    expect(page.get_by_role("link", name="fwgraph", exact=True)).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


def test_pages_work_without_script(shipped: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shipped)
    said = find(page, "werkzeug")
    expect(said).to_contain_text("Flask built on Werkzeug")
    context.close()
