"""What the documentation of a file of terms consists of: entries in groups, each an anchor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from fwgraph.namespaces import Term, shorten
from fwgraph.web.http.links import Frame
from fwgraph.web.http.media_types import DESCRIPTIONS
from fwgraph.web.pages.facts import Fact
from fwgraph.web.pages.lookups import Library, Link
from fwgraph.web.pages.statements import Statements
from fwgraph.web.pages.templating import page


@dataclass(frozen=True, slots=True)
class Entry:
    """A term or a shape: where it stands, what it means, what else is said of it."""

    anchor: str
    iri: str
    short: str
    title: str
    sentence: str
    facts: tuple[Fact, ...]
    mark: str = ""
    code: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one sort, under a heading."""

    anchor: str
    title: str
    hint: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Places:
    """Where the terms of a page are documented: in it, on another page, or elsewhere."""

    library: Library
    statements: Statements
    frame: Frame
    anchors: Mapping[str, str] = field(default_factory=dict)

    def link(self, value: Term, text: str | None = None) -> Link:
        """Return a value as a link: within the page, if it is documented there."""
        if not isinstance(value, NamedNode):
            return Link(text or self.library.plainly(value))
        if value.value in self.anchors:
            return Link(text or self.statements.label(value), f"#{self.anchors[value.value]}")
        named = self.library.name(value) if self.library.knows(value) else None
        return self.library.link(value, self.frame, text or named or shorten(value.value))

    def links(self, values: Iterable[Term]) -> tuple[Link, ...]:
        """Return values as links, by their text."""
        return tuple(sorted((self.link(value) for value in values), key=lambda link: link.text))


def rows(named: Mapping[str, tuple[Link, ...]]) -> tuple[Fact, ...]:
    """Return the facts that have a value."""
    return tuple(Fact(Link(name), values) for name, values in named.items() if values)


def written(
    frame: Frame, path: str, title: str, sentence: str, about: tuple[Fact, ...], groups: list[Group]
) -> bytes:
    """Return the page of a documentation."""
    return page(
        "documentation.html",
        frame,
        title=title,
        path=path,
        sentence=sentence,
        about=about,
        groups=[group for group in groups if group.entries],
        documented=DESCRIPTIONS[1:],
    )
