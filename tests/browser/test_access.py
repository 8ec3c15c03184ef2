"""The explorer by keyboard alone, for screen readers, and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visit

PHONE = {"width": 360, "height": 740}
NAMED = """(({ ariaLabel, labels, innerText }) =>
    ariaLabel || labels?.[0]?.innerText || innerText)(document.activeElement)"""


def tab_to(page: Page, name: str) -> None:
    """Press the tabulator until the keyboard is on what has this name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(NAMED) == name:
            return
    pytest.fail(f"the tabulator does not lead to {name!r}")


def overflow(page: Page) -> int:
    """Return how many pixels the page is wider than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found


def test_the_keyboard_alone_leads_from_search_to_card_to_table(server: str, visit: Visit) -> None:
    page = visit(server)
    expect(page.get_by_role("status")).to_contain_text("things")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the graph")).to_be_focused()
    tab_to(page, "Find a thing")
    page.keyboard.type("werk")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-list [aria-selected=true]")).to_contain_text("Werkzeug")
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_be_focused()
    tab_to(page, "Flask")
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_have_text("Flask")
    expect(page.locator("#card-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(page.get_by_role("combobox", name="Find a thing")).to_be_focused()
    tab_to(page, "Graph")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("view=table"))
    tab_to(page, "Kind")
    page.keyboard.press("Enter")
    expect(page.locator("#things th[aria-sort]")).to_have_text("Kind")
    expect(page.get_by_role("button", name="Kind", exact=True)).to_be_focused()
    tab_to(page, "Flask")
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#things").get_by_role("button", name="Flask")).to_be_focused()


def test_the_skip_link_leads_past_the_filters_and_keeps_the_address(
    server: str, visit: Visit
) -> None:
    page = visit(server + "#focus=software/flask")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#stage")).to_be_focused()
    expect(page).to_have_url(re.compile("#focus=software/flask$"))


def test_the_list_of_suggestions_tells_what_it_does(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask")
    field = page.get_by_role("combobox", name="Find a thing")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("zope")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    active = field.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#search-list")).to_be_hidden()


def test_the_tables_are_tables(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask&view=table")
    for name, columns in (("Things (5)", 6), ("Relations (4)", 5)):
        table = page.get_by_role("table", name=name)
        expect(table.get_by_role("columnheader")).to_have_count(columns)
    row = page.get_by_role("row", name=re.compile("^Flask built on Werkzeug"))
    expect(row.get_by_role("rowheader")).to_have_text("Flask")
    expect(row.get_by_role("link")).to_have_text("web-frameworks-2016:94")


def test_a_small_graph_needs_no_drawing_to_be_understood(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask")
    drawing = page.get_by_role("img", name="5 things, 4 relations. The table view tells the same")
    expect(drawing).to_be_visible()


@pytest.mark.parametrize(
    "view",
    ["", "#everything&view=table", "#focus=software/pyramid&thing=software/repoze-bfg",
     "#from=software/kiss-py&to=software/click"],
    ids=["first", "table", "card", "way"],
)  # fmt: skip
def test_nothing_is_wider_than_a_phone(server: str, visit: Visit, view: str) -> None:
    page = visit(server + view, **PHONE)
    expect(page.get_by_role("status")).not_to_have_text("Reading the graph …")
    assert overflow(page) == 0


def test_a_phone_shows_filters_and_cards_as_sheets(server: str, visit: Visit) -> None:
    page = visit(server, **PHONE)
    expect(page.locator("#filters")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("button", name="Done")).to_be_focused()
    page.get_by_role("checkbox", name="implements").check()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#filters")).to_be_hidden()
    expect(page).to_have_url(re.compile("implements"))
    page.get_by_role("combobox", name="Find a thing").fill("flask")
    page.locator("#search-list li").first.click()
    card = page.locator("#card")
    expect(card.get_by_role("heading", name="Flask", exact=True)).to_be_in_viewport()
    card.get_by_role("button", name="WSGI", exact=True).scroll_into_view_if_needed()
    card.get_by_role("button", name="WSGI", exact=True).click()
    expect(page.locator("#card-title")).to_have_text("WSGI")
    expect(page.locator("#drawing")).to_be_in_viewport()
    assert overflow(page) == 0
    page.get_by_role("button", name="Close the card").click()
    expect(card).to_be_hidden()
