"""Links inside a wiki: what they lead to, where their pages went, and how they are mended."""

from pathlib import Path

import pytest

from fwgraph.errors import BadRequest, Unreadable
from fwgraph.rules.wiki_root import read_wiki
from fwgraph.wiki.markdown.reader import parse_wiki_page
from fwgraph.wiki.myst.faults import find_faults
from fwgraph.wiki.myst.links import WikiPages
from fwgraph.wiki.myst.relinking import relink_page

PAGES = frozenset({"index", "py/web/Here", "py/web/There", "py/old/Gone", "py/My Page", "jy/Else"})
MOVED = {
    "py/Gone": "py/old/Gone",
    "jy/There": "jy/Else",
    "py/Lost": "py/nowhere/Lost",
    "py/web/My": "py/My Page",
}
WIKI = WikiPages(PAGES, frozenset({"py/web/Here.md", "a/b.png"}), MOVED, has_all_files=True)
HERE = "py/web/Here"

ALIVE = [
    "There", "./There", "There.md", "./There.html", "There#part", "There.md#part", "There?action=x",
    "../web/There", "/py/web/There", "/index", "../../index.html", "../../jy/Else",
    "../My%20Page", "<../My Page>", "../../a/b.png", "#part", "http://x.example/", "mailto:a@x",
    "//x.example/y",
]  # fmt: skip
DEAD = ["Nope", "there", "../There", "./Nope.html", "../../../index", "/web/There", "x.pdf", "Lost"]
NOW_AT = {
    "../people/Gone": "../old/Gone",
    "Gone": "../old/Gone",
    "./Gone.html": "../old/Gone",
    "/py/Gone.md": "../old/Gone",
    "Gone#part": "../old/Gone.md#part",
    "My": "../My Page",
}


def faults(page: str, wiki: WikiPages = WIKI) -> list[tuple[str, int, int, str, str]]:
    """Return the faults of a page in the wiki."""
    found = find_faults(parse_wiki_page(page), HERE, wiki)
    return [(each.fault[3:], each.line, each.column, each.label, each.value) for each in found]


@pytest.mark.parametrize("address", ALIVE)
def test_a_link_to_what_is_there_is_no_fault(address: str) -> None:
    assert faults(f"See [it]({address}).") == []
    assert relink_page(f"[it]({address})", HERE, WIKI) == (f"[it]({address})", [])


@pytest.mark.parametrize("address", DEAD)
def test_a_link_that_leads_nowhere_stands_at_its_place(address: str) -> None:
    page = f"Text.\n\n- See [it *is*]({address}) now.\n"
    assert faults(page) == [("leadsNowhere", 3, 7, "it is", address)]
    assert relink_page(page, HERE, WIKI) == (page, [])


@pytest.mark.parametrize("address", NOW_AT)
def test_a_link_is_mended_where_the_map_knows_its_page(address: str) -> None:
    new = NOW_AT[address]
    page = "| A | B |\n| --- | --- |\n| x | [it]({} 'title') y |\n"
    assert faults(page.format(address)) == [("isNowAt", 3, 7, "it", new)]
    written = f"<{new}>" if " " in new else new
    mended, changes = relink_page(page.format(address), HERE, WIKI)
    assert mended == page.format(written)
    assert [(change.at.line, change.label, change.address) for change in changes] == [
        (3, "it", new)
    ]
    assert faults(mended) == []


def test_files_are_judged_where_all_of_them_are_known() -> None:
    listed = WikiPages(PAGES, frozenset({"py/web/Here.md"}), {}, has_all_files=False)
    assert faults("[a](x.pdf) [b](Nope)", listed) == [("leadsNowhere", 1, 12, "b", "Nope")]


