"""The page about the data as a whole: how much there is, and where to get it."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.media_types import DUMP_FORMATS
from fwgraph.web.http.links import Links
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.templating import render_template
from fwgraph.web.pages.void import DATASET, GraphCounts, used_vocabularies


@dataclass(frozen=True, slots=True)
class TermCount:
    """A class or a property, and how often the graph has it."""

    name: Hyperlink
    count: int


def dataset_page(library: Lookups, counts: GraphCounts, frame: Links) -> bytes:
    """Return the page about the data."""
    return render_template(
        "dataset.html",
        frame,
        title="About the data",
        summary=schemaorg.SUMMARY,
        counts=counts,
        dumps=DUMP_FORMATS,
        licence=schemaorg.LICENCE,
        classes=term_counts(library, counts.classes, frame),
        properties=term_counts(library, counts.properties, frame),
        vocabularies=[library.url_link(space) for space in used_vocabularies(counts)],
        schema=dataset_page_schema(counts, frame),
    )


def term_counts(library: Lookups, found: dict[str, int], frame: Links) -> list[TermCount]:
    """Return the counts, the largest first."""
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [TermCount(library.link(NamedNode(name), frame), count) for name, count in ordered]


def dataset_page_schema(counts: GraphCounts, frame: Links) -> dict[str, object]:
    """Return the dataset in the words of schema.org."""
    forms = [(f"fwgraph.{form.ending}", form.media_types[0]) for form in DUMP_FORMATS]
    return schemaorg.dataset_schema(frame, DATASET.value, counts.triples, forms)
