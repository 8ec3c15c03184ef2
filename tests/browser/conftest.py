"""A real Chromium; each page that is visited must be quiet and ask no other host."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)
from tests.browser.places import drawn, published, served

from fwgraph.drawing.bundle import BUNDLE

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
HERE = Path(__file__).parent
HOSTILE = HERE / "hostile.ttl"

Visit = Callable[..., Page]
"""Opens an address in a browser that knows nothing yet: ``visit(address, width=…, dark=…)``."""


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return where Chromium is."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there; .ci/run installs it, CHROMIUM names another")
    if not (BUNDLE / "explorer.js").is_file():
        pytest.skip("the explorer is not built; `pip install -e .` builds it")
    return CHROMIUM


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """Start Chromium, once for the tests of a module: as long as it runs, so does a loop."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def shipped(chromium: Path) -> Iterator[str]:
    """Serve the shipped graph."""
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def host(chromium: Path) -> Iterator[str]:
    """Serve a graph like the shipped one, which does not change with the data."""
    with served("--data", HERE / "shipped-then.ttl") as address:
        yield address


@pytest.fixture(scope="session")
def server(host: str) -> str:
    """Return where the explorer of that server stands."""
    return f"{host}explore"


@pytest.fixture(scope="session")
def hostile(chromium: Path) -> Iterator[str]:
    """Serve the explorer of the graph whose every text tries to be markup."""
    with served("--data", HOSTILE) as address:
        yield f"{address}explore"


@pytest.fixture(scope="session")
def site(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the explorer of the static site, in a folder below the root."""
    with published(tmp_path_factory.mktemp("site"), HERE / "shipped-then.ttl") as address:
        yield f"{address}explore.html"


@pytest.fixture(scope="session")
def file(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Draw the shipped graph as one file."""
    return drawn(tmp_path_factory.mktemp("drawing") / "graph.html")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open pages; at the end, none may have complained or asked another host."""
    faults: list[str] = []

    with ExitStack() as stack:

        def visiting(
            address: str, *, width: int = 1280, height: int = 800, dark: bool = False
        ) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
            )
            stack.callback(context.close)
            page = context.new_page()
            listen(page, address, faults)
            page.goto(address)
            status = page.locator("#status")
            if status.count():
                expect(status).not_to_have_text("Reading the graph …")
            return page

        yield visiting
    assert faults == []


def listen(page: Page, address: str, faults: list[str]) -> None:
    """Write down whatever a page must not do."""
    host = urlsplit(address).netloc

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != host:
            faults.append(f"asked another host: {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that is left asks for no more
            faults.append(f"failed: {request.url}")

    def thrown(error: Error) -> None:
        faults.append(f"thrown: {error}")

    def opened(dialog: Dialog) -> None:
        faults.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(f"{message.type}: {message.text}")

    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("pageerror", thrown)
    page.on("dialog", opened)
    page.on("console", said)
