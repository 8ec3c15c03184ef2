"""The command that writes the whole graph: export."""

from pathlib import Path

import click

from fwgraph import export
from fwgraph.cli import options
from fwgraph.errors import BadRequest
from fwgraph.wiki.markups import MARKUPS


@click.command(name="export")
@options.file_option
@options.add_format(export.EXPORT_FORMATS, "How to write the graph; else the file's ending says.")
@options.graph_options
@click.option(
    "--edition", metavar="NAME", shell_complete=options.complete("edition"),
    help="The page to write back, if there are several.",
)  # fmt: skip
def export_(
    file: Path | None, source: options.GraphOptions, form: str | None, edition: str | None
) -> None:
    """Write the whole graph to FILE, in the form of its ending.

    Diagrams (.dot, .graphml, .mmd) hold the things and what relates them; an imported wiki
    page is written back with the ending of its markup, .moin or .md.

    \b
      fwgraph export graph.ttl
      fwgraph export - -f nt
      fwgraph export graph.graphml --on 2020-01-01
    """  # noqa: D301 - click's mark for lines that stay
    form = options.choose_format(form, file, export.EXPORT_FORMATS, "ttl")
    if edition and form not in MARKUPS:
        endings = " or ".join(f".{ending}" for ending in MARKUPS)
        raise BadRequest(f"--edition chooses a page to write back: export to {endings}")
    graph = source.open_graph()
    page = graph.names.find(edition, ("edition",)) if edition else None
    options.write_output(export.serialize_graph(graph, form, page), file)


COMMANDS = (export_,)
