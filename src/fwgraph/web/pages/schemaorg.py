"""The same in the words of schema.org, for search engines: JSON-LD that fetches no context."""

from typing import Any

from pyoxigraph import NamedNode

from fwgraph.namespaces import PREFIXES, RDF_TYPE, term
from fwgraph.questions.cards import Card
from fwgraph.web.http.addresses import linkable_url
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Lookups

CONTEXT = {"@vocab": PREFIXES["schema"]}
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
TITLE = "Python web frameworks: a knowledge graph"
SUMMARY = (
    "Which Python web frameworks there are and were, what they are built on, which succeeded"
    " which, and who says so: each statement with the phrase and the line of its source."
)


def thing_schema(library: Lookups, node: NamedNode, card: Card, frame: Links) -> dict[str, Any]:
    """Return software as SoftwareApplication, anything else as Thing."""
    software = term("fw:Software") in library.values(node, RDF_TYPE)
    versions = sorted({str(row["version"]) for row in card.listings if row["version"]})
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": node.value,
        "@type": "SoftwareApplication" if software else "Thing",
        "name": card.label,
        "description": " ".join(card.facts.get("summary", [])),
        "alternateName": card.facts.get("alias", []),
        "url": [each for each in card.facts.get("home page", []) if linkable_url(each)],
        "mainEntityOfPage": frame.page_url(library.page_path(node)),
    }
    if software:
        found |= {"applicationCategory": "DeveloperApplication", "softwareVersion": versions}
    return {name: value for name, value in found.items() if value}


def dataset_schema(
    frame: Links, iri: str, triples: int, forms: list[tuple[str, str]]
) -> dict[str, Any]:
    """Return the graph as a Dataset; ``forms`` are the dumps' paths and media types."""
    return {
        "@context": CONTEXT,
        "@id": iri,
        "@type": "Dataset",
        "name": TITLE,
        "description": SUMMARY,
        "license": {"@id": LICENCE},
        "isAccessibleForFree": True,
        "url": frame.page_url("dataset"),
        "keywords": ["Python", "web frameworks", "knowledge graph", "linked data"],
        "size": f"{triples} triples",
        "creator": {"@type": "Organization", "name": "fwgraph maintainers"},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": frame.file_url(path),
                "encodingFormat": media_type,
            }
            for path, media_type in forms
        ],
    }


def edition_schema(
    node: NamedNode, title: str, date: str | None, source: str | None
) -> dict[str, Any]:
    """Return one state of the wiki page as a Dataset that is based on the page."""
    found = {
        "@context": CONTEXT,
        "@id": node.value,
        "@type": "Dataset",
        "name": title,
        "description": f"What the wiki page listed: {title}.",
        "temporalCoverage": date,
        "isBasedOn": {"@id": source} if source else None,
        "license": {"@id": LICENCE},
        "creator": {"@type": "Organization", "name": "fwgraph maintainers"},
    }
    return {name: value for name, value in found.items() if value}
