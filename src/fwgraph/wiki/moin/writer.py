"""How a name and a table row are written in MoinMoin markup (HelpOnLinking, HelpOnTables)."""

from collections.abc import Sequence

from fwgraph.wiki.document import TableRow
from fwgraph.wiki.moin.inline import parse_spans


def write_name(name: str, target: str | None) -> str:
    """Return a name with its link; without one, escaped where it would link by itself."""
    if target:
        return f"[[{name}]]" if target == name else f"[[{target}|{name}]]"
    shown = next((span for span in parse_spans(name) if span.text.strip()), None)
    return f"!{name}" if shown and shown.target else name


def write_row(cells: Sequence[str], model: TableRow) -> str:
    """Return a row with as many cells as another one of its table, without a line end."""
    columns = len(model.cells)
    return f"||{''.join(f'{cell} ||' for cell in [*cells, *[''] * columns][:columns])}"
