r"""A wiki page in Markdown as blocks: headings, tables, list items, definitions, paragraphs.

The rules are those of CommonMark 0.31, with pipe tables (GFM), directives and colon fences
(MyST), definition lists, simple and grid tables and attributes (pandoc), read line by line.
Each line of the page belongs to exactly one block, and the blocks joined give the page back
byte for byte. Lines end at ``\n`` alone, count from 1, and columns count from 0 after a byte
order mark. What stands in a container is read as if it stood outside.
"""

from collections.abc import Callable, Mapping, Sequence

from fwgraph.wiki.document import (
    BlankLines,
    Block,
    Comment,
    ContainerFence,
    Heading,
    HorizontalRule,
    PageTable,
    Paragraph,
    PreformattedText,
    ProcessingInstruction,
    WikiPage,
)
from fwgraph.wiki.markdown import marks
from fwgraph.wiki.markdown.destinations import unescape_text
from fwgraph.wiki.markdown.grid_tables import GridReader, find_grid_table
from fwgraph.wiki.markdown.inline import References, parse_markdown, reference_label
from fwgraph.wiki.markdown.items import ItemReader
from fwgraph.wiki.markdown.lines import PageLine, TextPiece, split_page, text_of_pieces
from fwgraph.wiki.markdown.pipe_tables import pipe_table_rows, starts_pipe_table
from fwgraph.wiki.markdown.simple_tables import find_simple_table


def parse_wiki_page(text: str) -> WikiPage:
    """Return the blocks of a page; any text at all is a page."""
    lines = split_page(text)
    return WikiPage(tuple(_Reader(lines).blocks()), "md")


def find_references(lines: Sequence[PageLine]) -> References:
    """Return the labels that lines such as ``[label]: address "title"`` define."""
    references: dict[str, tuple[str, str | None]] = {}
    for line in lines:
        if line.text.startswith("[", line.start) and "]:" in line.text:
            defined = marks.REFERENCE.match(line.text, line.start)
            if defined and line.indent < 4:
                label, angled, bare, *titles = defined.groups()
                title = next((title for title in titles if title is not None), None)
                target = unescape_text(bare if angled is None else angled)
                references.setdefault(reference_label(label), (target, title))
    return references


