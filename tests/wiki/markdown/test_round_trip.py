"""A Markdown page comes back from RDF byte for byte, but for what the graph says otherwise."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Triple

import fwgraph
from fwgraph.errors import BadRequest
from fwgraph.formats import turtle
from fwgraph.namespaces import term
from fwgraph.rules.repair import repair_page
from fwgraph.wiki.edition import KnownNames, PageSource, edition_triples
from fwgraph.wiki.entries import read_entries
from fwgraph.wiki.markups import MARKUPS
from fwgraph.wiki.page_writer import write_wiki_page

MARKDOWN = MARKUPS["md"]
CONSTRUCTS = Path(__file__).with_name("constructs.md").read_text(encoding="utf-8")
SHARED = {term(f"fw:{name}") for name in ("edition", "section", "list")}


class Imported:
    """The triples of a page, to be changed as an editor of the Turtle file would."""

    def __init__(self, page: str) -> None:
        read = MARKDOWN.read(page)
        self.triples = [*edition_triples(read, PageSource("page"), KnownNames(), facts_only=False)]

    def change(self, slug: str, **facts: str) -> None:
        """Let a listing say this instead."""
        node = term(f"listing:page/{slug}")
        changed = {term(f"fw:{name}") for name in facts}
        self.triples = [
            triple
            for triple in self.triples
            if triple.subject != node or triple.predicate not in changed
        ]
        self.triples += [
            Triple(node, term(f"fw:{name}"), Literal(value)) for name, value in facts.items()
        ]

    def insert(self, name: str, beside: str, position: int, **facts: str) -> None:
        """Add a listing to the list in which another one stands."""
        node, model = term(f"listing:page/{name}"), term(f"listing:page/{beside}")
        self.triples += [
            Triple(node, triple.predicate, triple.object)
            for triple in self.triples
            if triple.subject == model and triple.predicate in SHARED
        ]
        self.triples += [
            Triple(node, term("rdf:type"), term("fw:Listing")),
            Triple(node, term("rdfs:label"), Literal(name)),
            Triple(node, term("fw:position"), Literal(position)),
        ]
        self.change(name, **facts)

    def page(self, markup: str = "md") -> str:
        """Return the page that the triples give after a journey through a Turtle file."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "page.ttl"
            file.write_bytes(turtle.write_turtle(self.triples).encode())
            return write_wiki_page(fwgraph.load(file), MARKUPS[markup])


