"""What MyST itself makes of pages: the wiki's page before and after, and each form of table.

The build is configured as the wiki's own is; its README in the shared folder says how.
"""

import html
import io
import re
from pathlib import Path

import pytest
from tests.wiki.myst.test_tables import LEFT, SAME, WRITTEN

from fwgraph.wiki.document import PageTable
from fwgraph.wiki.entries import read_entries
from fwgraph.wiki.markdown.reader import parse_wiki_page
from fwgraph.wiki.myst.faults import find_faults
from fwgraph.wiki.myst.pipes import expand_rows, shown_words
from fwgraph.wiki.myst.rewriting import rewrite_tables

pytest.importorskip("myst_parser", reason="myst-parser, which builds the wiki, is not installed")
from sphinx.application import Sphinx

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
NEWEST = Path(__file__).parents[4] / "shared/pages/psf-wiki/865d2f9d/python/web/WebFrameworks.md"
FIRST = Path(__file__).parents[4] / "shared/pages/psf-wiki/51917c95/python/WebFrameworks.md"
needs_pages = pytest.mark.skipif(not NEWEST.exists(), reason=f"the wiki's page is not at {NEWEST}")
EXTENSIONS = [
    "colon_fence", "deflist", "fieldlist", "html_admonition", "html_image", "strikethrough",
    "tasklist",
]  # fmt: skip
UNSAID = ["myst.directive_unknown", "myst.xref_missing", "myst.header", "misc.highlighting_failure"]
CELL = re.compile(r"<(li|td|th)\b[^>]*>(?:<p[^>]*>(.*?)</p>)?", re.DOTALL)


def build(pages: dict[str, str], folder: Path) -> dict[str, str]:
    """Return the bodies of some pages by their names, as a build of all of them makes them."""
    source, out = folder / "source", folder / "out"
    source.mkdir(parents=True)
    (source / "index.md").write_text("# Index\n")
    for name, page in pages.items():
        (source / f"{name}.md").write_bytes(page.encode())
    settings = {
        "extensions": ["myst_parser"],
        "myst_enable_extensions": EXTENSIONS,
        "suppress_warnings": [*UNSAID, "toc.not_included"],
        "html_theme": "basic",
    }
    app = Sphinx(
        str(source), None, str(out), str(folder / "trees"), "html", settings, status=None,
        warning=io.StringIO(), freshenv=True,
    )  # fmt: skip
    app.build()
    texts = {name: (out / f"{name}.html").read_text(encoding="utf-8") for name in pages}
    return {name: text.split('<div class="body"')[1] for name, text in texts.items()}


def shown(body: str, tags: str = "li td th") -> list[str]:
    """Return what a reader sees of each item and cell."""
    found = (match for match in CELL.finditer(body) if match[1] in tags.split())
    texts = (re.sub("<[^>]*>", "", match[2] or "") for match in found)
    return [" ".join(html.unescape(text).split()) for text in texts]


def plain(text: str) -> str:
    """Return a text without what a builder writes otherwise: quotation marks and dashes."""
    return re.sub(r"[^\w ]", "", text)


@needs_pages
@pytest.mark.parametrize("page", [NEWEST, FIRST], ids=["newest", "first"])
def test_61_of_87_names_are_published_before_and_all_after(page: Path, tmp_path: Path) -> None:
    before = page.read_bytes().decode()
    after = rewrite_tables(before).text
    names = [entry.name for entry in read_entries(parse_wiki_page(before))]
    bodies = build({"before": before, "after": after}, tmp_path)
    published = {
        state: [name for name in names if any(text.startswith(name) for text in shown(body))]
        for state, body in bodies.items()
    }
    assert {state: len(found) for state, found in published.items()} == {"before": 61, "after": 87}
    assert {"Django", "Flask", "FastAPI", "Pyramid"} & {*published["before"]} == set()


def test_a_table_is_published_if_and_only_if_no_fault_is_found(tmp_path: Path) -> None:
    pages = {f"before-{number}": page for number, (page, _) in enumerate(WRITTEN.values())}
    pages |= {f"after-{number}": page for number, (_, page) in enumerate(WRITTEN.values())}
    pages |= {f"left-{number}": page for number, (page, _) in enumerate(LEFT.values())}
    pages |= {f"same-{number}": page for number, page in enumerate(SAME)}
    for name, body in build(pages, tmp_path).items():
        blocks = parse_wiki_page(pages[name]).blocks
        faults = {each.fault for each in find_faults(parse_wiki_page(pages[name]), None, None)}
        tables = [block for block in blocks if isinstance(block, PageTable)]
        is_published = body.count("<table") == len(tables)
        assert is_published == ("fw:publishedAs" not in faults), pages[name]
        if is_published:
            rows = (words for table in tables for words, _ in expand_rows(table, shown_words))
            words = [plain(text) for row in rows for text in row]
            if name.startswith("after"):
                assert [*map(plain, shown(body, "td th"))] == words, pages[name]
