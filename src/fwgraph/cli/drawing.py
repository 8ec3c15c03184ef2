"""The command that draws: draw."""

from pathlib import Path

import click

from fwgraph import drawing, view
from fwgraph.cli import options
from fwgraph.errors import BadRequest
from fwgraph.view.timeline import Timeline, read_timeline


@click.command()
@options.file_option
@options.add_format(drawing.DRAWING_FORMATS, "How to draw; else the file's ending says.")
@click.option(
    "--focus", metavar="NAME", shell_complete=options.complete("thing"),
    help="Draw this thing and what is near it.",
)  # fmt: skip
@click.option(
    "--depth", type=click.IntRange(min=0), metavar="N",
    help="How many steps from the focus, in either direction: 1, or all of a lineage.",
)  # fmt: skip
@click.option(
    "--relation", "relations", multiple=True, metavar="NAME",
    shell_complete=options.complete("relation"),
    help="Draw this relation, and narrower ones: “built on”, “depends on”; repeatable.",
)  # fmt: skip
@click.option(
    "--edition", metavar="NAME", shell_complete=options.complete("edition"),
    help="Draw what this edition lists.",
)  # fmt: skip
@click.option("--lineage", is_flag=True, help="Draw descent alone.")
@click.option(
    "--timeline", is_flag=True,
    help="Draw from when to when frameworks were released; --focus draws one family.",
)  # fmt: skip
@options.graph_options
def draw(
    file: Path | None,
    focus: str | None,
    depth: int | None,
    relations: tuple[str, ...],
    edition: str | None,
    lineage: bool,
    timeline: bool,
    source: options.GraphOptions,
    form: str | None,
) -> None:
    """Draw the graph, or a part of it, as .svg, .png or .html.

    The .html is the explorer in one file, which needs no network.

    \b
      fwgraph draw graph.svg
      fwgraph draw flask.png --focus flask
      fwgraph draw pyramid.svg --lineage --focus pyramid
      fwgraph draw poster.svg --timeline
      fwgraph draw zope.svg --timeline --focus zope
    """  # noqa: D301 - click's mark for lines that stay
    form = options.choose_format(form, file, drawing.DRAWING_FORMATS, "svg")
    if depth is not None and focus is None:
        raise BadRequest("--depth counts steps from a thing: give its --focus too")
    if lineage and relations:
        raise BadRequest("--lineage draws the relations of descent: give it without --relation")
    if timeline and (lineage or relations or depth is not None):
        raise BadRequest("--timeline goes with --focus and --edition alone")
    graph = source.open_graph()
    focus_node = graph.names.find(focus) if focus else None
    edition_node = graph.names.find(edition, ("edition",)) if edition else None
    if timeline:
        write_timeline(read_timeline(graph, focus=focus_node, edition=edition_node), form, file)
        return
    part = view.read_view(
        graph,
        focus=focus_node,
        depth=depth if depth is not None else view.ANY_DEPTH if lineage else 1,
        relations=(view.DESCENT,) if lineage else relations,
        edition=edition_node,
    )
    if not part.things:
        click.echo("there is nothing to draw: no software, and no claim between things", err=True)
    options.write_output(drawing.draw_view(part, form), file)


def write_timeline(timeline: Timeline, form: str, file: Path | None) -> None:
    """Write a timeline, and say so where it shows nothing."""
    if not any(timeline.records.get(path) for path in timeline.paths):
        click.echo("there is nothing to draw: no source dates a release of a framework", err=True)
    options.write_output(drawing.draw_timeline(timeline, form), file)


COMMANDS = (draw,)
