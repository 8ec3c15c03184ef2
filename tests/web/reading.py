"""A strict reader of our own pages: everything closed, everything named once, nothing inline."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
DATA = frozenset({"application/json", "application/ld+json"})
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list")


@dataclass
class Page(HTMLParser):
    """A page that was read: what is wrong with it, what it links, what it says."""

    text: str
    faults: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.referred: set[str] = set()
        self.feed(self.text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]
        self.faults += [f"#{name} is not there" for name in sorted(self.referred - self.ids)]
        if not self.text.startswith("<!doctype html>\n<html lang="):
            self.faults.append("no doctype or language")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.faults += [f"<{tag} {name}>" for name in given if name == "style" or name[:2] == "on"]
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self.faults.append("an inline script")
        if tag == "style":
            self.faults.append("an inline style")
        self.name(given.get("id"))
        for name in REFERRING:
            self.referred.update(given.get(name, "").split())
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        if tag not in VOID:
            self.open.append(tag)

    def name(self, identity: str | None) -> None:
        if identity is not None:
            if identity in self.ids or not identity or " " in identity:
                self.faults.append(f"the id {identity!r}")
            self.ids.add(identity)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.blocks.append(data)
        else:
            self.words.append(data)

    @property
    def visible_text(self) -> str:
        """The page's words, blanks in one."""
        return " ".join("".join(self.words).split())

    def links_inside(self, address: str) -> set[str]:
        """Return the addresses on the same host that the page links, from its own address."""
        found = {urljoin(address, link) for link in set(self.links)}
        here = urlsplit(address)[:2]
        return {link for link in found if urlsplit(link)[:2] == here}

    def outside(self, address: str) -> set[str]:
        """Return the addresses elsewhere that the page links."""
        return {urljoin(address, link) for link in self.links} - self.links_inside(address)
