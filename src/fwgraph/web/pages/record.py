"""Among plain files, what stands for a record: a way to its line on the page of its source."""

from pyoxigraph import NamedNode

from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import RECORD_PROPERTIES, Lookups
from fwgraph.web.pages.templating import render_template


def record_page(library: Lookups, node: NamedNode, frame: Links) -> bytes:
    """Return a page that sends readers on, and programs to the data that holds the record.

    A host of files cannot answer 303; a refresh without delay is what HTML has for it
    (HTML, section 4.2.5.3).
    """
    path, source = library.page_path(node), library.page_path(library.record_sources[node])
    return render_template(
        "record.html",
        frame,
        title=library.label(node),
        href=frame.page_href(source, path),
        url=frame.page_url(source),
        data=described_path(library, node),
    )


def described_path(library: Lookups, node: NamedNode) -> str:
    """Return the path of what a record is about, whose data forms hold the record, if any."""
    for about, _ in RECORD_PROPERTIES:
        for thing in library.values(node, about):
            if isinstance(thing, NamedNode) and "#" not in thing.value and library.has_node(thing):
                return library.page_path(thing)
    return ""