class _Reader(ItemReader):
    """One reading of one page."""

    def __init__(self, lines: list[PageLine]) -> None:
        super().__init__(lines, find_references(lines))
        self.containers: list[int] = []
        self.directives: list[str] = []

    def blocks(self) -> list[Block]:
        """Return the blocks of the page."""
        blocks: list[Block] = []
        while self.at < len(self.lines):
            blocks.append(self.read_block(blocks))
            self.at = blocks[-1].last_line
        return blocks

    def read_block(self, above: Sequence[Block]) -> Block:
        """Return the block that begins with the next line."""
        line = self.lines[self.at]
        if line.is_blank:
            return BlankLines(*self.extent(self.end_of_blanks(self.at)))
        if self.at == 0 and (end := self.end_of_front_matter()):
            lines = "\n".join(line.text for line in self.lines[1 : end - 1])
            return ProcessingInstruction(*self.extent(end), "front matter", lines)
        if line.indent - self.leave_items(line.indent) >= 4:
            return PreformattedText(*self.extent(self.end_of_indented(self.at)), None)
        for read in _BY_SIGN.get(line.text[line.start], ()):
            if block := read(self, line):
                return block
        return (
            self.read_table(line)
            or self.read_item(line)
            or self.read_definition(above)
            or self.read_paragraph()
        )

    def end_of_front_matter(self) -> int | None:
        """Return where the front matter of the page ends, if it has some."""
        if self.lines[0].text.rstrip() != "---":
            return None
        for number in range(1, len(self.lines)):
            if self.lines[number].text.rstrip() in {"---", "..."}:
                return number + 1
        return None

    def read_fence(self, line: PageLine) -> Block | None:
        """Return code between fences, or the line that opens or closes a directive of Markdown."""
        fence = marks.FENCE.match(line.text, line.start)
        if not fence:
            return None
        signs = fence["fence"] or fence["tildes"]
        info = (fence["info"] or fence["more"] or "").strip()
        if not info and any(signs.startswith(opened) for opened in self.directives):
            while not signs.startswith(self.directives.pop()):
                pass
            return ContainerFence(*self.extent(self.at + 1), None)
        directive = marks.DIRECTIVE.match(info)
        if directive and directive[1] in marks.MARKDOWN_DIRECTIVES:
            self.directives.append(signs)
            return ContainerFence(*self.extent(self.end_of_options()), info)
        processor = directive[1] if directive else info.strip("{}. ").split(maxsplit=1)
        name = processor if isinstance(processor, str) else next(iter(processor), None)
        return PreformattedText(*self.extent(self.end_of_fenced(self.at, signs)), name)

    def read_colons(self, line: PageLine) -> Block | None:
        """Return the line that opens or closes a container, or a directive that holds no Markdown.

        Colons alone close what as many have opened.
        """
        colons = marks.COLONS.match(line.text, line.start)
        if not colons:
            return None
        width, attributes = len(colons[1]), colons[2]
        if not attributes and width in self.containers:
            while self.containers.pop() != width:
                pass
            return ContainerFence(*self.extent(self.at + 1), None)
        directive = marks.DIRECTIVE.match(attributes)
        if directive and directive[1] not in marks.MARKDOWN_DIRECTIVES:
            end = self.end_of_fenced(self.at, colons[1])
            return PreformattedText(*self.extent(end), directive[1])
        self.containers.append(width)
        end = self.end_of_options() if directive else self.at + 1
        return ContainerFence(*self.extent(end), attributes)

    def end_of_options(self) -> int:
        """Return where the options of a directive end, which stand below its first line."""
        end = self.at + 1
        while end < len(self.lines) and marks.OPTION.match(
            self.lines[end].text, self.lines[end].start
        ):
            end += 1
        return end

    def read_heading(self, line: PageLine) -> Heading | None:
        heading = marks.HEADING.match(line.text, line.start)
        if not heading:
            return None
        title = marks.CLOSING_HASHES.sub("", heading[2] or "")
        title = marks.TRAILING_ATTRIBUTES.sub("", title)
        title = marks.CLOSING_HASHES.sub("", title).rstrip()
        column = heading.start(2) if title else heading.end(1)
        text = parse_markdown(title, self.at + 1, (column,), self.references)
        return Heading(*self.extent(self.at + 1), text, len(heading[1]))

    def read_rule(self, line: PageLine) -> HorizontalRule | None:
        is_rule = marks.RULE.match(line.text, line.start)
        return HorizontalRule(*self.extent(self.at + 1)) if is_rule else None

    def read_simple_table(self, _: PageLine) -> PageTable | None:
        table = find_simple_table(self.lines, self.at, self.references)
        return PageTable(*self.extent(table[0]), table[1]) if table else None

    def read_grid_table(self, _: PageLine) -> PageTable | None:
        end = find_grid_table(self.lines, self.at)
        if end is None:
            return None
        rows = GridReader(self.lines, self.at, end).read(self.references)
        return PageTable(*self.extent(end), rows)

    def read_table(self, line: PageLine) -> PageTable | None:
        """Return a table that begins with its headings."""
        if not starts_pipe_table(self.lines, self.at):
            return self.read_simple_table(line)
        end = self.at + 2
        while end < len(self.lines) and not (self.lines[end].is_blank or self.interrupts(end)):
            end += 1
        rows = pipe_table_rows(self.lines, self.at, end, self.references)
        return PageTable(*self.extent(end), rows)

    def read_hidden(self, line: PageLine) -> Block | None:
        """Return lines that a reader does not see, or HTML that is shown as it stands."""
        text, start = line.text, line.start
        if text.startswith("<!--", start):
            return Comment(*self.extent(self.find_line("-->", start + 4)))
        if tag := marks.VERBATIM_TAG.match(text, start):
            end = self.find_line(f"</{tag[1].lower()}", start)
            return PreformattedText(*self.extent(end), tag[1].lower())
        if text[start] == "%" or marks.ANCHOR.match(text, start):
            return Comment(*self.extent(self.at + 1))
        is_reference = text[start] == "[" and marks.REFERENCE.match(text, start)
        return Comment(*self.extent(self.at + 1)) if is_reference else None

    def find_line(self, words: str, start: int) -> int:
        """Return the end of the first line with these words, or of the page."""
        for number in range(self.at, len(self.lines)):
            text = self.lines[number].text.lower()
            if text.find(words, start if number == self.at else 0) >= 0:
                return number + 1
        return len(self.lines)

    def read_quote(self, _: PageLine) -> Paragraph:
        """Return the lines of a block quote as one paragraph, without their marks."""
        end = self.at
        pieces = []
        while end < len(self.lines) and not self.lines[end].is_blank:
            line = self.lines[end]
            if not line.text.startswith(">", line.start) and (
                end == self.at or self.interrupts(end)
            ):
                break
            inside = line.text.lstrip("> \t")
            column = len(line.text) - len(inside)
            pieces.append(TextPiece(end + 1, column, inside.rstrip()))
            end += 1
        return Paragraph(*self.extent(end), text_of_pieces(pieces, self.references))

    def read_paragraph(self) -> Heading | Paragraph:
        """Return lines that are nothing else, or a heading where they are underlined."""
        end = self.end_of_paragraph(self.at + 1)
        text = text_of_pieces(self.pieces(self.at, end), self.references)
        if end < len(self.lines):
            below = self.lines[end]
            underline = marks.UNDERLINE.match(below.text, below.start)
            if underline and below.indent < 4 and not below.is_blank:
                level = 1 if underline[1].startswith("=") else 2
                return Heading(*self.extent(end + 1), text, level)
        return Paragraph(*self.extent(end), text)


Read = Callable[[_Reader, PageLine], Block | None]
_BY_SIGN: Mapping[str, Sequence[Read]] = {
    "`": (_Reader.read_fence,),
    "~": (_Reader.read_fence,),
    ":": (_Reader.read_colons,),
    "#": (_Reader.read_heading,),
    "-": (_Reader.read_simple_table, _Reader.read_rule),
    "*": (_Reader.read_rule,),
    "_": (_Reader.read_rule,),
    "+": (_Reader.read_grid_table,),
    "<": (_Reader.read_hidden,),
    "%": (_Reader.read_hidden,),
    "(": (_Reader.read_hidden,),
    "[": (_Reader.read_hidden,),
    ">": (_Reader.read_quote,),
}
"""What may begin with a sign, besides what begins with any."""
