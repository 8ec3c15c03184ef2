"""What readers of a published page miss of its tables, and how tables are written anew.

A page in ``SAME`` has nothing to be written anew; one in ``WRITTEN`` becomes what stands beside it.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph.wiki.document import PageTable
from fwgraph.wiki.markdown.reader import parse_wiki_page
from fwgraph.wiki.myst.faults import find_faults
from fwgraph.wiki.myst.pipes import expand_rows, has_headings, shown_words
from fwgraph.wiki.myst.rewriting import rewrite_tables
from fwgraph.wiki.myst.tables import table_form

PIPE = "| A | B |\n| --- | --- |\n| 1 | 2 |\n"
SIMPLE = "  A    B\n  ---  ---\n  1    2\n"
GRID = "+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+\n"
HEADLESS = "  ---  ---\n  1    2\n  3    4\n  ---  ---\n"

WRITTEN = {
    "a simple table": (SIMPLE, PIPE.replace("| A", "  | A").replace("\n|", "\n  |")),
    "a grid": (GRID, PIPE),
    "in a fence without a name": (f"::: {{}}\n{SIMPLE}:::\n", PIPE),
    "in a fence with a class": (f"::: {{.note}}\n{GRID}:::\n", PIPE),
    "in two fences": (f":::: {{}}\n::: {{#a}}\n{GRID}:::\n::::\n", PIPE),
    "pipes in a fence": (f"::: {{}}\n{PIPE}:::\n", PIPE),
    "two in one fence": (f"::: {{}}\n{GRID}\n{SIMPLE}:::\n", f"{PIPE}\n{PIPE}"),
    "a fence that is never closed": (f"::: {{}}\n{GRID}", PIPE),
    "without headings": (
        f"::: {{}}\n{HEADLESS}:::\n",
        "|  |  |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n",
    ),
    "headings without a rule": (
        "::: {}\n  ----  -------\n  Name  Version\n  a     1\n  ----  -------\n:::\n",
        "| Name | Version |\n| --- | --- |\n| a | 1 |\n",
    ),
    "text close by": (f"Above\n::: {{}}\n{GRID}:::\nbelow\n", f"Above\n\n{PIPE}\nbelow\n"),
    "other text in the fence": (
        f"::: {{}}\nAbove\n\n{GRID}\nbelow\n:::\n",
        f"Above\n\n{PIPE}\nbelow\n",
    ),
    "carriage returns": (GRID.replace("\n", "\r\n"), PIPE.replace("\n", "\r\n")),
    "no end of the last line": (GRID.rstrip("\n"), PIPE.rstrip("\n")),
    "a byte order mark": (f"\ufeff{GRID}", f"\ufeff{PIPE}"),
    "sides of a grid": (
        "+---+---+---+\n| A | B | C |\n+:==+==:+:=:+\n| 1 | 2 | 3 |\n+---+---+---+\n",
        "| A | B | C |\n| :--- | ---: | :---: |\n| 1 | 2 | 3 |\n",
    ),
    "sides of a simple table": (
        "::: {}\n   A    B    C\n----  -----  ---\n   1    2    3\n:::\n",
        "| A | B | C |\n| ---: | :---: | --- |\n| 1 | 2 | 3 |\n",
    ),
    "bars": (
        "::: {}\n  A         B\n  --------  ---\n  x \\| `|`  y|z\n:::\n",
        "| A | B |\n| --- | --- |\n| x \\| `\\|` | y\\|z |\n",
    ),
    "a cell over two rows": (
        "+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+   |\n| 3 |   |\n+---+---+\n",
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n| 3 | 2 |\n",
    ),
    "lines of one text": (
        "+---+-----+\n| A | B   |\n+===+=====+\n| 1 | two |\n|   | six |\n+---+-----+\n",
        "| A | B |\n| --- | --- |\n| 1 | two six |\n",
    ),
    "in an item": (f"- item\n\n{SIMPLE}", "- item\n\n  | A | B |\n  | --- | --- |\n  | 1 | 2 |\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_table_is_written_so_that_it_is_published(name: str) -> None:
    page, wanted = WRITTEN[name]
    done = rewrite_tables(page)
    assert done.text == wanted
    assert all(change.done for change in done.changes)
    assert "fw:publishedAs" in {
        each.fault for each in find_faults(parse_wiki_page(page), None, None)
    }
    assert list(find_faults(parse_wiki_page(wanted), None, None)) == []
    assert rewrite_tables(wanted).text == wanted
    lines = page.split("\n")
    for number, line in enumerate(wanted.split("\n"), 1):
        if line.strip() and "--" not in line and not line.startswith("|  |"):
            before = lines[done.line_before(number) - 1]
            assert any(word in before for word in line.strip("| \r\ufeff").split(" |")[0].split())


SAME = [
    PIPE,
    f":::{{note}}\n{PIPE}:::\n",
    f"::: note\n{PIPE}:::\n",
    f"::: {{#a .b}}\n{PIPE}:::\n",
    f"```\n{SIMPLE}```\n",
    "::: {}\nText alone.\n:::\n",
    "Title\n-----\n\n---\n",
]


@pytest.mark.parametrize("page", SAME)
def test_all_else_stays(page: str) -> None:
    assert rewrite_tables(page).text == page
    assert rewrite_tables(page).changes == []


LEFT = {
    "a list": ("+-----+\n| A   |\n+=====+\n| - x |\n+-----+\n", "a list, code or another block"),
    "paragraphs": ("+---+\n| A |\n+===+\n| x |\n|   |\n| y |\n+---+\n", "several paragraphs"),
    "a line break": ("+----+\n| A  |\n+====+\n| x\\ |\n| y  |\n+----+\n", "a line break"),
    "a bar in code": (
        "  A      B\n  -----  ---\n  `\\|`   y\n", "a bar behind a backslash"),
    "two rules": ("+---+\n| A |\n+===+\n| B |\n+===+\n| x |\n+---+\n", "several rows of headings"),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
@pytest.mark.parametrize("fence", ["{}", "::: {{}}\n{}:::\n"], ids=["bare", "in a fence"])
def test_what_pipes_cannot_hold_is_left_with_a_sentence(name: str, fence: str) -> None:
    table, reason = LEFT[name]
    page = fence.format(table)
    done = rewrite_tables(page)
    assert done.text == page
    (change,) = done.changes
    assert not change.done
    assert reason in change.reason


def test_a_fence_stays_where_one_of_its_tables_does() -> None:
    page = f"::: {{}}\n{GRID}\n{LEFT['a list'][0]}:::\n"
    done = rewrite_tables(page)
    assert done.text == page
    assert [bool(change.done) for change in done.changes] == [False, False]


FAULTS = {
    SIMPLE: [("publishedAs", 1, 3, "plain text: it is a simple table")],
    f"## T\n\n{GRID}": [("publishedAs", 3, 1, "plain text: it is a grid table")],
    f"::: {{}}\n{PIPE}:::\n": [("publishedAs", 2, 1, "nothing, like all in the fence ::: {}")],
    "::: {}\nText.\n\nMore.\n:::\n": [("vanishesIn", 1, 1, "::: {}")],
    "  ::: {.a}\nText.\n:::\n": [("vanishesIn", 1, 3, "::: {.a}")],
    "```{=html}\n<b>\n```\n": [("vanishesIn", 1, 1, "``` {=html}")],
    "| a | b |\n|---|\n| 1 | 2 |\n": [
        ("publishedAs", 1, 1, "plain text, since its rule has not as many columns as its headings")
    ],
    f"{PIPE}| 3 | 4 | 5 |\n": [
        ("publishedAs", 4, 10, "a table without the cells that no heading is above")
    ],
    "  A    B\n  ---  ---\n  1    2\n  34      5\n  678    9\n": [
        ("publishedAs", 1, 3, "plain text: it is a simple table"),
    ],
    "  A    B    C\n  ---  ---  ---\n  1    2    3\n  4567    8    9\n": [
        ("publishedAs", 1, 3, "plain text: it is a simple table"),
        ("leavesRulesAt", 4, 3, "4567"),
    ],
    "+----+---+\n| A  | B |\n+====+===+\n| 1 | 2 |\n+----+---+\n": [
        ("publishedAs", 1, 1, "plain text: it is a grid table"),
        ("leavesRulesAt", 4, 3, "1"),
    ],
    "  A    B\n  ---  ---\n  1    2\n  ![](a.png)  8\n": [
        ("publishedAs", 1, 3, "plain text: it is a simple table"),
        ("leavesRulesAt", 4, 3, "![](a.png)"),
    ],
    "+----+---+\n| A  | B |\n+====+===+\n|   |   |\n+----+---+\n": [
        ("publishedAs", 1, 1, "plain text: it is a grid table"),
        ("leavesRulesAt", 4, 3, "| | |"),
    ],
    "+----+---+\n| 木 | B |\n+====+===+\n| 1  | 2 |\n+----+---+\n": [
        ("publishedAs", 1, 1, "plain text: it is a grid table"),
    ],
    "::: {}\n\n<!-- nothing to see -->\n:::\n": [],
    ":::{note}\nText.\n:::\n\n```python\n{}\n```\n": [],
}


@pytest.mark.parametrize("page", FAULTS)
def test_a_fault_has_its_place(page: str) -> None:
    found = [
        (each.fault.removeprefix("fw:"), each.line, each.column, each.value)
        for each in find_faults(parse_wiki_page(page), None, None)
    ]
    assert found == FAULTS[page]


WORDS = st.text("ab|*`[]()\\<>_é木 -", min_size=0, max_size=8).map(
    lambda text: " ".join(text.split())
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Return a grid or a simple table with columns as wide as they need to be."""
    columns, rows = draw(st.integers(2, 4)), draw(st.integers(1, 4))
    cells = [[draw(WORDS) for _ in range(columns)] for _ in range(rows + 1)]
    widths = [max(3, *(len(row[at]) for row in cells)) for at in range(columns)]
    padded = [[text.ljust(width) for text, width in zip(row, widths, strict=True)] for row in cells]
    if draw(st.booleans()):
        border = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
        lines = [f"| {' | '.join(row)} |" for row in padded]
        return "".join(f"{border}\n{line}\n" for line in lines) + f"{border}\n"
    rule = "  " + "  ".join("-" * width for width in widths)
    return "\n".join([rule, *("  " + "  ".join(row) for row in padded), rule, ""])


