"""The command that draws: draw."""

from pathlib import Path

import click

from fwgraph import drawing, view
from fwgraph.cli import options
from fwgraph.errors import BadRequest


@click.command()
@click.argument("file", required=False, type=options.PATH)
@click.option("--focus", metavar="NAME", help="Draw this thing and what is near it.")
@click.option(
    "--depth", type=click.IntRange(min=0), metavar="N",
    help="How many steps from the focus, in either direction: 1, or all of a lineage.",
)  # fmt: skip
@click.option(
    "--relation", "relations", multiple=True, metavar="NAME",
    help="Draw this relation, and narrower ones: “built on”, “depends on”; repeatable.",
)  # fmt: skip
@click.option("--edition", metavar="NAME", help="Draw what this edition lists.")
@click.option("--lineage", is_flag=True, help="Draw descent alone, with an axis of time.")
@options.graph_options
@click.option(
    "--format", "form", type=click.Choice(drawing.DRAWING_FORMATS), help="To standard output."
)
def draw(
    file: Path | None,
    focus: str | None,
    depth: int | None,
    relations: tuple[str, ...],
    edition: str | None,
    lineage: bool,
    source: options.GraphOptions,
    form: str | None,
) -> None:
    """Draw the graph, or a part of it, as .svg, .png or .html.

    The .html is the explorer in one file, which needs no network.

    \b
      fwgraph draw graph.svg
      fwgraph draw flask.png --focus flask --depth 2
      fwgraph draw pyramid.svg --lineage --focus pyramid
    """  # noqa: D301 - click's mark for lines that stay
    if file is None and form is None:
        raise BadRequest("give a FILE, or --format for standard output")
    form = options.choose_format(form, file, drawing.DRAWING_FORMATS, "svg")
    if depth is not None and focus is None:
        raise BadRequest("--depth counts steps from a thing: give its --focus too")
    if lineage and relations:
        raise BadRequest("--lineage draws the relations of descent: give it without --relation")
    graph = source.open_graph()
    part = view.read_view(
        graph,
        focus=graph.names.find(focus) if focus else None,
        depth=depth if depth is not None else view.ANY_DEPTH if lineage else 1,
        relations=(view.DESCENT,) if lineage else relations,
        edition=graph.names.find(edition, ("edition",)) if edition else None,
    )
    if not part.things:
        click.echo("there is nothing to draw: no software, and no claim between things", err=True)
    options.write_output(drawing.draw_view(part, form), file)


COMMANDS = (draw,)
