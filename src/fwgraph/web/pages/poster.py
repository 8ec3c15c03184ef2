"""The page of all releases: the families of frameworks below each other, on one axis of years."""

from dataclasses import replace
from urllib.parse import urlencode

from fwgraph import drawing
from fwgraph.drawing import timeline as pictures
from fwgraph.drawing.timeline_scene import family_slug
from fwgraph.errors import UnknownName
from fwgraph.media_types import HTML, SVG, Format
from fwgraph.view.parts import is_absolute_iri
from fwgraph.view.timeline import Timeline
from fwgraph.web.http.links import Links
from fwgraph.web.http.resources import ParameterValues, Resource
from fwgraph.web.pages.lookups import Lookups
from fwgraph.web.pages.templating import render_template

PATH = "timeline"
PARAMETERS = ("family", "name")
"""What may be asked for: a family by its slug, and a part of a name."""


def timeline_resource(library: Lookups, values: ParameterValues | None = None) -> Resource:
    """Return the timeline as a resource; with values, a part of it."""
    given = {name: value for name, value in (values or {}).items() if value.strip()}

    def write(form: Format, links: Links) -> bytes:
        shown = keep_asked(library.timeline, given)
        if form is SVG:
            return drawing.draw_timeline(shown, "svg")
        return timeline_page(library, shown, given, links)

    return Resource(
        PATH,
        (HTML, SVG),
        write,
        with_values=lambda asked: timeline_resource(library, asked),
        query=urlencode(sorted(given.items())),
        error_page=lambda error, links: timeline_page(library, None, given, links, error),
    )


def timeline_page(
    library: Lookups,
    shown: Timeline | None,
    given: ParameterValues,
    links: Links,
    error: str = "",
) -> bytes:
    """Return the page: with a form where a server answers, with links to families elsewhere."""

    def href_of(path: str) -> str:
        return path if is_absolute_iri(path) else library.path_href(path, links)

    whole = library.timeline
    families = pictures.family_pictures(shown, href_of) if shown else []
    return render_template(
        "timeline.html",
        links,
        title=pictures.timeline_title(whole),
        paragraphs=pictures.timeline_words(shown) if shown else [],
        choices=pictures.family_names(whole),
        families=families,
        legend=pictures.legend_picture(shown) if shown and families else "",
        given={name: given.get(name, "") for name in PARAMETERS},
        query=urlencode(sorted(given.items())),
        error=error,
    )


def keep_asked(timeline: Timeline, given: ParameterValues) -> Timeline:
    """Return what fits the values; raises UnknownName for other parameters and families."""
    for name in sorted(given.keys() - set(PARAMETERS)):
        raise UnknownName("parameter", name, PARAMETERS, f"there are {', '.join(PARAMETERS)}")
    slug, part = given.get("family", ""), given.get("name", "").strip().casefold()
    slugs = [family_slug(family) for family in timeline.families]
    if slug and slug not in slugs:
        raise UnknownName("family", slug, slugs, "choose one of the list")
    families = (
        replace(
            family,
            members=tuple(
                path for path in family.members if part in timeline.things[path].label.casefold()
            ),
        )
        for family in timeline.families
        if not slug or slug == family_slug(family)
    )
    return replace(timeline, families=tuple(family for family in families if family.members))
