"""Pictures of the graph: what is shown, where it stands, how it looks."""

from collections.abc import Callable

from fwgraph.errors import BadRequest, NotInstalled
from fwgraph.extras import missing_module_sentence
from fwgraph.view import View
from fwgraph.view.timeline import Timeline

DRAWING_FORMATS = ("svg", "png", "html")
"""The endings that a drawing may have."""

TIMELINE_FORMATS = ("svg", "png")
"""The endings that a timeline may have."""

MAX_THINGS = 2_000
"""How many things a drawing may show: with more, nobody could read it."""


def draw_view(view: View, form: str) -> bytes:
    """Return a view as a picture (``svg``, ``png``) or as one page to explore (``html``).

    The same view gives the same bytes. Raises BadRequest for another form, and for a view
    with more than MAX_THINGS, Unreadable where the explorer is not there, and NotInstalled
    where a package is not.
    """
    if form not in DRAWING_FORMATS:
        raise BadRequest(f"no drawing is called {form!r}; there are: {', '.join(DRAWING_FORMATS)}")
    check_size(len(view.things), "--focus, --relation or --edition")
    if form == "html":
        from fwgraph.drawing import page

        return page.standalone_explorer(view).encode()
    return encode_picture(lambda: view_svg(view), form)


def draw_timeline(timeline: Timeline, form: str) -> bytes:
    """Return when frameworks were released as a picture, in one of TIMELINE_FORMATS.

    The same timeline gives the same bytes. Raises BadRequest for another form, and for more
    than MAX_THINGS, and NotInstalled where a package is not.
    """
    if form not in TIMELINE_FORMATS:
        raise BadRequest(f"a timeline is drawn as .svg or .png, not as .{form}")
    check_size(len(timeline.paths), "--focus or --edition")
    from fwgraph.drawing.timeline import timeline_svg

    return encode_picture(lambda: timeline_svg(timeline), form)


def check_size(count: int, ways: str) -> None:
    """Raise BadRequest for more things than a drawing holds, with ways to narrow it."""
    if count > MAX_THINGS:
        raise BadRequest(
            f"{count:,} things are too many for a drawing, which holds {MAX_THINGS:,}:"
            f" narrow it with {ways}"
        )


def encode_picture(draw_svg: Callable[[], str], form: str) -> bytes:
    """Return what is drawn as ``svg`` or ``png``; raises NotInstalled where a package is not."""
    try:
        if form == "png":
            from fwgraph.drawing import png

            return png.svg_to_png(draw_svg())
        return draw_svg().encode()
    except ModuleNotFoundError as error:
        raise NotInstalled(missing_module_sentence(error)) from error


def view_svg(view: View) -> str:
    """Return a view as an SVG document: a lineage where it shows descent and nothing else."""
    from fwgraph.drawing import flow, lineage
    from fwgraph.drawing.svg import scene_svg

    if lineage.is_lineage(view):
        return scene_svg(view, lineage.lineage_scene(view), lineage.HOW_TO_READ)
    return scene_svg(view, flow.flow_scene(view), flow.HOW_TO_READ if view.edges else "")
