"""The pages beside the one of frameworks: what they list is of the kinds of their own headings."""

from pathlib import Path

import pytest

import fwgraph
from fwgraph.cli import main
from fwgraph.graph import Graph
from fwgraph.namespaces import local_name
from fwgraph.store import resources
from fwgraph.wiki.document import WikiPage
from fwgraph.wiki.edition import KnownNames
from fwgraph.wiki.entries import read_entries, read_sections
from fwgraph.wiki.known import known_names, names_for
from fwgraph.wiki.markups import MARKUPS

SERVERS = """\
# Things that serve

## Web Servers written in Python

- See below for others.

- [Oak - a small, sturdy thing](https://oak.example/) that serves

- Elm includes [a server](https://elm.example/serving) of its own.

- [Ash-Tree](https://ash.example/) - fast (1.0 Released 2012-03-04)

  - Bark: thick
  - Leaf: none

### Standard Library Technologies

- [BeechServer](../archive/Beech) (along with [Birch](../archive/Birch)) is plain.

## Elsewhere

- [A page of links](https://links.example/)
"""
COMPONENTS = """\
# Parts

## Request Dispatchers

- [Fir](https://fir.example/) finds the way.

## templating engines

- [Yew](https://yew.example/) fills in the blanks.
"""
FRAMEWORKS = """\
# Web Frameworks

## Other Full-Stack Frameworks

- [Acorn](https://acorn.example/) (1.0 Released 2012-03-04)

## Templating Engines

- [Yew](https://yew.example/) fills in the blanks.
"""


@pytest.fixture(scope="module")
def names() -> KnownNames:
    """What is known where no things are."""
    return known_names(concepts())


def concepts() -> Graph:
    """The ontology alone."""
    return fwgraph.load(*resources.turtle_files(resources.resource_root() / "ontology"))


def read(page: str) -> WikiPage:
    """Return a page in Markdown."""
    return MARKUPS["md"].read(page)


@pytest.mark.parametrize(
    ("page", "sibling"),
    [
        (SERVERS, "WebServers"),
        (COMPONENTS, "WebComponents"),
        (FRAMEWORKS, None),
        ("# Parts\n\n- [Yew](https://yew.example/)\n", None),
        ("# Some frameworks\n\n## Templating Engines\n\n- [Yew](https://yew.example/)\n", None),
        ("# Templating Engine\n\n- [Yew](https://yew.example/)\n", "WebComponents"),
        (f"{COMPONENTS}\n## Web Servers embedding Python\n", "WebComponents"),
    ],
)
def test_a_page_is_known_by_its_headings(page: str, sibling: str | None, names: KnownNames) -> None:
    assert names_for(read(page), names).sibling == sibling


def test_what_stands_under_a_heading_is_listed_without_a_date_or_a_release(
    names: KnownNames,
) -> None:
    page = read(SERVERS)
    found = read_entries(page, names_for(page, names).categories)
    assert [(entry.name, entry.target, entry.line) for entry in found] == [
        ("Oak", "https://oak.example/", 7),
        ("Elm", None, 9),
        ("Ash-Tree", "https://ash.example/", 11),
        ("BeechServer", "../archive/Beech", 18),
    ]
    assert [entry.version for entry in found] == [None, None, None, None]
    assert [entry.nested for entry in found] == [()] * 4


def test_a_section_has_the_category_of_its_own_page(names: KnownNames) -> None:
    page = read(COMPONENTS)
    own = names_for(page, names)
    found = {
        section.title: local_name(own.categories[section.category].value)
        for section in read_sections(page, own.categories)
        if section.category
    }
    assert found == {
        "Request Dispatchers": "request-dispatchers",
        "templating engines": "templating-engines",
    }


def test_the_page_of_frameworks_has_no_category_of_another_page(names: KnownNames) -> None:
    page = read(FRAMEWORKS)
    sections = read_sections(page, names_for(page, names).categories)
    assert [section.category for section in sections] == [None, "Other Full-Stack Frameworks", None]


@pytest.mark.parametrize("label", ["A-B", "A - B", "- A", "A -", "A -- B C"])
def test_a_label_with_a_dash_may_be_a_name(label: str, names: KnownNames) -> None:
    page = read(f"# Web Servers written in Python\n\n- [{label}](https://x.example/) text\n")
    (entry,) = read_entries(page, names_for(page, names).categories)
    assert entry.name == label


@pytest.mark.parametrize("command", [("validate",), ("fix", "--diff")])
def test_the_rules_of_the_page_of_frameworks_are_not_those_of_others(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(SERVERS)
    with pytest.raises(SystemExit, match=r"^0$"):
        main([*command, str(page)])
    assert capsys.readouterr().out in {"", "no findings\n"}
    page = tmp_path / "page.moin"
    page.write_text("== Templating Engines ==\n\n * [[https://yew.example/|Yew]]\n * Ash\n")
    with pytest.raises(SystemExit, match=r"^2$"):
        main([*command, str(page)])
    shown = capsys.readouterr()
    assert "no page of frameworks; it has headings of WebComponents" in shown.err
    assert not shown.out