def words_of(page: str) -> list[list[str]]:
    """Return what a reader sees of the cells of the only table, headings that are empty aside."""
    found = [block for block in parse_wiki_page(page).blocks if isinstance(block, PageTable)]
    rows = [words for table in found for words, _ in expand_rows(table, shown_words)]
    return [row for row in rows if any(row)]


@given(tables(), st.booleans())
def test_no_word_of_a_table_is_lost(table: str, in_fence: bool) -> None:
    page = (
        f"Above.\n\n::: {{}}\n{table}:::\n\nBelow.\n"
        if in_fence
        else f"Above.\n\n{table}\nBelow.\n"
    )
    done = rewrite_tables(page)
    assert rewrite_tables(done.text).text == done.text
    if done.text == page:
        return
    assert words_of(done.text) == words_of(page)
    assert done.text.startswith("Above.\n\n")
    assert done.text.endswith("\nBelow.\n")


def test_a_long_table_is_written_whole() -> None:
    """Were it read again for each of its rows, this would take hours."""
    rule = f"  {'-' * 30}  -------\n"
    rows = "".join(f"  [n{number}](http://x.example/)  {number}\n" for number in range(10_000))
    done = rewrite_tables(f"::: {{}}\n{rule}  {'Name':<30}  Version\n{rows}{rule}:::\n")
    assert done.text.count("\n") == 10_002
    blocks = parse_wiki_page(done.text).blocks
    (table,) = (block for block in blocks if isinstance(block, PageTable))
    assert table_form(table) == "pipe"
    assert has_headings(table)
