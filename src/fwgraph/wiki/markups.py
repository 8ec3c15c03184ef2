"""The markups in which wiki pages are read and written: a folder and one line each.

A folder has a module ``reader`` with ``parse_wiki_page(text)`` and a module ``writer``.
They are loaded when a page is read or written, since that takes some 40 ms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path, PurePath

    from fwgraph.wiki.document import TableRow, WikiPage
    from fwgraph.wiki.myst.builder import Mending
    from fwgraph.wiki.myst.faults import PageFault
    from fwgraph.wiki.myst.links import WikiPages


class MarkupWriter(Protocol):
    """What the module ``writer`` of a markup has."""

    def write_name(self, name: str, target: str | None) -> str:
        """Return a name, linked to a URL or a page of the wiki or, without one, to nothing."""

    def write_row(self, cells: Sequence[str], model: TableRow) -> str:
        """Return a row with as many cells as another one of its table, without a line end."""


class PageBuilder(Protocol):
    """What the module ``builder`` of what publishes pages has."""

    def find_faults(
        self, page: WikiPage, place: str | None, wiki: WikiPages | None
    ) -> Iterator[PageFault]:
        """Yield what readers of the published page miss; links are judged in a known wiki."""

    def mend_page(self, text: str, place: str | None, wiki: WikiPages | None) -> Mending:
        """Return a page written so that its readers miss less, and what was done."""


@dataclass(frozen=True, slots=True)
class PageMarkup:
    """The package of a markup, and the file endings that mean it besides its own.

    Of the files in a folder, those with its own ending and ``in_folders`` are pages.
    ``is_common`` tells that most of those are no lists of software, and ``keeps_columns`` that
    the cells of its tables stand below each other. ``published_by`` is the package of what
    makes pages for readers of it, where that does not show all that is written.
    """

    package: str
    aliases: tuple[str, ...] = ()
    in_folders: tuple[str, ...] = ()
    is_common: bool = False
    keeps_columns: bool = False
    published_by: str = ""

    def read(self, text: str) -> WikiPage:
        """Return the page that a text is; any text at all is a page."""
        page: WikiPage = import_module(f"{self.package}.reader").parse_wiki_page(text)
        return page if page.markup else replace(page, markup=self.name)

    @property
    def name(self) -> str:
        """The file ending that is its own."""
        return next((name for name, markup in MARKUPS.items() if markup is self), "")

    @property
    def writer(self) -> MarkupWriter:
        """What writes pages in this markup."""
        return cast("MarkupWriter", import_module(f"{self.package}.writer"))

    @property
    def builder(self) -> PageBuilder | None:
        """What publishes pages in this markup, where that is known."""
        if not self.published_by:
            return None
        return cast("PageBuilder", import_module(f"{self.published_by}.builder"))


MARKUPS = {
    "moin": PageMarkup("fwgraph.wiki.moin", ("wiki", "txt", "page")),
    "md": PageMarkup(
        "fwgraph.wiki.markdown",
        ("markdown",),
        ("markdown",),
        is_common=True,
        keeps_columns=True,
        published_by="fwgraph.wiki.myst",
    ),
}
"""By file ending, which is the name of the export as well."""
DEFAULT_MARKUP = MARKUPS["moin"]
"""The markup of a page of which neither its file's ending nor its headings say any."""


def page_markup(path: PurePath) -> PageMarkup | None:
    """Return the markup that a file's ending means, or nothing where it means none."""
    ending = path.suffix.lower().removeprefix(".")
    for name, markup in MARKUPS.items():
        if ending in {name, *markup.aliases}:
            return markup
    return None


def text_markup(path: PurePath, text: str) -> PageMarkup:
    """Return the markup of a page: its file's ending says it, or else its headings.

    Standard input has no ending. Headings say it where the text has some in one markup only.
    """
    if known := page_markup(path):
        return known
    having = [
        each for each in MARKUPS.values() if any(head for head, _ in each.read(text).sections())
    ]
    return having[0] if len(having) == 1 else DEFAULT_MARKUP


def read_page_file(path: Path) -> tuple[str, PageMarkup]:
    """Return the text of a page and its markup; raises NothingToCheck for an empty page."""
    from fwgraph.errors import NothingToCheck
    from fwgraph.files import read_exact_text

    text = read_exact_text(path)
    if not text.strip():
        raise NothingToCheck(f"{path}: the page is empty")
    return text, text_markup(path, text)
