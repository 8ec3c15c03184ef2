"""The tables of a page written so that they are published, and every other line left as it is.

A table of pandoc becomes a pipe table; the fences that are dropped around tables go. Where one
table in a fence cannot be written so, the fence and all in it stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from fwgraph.wiki.document import BlankLines, Block, ListItem, PageTable
from fwgraph.wiki.markdown.inline import References
from fwgraph.wiki.markdown.lines import BYTE_ORDER_MARK, split_page
from fwgraph.wiki.markdown.pipe_tables import pipe_table_rows, starts_pipe_table
from fwgraph.wiki.markdown.reader import find_references, parse_wiki_page
from fwgraph.wiki.myst.fences import Fence, place_blocks
from fwgraph.wiki.myst.pipes import (
    PipeRow,
    expand_rows,
    has_headings,
    pipe_rows,
    shown_words,
    why_not_pipes,
)
from fwgraph.wiki.myst.tables import table_form

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table on a line of the page before: what was done to it, or why it was left."""

    line: int
    done: str = ""
    reason: str = ""


@dataclass(slots=True)
class Rewriting:
    """The lines of a page after its tables were written anew, and where each comes from."""

    lines: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    changes: list[TableChange] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The page."""
        return "".join(self.lines)

    def line_before(self, line: int) -> int:
        """Return the line of the page before that a line of the page comes from."""
        return self.origins[line - 1] if line <= len(self.origins) else line

    def add(self, lines: Sequence[str], origins: Sequence[int]) -> None:
        """Add lines with their ends."""
        self.lines += lines
        self.origins += origins

    def part(self, end: str, origin: int) -> None:
        """Add a blank line where the last one is none."""
        if self.lines and self.lines[-1].strip(f"{BYTE_ORDER_MARK}\r\n\t "):
            self.add([end], [origin])


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, the number of its block, and the fences around it that are dropped."""

    number: int
    block: PageTable
    fences: list[Fence]
    is_in_item_fence: bool = False

    @property
    def group(self) -> int:
        """What tables have in common that are in one fence; one in none has it alone."""
        return self.fences[0].opening if self.fences else self.number


@dataclass(slots=True)
class _Plan:
    """What becomes of the blocks of a page, by their numbers."""

    tables: dict[int, list[PipeRow]] = field(default_factory=dict)
    indents: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    changes: list[TableChange] = field(default_factory=list)


def rewrite_tables(text: str) -> Rewriting:
    """Return a page with its tables written so that they are published."""
    blocks = parse_wiki_page(text).blocks
    plan = plan_changes(blocks, find_references(split_page(text)))
    result = Rewriting(changes=plan.changes)
    is_open = False
    for number, block in enumerate(blocks):
        lines = _LINE.findall(block.raw)
        end = "\r\n" if lines[0].endswith("\r\n") else "\n"
        if number in plan.gone:
            is_open = True
            continue
        if is_open or number in plan.tables:
            if number in plan.tables or lines[0].strip():
                result.part(end, block.line)
            is_open = False
        if number in plan.tables:
            rows, mark = plan.tables[number], BYTE_ORDER_MARK * lines[0].startswith(BYTE_ORDER_MARK)
            written = [plan.indents[number] + row + end for row, _ in rows]
            written[0] = mark + written[0]
            if not lines[-1].endswith("\n"):
                written[-1] = written[-1].removesuffix(end)
            result.add(written, [line for _, line in rows])
            is_open = True
        else:
            result.add(lines, range(block.line, block.last_line + 1))
    return result


def plan_changes(blocks: Sequence[Block], references: References) -> _Plan:
    """Return what becomes of the tables of a page, and of the fences around them."""
    plan = _Plan()
    placed = [
        _Table(
            each.number, each.block, [fence for fence in each.fences if fence.is_dropped],
            is_in_item_fence=opens_fence(blocks, each.number),
        )
        for each in place_blocks(blocks)
        if isinstance(each.block, PageTable)
    ]  # fmt: skip
    for _, group in groupby(placed, key=lambda each: each.group):
        plan_fence(plan, list(group), references)
    return plan


def opens_fence(blocks: Sequence[Block], number: int) -> bool:
    """Tell whether the item of a list above a block has a fence for its text."""
    above = next((each for each in blocks[:number][::-1] if not isinstance(each, BlankLines)), None)
    return isinstance(above, ListItem) and above.text.source.startswith(":::")


def plan_fence(plan: _Plan, group: Sequence[_Table], references: References) -> None:
    """Decide what becomes of the tables in one fence, or of one that is in none."""
    reasons = {
        each.number: "the item above it opens a fence"
        if each.is_in_item_fence
        else why_not_rewritten(each.block, references)
        for each in group
    }
    for each in group:
        is_pipe = table_form(each.block) == "pipe"
        if any(reasons.values()):
            reason = reasons[each.number] or "another table in its fence cannot be"
            plan.changes.append(TableChange(each.block.line, reason=reason))
        elif not is_pipe:
            plan.tables[each.number] = pipe_rows(each.block)
            outside = each.fences[-1].block if each.fences else each.block
            plan.indents[each.number] = indent_of(outside)
            plan.changes.append(TableChange(each.block.line, done="table written with pipes"))
        elif each.fences:
            plan.changes.append(TableChange(each.block.line, done="table freed of its fence"))
    if not any(reasons.values()):
        fences = [fence for each in group for fence in each.fences]
        plan.gone |= {fence.opening for fence in fences}
        plan.gone |= {fence.closing for fence in fences if fence.closing is not None}


def indent_of(block: Block) -> str:
    """Return the blanks before the first sign of a block."""
    first = block.raw.lstrip(BYTE_ORDER_MARK).partition("\n")[0]
    return first[: len(first) - len(first.lstrip())]


def why_not_rewritten(table: PageTable, references: References) -> str:
    """Return why a table cannot be a pipe table, empty where it can be or is one."""
    if table_form(table) == "pipe":
        return ""
    if reason := why_not_pipes(table):
        return reason
    lines = split_page("\n".join(row for row, _ in pipe_rows(table)))
    if not starts_pipe_table(lines, 0):
        return "it would not be read as a table"
    read = pipe_table_rows(lines, 0, len(lines), references)
    after = [[shown_words(cell) for cell in row.cells] for row in read]
    before = [words for words, _ in expand_rows(table, shown_words)]
    width = max(map(len, before))
    wanted = [*([] if has_headings(table) else [[]]), *before]
    is_same = after == [[*words, *[""] * (width - len(words))] for words in wanted]
    return "" if is_same else "its cells would not be read as the same"
