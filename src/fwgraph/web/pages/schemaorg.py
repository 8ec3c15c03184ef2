"""The same in the words of schema.org, for search engines: JSON-LD that fetches no context.

A version is stated of a release with its day, never of the software: a source knows the newest
version of its own day only.
"""

from typing import Any

from pyoxigraph import Literal, NamedNode

from fwgraph.namespaces import PREFIXES, RDF_TYPE, term
from fwgraph.questions.cards import Card
from fwgraph.store.days import read_day
from fwgraph.store.description import read_description
from fwgraph.web.http.addresses import linkable_url
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Lookups

CONTEXT = {"@vocab": PREFIXES["schema"]}
SOFTWARE = "SoftwareApplication"
MAX_RELEASES = 100
"""Releases that a page states at most; the data forms hold all."""
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
TITLE = "Python web frameworks: a knowledge graph"
SUMMARY = (
    "Which Python web frameworks there are and were, what they are built on, which succeeded"
    " which, and who says so: each statement with the phrase and the line of its source."
)


def thing_schema(library: Lookups, node: NamedNode, card: Card, frame: Links) -> dict[str, Any]:
    """Return a thing in the terms of schema.org that the ontology matches, else as Thing."""
    types = {str(getattr(value, "value", "")) for value in library.values(node, RDF_TYPE)}
    schemas = [kind.schema for kind in read_description().kinds if kind.iri in types]
    schema_type = next(filter(None, schemas), "Thing")
    shown: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": node.value,
        "@type": schema_type,
        "name": card.label,
        "description": " ".join(card.facts.get("summary", [])),
        **schema_facts(card),
        "mainEntityOfPage": frame.page_url(library.page_path(node)),
    }
    if schema_type == SOFTWARE:
        releases = [release_schema(card.label, *each) for each in dated_releases(library, node)]
        shown |= {"applicationCategory": "DeveloperApplication", "workExample": releases}
    return {name: value for name, value in shown.items() if value}


def dated_releases(library: Lookups, node: NamedNode) -> list[tuple[str, str]]:
    """Return the days and versions of the releases that are stated, the newest first.

    One that is dated later than the graph is none yet.
    """
    limit = read_day(library.graph)
    records = {
        triple.subject
        for leads in (term("fw:lists"), term("fw:releaseOf"))
        for triple in library.triples_to(node, leads)
        if isinstance(triple.subject, NamedNode)
    }
    releases = {
        (day.value, version.value)
        for each in records
        for day in library.values(each, term("fw:released"))
        for version in library.values(each, term("fw:version"))
        if isinstance(day, Literal) and isinstance(version, Literal)
        if limit is None or day.value <= limit
    }
    return sorted(releases, reverse=True)[:MAX_RELEASES]


def release_schema(name: str, day: str, version: str) -> dict[str, str]:
    """Return a release as an example of the software: one of its editions, in other words."""
    return {
        "@type": SOFTWARE,
        "name": f"{name} {version}",
        "softwareVersion": version,
        "datePublished": day,
    }


def schema_facts(card: Card) -> dict[str, list[str]]:
    """Return the facts with a line of their own that schema.org has a property for."""
    facts = {}
    for fact in read_description().facts:
        if fact.has_line and fact.schema:
            values = card.facts.get(fact.name, [])
            facts[fact.schema] = [text for text in values if not fact.is_link or linkable_url(text)]
    return facts


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
    shown = {
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
    return {name: value for name, value in shown.items() if value}
