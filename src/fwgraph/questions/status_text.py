"""A report on the status of software as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fwgraph.questions.cards import WIDTH
from fwgraph.questions.status_reasons import tell_row
from fwgraph.questions.status_report import StatusReport
from fwgraph.store.table import printable_text
from fwgraph.store.text_width import fit_lines, wrap_columns


def render_status(report: StatusReport, bold: Callable[[str], str] = str, width: int = 0) -> str:
    """Return a report as text for a terminal of so many columns; 0 for lines of any length.

    ``bold`` marks the title and the headings.
    """
    day = f"  as of {report.day}" if report.day else ""
    lines = [bold(printable_text(report.label)) + day, printable_text(report.verdict.text)]
    for heading, items in status_sections(report):
        texts = [line for item in items for line in wrap_item(item, width)]
        if texts:
            lines += ["", bold(heading), *texts]
    return fit_lines("\n".join(lines) + "\n", width)


def status_sections(report: StatusReport) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings with what stands below them."""
    day = report.day
    yield "Why", list(report.reasons)
    yield (
        "Against it",
        [f"{row.voice_label}: {tell_row(row, day)}: {why}" for row, why in report.contradictions],
    )
    yield "Also said", [f"{row.voice_label}: {tell_row(row, day)}" for row in report.earlier]
    yield "Signs of life", [f"{row.voice_label}: {tell_row(row, day)}" for row in report.signs]
    yield (
        "Where it goes on",
        [f"{name}: {relation}" for name, relation, _ in report.continuations],
    )
    yield "What would change it", list(report.changes)


def wrap_item(item: str, width: int) -> list[str]:
    """Return the lines of an item, those after the first indented."""
    return wrap_columns(printable_text(item), min(width or WIDTH, WIDTH), "  ", "      ")
