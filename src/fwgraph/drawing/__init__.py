"""Pictures of the graph: what is shown, where it stands, how it looks."""

from fwgraph.errors import BadRequest
from fwgraph.view import View

FORMS = ("svg", "png", "html")
"""The endings that a drawing may have."""

MOST = 2_000
"""How many things a drawing may show: with more, nobody could read it."""


def draw(view: View, form: str) -> bytes:
    """Return a view as a picture (``svg``, ``png``) or as one page to explore (``html``).

    The same view gives the same bytes. Raises BadRequest for another form, and for a view
    with more than MOST things, and Unreadable where the installation lacks what it needs.
    """
    if form not in FORMS:
        raise BadRequest(f"no drawing is called {form!r}; there are: {', '.join(FORMS)}")
    if len(view.things) > MOST:
        raise BadRequest(
            f"{len(view.things):,} things are too many for a drawing, which holds {MOST:,}:"
            " narrow it with --focus, --relation or --edition"
        )
    if form == "html":
        from fwgraph.drawing import page

        return page.page(view).encode()
    picture = as_svg(view)
    if form == "png":
        from fwgraph.drawing import png

        return png.png(picture)
    return picture.encode()


def as_svg(view: View) -> str:
    """Return a view as an SVG document: a lineage where it shows descent and nothing else."""
    from fwgraph.drawing import flow, lineage
    from fwgraph.drawing.svg import svg

    if lineage.is_lineage(view):
        return svg(view, lineage.scene(view), lineage.READING)
    return svg(view, flow.scene(view), flow.READING if view.edges else "")
