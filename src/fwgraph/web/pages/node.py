"""The page of anything else: a claim, a listing, a section, a concept, a scheme, an agent."""

from pyoxigraph import NamedNode

from fwgraph.namespaces import term
from fwgraph.web.http.links import Links
from fwgraph.web.pages.facts import first_text, node_facts, node_referrers
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.places import place_link
from fwgraph.web.pages.source import statement_links
from fwgraph.web.pages.suggestions import suggest_questions
from fwgraph.web.pages.templating import render_template
from fwgraph.web.pages.thing import class_labels

SUMMARY_PROPERTIES = ("skos:definition", "dcterms:description")
"""What opens the page, where it is said."""
STATEMENT_PROPERTIES = (
    "rdf:type", "rdf:subject", "rdf:predicate", "rdf:object",
    "prov:wasDerivedFrom", "fw:line", "fw:quote",
)  # fmt: skip
"""What the sentence of a claim says already."""


def node_page(library: Lookups, node: NamedNode, frame: Links) -> bytes:
    """Return the page of a node: its facts, and what refers to it."""
    is_claim = bool(library.values(node, term("rdf:predicate")))
    shown = [
        term(name) for name in (*SUMMARY_PROPERTIES, *(STATEMENT_PROPERTIES if is_claim else ()))
    ]
    return render_template(
        "node.html",
        frame,
        node=node.value,
        path=library.page_path(node),
        title=library.label(node),
        sort=class_labels(library, node),
        summary=first_text(library, node, *SUMMARY_PROPERTIES),
        claim=statement_links(library, node, frame) if is_claim else None,
        place=statement_place(library, node, frame) if is_claim else None,
        facts=node_facts(library, node, frame, shown),
        mentions=node_referrers(library, node, frame),
        suggestions=suggest_questions(library, node) if frame.has_server else [],
        schema=None,
    )


def statement_place(library: Lookups, claim: NamedNode, frame: Links) -> Hyperlink:
    """Return the place of a claim, linked to the line of its source's page."""
    sources = library.values(claim, term("prov:wasDerivedFrom"))
    source = sources[0] if sources else None
    named = source.value if isinstance(source, NamedNode) else None
    return place_link(library, named, first_text(library, claim, "fw:line"), frame)
