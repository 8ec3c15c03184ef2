"""The page about the data as a whole: how much there is, and where to get it."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.web.http.links import Frame
from fwgraph.web.http.media_types import DUMPS
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.lookups import Library, Link
from fwgraph.web.pages.templating import page
from fwgraph.web.pages.void import DATASET, Counts, vocabularies


@dataclass(frozen=True, slots=True)
class Share:
    """A class or a property, and how often the graph has it."""

    name: Link
    count: int


def write(library: Library, counts: Counts, frame: Frame) -> bytes:
    """Return the page about the data."""
    return page(
        "dataset.html",
        frame,
        title="About the data",
        summary=schemaorg.SUMMARY,
        counts=counts,
        dumps=DUMPS,
        licence=schemaorg.LICENCE,
        classes=shares(library, counts.classes, frame),
        properties=shares(library, counts.properties, frame),
        vocabularies=[library.address(space) for space in vocabularies(counts)],
        schema=schema(counts, frame),
    )


def shares(library: Library, found: dict[str, int], frame: Frame) -> list[Share]:
    """Return the counts, the largest first."""
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Share(library.link(NamedNode(name), frame), count) for name, count in ordered]


def schema(counts: Counts, frame: Frame) -> dict[str, object]:
    """Return the dataset in the words of schema.org."""
    forms = [(f"fwgraph.{form.ending}", form.media_types[0]) for form in DUMPS]
    return schemaorg.dataset(frame, DATASET.value, counts.triples, forms)
