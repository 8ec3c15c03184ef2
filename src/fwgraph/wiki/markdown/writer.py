"""How a name and a table row are written in Markdown, in the form that a table has."""

import re
from collections.abc import Sequence

from fwgraph.wiki.document import TableRow
from fwgraph.wiki.markdown.inline import markdown_spans
from fwgraph.wiki.spans import SpanKind

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&]|!(?=\[)")
_ODD_ADDRESS = re.compile(r"[\s<>()]|\A\Z")


def write_name(name: str, target: str | None) -> str:
    """Return a name with its link; signs that would be marks are escaped."""
    label = _SPECIAL.sub(r"\\\g<0>", name)
    if not target:
        spans = markdown_spans(name)
        is_plain = all(span.kind is SpanKind.TEXT for span in spans) and "|" not in name
        return name if is_plain else label
    address = target.replace("\\", "\\\\").replace("|", "\\|")
    if _ODD_ADDRESS.search(target):
        address = "<" + re.sub(r"[<>]", r"\\\g<0>", address) + ">"
    return f"[{label}]({address})"


def write_row(cells: Sequence[str], model: TableRow) -> str:
    """Return a row with as many cells as another one of its table, each below that one's.

    What is longer than its column moves the cells behind it to the right.
    """
    columns = len(model.cells)
    starts = [cell.text.columns[0] for cell in model.cells]
    first = model.raw.split("\n")[0]
    has_bars = "|" in first[: starts[0]] or (columns > 1 and model.raw.find("|") >= 0)
    is_closed = has_bars and first.endswith("|")
    row = first[: starts[0]] if first[: starts[0]].strip() else " " * starts[0]
    for column, cell in enumerate([*cells, *[""] * columns][:columns]):
        row += cell
        if column + 1 < columns:
            gap = " | " if has_bars else "  "
            row = row.ljust(starts[column + 1] - len(gap)) + gap
    return row.ljust(len(first) - 2) + " |" if is_closed else row.rstrip()
