"""Items of lists and definitions, with all that belongs to them; and where other lines end."""

from collections.abc import Iterator, Sequence

from fwgraph.wiki.document import BlankLines, Block, Definition, ListItem
from fwgraph.wiki.markdown import marks
from fwgraph.wiki.markdown.inline import References, parse_markdown
from fwgraph.wiki.markdown.lines import PageLine, TextPiece, indent_width, join_texts
from fwgraph.wiki.markdown.pipe_tables import starts_pipe_table
from fwgraph.wiki.markdown.simple_tables import starts_headed_table
from fwgraph.wiki.spans import InlineText


class ItemReader:
    """The lines of a page, the next one, and how far the texts of the open items are indented."""

    def __init__(self, lines: list[PageLine], references: References) -> None:
        self.lines = lines
        self.references = references
        self.at = 0
        self.items: list[int] = []
        self.is_definition = False

    def extent(self, end: int) -> tuple[int, int, str]:
        """Return the lines from the next one on, as a block begins."""
        return self.at + 1, end, "".join(line.raw for line in self.lines[self.at : end])

    def leave_items(self, indent: int) -> int:
        """Leave the items that a line with this indent is not in; return the indent of its own."""
        while self.items and self.items[-1] > indent:
            self.items.pop()
        return self.items[-1] if self.items else 0

    def end_of_blanks(self, at: int) -> int:
        """Return where blank lines end."""
        while at < len(self.lines) and self.lines[at].is_blank:
            at += 1
        return at

    def end_of_indented(self, at: int) -> int:
        """Return where code ends that is indented by four columns or more."""
        base = self.items[-1] if self.items else 0
        end = at + 1
        for number in range(at + 1, len(self.lines)):
            if self.lines[number].is_blank:
                continue
            if self.lines[number].indent - base < 4:
                break
            end = number + 1
        return end

    def end_of_fenced(self, at: int, signs: str) -> int:
        """Return where code ends: with a fence as long, with its item, or with the page."""
        base = self.items[-1] if self.items else 0
        for number in range(at + 1, len(self.lines)):
            line = self.lines[number]
            if not line.is_blank and line.indent < base:
                return number
            text = line.text.strip()
            if text.startswith(signs) and not text.strip(signs[0]):
                return number + 1
        return len(self.lines)

    def interrupts(self, at: int) -> bool:
        """Tell whether a line begins a block although no blank line stands above it."""
        line = self.lines[at]
        base = next((indent for indent in reversed(self.items) if indent <= line.indent), 0)
        if line.indent - base >= 4:
            return False
        if line.text[line.start] in marks.INTERRUPTING and marks.INTERRUPTION.match(
            line.text, line.start
        ):
            return True
        if self.items and line.indent < self.items[-1]:  # the next item needs no blank line
            next_item = marks.DEFINITION if self.is_definition else marks.ITEM
            if next_item.match(line.text, line.start):
                return True
        return starts_pipe_table(self.lines, at) or self.definition_below(at) == at + 1

    def end_of_paragraph(self, at: int) -> int:
        """Return where the lines end that go on with a paragraph."""
        while at < len(self.lines) and not self.lines[at].is_blank:
            line = self.lines[at]
            if self.interrupts(at) or (
                line.text[line.start] in "=-" and marks.UNDERLINE.match(line.text, line.start)
            ):
                break
            at += 1
        return at

    def pieces(self, at: int, end: int, column: int | None = None) -> list[TextPiece]:
        """Return the texts of lines, the first of which starts at a column."""
        pieces = []
        for number in range(at, end):
            line = self.lines[number]
            start = line.start if column is None or number > at else column
            pieces.append(TextPiece(number + 1, start, line.text[start:].rstrip()))
        return pieces

    def read_item(self, line: PageLine) -> ListItem | None:
        """Return an item of a list: its marker and its text."""
        marker = marks.ITEM.match(line.text, line.start)
        if not marker:
            return None
        level = self.items[-1] if self.items else 0
        width = indent_width(line.text[: marker.end()]) - indent_width(line.text[: marker.end(1)])
        has_text = marker.end() < len(line.text.rstrip())
        text_indent = indent_width(line.text[: marker.end(1)])
        self.items.append(text_indent + (width if has_text and 0 < width < 5 else 1))
        self.is_definition = False
        column = marker.end() if has_text else len(line.text)
        end, text = self.read_body(self.at, column)
        return ListItem(*self.extent(end), text, level, marker[1])

    def definition_below(self, at: int) -> int | None:
        """Return the line of a definition whose term this line would be, if there is one."""
        below = at + 1
        if below < len(self.lines) and self.lines[below].is_blank:
            below += 1
        if below >= len(self.lines):
            return None
        line = self.lines[below]
        is_definition = not line.is_blank and marks.DEFINITION.match(line.text, line.start)
        is_near = abs(line.indent - self.lines[at].indent) < 4
        return below if is_definition and is_near else None

    def read_definition(self, above: Sequence[Block]) -> Definition | None:
        """Return a term and its definition, or a further definition of the term above."""
        line, level = self.lines[self.at], self.items[-1] if self.items else 0
        near = [block for block in above[-2:] if not isinstance(block, BlankLines)]
        if (
            near
            and isinstance(near[-1], Definition)
            and marks.DEFINITION.match(line.text, line.start)
        ):
            below, term = self.at, near[-1].term
        else:
            place = self.definition_below(self.at)
            if place is None:
                return None
            term = parse_markdown(line.text.strip(), references=self.references).plain
            below = place
        body = self.lines[below]
        mark = marks.DEFINITION.match(body.text, body.start)
        column = mark.end() if mark else body.start
        self.items.append(indent_width(body.text[:column]))
        self.is_definition = True
        end, text = self.read_body(below, column)
        return Definition(*self.extent(end), text, level, term)

    def read_body(self, at: int, column: int) -> tuple[int, InlineText]:
        """Return where an item ends that begins here, and its text, which starts at a column.

        To it belong the lines that go on with its paragraph and, indented as much as the text
        of the outermost item, further paragraphs and code. All else is a block of its own.
        """
        texts: list[tuple[list[TextPiece], bool]] = []
        fence = marks.FENCE.match(self.lines[at].text, column)
        if fence:
            end = self.end_of_fenced(at, fence["fence"] or fence["tildes"])
        else:
            end = self.end_of_paragraph(at + 1) if column < len(self.lines[at].text) else at + 1
        texts.append((self.pieces(at, end, column), bool(fence)))
        for first, last, is_code in self.further_texts(end):
            texts.append((self.pieces(first, last), is_code))
            end = last
        return end, join_texts(texts, self.references)

    def further_texts(self, at: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the paragraphs and the code that belong to an item, behind its first text."""
        has_gap = False
        while at < len(self.lines):
            first = self.end_of_blanks(at)
            has_gap = first > at
            if first == len(self.lines) or self.lines[first].indent < self.items[0]:
                return
            line = self.lines[first]
            base = next(indent for indent in reversed(self.items) if indent <= line.indent)
            end, is_code = first, True
            if line.indent - base >= 4 and has_gap:
                end = self.end_of_indented(first)
            elif fence := marks.FENCE.match(line.text, line.start):
                if marks.DIRECTIVE.match((fence["info"] or "").strip()):
                    return
                end = self.end_of_fenced(first, fence["fence"] or fence["tildes"])
            elif not self.begins_other(first):
                end, is_code = self.end_of_paragraph(first + 1), False
            if end == first:
                return
            yield first, end, is_code
            at = end

    def begins_other(self, at: int) -> bool:
        """Tell whether a line below a blank one begins what is no paragraph."""
        line = self.lines[at]
        return bool(
            self.interrupts(at)
            or marks.ITEM.match(line.text, line.start)
            or marks.UNDERLINE.match(line.text, line.start)
            or (line.text[line.start] in "<%([" and (marks.REFERENCE.match(line.text, line.start)))
            or starts_headed_table(self.lines, at)
            or self.definition_below(at) is not None
        )
