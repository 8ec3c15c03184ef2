"""Checking the pages of a whole wiki: one after the other, or by several processes at once.

A page is let go when it is checked; what is kept are its findings. What is known is read once,
and processes that are forked share it.
"""

import gc
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from fwgraph.errors import FwgraphError, NothingToCheck
from fwgraph.files import STANDARD_STREAM, input_name, read_exact_text
from fwgraph.rules import findings
from fwgraph.rules.data_graph import page_data_graph
from fwgraph.rules.engine import Report, page_plain_rules
from fwgraph.rules.findings import Finding
from fwgraph.rules.page_knowledge import PageKnowledge
from fwgraph.rules.targets import Target
from fwgraph.wiki.known import edition_note

MANY = 200
"""From so many pages on several processes are worth their start."""
MOST_PROCESSES = 4
CHUNK = 16
RARELY = (50_000, 20, 20)
"""When a process looks for circles to free: a page leaves few, and to look takes a seventh."""

_shared: list[PageKnowledge] = []
"""What processes find that are forked while it is set."""


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """What came of a page: findings, notes on what was not read, or why it was not checked.

    ``is_beside`` tells that nothing is wrong with it, and no rule is about it; ``is_plain`` that
    it lists no software.
    """

    target: Target
    findings: tuple[Finding, ...] = ()
    report: Report | None = None
    notes: tuple[str | None, ...] = ()
    error: str | None = None
    is_beside: bool = False
    is_plain: bool = False


def check_pages(
    targets: Sequence[Target], date: str | None, knowledge: PageKnowledge, *, keeps_reports: bool
) -> Iterator[CheckedPage]:
    """Yield what came of each page, in their order; a page that cannot be read ends nothing."""
    processes = min(MOST_PROCESSES, os.cpu_count() or 1, len(targets) // MANY + 1)
    is_read_here = any(str(target.path) == STANDARD_STREAM for target in targets)
    if processes < 2 or keeps_reports or is_read_here or not sys.platform.startswith("linux"):
        for target in targets:
            yield check_page(target, date, knowledge, keeps_report=keeps_reports)
        return
    knowledge.prepare()
    page_plain_rules()
    _shared[:] = [knowledge]
    try:
        with multiprocessing.get_context("fork").Pool(processes, gc.set_threshold, RARELY) as pool:
            yield from pool.imap(partial(check_shared, date=date), targets, CHUNK)
    finally:
        _shared.clear()


def check_shared(target: Target, date: str | None) -> CheckedPage:
    """Return what came of a page, in a process that was forked for it."""
    return check_page(target, date, _shared[0], keeps_report=False)


def check_page(
    target: Target, date: str | None, knowledge: PageKnowledge, *, keeps_report: bool
) -> CheckedPage:
    """Return what came of one page."""
    try:
        text, path = read_exact_text(target.path), str(target.path)
        graph = page_data_graph(path, text, date, knowledge, needs_proof=target.needs_proof)
        found, report = findings.check_data_graph(graph)
        notes = graph.note, known_edition_note(target, text, knowledge)
    except (FwgraphError, OSError) as error:
        return CheckedPage(target, error=str(error), is_beside=isinstance(error, NothingToCheck))
    kept = report if keeps_report else None
    return CheckedPage(target, tuple(found), kept, notes, is_plain=graph.is_plain)


def known_edition_note(target: Target, text: str, knowledge: PageKnowledge) -> str | None:
    """Return which edition a page is, if it is a known one."""
    note = edition_note(knowledge.graph, text)
    return note and f"{input_name(target.path)}: {note}"
