"""What a person does in the explorer: on a server, on a static site and in a file of its own."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visit

EVERYTHING = "#everything"


def search(page: Page, typed: str) -> None:
    """Type into the field for things and take the first suggestion."""
    page.get_by_role("combobox", name="Find a thing").fill(typed)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def names(page: Page) -> set[str]:
    """Return the things that are drawn in the table of things."""
    return set(page.locator("#things tbody th").all_inner_texts())


def test_the_first_view_shows_what_rests_on_what(server: str, visit: Visit) -> None:
    page = visit(server)
    expect(page).to_have_url(re.compile(r"#relation=dependence,descent$"))
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ things, \d+ relations$"))
    expect(page.locator("#drawing canvas").first).to_be_visible()
    assert drawn_pixels(page) > 1000


def test_an_alias_is_found_and_its_card_says_who_says_so(server: str, visit: Visit) -> None:
    page = visit(server)
    field = page.get_by_role("combobox", name="Find a thing")
    field.fill("bfg")
    expect(page.locator("#search-list li").first).to_contain_text("repoze.bfg")
    search(page, "bfg")
    expect(page).to_have_url(re.compile("focus=software/repoze-bfg"))
    card = page.locator("#card")
    expect(card.get_by_role("heading", name="repoze.bfg", exact=True)).to_be_focused()
    expect(card).to_contain_text("Discontinued, says Web Frameworks for Python, 2016-06-04.")
    expect(card).to_contain_text("Pyramid is the successor to both repoze.bfg and Pylons version 1")
    expect(card).to_contain_text("web-frameworks-2016:162")
    expect(card).to_contain_text("pkg:pypi/repoze-bfg")
    home = card.get_by_role("link", name="bfg.repoze.org")
    assert home.get_attribute("rel") == "noopener noreferrer external"


def test_a_found_thing_is_shown_whole_and_what_a_filter_hides_is_told(
    server: str, visit: Visit
) -> None:
    page = visit(server)
    search(page, "wsgi")
    expect(page).to_have_url(re.compile("#focus=specification/wsgi&thing=specification/wsgi$"))
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d\d+ things, \d\d+ relations$"))
    whole = page.get_by_role("status").inner_text()
    page.get_by_role("checkbox", name="Rests on", exact=True).check()
    page.get_by_role("button", name=re.compile("relations hidden by the filter: show$")).click()
    expect(page.get_by_role("status")).to_have_text(whole)


def test_the_slider_shows_another_day_and_the_address_keeps_it(file: str, visit: Visit) -> None:
    page = visit(file + EVERYTHING)
    expect(page.get_by_role("slider", name="As of")).to_have_attribute(
        "aria-valuetext", re.compile("the newest$")
    )
    now = page.get_by_role("status").inner_text()
    page.get_by_role("slider", name="As of").press("Home")
    expect(page).to_have_url(re.compile(r"#on=\d{4}-\d\d-\d\d$"))
    expect(page.get_by_role("status")).not_to_have_text(now)
    page.get_by_role("button", name="Newest").click()
    expect(page.get_by_role("status")).to_have_text(now)


def test_a_name_matches_without_case_blanks_and_dots(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask")
    search(page, "JINJA 2")
    expect(page.locator("#card-title")).to_have_text("Jinja2")
    page.get_by_role("combobox", name="Find a thing").fill("no such thing")
    expect(page.locator("#search-list")).to_have_text("Nothing is called that.")


def test_filters_narrow_drawing_and_table_alike(server: str, visit: Visit) -> None:
    page = visit(server + EVERYTHING + "&view=table")
    everything = names(page)
    page.get_by_role("checkbox", name="Descends from", exact=True).check()
    expect(page).to_have_url(re.compile("relation=descent"))
    expect(page.get_by_role("checkbox", name="fork of")).to_be_checked()
    descent = names(page)
    assert {"Pyramid", "repoze.bfg", "Pylons"} <= descent < everything
    page.get_by_role("checkbox", name="Discontinued/Inactive Frameworks").check()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ things? and \d+ neighbours?"))
    assert "repoze.bfg" in names(page)
    page.get_by_role("button", name="Show all", exact=True).click()
    expect(page).to_have_url(re.compile("view=table$"))
    assert names(page) == everything


def test_a_kind_and_an_edition_are_filters_too(server: str, visit: Visit) -> None:
    page = visit(server + EVERYTHING + "&view=table")
    page.get_by_role("checkbox", name="template engine").check()
    expect(page.get_by_role("status")).to_contain_text("neighbours")
    assert {"Jinja2", "Genshi"} <= names(page)
    page.get_by_role("button", name="Remove: Template engine").click()
    page.get_by_label("Edition").select_option("web-frameworks-2016")
    expect(page).to_have_url(re.compile("edition=web-frameworks-2016"))
    assert "Django" in names(page)


def test_a_focus_grows_by_steps(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask&view=table")
    near = names(page)
    assert near == {"Click", "Flask", "Jinja2", "Werkzeug", "WSGI"}
    page.get_by_role("radio", name="2", exact=True).check()
    expect(page).to_have_url(re.compile("depth=2"))
    assert near < names(page)


def test_a_way_is_told_step_by_step(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask")
    for field, typed in (("From", "kiss"), ("To", "click")):
        page.get_by_role("combobox", name=field, exact=True).fill(typed)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from=software/kiss-py&to=software/click"))
    heading = page.get_by_role("heading", name="3 steps from Kiss.py to Click, 2 shortest ways")
    expect(heading).to_be_focused()
    steps = page.locator("#way li")
    assert [step.splitlines()[0] for step in steps.all_inner_texts()] == [
        "Kiss.py uses Jinja2",
        "Flask built on Jinja2",
        "Flask uses Click",
    ]
    for thing in ("Jinja2", "Werkzeug"):
        expect(steps.first).to_contain_text(f"Kiss.py uses {thing}")
        expect(steps.nth(1)).to_contain_text(f"Flask built on {thing}")
    expect(steps.first.locator("q").first).to_have_text("with Gevent, Jinja2, Werkzeug")
    place = steps.first.get_by_role("link", name="web-frameworks-2016:47").first
    assert place.get_attribute("href") == "edition/web-frameworks-2016#line-47"
    page.get_by_role("button", name="Leave this way").click()
    expect(page.locator("#way")).to_be_hidden()


def test_where_there_is_no_way_a_sentence_says_so(server: str, visit: Visit) -> None:
    page = visit(server + "#from=software/tornado&to=software/flask")
    expect(page.get_by_role("status")).to_have_text("No way leads from Tornado to Flask.")


def test_a_click_on_a_thing_opens_its_card(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask")
    where = largest_thing(page)
    page.mouse.click(*where)
    expect(page.locator("#card-title")).to_have_text("Flask")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_a_shared_address_shows_the_same_and_back_goes_back(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask")
    search(page, "pyramid")
    page.get_by_role("radio", name="Table").check(force=True)
    page.get_by_role("button", name="Relation", exact=True).click()
    expect(page.locator("#relations th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    other = visit(page.url)
    expect(other.get_by_role("status")).to_have_text(page.get_by_role("status").inner_text())
    assert other.locator("#tables").inner_text() == page.locator("#tables").inner_text()
    assert other.locator("#card").inner_text() == page.locator("#card").inner_text()
    page.go_back()
    page.go_back()
    expect(page.locator("#tables")).to_be_hidden()
    expect(page.locator("#card-title")).to_have_text("Pyramid")
    page.go_back()
    expect(page.locator("#card")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("5 things, 4 relations")
    page.go_forward()
    expect(page.locator("#card-title")).to_have_text("Pyramid")


def test_the_same_view_is_drawn_the_same(server: str, visit: Visit) -> None:
    first, second = (visit(server + EVERYTHING) for _ in range(2))
    for page in (first, second):
        expect(page.locator("#drawing canvas").first).to_be_visible()
    assert first.locator("#drawing").screenshot() == second.locator("#drawing").screenshot()


def test_the_link_is_copied(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_contain_text("in the clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_dark_and_light_change_while_one_looks(server: str, visit: Visit) -> None:
    page = visit(server + "#focus=software/flask", dark=True)
    expect(page.locator("#drawing canvas").first).to_be_visible()
    dark = page.locator("#drawing").screenshot()
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(22, 25, 29)"
    page.emulate_media(color_scheme="light")
    assert page.evaluate(background) == "rgb(253, 252, 250)"
    page.wait_for_timeout(100)
    assert page.locator("#drawing").screenshot() != dark


@pytest.mark.parametrize("place", ["site", "file"])
def test_plain_files_do_the_same(place: str, request: pytest.FixtureRequest, visit: Visit) -> None:
    page = visit(request.getfixturevalue(place))
    expect(page).to_have_url(re.compile(r"#relation=.*descent$"))
    search(page, "bfg")
    expect(page.locator("#card-title")).to_have_text("repoze.bfg")
    page.get_by_role("radio", name="Table").check(force=True)
    page.get_by_role("checkbox", name="inspired by").check()
    expect(page.get_by_role("status")).to_have_text(re.compile("^[2-9] things"))
    other = visit(page.url)
    expect(other.locator("#card-title")).to_have_text("repoze.bfg")
    assert other.locator("#tables").inner_text() == page.locator("#tables").inner_text()
    page.go_back()
    page.go_back()
    expect(page.locator("#tables")).to_be_hidden()
    address = page.get_by_role("link", name="its page").get_attribute("href")
    if place == "file":
        assert address == "https://w3id.org/fwgraph/software/repoze-bfg"
    else:
        page.get_by_role("link", name="its page").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("repoze.bfg")


def drawn_pixels(page: Page) -> int:
    """Return how many pixels of the drawing are not empty."""
    found: int = page.evaluate(
        """() => [...document.querySelectorAll('#drawing canvas')].map((canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            return data.filter((value, place) => place % 4 === 3 && value > 0).length;
        }).reduce((one, other) => one + other, 0)"""
    )
    return found


def largest_thing(page: Page) -> tuple[float, float]:
    """Return where the drawing has the thing that is in focus: the middle of its thick border."""
    expect(page.locator("#drawing canvas").first).to_be_visible()
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    place = page.evaluate(
        """() => {
            const node = document.getElementById('drawing')._cyreg.cy.$('node.focus');
            return node.renderedPosition();
        }"""
    )
    return box["x"] + place["x"], box["y"] + place["y"]
