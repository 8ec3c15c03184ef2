"""The page about the data as a whole: how much there is, and where to get it."""

from collections import Counter

from pyoxigraph import NamedNode

from fwgraph.media_types import DUMP_FORMATS
from fwgraph.web.http.links import Links
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.templating import render_template
from fwgraph.web.pages.void import DATASET, GraphCounts, used_vocabularies


def dataset_page(lookups: Lookups, counts: GraphCounts, links: Links) -> bytes:
    """Return the page about the data."""
    return render_template(
        "dataset.html",
        links,
        title="About the data",
        summary=schemaorg.SUMMARY,
        counts=counts,
        dumps=DUMP_FORMATS,
        licence=schemaorg.LICENCE,
        classes=term_counts(lookups, counts.classes, links),
        properties=term_counts(lookups, counts.properties, links),
        vocabularies=[lookups.url_link(space) for space in used_vocabularies(counts)],
        schema=dataset_page_schema(counts, links),
    )


def term_counts(
    lookups: Lookups, counter: Counter[str], links: Links
) -> list[tuple[Hyperlink, int]]:
    """Return classes or properties with how often the graph has them, the largest count first."""
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return [(lookups.link(NamedNode(iri), links), count) for iri, count in ordered]


def dataset_page_schema(counts: GraphCounts, links: Links) -> dict[str, object]:
    """Return the dataset in the words of schema.org."""
    forms = [(f"fwgraph.{form.ending}", form.media_types[0]) for form in DUMP_FORMATS]
    days = {"temporalCoverage": "/".join(counts.period)} if counts.period else {}
    if counts.days:
        days["dateModified"] = counts.days[-1]
    return schemaorg.dataset_schema(links, DATASET.value, counts.triples, forms) | days