def test_only_the_bytes_of_an_address_change() -> None:
    page = (
        "\ufeff# [A](Gone) [B](Gone)\r\n\r\n"
        "[![i](Gone)](Gone) `[C](Gone)` <!-- [D](Gone) -->\r\n\r\n"
        '[E][e] and [e], [F](<Gone> "Gone") [G]( Gone )\r\n\r\n'
        "[e]: Gone 'Gone'\r\n[f]: <Gone>\r\n\r\n    [H](Gone)\r\n"
    )
    mended, changes = relink_page(page, HERE, WIKI)
    assert mended == (
        "\ufeff# [A](../old/Gone) [B](../old/Gone)\r\n\r\n"
        "[![i](Gone)](../old/Gone) `[C](Gone)` <!-- [D](Gone) -->\r\n\r\n"
        '[E][e] and [e], [F](<../old/Gone> "Gone") [G]( ../old/Gone )\r\n\r\n'
        "[e]: ../old/Gone 'Gone'\r\n[f]: <../old/Gone>\r\n\r\n    [H](Gone)\r\n"
    )
    assert len(changes) == 7
    assert relink_page(mended, HERE, WIKI) == (mended, [])


def test_ten_thousand_links_are_judged_and_mended() -> None:
    page = "".join(f"- [n{number}](Gone) and [m{number}](Nope)\n" for number in range(10_000))
    assert len(faults(page)) == 20_000
    assert relink_page(page, HERE, WIKI)[0] == page.replace("(Gone)", "(../old/Gone)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small wiki."""
    for name in ("index.md", "py/A.md", "py/B.markdown", "py/c.png", ".hidden/D.md"):
        file = tmp_path / "wiki" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# Page\n")
    return tmp_path / "wiki"


def test_a_folder_is_a_wiki(folder: Path) -> None:
    wiki = read_wiki(folder, None, None)
    assert wiki
    assert wiki.pages.pages == {"index", "py/A", "py/B"}
    assert "py/c.png" in wiki.pages.files
    assert wiki.pages.has_all_files
    assert wiki.place_of(folder / "py" / "A.md") == "py/A"
    assert wiki.place_of(Path("-")) is None
    assert wiki.place_of(folder.parent / "py" / "A.md") == "py/A"
    assert wiki.place_of(folder.parent / "B.markdown") == "py/B"
    assert wiki.place_of(folder.parent / "C.md") is None


def test_a_list_is_a_wiki_in_its_own_folder(folder: Path) -> None:
    files, redirects = folder / "FILES.txt", folder / "_redirects.json"
    files.write_text("index.md\n./py/A.md\r\n\n py/B.markdown\npy/c.png\n")
    redirects.write_text('{"old/A": "py/A"}')
    wiki = read_wiki(None, files, redirects)
    assert wiki
    assert wiki.pages.pages == {"index", "py/A", "py/B"}
    assert not wiki.pages.has_all_files
    assert wiki.place_of(folder / "py" / "New.md") == "py/New"
    assert wiki.pages.new_address("py/B", "../old/A") == "A"


def test_a_page_that_is_called_like_the_folder_of_another_is_linked_by_its_name() -> None:
    pages = WikiPages(frozenset({"py/A", "py/A/B"}), moved={"py/Old": "py/A", "py/New": "py/A/B"})
    assert pages.new_address("py/A/B", "../Old#part") == "../A.md#part"
    assert pages.new_address("py/A/C/D", "/py/New") == "../B"
    assert pages.new_address("py/A", "New") == "A/B"


@pytest.mark.parametrize("text", ["[]", "{", '{"a": 1}', "nothing"])
def test_a_map_that_is_none_is_told(folder: Path, text: str) -> None:
    redirects = folder / "_redirects.json"
    redirects.write_text(text)
    with pytest.raises(Unreadable, match=r"_redirects\.json: this is no"):
        read_wiki(folder, None, redirects)
    with pytest.raises(BadRequest, match="say --root or --files"):
        read_wiki(None, None, redirects)
    with pytest.raises(Unreadable, match="no such folder"):
        read_wiki(folder / "missing", None, None)
