"""The command that writes the whole graph: export."""

from pathlib import Path

import click

from fwgraph import export
from fwgraph.cli import options
from fwgraph.errors import BadRequest
from fwgraph.wiki.markups import MARKUPS


@click.command(name="export")
@click.argument("file", required=False, type=options.PATH)
@options.graph_options
@click.option(
    "--format", "form", type=click.Choice(export.EXPORT_FORMATS), help="To standard output."
)
@click.option("--edition", metavar="NAME", help="The page to write back, if there are several.")
def export_(
    file: Path | None, source: options.GraphOptions, form: str | None, edition: str | None
) -> None:
    """Write the whole graph to FILE, in the form of its ending.

    Diagrams (.dot, .graphml, .mmd) hold the things and what relates them; an imported wiki
    page is written back with the ending of its markup, .moin or .md.
    """
    if file is None and form is None:
        raise BadRequest("give a FILE, or --format for standard output")
    form = options.choose_format(form, file, export.EXPORT_FORMATS, "ttl")
    if edition and form not in MARKUPS:
        endings = " or ".join(f".{ending}" for ending in MARKUPS)
        raise BadRequest(f"--edition chooses a page to write back: export to {endings}")
    graph = source.open_graph()
    page = graph.names.find(edition, ("edition",)) if edition else None
    options.write_output(export.serialize_graph(graph, form, page), file)


COMMANDS = (export_,)
