"""Importing a page about one software by its masthead."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from fwgraph.cli import options
from fwgraph.errors import BadRequest
from fwgraph.namespaces import shorten_iri, term

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import NamedNode, Triple

    from fwgraph.graph import Graph
    from fwgraph.wiki.edition import PageSource
    from fwgraph.wiki.mastheads import Masthead


def masthead_as_triples(
    page: Path,
    text: str,
    masthead: Masthead,
    software: str | None,
    source: PageSource,
    graph: Graph,
) -> list[Triple]:
    """Return what a masthead states, and say what of it was not understood, line by line.

    Raises BadRequest where nobody says which software it is about, and the graph does not know
    the title of the page.
    """
    from fwgraph.wiki.known import resolve_entry_name, resolve_platform_name
    from fwgraph.wiki.masthead_triples import MastheadWriter

    about = subject_of(page, masthead, software, graph)
    source = replace(source, sha256=sha256(text.encode()).hexdigest())
    if source.date is None:
        source = infer_day(source, masthead)
    writer = MastheadWriter(
        about, source, partial(resolve_entry_name, graph), partial(resolve_platform_name, graph)
    )
    triples = writer.write(masthead)
    for note in writer.notes:
        words = f": “{note.words}”" if note.words else ""
        options.echo_note(f"{page}:{note.line}: {note.reason}{words}")
    return triples


def subject_of(page: Path, masthead: Masthead, software: str | None, graph: Graph) -> NamedNode:
    """Return what a page is about: the software that is named, or else the one of its title."""
    from fwgraph.wiki.edition import slug_of
    from fwgraph.wiki.known import resolve_entry_name

    if software is None:
        names = [name for name in (masthead.title, page.stem) if name]
        found = next(filter(None, (resolve_entry_name(graph, name) for name in names)), None)
        if found is None:
            raise BadRequest(
                f"{page}: the graph knows no software called “{names[0]}”: say --software SLUG"
            )
        return found
    known = resolve_entry_name(graph, software)
    if known is None and slug_of(software) != software:
        raise BadRequest(f"--software {software}: write the slug of the software")
    node = known or term(f"software:{software}")
    if known is None:
        options.echo_note(f"{page}: {shorten_iri(node.value)} is new to the graph")
    return node


def infer_day(source: PageSource, masthead: Masthead) -> PageSource:
    """Return the source with the newest day of a release in the masthead, where there is one."""
    from fwgraph.namespaces import XSD_DATE
    from fwgraph.wiki.edition import NEWEST_DATE
    from fwgraph.wiki.masthead_facts import MastheadRelease, read_field
    from fwgraph.wiki.releases import date_literal

    stated = (each for field in masthead.fields for each in read_field(field))
    written = (each.date or "" for each in stated if isinstance(each, MastheadRelease))
    days = [day.value for day in map(date_literal, written) if day and day.datatype == XSD_DATE]
    return replace(source, date=max(days), date_basis=NEWEST_DATE) if days else source
