"""The pages of the wiki as they live today: every entry at its place, every byte kept."""

import csv
from pathlib import Path

import pytest

import fwgraph
from fwgraph.formats import turtle
from fwgraph.wiki.edition import KnownNames, PageSource, edition_triples
from fwgraph.wiki.entries import read_sections
from fwgraph.wiki.known import known_names
from fwgraph.wiki.markups import MARKUPS
from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.page_writer import write_wiki_page

PAGES = Path(__file__).parents[4] / "shared/pages/psf-wiki"
STATES = {
    "newest": (PAGES / "865d2f9d/python/web/WebFrameworks.md", ""),
    "first": (PAGES / "51917c95/python/WebFrameworks.md", "old_"),
}
EXPECTED = [
    *csv.DictReader(Path(__file__).with_name("expected-2026.csv").read_text("utf-8").splitlines())
]
SIBLINGS = sorted(PAGES.glob("*/**/*.md")) or [PAGES]
needs_pages = pytest.mark.skipif(not PAGES.exists(), reason=f"the wiki's pages are not at {PAGES}")


def words_of(entry: PageEntry) -> list[str]:
    return " ".join(text.plain for text in entry.prose).split()


def text_column(entry: PageEntry) -> str:
    text, start = entry.texts[0] if entry.texts else (None, 0)
    return str(text.position(start)[1]) if text else ""


@needs_pages
@pytest.mark.parametrize("state", STATES)
def test_the_87_entries_are_right_in_every_column_and_line(state: str) -> None:
    """The expectations were written down by hand; the same hold for both states of the page."""
    path, prefix = STATES[state]
    sections = read_sections(MARKUPS["md"].read(path.read_bytes().decode()))
    rows = [
        [
            section.title, entry.name, entry.version or "", entry.date or "", entry.package or "",
            entry.target or "", str(len(words_of(entry))), " ".join(words_of(entry)[:4]),
            str(entry.line), text_column(entry),
        ]
        for section in sections
        for entry in section.entries
    ]  # fmt: skip
    columns = ("section", "name", "version", "date", "package", f"{prefix}address", "words",
               "begins", f"{prefix}line", f"{prefix}text_column")  # fmt: skip
    assert rows == [[row[column] for column in columns] for row in EXPECTED]
    assert len(rows) == 87


@needs_pages
@pytest.mark.parametrize("state", STATES)
def test_each_name_version_and_date_stands_where_the_entry_says(state: str) -> None:
    path = STATES[state][0]
    lines = path.read_bytes().decode().split("\n")
    for section in read_sections(MARKUPS["md"].read("\n".join(lines))):
        for entry in section.entries:
            row = lines[entry.line - 1]
            title = row[entry.title.start : entry.title.end]
            assert title.startswith(
                f"[{entry.name}]({entry.target})" if entry.target else entry.name
            )
            assert row[: entry.title.start].strip(" |-") == ""
            for place, fact in zip(entry.cells, (entry.version, entry.date), strict=True):
                assert place is None or row[place.start : place.end] == fact
            if entry.release:
                release = row[entry.release.start : entry.release.end]
                assert (entry.version or "") in release
                assert (entry.date or "") in release


@needs_pages
@pytest.mark.parametrize("state", STATES)
def test_every_list_of_frameworks_has_its_category(state: str, graph: fwgraph.Graph) -> None:
    page = MARKUPS["md"].read(STATES[state][0].read_bytes().decode())
    sections = [
        section for section in read_sections(page, known_names(graph).categories) if section.entries
    ]
    assert [section.title for section in sections] == [section.category for section in sections]
    assert [len(section.entries) for section in sections] == [5, 24, 9, 22, 27]


@needs_pages
def test_the_one_description_of_two_rows_stands_over_both() -> None:
    page = MARKUPS["md"].read(STATES["newest"][0].read_bytes().decode())
    entries = [entry for section in read_sections(page) for entry in section.entries]
    zope, zope3 = (entry for entry in entries if entry.name.startswith("Zope"))
    assert (zope.is_joined, zope3.is_joined, zope3.texts) == (True, True, ())


@needs_pages
@pytest.mark.parametrize("path", SIBLINGS, ids=lambda path: str(path.relative_to(PAGES)))
def test_every_page_comes_back_byte_for_byte(path: Path, tmp_path: Path) -> None:
    text = path.read_bytes().decode()
    page = MARKUPS["md"].read(text)
    assert "".join(block.raw for block in page.blocks) == text
    file = tmp_path / "page.ttl"
    triples = edition_triples(page, PageSource("page"), KnownNames(), facts_only=False)
    file.write_text(turtle.write_turtle(triples), encoding="utf-8", newline="")
    assert write_wiki_page(fwgraph.load(file), MARKUPS["md"]) == text
