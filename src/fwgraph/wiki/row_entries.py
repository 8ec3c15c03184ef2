"""The entries of tables: what rows are headings, what columns hold, what rows are one entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from fwgraph.wiki.document import PageTable, TableCell, TableRow
from fwgraph.wiki.page_entry import PageEntry, name_span, package_url
from fwgraph.wiki.releases import GROUP, Release, parse_release
from fwgraph.wiki.spans import InlineText, Span, SpanKind, TextRange

ROW_COLUMNS = ("name", "version", "date", "text")
COLUMN_WORDS = {
    "date": "date dates released updated update day datum data fecha dato päivä erschienen "
    "veröffentlicht veröffentlichung aktualisiert freigabe publié publiée parution sortie "
    "publicado publicación lanzado lanzamiento uitgebracht uitgave pubblicato pubblicata rilascio "
    "lançado lançamento utgiven udgivet wydano дата выпущен 日付 リリース日 日期 发布日期 날짜",
    "version": "version versions release releases latest versie versión versione versão wersja "
    "verze verzió versio sürüm версия выпуск バージョン 版本 버전",
    "package": "pypi",
    "name": "name names framework frameworks project package software product toolkit library nom "
    "nombre naam nome namn navn nazwa název nimi proyecto projet projekt progetto projeto "
    "название имя 名前 名称 名稱 フレームワーク 框架 이름",
}
"""What a column holds, by a word of its heading; of two words the earlier kind decides."""
FILLERS = ("web", "python", "the", "of", "du", "de", "der", "des", "del", "van", "di", "do")
REMARKED_FACT = re.compile(rf"([^()\[\]0-9]*+[0-9][^()\[\]]*+)(?:{GROUP}\s*+)+")
"""A version or a date with brackets behind it, as ``2024-10-20 (discontinued)``."""
NO_CELL = TableCell(InlineText("", (), 0, (0,)))
KIND_OF_WORD = {word: kind for kind, words in COLUMN_WORDS.items() for word in words.split()}


@dataclass(slots=True)
class RowGroup:
    """The entries between two rows of headings, understood or not, and what these prove."""

    line: int
    is_headed: bool
    is_proven: bool
    entries: list[PageEntry] = field(default_factory=list)


@dataclass(slots=True)
class PlacedRow:
    """A row with its cells by column, and the columns that cells of rows above reach into."""

    row: TableRow
    cells: dict[int, TableCell]
    covered: set[int]


def groups_of_table(table: PageTable) -> list[RowGroup]:
    """Return the entries of a table, in one group for each row of headings."""
    groups: list[RowGroup] = []
    columns = dict(enumerate(ROW_COLUMNS))
    placed = list(place_cells(table))
    for number, row in enumerate(placed):
        heads = header_columns(row.cells)
        if heads or looks_like_headings(row, placed[1:] if number == 0 else []):
            columns = heads or columns
            proves = bool(heads) and is_proof(heads, row.cells)
            groups.append(RowGroup(row.row.line, is_headed=bool(heads), is_proven=proves))
            continue
        if not groups:
            groups.append(RowGroup(row.row.line, is_headed=False, is_proven=False))
        add_row(groups[-1].entries, row, columns)
    return [group for group in groups if group.entries]


def place_cells(table: PageTable) -> Iterator[PlacedRow]:
    """Yield the rows of a table, each cell in its column below the cells that span rows."""
    open_rows: dict[int, int] = {}
    for row in table.rows:
        covered = {column for column, left in open_rows.items() if left}
        open_rows = {column: left - 1 for column, left in open_rows.items() if left}
        cells: dict[int, TableCell] = {}
        column = 0
        for cell in row.cells:
            while column in covered:
                column += 1
            cells[column] = cell
            for spanned in range(column, column + cell.column_span):
                if cell.row_span > 1:
                    open_rows[spanned] = cell.row_span - 1
            column += cell.column_span
        yield PlacedRow(row, cells, covered)


def header_columns(cells: dict[int, TableCell]) -> dict[int, str]:
    """Return what the columns hold, or nothing where the cells are no understood headings.

    One of them names a thing. It may be called anything where a version and a date are there.
    """
    titles = {column: cell.text.plain.strip().casefold() for column, cell in cells.items()}
    if any(map(is_linked, cells.values())) or re.search(r"\d", "".join(titles.values())):
        return {}
    columns: dict[int, str] = {}
    for column, title in titles.items():
        kind = column_kind(title)
        columns[column] = "text" if kind in columns.values() else kind
    # Where another column has the version, a release is a day.
    release = next((at for at, title in titles.items() if title.startswith("release")), None)
    if release is not None and "date" not in columns.values():
        other = next((at for at, title in titles.items() if "version" in title), None)
        columns |= {} if other is None else {release: "date", other: "version"}
    if {"version", "date"} <= {*columns.values()} and "name" not in columns.values():
        columns[next((at for at, kind in columns.items() if kind == "text"), -1)] = "name"
    return columns if "name" in columns.values() else {}


def column_kind(title: str) -> str:
    """Return what a column with this heading holds: one of the kinds, or text."""
    words = re.findall(r"[^\W_]+", title)
    kinds = {KIND_OF_WORD.get(word) for word in words} if len(words) <= 4 else set()
    kind = next((kind for kind in COLUMN_WORDS if kind in kinds), "text")
    is_thing = {*words} <= {*COLUMN_WORDS["name"].split(), *FILLERS}
    is_of_python = kind == "version" and "python" in words
    return "text" if is_of_python or (kind == "name" and not is_thing) else kind


def is_proof(columns: dict[int, str], cells: dict[int, TableCell]) -> bool:
    """Tell whether headings prove a list of software: they name a version, or a day.

    The Latin word for a day is an English one for anything.
    """
    titles = {cell.text.plain.strip().casefold() for cell in cells.values()}
    kinds = {*columns.values()}
    return "version" in kinds or ("date" in kinds and "data" not in titles)


def is_linked(cell: TableCell) -> bool:
    """Tell whether a cell links to a page of the web."""
    return any(
        span.kind in {SpanKind.LINK, SpanKind.URL} and ":" in (span.target or "")
        for span in cell.text.spans
    )


def looks_like_headings(placed: PlacedRow, below: list[PlacedRow]) -> bool:
    """Tell whether a row has the form of headings, in words that are not understood.

    Its cells are short, without digits or links, and all emphasised, or unlike those below. A
    cell across the whole table is one as well.
    """
    cells = [cell for cell in placed.row.cells if cell.text.plain.strip()]
    if len(placed.row.cells) == 1 and placed.row.cells[0].column_span > 1 and not placed.covered:
        return True
    if len(cells) < 2 or placed.covered or any(map(is_data, cells)):
        return False
    if any(not cell.text.plain.strip() for cell in placed.row.cells[:3]):
        return False
    emphasised = all(cell.text.spans[0].kind is SpanKind.EMPHASIS for cell in cells)
    return emphasised or any(is_data(cell) for row in below for cell in [*row.cells.values()][:3])


def is_data(cell: TableCell) -> bool:
    """Tell whether a cell holds what headings do not: digits, a link, a sentence."""
    words = cell.text.plain.split()
    return is_linked(cell) or len(words) > 4 or bool(re.search(r"\d", cell.text.plain))


def add_row(entries: list[PageEntry], placed: PlacedRow, columns: dict[int, str]) -> None:
    """Add the entry of a row, or its text to the entry above that spans it."""
    name_column = next((column for column, kind in columns.items() if kind == "name"), 0)
    if entries and name_column in placed.covered:
        texts = (*entries[-1].texts, *((cell.text, 0) for cell in placed.cells.values()))
        entries[-1] = replace(entries[-1], last_line=placed.row.last_line, texts=texts)
    elif entry := entry_from_row(placed, columns):
        if placed.covered and entries:
            entries[-1] = replace(entries[-1], is_joined=True)
        entries.append(replace(entry, is_joined=bool(placed.covered)))


def entry_from_row(placed: PlacedRow, columns: dict[int, str]) -> PageEntry | None:
    """Return the entry of a table row, or nothing where its name is empty."""
    cells: dict[str, TableCell] = {}
    texts: list[tuple[InlineText, int]] = []
    for column, cell in placed.cells.items():
        kind = columns.get(column, "text")
        if kind == "text" or is_remark(cell, kind):
            texts.append((cell.text, 0))
        else:
            cells.setdefault(kind, cell)
    if "name" not in cells or not cells["name"].text.plain.strip():
        return None
    name, _ = name_span(cells["name"].text, whole=True)
    version, version_range = cell_fact(cells.get("version"))
    date, date_range = cell_fact(cells.get("date"))
    # One column may hold both, or a day under "Release"; so may a cell across both columns.
    is_whole = "date" not in columns.values() or cells.get("version", NO_CELL).column_span > 1
    words = cells["version"].text.plain.strip() if is_whole and version else ""
    both = parse_release(re.sub(r"[()\[\]]", " ", words), 0)
    if both and both.date:
        version, date, date_range = both.version, both.date, version_range
    else:
        stated = ((cells.get("version"), version), (cells.get("date"), date))
        texts += (text for cell, fact in stated for text in remarks_behind(cell, fact))
    return PageEntry(
        line=placed.row.line, last_line=placed.row.last_line, form="row",
        name=name.text.strip().replace("\n", " "), target=name.target,
        title=cells["name"].text.range(name.start, name.end),
        stated=Release(version, date) if version or date else None,
        texts=tuple(texts),
        cells=(version_range, date_range),
        listed_package=package_of_cell(cells["package"]) if "package" in cells else None,
        columns=tuple(columns.get(column, "text") for column in range(max(placed.cells) + 1)),
    )  # fmt: skip


def is_remark(cell: TableCell, kind: str) -> bool:
    """Tell whether words stand across the columns of version and date in place of both."""
    is_fact = kind in {"version", "date"} and cell.column_span > 1
    return is_fact and parse_release(cell.text.plain.strip(), 0) is None


def package_of_cell(cell: TableCell) -> str | None:
    """Return the package that a cell links to or names, as a package URL."""
    targets = (package_url(span.target) for span in cell.text.spans if span.target)
    named = package_url(f"https://pypi.invalid/project/{cell.text.plain.strip()}")
    return next(filter(None, targets), None if any(map(is_target, cell.text.spans)) else named)


def is_target(span: Span) -> bool:
    """Tell whether a span leads somewhere."""
    return span.target is not None


def cell_fact(cell: TableCell | None) -> tuple[str | None, TextRange | None]:
    """Return what a reader sees of a cell, or nothing, and where it stands.

    Signs alone, as ``?.?.?`` or the blank that pandoc writes as a backslash, are no fact, and
    brackets behind one are no part of it, as in an item.
    """
    if cell is None:
        return None, None
    shown = cell.text.plain.strip()
    remarked = REMARKED_FACT.fullmatch(shown)
    fact = remarked[1].rstrip() if remarked else shown
    return (fact if any(map(str.isalnum, fact)) else None), cell.text.extent


def remarks_behind(cell: TableCell | None, fact: str | None) -> Iterator[tuple[InlineText, int]]:
    """Yield what stands in brackets behind the fact of a cell, as a text from an offset on."""
    if cell and fact and cell.text.plain.strip() != fact:
        end = cell.text.plain.index(fact) + len(fact)
        yield cell.text, cell.text.source_offset(end, after_marks=False)
