"""axe finds no fault on any kind of page, at two widths and in two schemes of colours.

Deque's axe-core is one of the npm packages for development: ``npm ci --ignore-scripts`` in
``src/fwgraph/browser`` fetches it, as ``.ci/run`` does.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import listen

AXE = Path(__file__).parents[2] / "src/fwgraph/browser/node_modules/axe-core/axe.min.js"
ADDRESSES = (
    "",
    "explore",
    "explore#focus=software/flask&view=table",
    "things",
    "software/flask",
    "software/web2py?on=2012-01-01",
    "software/qp",
    "specification/wsgi",
    "platform/google-app-engine",
    "edition/web-frameworks-2016",
    "document/flask-pyproject",
    "release/flask/0.10.1/flask-changes",
    "claim/blacksheep.inspiredBy.flask.blacksheep-readme.9",
    "kind/application-server",
    "timeline",
    "questions",
    "questions/dependents?software=werkzeug",
    "questions/dependents?software=wrkzeug",
    "search?q=flaks",
    "ontology",
    "shapes",
    "dataset",
    "no/such/page",
    "sparql",
)
"""One of each kind of page, and what a page can look like otherwise: 24 in all."""
ANSWERED_OTHERWISE = {"no/such/page": 404, "questions/dependents?software=wrkzeug": 400}
EDITOR_FAULTS = {
    ("aria-required-children", ".tabsList"): "its button for one more tab stands among the tabs",
    ("label", "textarea"): "the field that takes what is typed has no name: CodeMirror's",
    ("scrollable-region-focusable", ".CodeMirror-scroll"): "the text is reached by that field",
}
"""What axe finds in the query editor, which is Zazuko's Yasgui: rule and element, and why."""
PHONE, DESKTOP = 360, 1440
Scheme = Literal["light", "dark"]

RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .flatMap(({ id, nodes }) => nodes.map(({ target, html }) =>
    [id, target.flat().join(" "), html.slice(0, 160)]))"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return the source of axe-core."""
    if not AXE.is_file():
        pytest.skip("axe-core is not there: `npm ci --ignore-scripts` in src/fwgraph/browser")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def window(axe: str, browser: Browser) -> Iterator[Page]:
    """Open one window for all addresses."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def open_address(window: Page, address: str, status: int) -> None:
    """Open a page as if nothing had been open before, and wait until it shows what it has."""
    window.goto("about:blank")  # an address that differs after # only would be no new page
    response = window.goto(address)
    assert response is not None
    assert response.status == status
    if window.locator("#status").count():
        expect(window.locator("#status")).not_to_have_text("Reading the graph …", timeout=30_000)


def axe_faults(window: Page, axe: str, width: int, scheme: Scheme) -> list[tuple[str, str, str]]:
    """Return what axe finds wrong in a page: the rule, the element's selector and its markup."""
    window.set_viewport_size({"width": width, "height": 800})
    window.emulate_media(color_scheme=scheme)
    window.evaluate(axe)
    return [(rule, selector, html) for rule, selector, html in window.evaluate(RUN_AXE)]


def check_address(
    shipped: str, window: Page, axe: str, address: str, seen: dict[int, Scheme]
) -> None:
    """Fail where a page has a fault in a width and its scheme, or asks another host."""
    complaints: list[str] = []
    status = ANSWERED_OTHERWISE.get(address, 200)
    known = EDITOR_FAULTS if address == "sparql" else {}
    listen(window, shipped, complaints)
    open_address(window, shipped + address, status)
    for width, scheme in seen.items():
        faults = axe_faults(window, axe, width, scheme)
        assert [fault for fault in faults if fault[:2] not in known] == [], (width, scheme)
        assert window.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    assert [text for text in complaints if f"a status of {status} " not in text] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_reports_nothing(shipped: str, window: Page, axe: str, address: str) -> None:
    """A width says how a page is laid out and a scheme which colours it has: each is met once."""
    check_address(shipped, window, axe, address, {PHONE: "light", DESKTOP: "dark"})


@pytest.mark.whole
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_reports_nothing_the_other_way_round(
    shipped: str, window: Page, axe: str, address: str
) -> None:
    check_address(shipped, window, axe, address, {PHONE: "dark", DESKTOP: "light"})


def test_every_kind_of_page_is_looked_at() -> None:
    assert len(set(ADDRESSES)) == 24
