"""A page is read line by line as MoinMoin 1.9 reads it, and nothing of it is lost."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwgraph.wiki.document import (
    BlankLines,
    Block,
    Comment,
    Definition,
    Heading,
    HorizontalRule,
    ListItem,
    PageTable,
    Paragraph,
    PreformattedText,
    ProcessingInstruction,
    TableCell,
    TableRow,
    TextBlock,
    WikiPage,
)
from fwgraph.wiki.moin.inline import parse_inline as inline
from fwgraph.wiki.moin.reader import parse_wiki_page

PAGE = Path(__file__).parents[2].parent / "shared/pages/web-frameworks-2016.moin"
LINES = """
= Title =
== x =
======= x =======
 = x =
 * item
  * nested
 *x
* no item
 1. one
 a.#4 x
 i.
 . x
 term:: text
 ::
 more
plain
----
##
## note
#format wiki
#acl All:read
#
{{{
{{{#!python
{{{{
}}}
}}}}
{{{a}}}
  {{{ x
#!wiki
||a||b||
 || a ||<-2> b ||
||||a||
||
|||
||||
||<|2>||
||`||`||
||[[a||b
""".splitlines()
ENDS = ["\n", "\r\n", "\n\n", "\r", "", " \n", "\t", "\u2028", "\x0b\n", "\x0c", "\0", "\ufeff"]
PIECES = st.sampled_from(LINES) | st.sampled_from(ENDS) | st.text(max_size=4)
PAGES = st.lists(PIECES, max_size=40).map("".join) | st.lists(
    st.sampled_from(LINES), max_size=15
).map("\n".join)


def only(text: str) -> Block:
    """Return the one block of a page."""
    (block,) = parse_wiki_page(text).blocks
    return block


def kinds(text: str) -> list[type[Block]]:
    return [type(block) for block in parse_wiki_page(text).blocks]


def cells(text: str) -> list[list[str]]:
    table = only(text)
    assert isinstance(table, PageTable)
    return [[cell.text.source for cell in row.cells] for row in table.rows]


def cell(line: int, column: int, source: str, columns: int = 1, rows: int = 1) -> TableCell:
    """Return a cell whose text stands at a place of the page."""
    return TableCell(inline(source, line, (column,)), columns, rows)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_a_heading_has_the_level_of_its_marks(level: int) -> None:
    marks = "=" * level
    text = f"{marks}  Other = Frameworks {marks}\n"
    assert only(text) == Heading(1, 1, text, inline("Other = Frameworks", 1, (level + 2,)), level)


@pytest.mark.parametrize(
    "text", ["= x ==", "== x =", "=x=", "= x=", "=", "= =", " = x =", "= x = y"]
)
def test_a_heading_stands_alone_between_equal_marks(text: str) -> None:
    assert kinds(text) == [Paragraph]


def test_a_table_is_rows_of_cells_with_the_columns_of_their_text() -> None:
    text = "||Name ||Latest ||\n|| [[a|A]] || ||\n"
    assert only(text) == PageTable(
        1,
        2,
        text,
        (
            TableRow(1, 1, (cell(1, 2, "Name"), cell(1, 9, "Latest"))),
            TableRow(2, 2, (cell(2, 3, "[[a|A]]"), cell(2, 13, ""))),
        ),
    )


@pytest.mark.parametrize("text", ["||a||b", "||a|| b", "a||b||", "||", "|||", "|| a || b |"])
def test_a_row_that_does_not_end_in_bars_is_a_paragraph(text: str) -> None:
    assert kinds(text) == [Paragraph]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<|2>a", cell(1, 6, "a", 1, 2)),
        ("<-3> a", cell(1, 7, "a", 3)),
        ("<#EEEEEE -3>a", cell(1, 14, "a", 3)),
        ('<colspan="3">a', cell(1, 15, "a", 3)),
        ('<rowspan="2" style="x-5">a', cell(1, 27, "a", 1, 2)),
        ('<rowbgcolor="#e-5">a', cell(1, 21, "a")),
        ("<<BR>>a", cell(1, 2, "<<BR>>a")),
        ("< 5", cell(1, 2, "< 5")),
        ("||a", cell(1, 4, "a", 2)),
        ("||||<-2>a", cell(1, 10, "a", 2)),
        ("<-0>a", cell(1, 6, "a")),
    ],
)
def test_a_cell_knows_the_columns_and_rows_that_it_covers(
    content: str, expected: TableCell
) -> None:
    table = only(f"||{content}||b||")
    assert isinstance(table, PageTable)
    assert table.rows[0].cells[0] == expected
    assert table.rows[0].cells[1].text.source == "b"


def test_bars_inside_links_code_and_macros_do_not_part_cells() -> None:
    assert cells("||[[a||c]]||`||`||{{{||}}}||<<A(||)>>||") == [
        ["[[a||c]]", "`||`", "{{{||}}}", "<<A(||)>>"]
    ]


def test_a_cell_may_hold_what_would_be_a_list_or_be_empty() -> None:
    assert cells("  || * a * b ||||") == [["* a * b", ""]]


def test_comments_between_rows_do_not_part_a_table() -> None:
    table, comment = parse_wiki_page("||a||\n## b\n||c||\n## d").blocks
    assert isinstance(table, PageTable)
    assert [row.line for row in table.rows] == [1, 3]
    assert comment == Comment(4, 4, "## d")


def test_a_blank_line_parts_tables() -> None:
    assert kinds("||a||\n\n||b||") == [PageTable, BlankLines, PageTable]


@pytest.mark.parametrize("marker", ["*", ".", "1.", "12.", "a.", "A.", "i.", "I.", "1.#4", "a.#10"])
def test_an_item_is_an_indented_marker_and_its_text(marker: str) -> None:
    text = f"  {marker} some ''text'' \n"
    assert only(text) == ListItem(
        1, 1, text, inline("some ''text''", 1, (3 + len(marker),)), 2, marker
    )


@pytest.mark.parametrize("text", ["* x", "1. x", " b. x", " 1.x", " 1) x", " - x", " .x"])
def test_a_marker_must_be_indented_and_one_of_the_known_ones(text: str) -> None:
    assert kinds(text) == [Paragraph]


def test_an_item_goes_on_over_indented_lines_and_the_blank_lines_between_them() -> None:
    item, after = parse_wiki_page(" * a\n   b\n c\n\n    d\n\nplain").blocks[::2]
    assert isinstance(item, ListItem)
    assert (item.line, item.last_line, item.text.source) == (1, 5, "a\nb\nc\n\nd")
    assert item.text.columns == (3, 3, 1, 0, 4)
    assert isinstance(after, Paragraph)


def test_a_line_indented_less_than_the_item_is_not_part_of_it() -> None:
    assert kinds("  * a\n b") == [ListItem, Paragraph]
    assert kinds(" * a\nb") == [ListItem, Paragraph]


def test_a_nested_item_is_an_item_of_its_own() -> None:
    items = [
        block
        for block in parse_wiki_page(" * a\n  1. b\n\n * c").blocks
        if isinstance(block, ListItem)
    ]
    assert [(item.text.source, item.indent, item.line) for item in items] == [
        ("a", 1, 1),
        ("b", 2, 2),
        ("c", 1, 4),
    ]


def test_a_tab_indents_to_the_next_multiple_of_eight() -> None:
    item = only("\t* a")
    assert isinstance(item, ListItem)
    assert (item.indent, item.text.columns) == (8, (3,))


def test_an_offset_into_a_text_has_a_place_on_the_page() -> None:
    item = parse_wiki_page("\n * see\n   the CherryPy page").blocks[1]
    assert isinstance(item, ListItem)
    (link,) = (span for span in item.text.spans if span.target)
    assert item.text.position(link.start) == (3, 7)
    assert item.text.position(0) == (2, 3)


def test_a_definition_is_an_indented_term_and_its_text() -> None:
    text = " WSGI:: an interface\n  for servers\n"
    assert only(text) == Definition(
        1, 2, text, inline("an interface\nfor servers", 1, (8, 2)), 1, "WSGI"
    )
    assert kinds("WSGI:: x") == kinds(" std::x") == [Paragraph]


def test_a_paragraph_is_all_plain_lines_in_a_row() -> None:
    text = "one \n  two\n#format wiki\n"
    assert only(text) == Paragraph(1, 3, text, inline("one\ntwo\n#format wiki", 1, (0, 2, 0)))


@pytest.mark.parametrize(
    ("text", "processor"),
    [
        ("{{{\n = x =\n * y\n}}}\n", None),
        ("{{{#!python numbers=off\nx\n}}}", "python"),
        ("{{{\n#!wiki comment\nx\n}}}", "wiki"),
        ("{{{#!\n}}}", None),
        ("  {{{ x\ny }}}", None),
        ("{{{{\n{{{\n}}}\n}}}}", None),
        ("{{{#!wiki\n{{{\n}}}\n{{{x}}}\n}}}", "wiki"),
        ("{{{\n= never closed =\n\n", None),
        ("{{{", None),
    ],
)
def test_preformatted_text_runs_to_its_closing_braces(text: str, processor: str | None) -> None:
    assert only(text) == PreformattedText(1, len(text.splitlines()), text, processor)


def test_code_within_a_line_opens_no_preformatted_text() -> None:
    assert kinds("{{{x}}}\n{{{{y}}}") == [Paragraph]


@pytest.mark.parametrize(
    "name", ["format", "language", "redirect", "pragma", "acl", "refresh", "deprecated"]
)
def test_an_instruction_stands_above_all_but_comments_and_blanks(name: str) -> None:
    line = f"#{name.upper()} some thing"
    assert parse_wiki_page(f"## a\n\n{line}").blocks[2] == ProcessingInstruction(
        3, 3, line, name, "some thing"
    )
    assert kinds(f"text\n\n{line}") == [Paragraph, BlankLines, Paragraph]


def test_an_unknown_instruction_is_a_paragraph() -> None:
    assert kinds("#hashtag\n#format wiki") == [Paragraph]


def test_comments_rules_and_blanks_are_told_apart() -> None:
    assert kinds("## a\n##b\n----\n-------- \n\n \t\n---\n") == [
        Comment,
        HorizontalRule,
        HorizontalRule,
        BlankLines,
        Paragraph,
    ]


def test_blocks_can_be_matched() -> None:
    match only("== Books =="):
        case Heading(level=2, text=title):
            assert title.plain == "Books"
        case other:
            pytest.fail(f"not a heading of level 2: {other}")


def test_sections_are_the_blocks_below_each_heading() -> None:
    page = parse_wiki_page("a\n= b =\n== c ==\nd\n----\n")
    assert [
        (heading and heading.text.plain, [type(block) for block in below])
        for heading, below in page.sections()
    ] == [(None, [Paragraph]), ("b", []), ("c", [Paragraph, HorizontalRule])]


@pytest.mark.parametrize("sign", ["\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
def test_only_a_line_feed_ends_a_line(sign: str) -> None:
    block = only(f"a{sign}b\r\n")
    assert isinstance(block, Paragraph)
    assert (block.text.source, block.last_line) == (f"a{sign}b", 1)


def test_a_byte_order_mark_is_kept_and_hides_nothing() -> None:
    text = "\ufeff= x =\r\n"
    assert only(text) == Heading(1, 1, text, inline("x", 1, (2,)), 1)


def test_an_empty_page_has_no_blocks() -> None:
    assert parse_wiki_page("") == WikiPage(())


@given(PAGES)
@settings(max_examples=200, deadline=None)
def test_blocks_cover_any_page_without_gap_or_overlap(text: str) -> None:
    blocks = parse_wiki_page(text).blocks
    lines = [n for block in blocks for n in range(block.line, block.last_line + 1)]
    assert "".join(block.raw for block in blocks) == text
    assert lines == list(range(1, text.count("\n") + (text[-1:] not in {"", "\n"}) + 1))
    assert all(
        block.last_line - block.line == block.raw.count("\n") - (block.raw.endswith("\n"))
        for block in blocks
    )


@given(PAGES)
@settings(max_examples=200, deadline=None)
def test_texts_stand_on_the_page_where_they_say(text: str) -> None:
    lines = text.removeprefix("\ufeff").split("\n")
    for block in parse_wiki_page(text).blocks:
        match block:
            case TextBlock(text=text_of_block):
                assert len(text_of_block.columns) == block.last_line - block.line + 1
                texts = list(text_of_block.lines())
            case PageTable(rows=rows):
                texts = [cell.text for row in rows for cell in row.cells]
            case _:
                texts = []
        for each in texts:
            place = each.extent
            assert lines[place.line - 1][place.start : place.end] == each.source


@pytest.mark.parametrize(
    "unit",
    [
        *["[[", "||", "||<", "||<a", " ", "=", "= ", "::", " ::", "{", "{{{\n", "-", "\t", "\n"],
        *[" * a\n", " * a\n\n", "||a||\n##\n", "##\n", " 1.", "#", "||[[a|b]]", "|| a || b `"],
    ],
)
def test_a_long_page_of_anything_is_read_in_one_pass(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert "".join(block.raw for block in parse_wiki_page(text).blocks) == text
    assert kinds(f" * {text}||".replace("\n", "")) == [ListItem]
    assert len(parse_wiki_page(f"||{text}||".replace("\n", "")).blocks) == 1


@pytest.fixture(scope="module")
def page() -> WikiPage:
    if not PAGE.exists():
        pytest.skip(f"the source page is kept outside the repository: {PAGE}")
    return parse_wiki_page(PAGE.read_bytes().decode())


def test_the_real_page_is_kept_whole(page: WikiPage) -> None:
    assert "".join(block.raw for block in page.blocks) == PAGE.read_bytes().decode()
    assert page.blocks[-1].last_line == 197
    assert Counter(type(block) for block in page.blocks) - Counter({BlankLines: 999}) == {
        Heading: 11,
        ListItem: 69,
        PageTable: 2,
        Paragraph: 17,
    }


def test_the_real_page_has_its_headings(page: WikiPage) -> None:
    headings = [block for block in page.blocks if isinstance(block, Heading)]
    assert [(heading.line, heading.level, heading.text.plain) for heading in headings] == [
        (1, 1, "Web Frameworks for Python"),
        (12, 2, "Popular Full-Stack Frameworks"),
        (26, 2, "Other Full-Stack Frameworks"),
        (87, 2, "Popular Non Full-Stack Frameworks"),
        (100, 2, "Other Non Full-Stack Frameworks"),
        (141, 2, "Discontinued/Inactive Frameworks"),
        (170, 2, "Books and Articles"),
        (175, 2, "Content Management Systems"),
        (178, 2, "Web Components"),
        (181, 2, "Web Client Frameworks"),
        (184, 2, "Editorial Note"),
    ]


def test_the_real_page_has_two_tables_of_four_columns(page: WikiPage) -> None:
    tables = [block for block in page.blocks if isinstance(block, PageTable)]
    assert [[row.line for row in table.rows] for table in tables] == [
        [16, 17, 18, 19],
        [28, 29, 30, 31, 32, 33, 34, 35, 36],
    ]
    assert {len(row.cells) for table in tables for row in table.rows} == {4}
    assert [row.cells[0].text.plain for row in tables[0].rows] == [
        "Name",
        "Django",
        "TurboGears",
        "web2py",
    ]


def test_the_real_page_has_its_items_where_they_stand(page: WikiPage) -> None:
    items = [block for block in page.blocks if isinstance(block, ListItem)]
    assert [item.line for item in items if item.indent == 2] == [68, 69, 70, 71]
    assert {item.marker for item in items} == {"*"}
    assert all(item.line == item.last_line for item in items)
    assert [item.line for item in items if item.text.source.startswith("CherryPy")] == [92]
