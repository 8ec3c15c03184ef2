"""The page of anything else: a claim, a listing, a section, a concept, a scheme, an agent."""

from pyoxigraph import NamedNode

from fwgraph.namespaces import term
from fwgraph.web.http.links import Frame
from fwgraph.web.pages.facts import facts, mentions, said
from fwgraph.web.pages.lookups import Library, Link
from fwgraph.web.pages.source import claimed
from fwgraph.web.pages.suggestions import suggestions
from fwgraph.web.pages.templating import page
from fwgraph.web.pages.thing import place, sort

SENTENCES = ("skos:definition", "dcterms:description")
"""What opens the page, where it is said."""
CLAIMED = (
    "rdf:type", "rdf:subject", "rdf:predicate", "rdf:object",
    "prov:wasDerivedFrom", "fw:line", "fw:quote",
)  # fmt: skip
"""What the sentence of a claim says already."""


def write(library: Library, node: NamedNode, frame: Frame) -> bytes:
    """Return the page of a node: its facts, and what refers to it."""
    is_claim = bool(library.values(node, term("rdf:predicate")))
    shown = [term(name) for name in (*SENTENCES, *(CLAIMED if is_claim else ()))]
    return page(
        "node.html",
        frame,
        node=node.value,
        path=library.path(node),
        title=library.label(node),
        sort=sort(library, node),
        summary=said(library, node, *SENTENCES),
        claim=claimed(library, node, frame) if is_claim else None,
        place=source_of(library, node, frame) if is_claim else None,
        facts=facts(library, node, frame, shown),
        mentions=mentions(library, node, frame),
        suggestions=suggestions(library, node) if frame.alive else [],
        schema=None,
    )


def source_of(library: Library, claim: NamedNode, frame: Frame) -> Link:
    """Return the place of a claim, linked to the line of its source's page."""
    sources = library.values(claim, term("prov:wasDerivedFrom"))
    source = sources[0] if sources else None
    named = source.value if isinstance(source, NamedNode) else None
    return place(library, named, said(library, claim, "fw:line"), frame)