FORMS = {
    "simple table": (
        """\
  --------------------- --------- ------------ -------------
  Name                  Version   Date         Description
  [Ant](http://a.x/)    1.0       2020-01-02   An ant.
  [Bee](http://b.x/)    2.0                    A bee.  It flies.
  --------------------- --------- ------------ -------------
""",
        """\
  --------------------- --------- ------------ -------------
  Name                  Version   Date         Description
  Aye                   8
  [Ant](http://c.x/)    1.0.12    2020-01-02   An ant.
  [Bee](http://b.x/)    3         2021-02-03   A bee.  It flies.
  [Cow](http://cow.x)   7         2022-02-02
  --------------------- --------- ------------ -------------
""",
    ),
    "grid": (
        """\
+--------------------+---------+------------+-------------+
| Name               | Version | Date       | Description |
+====================+=========+============+=============+
| [Ant](http://a.x/) | 1.0     | 2020-01-02 | An ant.     |
+--------------------+---------+------------+-------------+
| [Bee](http://b.x/) | 2.0     |            | A bee.      |
+--------------------+---------+------------+-------------+
""",
        """\
+--------------------+---------+------------+-------------+
| Name               | Version | Date       | Description |
+====================+=========+============+=============+
| Aye                | 8       |            |             |
+--------------------+---------+------------+-------------+
| [Ant](http://c.x/) | 1.0.12  | 2020-01-02 | An ant.     |
+--------------------+---------+------------+-------------+
| [Bee](http://b.x/) | 3       | 2021-02-03 | A bee.      |
+--------------------+---------+------------+-------------+
| [Cow](http://cow.x) | 7      | 2022-02-02 |             |
+--------------------+---------+------------+-------------+
""",
    ),
    "pipe table of five columns": (
        """\
| Name               | PyPI                                      | Version | Date       | Text    |
|--------------------|-------------------------------------------|---------|------------|---------|
| [Ant](http://a.x/) | [ant](https://pypi.example/project/Ant_X) | 1.0     | 2020-01-02 | An ant. |
| [Bee](http://b.x/) | bee                                       | 2.0     |            | A bee.  |
""",
        """\
| Name               | PyPI                                      | Version | Date       | Text    |
|--------------------|-------------------------------------------|---------|------------|---------|
| Aye                |                                           | 8       |            |         |
| [Ant](http://c.x/) | [ant](https://pypi.example/project/Ant_X) | 1.0.12  | 2020-01-02 | An ant. |
| [Bee](http://b.x/) | bee                                       | 3       | 2021-02-03 | A bee.  |
| [Cow](http://cow.x) |                                          | 7       | 2022-02-02 |         |
""",
    ),
    "loose list": (
        """\
- [Ant](http://a.x/){.http} (1.0 Released 2020-01-02) An ant.

- [Bee](http://b.x/) (2.0) is a bee.
""",
        """\
- Aye (8)

- [Ant](http://c.x/) (1.0.12 Released 2020-01-02) An ant.

- [Bee](http://b.x/) (3 Released 2021-02-03) is a bee.

- [Cow](http://cow.x) (7 Released 2022-02-02)
""",
    ),
    "tight list": (
        "* [Ant](http://a.x/) (1.0 Released 2020-01-02)\n* [Bee](http://b.x/) (2.0)\n",
        "* Aye (8)\n* [Ant](http://c.x/) (1.0.12 Released 2020-01-02)\n"
        "* [Bee](http://b.x/) (3 Released 2021-02-03)\n"
        "* [Cow](http://cow.x) (7 Released 2022-02-02)\n",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_the_graph_says_is_written_in_the_form_of_the_list(form: str) -> None:
    """Columns stay where they are as far as there is room."""
    before, after = FORMS[form]
    page = Imported(f"# Frameworks\n\n{before}")
    assert page.page() == f"# Frameworks\n\n{before}"
    page.change("ant", version="1.0.12", homepage="http://c.x/")
    page.change("bee", version="3", dateText="2021-02-03")
    page.insert("Cow", "ant", 2, homepage="http://cow.x", version="7", dateText="2022-02-02")
    page.insert("Aye", "ant", 0, version="8")
    assert page.page() == f"# Frameworks\n\n{after}"


@pytest.mark.parametrize("form", FORMS)
def test_a_list_is_put_in_order_and_its_dates_are_padded(form: str) -> None:
    before = f"# Frameworks\n\n{FORMS[form][0]}".replace("Ant", "Emu").replace(
        "2020-01-02 ", "2020-1-2   "
    )
    before = before.replace("2020-01-02)", "2020-1-2)")
    after, repairs = repair_page(before, (), MARKDOWN)
    assert [repair.done for repair in repairs] == ["date padded: 2020-01-02", "moved"]
    assert [entry.name for entry in read_entries(MARKDOWN.read(after))] == ["Bee", "Emu"]
    padded = before.replace("2020-1-2   ", "2020-01-02 ").replace("2020-1-2)", "2020-01-02)")
    assert sorted(after.split("\n")) == sorted(padded.split("\n"))
    assert repair_page(after, (), MARKDOWN) == (after, [])


def test_every_construct_comes_back() -> None:
    assert Imported(CONSTRUCTS).page() == CONSTRUCTS


def test_names_are_escaped_where_their_signs_are_marks() -> None:
    page = Imported("# Frameworks\n\n- [Ant](a) (1.0 Released 2020-01-02)\n")
    page.change("ant", homepage="http://x.y/a_(b)|c d")
    page.triples = [triple for triple in page.triples if triple.predicate != term("fw:wikiPage")]
    assert page.page().endswith("- [Ant](<http://x.y/a_(b)\\|c d>) (1.0 Released 2020-01-02)\n")
    for name in ("*Foo*", "a_b", "_a_", "[x]", "a|b", "`c`", "<b>", "A & B", "&amp;", "!", "\\*"):
        written = MARKDOWN.writer.write_name(name, None)
        read = MARKDOWN.read(f"# Frameworks\n\n- [{name}](z)\n- {written}\n").blocks[-1]
        assert getattr(read, "text").plain == name, written  # noqa: B009 - a list item
        linked = MARKDOWN.writer.write_name(name, "http://x/")
        (entry,) = read_entries(MARKDOWN.read(f"# Frameworks\n\n- {linked}\n"))
        assert (entry.name, entry.target) == (name, "http://x/")


def test_a_page_is_not_translated_into_another_markup() -> None:
    page = Imported("# Frameworks\n\n- [Ant](a) (1.0 Released 2020-01-02)\n")
    with pytest.raises(BadRequest, match=r"kept as it is in \.md .* export it to \.md"):
        page.page("moin")
    moin = MARKUPS["moin"].read("= Frameworks =\n * [[a|Ant]] (1.0 Released 2020-01-02)\n")
    page.triples = [*edition_triples(moin, PageSource("page"), KnownNames(), facts_only=False)]
    assert page.page("moin").startswith("= Frameworks =\n")
    with pytest.raises(BadRequest, match=r"kept as it is in \.moin .* export it to \.moin"):
        page.page("md")


NAMES = st.sampled_from(
    ["[Foo](http://x.org/){.http}", "[Foo](Foo)", "CherryPy", "**Foo**", "Gizmo(QP)", "日本 Web",
     "[![Logo](a.png)](http://x.org/) Foo", "<http://x.org/>", "`Foo`", "Foo \\[QP\\]", "E\u0301",
     "[Foo *bar*](../a/B.html 'title')", "http://x.org/"]
)  # fmt: skip
VERSIONS = st.sampled_from(["", "1.50", "1.0 PRE", "v2", "1.0b3", "**1**"])
DATES = st.sampled_from(["", "2011-05-84", "2006-9-15", "2007.07", "2008", "soon"])
WORDS = st.sampled_from(
    [" (1.0 PRE, Released 2011-05-84)", " (0.2 released 2013-09-06) text", " (1.3)", " is so",
     " (3.1 Released 2016-05-24, initial release 2012-11-26)", " (", "", " - [Foo](Foo)"]
)  # fmt: skip
TEXTS = st.sampled_from(["", "text", "“quoted” \\-- text", "\\* a\\'s", "a  b", "\x01\x7f\x85"])
CELLS = st.tuples(NAMES, VERSIONS, DATES, TEXTS)


def simple_table(rows: list[tuple[str, ...]], gap: int) -> list[str]:
    rule = " ".join("-" * width for width in (40, 10, 12, 20))
    lines = [f"  {'  '.join(cell.ljust(gap) for cell in row).rstrip()}" for row in rows]
    return [f"  {rule}", "  Name   Version   Date   Text", *lines, f"  {rule}"]


def grid_table(rows: list[tuple[str, ...]], gap: int) -> list[str]:
    rule = "+" + "+".join("-" * width for width in (gap + 20, 12, 14, 22)) + "+"
    head = ("Name", "Version", "Date", "Text")
    lines = []
    for row in (head, *rows):
        cells = zip(row, (gap + 18, 10, 12, 20), strict=True)
        lines += ["| " + " | ".join(cell.ljust(width) for cell, width in cells) + " |", rule]
    return [rule, *lines]


def pipe_table(rows: list[tuple[str, ...]], gap: int) -> list[str]:
    cells = [f"| {' | '.join(cell.ljust(gap) for cell in row)} |" for row in rows]
    return ["| Name | Version | Date | Text |", "|---|---|:-:|---|", *cells]


def listed(rows: list[tuple[str, ...]], gap: int) -> list[str]:
    lines: list[str] = []
    for name, version, date, text in rows:
        lines += [f"- {name}{f' ({version} Released {date})' if date else ''} {text}".rstrip()]
        lines += [""] * (gap % 2)
    return lines


TABLES = st.builds(
    lambda form, rows, gap: form(rows, gap),
    st.sampled_from([simple_table, grid_table, pipe_table, listed]),
    st.lists(CELLS, min_size=1, max_size=4),
    st.integers(0, 40),
)
OTHERS = st.sampled_from(
    [["# Frameworks"], ["## 1.2. Other Frameworks {#x} "], ["Books", "====="], ["::: {}"], [":::"],
     ["```{note} a", ":class: b", "", "c", "```"], ["```", "# a", "```"], ["    code"], ["***"],
     ["Term", ":   text"], ["Term", "", ":   text", "", "    more"], ["> quote"],
     ["<!-- a", "b -->"],
     ["text", "goes on"], ["1.  one", "    1.  two"], ["  - nested", "    text"], ["```"], ["| a"],
     ["+--+"], ["  --- ---"], ["[a]: b"], ["- a", "", "  b", "", "      c"]]
)  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Draw a page made of the constructs that the real one has, and of their wrecks."""
    parts = draw(st.lists(TABLES | OTHERS | st.builds(lambda *a: ["- " + "".join(a)], NAMES, WORDS),
                          max_size=10))  # fmt: skip
    lines = ["# Frameworks", ""]
    for part in parts:
        lines += [*part, *[""] * draw(st.sampled_from([0, 1, 1, 2]))]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    page = draw(st.sampled_from(["", "\ufeff"])) + end.join(lines)
    return page + end * draw(st.booleans())


@given(pages())
@settings(max_examples=150)
def test_random_pages_survive_import_and_export(page: str) -> None:
    if read_entries(MARKDOWN.read(page)):
        assert Imported(page).page() == page


@given(pages())
@settings(max_examples=150)
def test_a_repair_loses_nothing_and_is_done_once(page: str) -> None:
    repaired, _ = repair_page(page, (), MARKDOWN)
    names = sorted(entry.name for entry in read_entries(MARKDOWN.read(page)))
    assert sorted(entry.name for entry in read_entries(MARKDOWN.read(repaired))) == names
    assert repair_page(repaired, (), MARKDOWN)[0] == repaired
