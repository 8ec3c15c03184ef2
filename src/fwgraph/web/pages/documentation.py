"""What the documentation of a file of terms consists of: entries in groups, each an anchor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from fwgraph.media_types import GRAPH_FORMATS
from fwgraph.namespaces import Term, local_name, shorten_iri
from fwgraph.web.http.links import Links
from fwgraph.web.pages.facts import Fact
from fwgraph.web.pages.lookups import Hyperlink, Lookups, is_fw_term
from fwgraph.web.pages.statements import FileTriples
from fwgraph.web.pages.templating import render_template


@dataclass(frozen=True, slots=True)
class DocEntry:
    """A term or a shape: where it stands, what it means, what else is said of it."""

    anchor: str
    iri: str
    short: str
    title: str
    sentence: str
    facts: tuple[Fact, ...]
    mark: str = ""
    code: str = ""
    link: Hyperlink | None = None


@dataclass(frozen=True, slots=True)
class DocGroup:
    """Entries of one sort, under a heading."""

    anchor: str
    title: str
    hint: str
    entries: tuple[DocEntry, ...]


@dataclass(frozen=True)
class TermLinks:
    """Where the terms of a page are documented: in it, on another page, or elsewhere."""

    library: Lookups
    statements: FileTriples
    frame: Links
    anchors: Mapping[str, str] = field(default_factory=dict)

    def term_link(self, value: Term, text: str | None = None) -> Hyperlink:
        """Return a value as a link: within the page, if it is documented there."""
        if not isinstance(value, NamedNode):
            return Hyperlink(text or self.library.name_or_text(value))
        if value.value in self.anchors:
            return Hyperlink(text or self.statements.label(value), f"#{self.anchors[value.value]}")
        named = self.library.name(value) if self.library.has_node(value) else None
        return self.library.link(value, self.frame, text or named or shorten_iri(value.value))

    def term_links(self, values: Iterable[Term]) -> tuple[Hyperlink, ...]:
        """Return values as links, by their text."""
        return tuple(
            sorted((self.term_link(value) for value in values), key=lambda link: link.text)
        )

    def values(self, node: NamedNode, *names: str) -> tuple[Hyperlink, ...]:
        """Return the nodes that properties of a node lead to, as links."""
        return self.term_links(
            value for name in names for value in self.statements.node_values(node, name)
        )

    def subjects(self, node: NamedNode, *names: str) -> tuple[Hyperlink, ...]:
        """Return what leads to a node by properties, as links."""
        return self.term_links(
            value for name in names for value in self.statements.subjects_with(node, name)
        )

    def texts(self, node: NamedNode, name: str) -> tuple[Hyperlink, ...]:
        """Return the values of a property as text that leads nowhere, sorted."""
        values = sorted(
            str(getattr(each, "value", each)) for each in self.statements.values(node, name)
        )
        return tuple(Hyperlink(value) for value in values)

    def entry(
        self,
        node: NamedNode,
        facts: Mapping[str, tuple[Hyperlink, ...]],
        link: Hyperlink | None = None,
    ) -> DocEntry:
        """Return the entry of a term, with those of the facts that have values."""
        triples = self.statements
        return DocEntry(
            term_anchor(node), node.value, shorten_iri(node.value), triples.label(node),
            triples.first_text(node, "skos:definition"), facts_with_values(facts), link=link,
        )  # fmt: skip


def term_anchor(node: NamedNode) -> str:
    """Return a term's anchor: the fragment of its IRI, or its prefixed name."""
    inside = is_fw_term(node)
    return local_name(node.value) if inside else shorten_iri(node.value).replace(":", "-")


def facts_with_values(named: Mapping[str, tuple[Hyperlink, ...]]) -> tuple[Fact, ...]:
    """Return the facts that have a value."""
    return tuple(Fact(Hyperlink(name), values) for name, values in named.items() if values)


def documentation_page(
    frame: Links,
    path: str,
    title: str,
    sentence: str,
    about: tuple[Fact, ...],
    groups: list[DocGroup],
) -> bytes:
    """Return the page of a documentation."""
    return render_template(
        "documentation.html",
        frame,
        title=title,
        path=path,
        sentence=sentence,
        about=about,
        groups=[group for group in groups if group.entries],
        documented=GRAPH_FORMATS,
    )
