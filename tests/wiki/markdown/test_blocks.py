"""A Markdown page is read line by line, and nothing of it is lost."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwgraph.wiki.document import (
    Block,
    ContainerFence,
    Definition,
    Heading,
    HorizontalRule,
    ListItem,
    PageTable,
    Paragraph,
    PreformattedText,
    TextBlock,
    WikiPage,
)
from fwgraph.wiki.markdown.reader import parse_wiki_page
from fwgraph.wiki.spans import InlineText

PAGE = Path(__file__).with_name("constructs.md")
BLOCKS = r"""1 ProcessingInstruction
4 Heading 1 Constructs
6 ContainerFence {admonition} Legacy page
9 Paragraph This page has a link in an admonition.
10 ContainerFence None
12 ContainerFence {#content dir="ltr" lang="en"}
13 ContainerFence table-of-contents
14 ListItem 0 1. First
15 ListItem 4 1. Nested
16 ContainerFence None
18 Heading 2 1. Frameworks
20 Paragraph Text with emphasis, more, code, http://auto.example/, *star* &\nOther page.
23 ContainerFence {}
24 PageTable
30 ContainerFence None
32 ContainerFence {}
33 PageTable
43 ContainerFence None
45 PageTable
50 ListItem 0 - Hen (0.1 Released 2020-08-09) loose
52 ListItem 0 - Ibis (0.2 released 2020-09-10) with nested items:
54 ListItem 2 - one
55 ListItem 2 - two\n\nand a paragraph
58 ListItem 0 * Jay (0.3 Released 2020-10-11)\ncontinued without blanks
60 ListItem 0 * Kid [QP] (0.4)
62 HorizontalRule
64 Definition Masthead: 4.1 (2020-11-12)
67 Definition licence: BSD\n\nor another
72 Definition licence: none\n\nindented code
76 PreformattedText python
81 Comment
84 Heading 2 Underlined
87 Paragraph a quote\ngoes on
90 Comment
92 Paragraph See this.
93 ContainerFence None
"""
ROWS = """\
25 Name | Latest version | Latest update date | description
26 Ant | 1.0 | 2020-01-02 | * small  and'
27 Bee | 2.0 | 2020-02-03 | has moved left
28 Cow |  | 2020-03-04 | has no version
34 Name | Version | Date | Description
36 Dog | 1.1 | 2020-04-05 | one description over two rows of the grid (1x2)
38 Dog3 | 1.2 | 2020-05-06
40 Elk | 1.3 |  | - two - lines
45 Name and home page | PyPI | Latest release | Latest update date | Description
47 Fox | fox | 3.1 | 2020-06-07 | with | bar
48 Gnu | gnu | 3.2 | 2020-07-08
"""


def blocks_of(text: str) -> list[Block]:
    return [*parse_wiki_page(text).blocks]


def described(block: Block) -> str:
    """Return line and kind of a block, and what is particular about it."""
    facts: list[object] = [block.line, type(block).__name__]
    match block:
        case Heading():
            facts += [block.level, block.text.plain]
        case ListItem():
            facts += [block.indent, block.marker, block.text.plain]
        case Definition():
            facts += [f"{block.term}:", block.text.plain]
        case TextBlock():
            facts.append(block.text.plain)
        case ContainerFence():
            facts.append(block.attributes)
        case PreformattedText():
            facts.append(block.processor)
    return " ".join(map(str, facts)).replace("\n", r"\n")


def texts(page: WikiPage) -> Iterator[InlineText]:
    for block in page.blocks:
        if isinstance(block, TextBlock):
            yield block.text
        elif isinstance(block, PageTable):
            yield from (cell.text for row in block.rows for cell in row.cells)


def check_page(text: str) -> WikiPage:
    """Check that the blocks give the page back, and that each text stands where it says."""
    page = parse_wiki_page(text)
    assert "".join(block.raw for block in page.blocks) == text
    ends = [0, *(block.last_line for block in page.blocks)]
    assert [block.line for block in page.blocks] == [end + 1 for end in ends[:-1]]
    lines = text.removeprefix("\ufeff").split("\n")
    for inline in texts(page):
        bounds = [(span.start, span.end) for span in inline.spans]
        assert [start for start, _ in bounds] + [len(inline.source)] == [0, *(e for _, e in bounds)]
        for number, row in enumerate(inline.source.split("\n")):
            column = inline.columns[number]
            assert lines[inline.line - 1 + number][column : column + len(row)] == row
    return page


def test_each_construct_is_the_block_that_it_is() -> None:
    page = check_page(PAGE.read_text(encoding="utf-8"))
    shown = [described(block) for block in page.blocks if not block.raw.isspace()]
    assert shown == BLOCKS.splitlines()


def test_tables_of_each_form_have_their_cells() -> None:
    page = parse_wiki_page(PAGE.read_text(encoding="utf-8"))
    rows = [row for block in page.blocks if isinstance(block, PageTable) for row in block.rows]
    shown = []
    for row in rows:
        cells = " | ".join(
            " ".join(cell.text.plain.split("\n"))
            + (f" ({cell.column_span}x{cell.row_span})" if cell.row_span > 1 else "")
            for cell in row.cells
        )
        shown.append(f"{row.line} {cells}".rstrip())
    assert shown == [line.rstrip() for line in ROWS.splitlines()]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(end: str, mark: str) -> None:
    text = mark + PAGE.read_text(encoding="utf-8").replace("\n", end)
    page = check_page(text)
    shown = [described(block) for block in page.blocks if not block.raw.isspace()]
    assert shown == BLOCKS.splitlines()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# a\n", [Heading]),
        ("#a\n", [Paragraph]),
        ("a\n===\n", [Heading]),
        ("- - -\n", [HorizontalRule]),
        ("  --- ---\n", [HorizontalRule]),
        ("  --- ---\na  b\n", [HorizontalRule, Paragraph]),
        ("  --- ---\na  b\n  --- ---\n", [PageTable]),
        ("a   b\n--- ---\n1   2\n", [PageTable]),
        ("-------\na   b\n--- ---\n1   2\n\n3   4\n-------\n", [PageTable]),
        ("text\n+--+\n| a |\n+--+\n", [Paragraph, PageTable]),
        ("+--+\n| a |\n", [Paragraph]),
        ("| a |\n|--|--|\n", [Paragraph]),
        ("a | b\n--|--\n1 | 2\n\nc\n", [PageTable, Paragraph]),
        ("- a\n  ```\n  # b\n  ```\n  c\n", [ListItem]),
        ("- a\n\n      code\n\n  c\n", [ListItem]),
        ("- ```\n  # b\n  ```\n# c\n", [ListItem, Heading]),
        ("- a\nb\n\nc\n", [ListItem, Paragraph]),
        ("- a\n\nc\n", [ListItem, Paragraph]),
        ("    a\n\n    b\nc\n", [PreformattedText, Paragraph]),
        ("a\n    b\n", [Paragraph]),
        ("```\n# a\n", [PreformattedText]),
        ("~~~~ x\n~~~\n~~~~\n", [PreformattedText]),
        ("```{toctree}\na\n```\n", [PreformattedText]),
        (":::{code-block} python\n# a\n:::\n", [PreformattedText]),
        ("::::\n:::\n# a\n:::\n::::\n", [ContainerFence] * 2 + [Heading] + [ContainerFence] * 2),
        ("a\n: b\n", [Definition]),
        ("a\n\n:   b\n:   c\n", [Definition, Definition]),
        ("a\n\n\n:   b\n", [Paragraph, Paragraph]),
        ("---\na\n", [HorizontalRule, Paragraph]),
        ("1) a\n2) b\n", [ListItem, ListItem]),
        ("<pre>\n# a\n</pre>\nb\n", [PreformattedText, Paragraph]),
        ("a\n1) b\n", [Paragraph, ListItem]),
        ("a\n2) b\n", [Paragraph]),
    ],
)
def test_a_block_begins_and_ends_where_markdown_says(text: str, kinds: list[type]) -> None:
    page = check_page(text)
    assert [type(block) for block in page.blocks if not block.raw.isspace()] == kinds


def test_an_item_that_is_not_indented_enough_is_not_nested() -> None:
    items = blocks_of("- a\n - b\n   - c\n     - d\n- e\n")
    assert [item.indent for item in items if isinstance(item, ListItem)] == [0, 0, 3, 5, 0]


LINES = [
    *PAGE.read_text(encoding="utf-8").splitlines(),
    "",
    "",
    " ",
    "    x",
    "\t- y",
    "---",
    "***",
]
PIECES = st.sampled_from(LINES) | st.text("#-+|:`~*_<>[](){}=\\ \t1.ab!&", max_size=12)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["\n", "\r\n"]), st.booleans())
@settings(max_examples=300)
def test_any_text_is_a_page_and_comes_back(lines: list[str], end: str, has_mark: bool) -> None:
    check_page("\ufeff" * has_mark + end.join(lines))


@given(st.text(max_size=200))
def test_any_characters_are_a_page(text: str) -> None:
    check_page(text.replace("\ufeff", ""))


SIZE = 6_000
HOSTILE = {
    "deep list": "\n".join("  " * level + "- a" for level in range(1500)),
    "deep quotes": "> " * SIZE,
    "deep containers": "".join(f"{':' * (3 + level % 60)} a\n" for level in range(SIZE)),
    "unclosed fences": "```a\n\n~~~\n" * SIZE,
    "unclosed directives": "```{note}\n" * SIZE,
    "unclosed comments": "<!-- a\n" * SIZE,
    "rules": "-- --\na  b\n\n" * SIZE,
    "long rules": "".join(f"{'-' * (level % 50 + 3)}\na\n-- --\nb\n\n" for level in range(SIZE)),
    "borders": "+--+\n" * SIZE,
    "grid without end": "+--+\n" + "| a |\n" * SIZE,
    "half separators": "+--+--+\n" + "+--+ a |\n" * SIZE + "+--+--+\n",
    "definitions": "a\n\n: b\n\n" * SIZE,
    "colons": ": a\n" * SIZE,
    "hyphens": "-" * 5_000_000,
    "blanks": " " * 5_000_000,
    "words": "word " * 1_000_000,
    "one bar": "|" * SIZE + "\n|-|\n",
    "items with code": "- ```\n" * SIZE,
    "tags": "<pre>\n" * SIZE,
    "front matter": "---\n" + "a\n" * SIZE,
    "references": "".join(f"[{level}]: b\n" for level in range(SIZE)) + "[a][" * SIZE,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_in_time(text: str) -> None:
    start = time.process_time()
    parse_wiki_page(text)
    assert time.process_time() - start < 10


ROW_FORMS = {
    "pipe": ("| Name | Version | Date |\n|--|--|--|\n", "| [A](b) | 1.0 | 2020-01-02 |\n", ""),
    "simple": (
        "  ------ ------- ----------\n",
        "  [A](b)   1.0     2020-01-02\n",
        "  ------ ------- ----------\n",
    ),
    "grid": (
        "+--------+-----+------------+\n",
        "| [A](b) | 1.0 | 2020-01-02 |\n+--------+-----+------------+\n",
        "",
    ),
}


@pytest.mark.parametrize("form", ROW_FORMS)
def test_a_table_of_ten_thousand_rows_is_read_in_time(form: str) -> None:
    head, row, foot = ROW_FORMS[form]
    start = time.process_time()
    table = blocks_of(head + row * 10_000 + foot)[0]
    assert isinstance(table, PageTable)
    assert len(table.rows) >= 10_000
    assert {tuple(cell.text.plain for cell in row.cells) for row in table.rows[1:]} == {
        ("A", "1.0", "2020-01-02")
    }
    assert time.process_time() - start < 5


RULE = "  ---------------------------- ---------- ------------ ----------- -----"
HEAD = "  Name                         Version    Date         Text        More"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("  [A](b)                       1.0        2020-01-02   text        x",
         "A,1.0,2020-01-02,text,x"),
        ("  [A](b)                                  2020-01-02   a  b        x",
         "A,,2020-01-02,a  b,x"),
        # what follows was taken out behind the name
        ("  [A](b)               1.0        2020-01-02   text        x", "A,1.0,2020-01-02,text,x"),
        ("  [A](b)                          2020-01-02   text        x", "A,,2020-01-02,text,x"),
        ("  [A](b)               1.0                     text        x", "A,1.0,,text,x"),
        ("  [A](b)                                       text        x", "A,,,text,x"),
        ("  [A](b)                          2020-01-02               ", "A,,2020-01-02,,"),
        # what follows was put into the link
        (f"  [A](../../people/{'b' * 12}){' ' * 23}1.0{' ' * 33}", "A,1.0,,,"),
        ("  [A](b)   1.0   2020-01-02   text   x", "A,1.0,2020-01-02,text,x"),
        ("  [A](b)   1.0   2020-01-02   text   x   y  z", "A,1.0,2020-01-02,text,x   y  z"),
    ],
)  # fmt: skip
def test_cells_are_found_where_rules_no_longer_match(row: str, cells: str) -> None:
    table = blocks_of("\n".join([RULE, HEAD, row, RULE, ""]))[0]
    assert isinstance(table, PageTable)
    assert ",".join(cell.text.plain for cell in table.rows[1].cells) == cells


def test_cells_of_a_grid_that_have_moved_cover_the_columns_that_they_are_as_wide_as() -> None:
    grid = """\
+----------------------+-----+---------+------+
| Name                 | Ver | Date    | Text |
+======================+=====+=========+======+
| [Ant](a) | both in one   | text |
+----------------------+-----+---------+------+
| [Bee](b) | 1.0 | 2020    | text |
+----------------------+-----+---------+------+
| [Cow](c) | nothing is as wide | x |
+----------------------+-----+---------+------+
"""
    (table,) = blocks_of(grid)
    assert isinstance(table, PageTable)
    rows = [[(cell.text.plain, cell.column_span) for cell in row.cells] for row in table.rows]
    assert rows[1:] == [
        [("Ant", 1), ("both in one", 2), ("text", 1)],
        [("Bee", 1), ("1.0", 1), ("2020", 1), ("text", 1)],
        [("Cow", 1), ("nothing is as wide", 1), ("x", 1)],
    ]
