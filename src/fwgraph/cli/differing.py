"""The command that compares two editions: diff."""

from __future__ import annotations

import os

from fwgraph.cli import results
from fwgraph.cli.declarations import GRAPH, OUTPUT, Command, argument, format_option, option
from fwgraph.errors import BadRequest
from fwgraph.questions import differences
from fwgraph.store.text_width import fit_lines

FORMATS = (*results.ANSWER_FORMATS, "md")
"""The forms of a difference; the first is for people."""


def write_difference(
    before: str,
    after: str,
    source: results.GraphOptions,
    form: str | None,
    output: os.PathLike[str] | None,
    only: str | None = None,
) -> None:
    """Write what changed from one edition to another: all of it, or one sort of change only.

    Raises BadRequest for an edition that is of a later day than the graph.
    """
    form = results.choose_format(form, output, FORMATS, FORMATS[0])
    graph = source.open_graph(whole=False)
    editions = (graph.names.find(name, ("edition",)) for name in (before, after))
    difference = differences.find_difference(graph, *editions)
    for edition in (difference.before, difference.after):
        if source.on is not None and edition.date > source.on:
            raise BadRequest(
                f"{edition.label} is of {edition.date}: it says nothing on {source.on}"
            )
    if only is not None:
        difference = difference.select_change(only)
    if form == "md":
        content = differences.render_markdown(difference)
    elif form == "text":
        bold, width = results.text_style(output)
        content = fit_lines(differences.render_difference(difference, bold), width)
    else:
        content = results.serialize_table(difference.table, form, output)
    results.write_answer_form(content, form, output)


COMMANDS: tuple[Command, ...] = (
    Command(
        "diff",
        write_difference,
        (
            argument("before", "edition", metavar="EDITION"),
            argument("after", "edition", metavar="EDITION"),
            GRAPH,
            format_option(FORMATS),
            option(
                "--only",
                choices=tuple(differences.CHANGES),
                metavar="CHANGE",
                help="Tell this sort of change and leave the others out.",
            ),
            OUTPUT,
        ),
        """Show what changed between two editions of a page.

        What came, went, moved to another section, was renamed, is newer or older, or has
        another address. With --format md it is a text for a pull request.

        \b
          fwgraph diff web-frameworks-2016 web-frameworks-2026
        """,
    ),
)
