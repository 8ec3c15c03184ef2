"""The markups in which wiki pages are read and written: a folder and one line each.

A folder has a module ``reader`` with ``parse_wiki_page(text)`` and a module ``writer``.
They are loaded when a page is read or written, since that takes some 40 ms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from fwgraph.wiki.document import TableRow, WikiPage


class MarkupWriter(Protocol):
    """What the module ``writer`` of a markup has."""

    def write_name(self, name: str, target: str | None) -> str:
        """Return a name, linked to a URL or a page of the wiki or, without one, to nothing."""

    def write_row(self, cells: Sequence[str], model: TableRow) -> str:
        """Return a row with as many cells as another one of its table, without a line end."""


@dataclass(frozen=True, slots=True)
class PageMarkup:
    """The package of a markup, and the file endings that mean it besides its own.

    Of the files in a folder, those with its own ending and ``in_folders`` are pages.
    ``is_common`` tells that most of those are no lists of software, and ``keeps_columns`` that
    the cells of its tables stand below each other.
    """

    package: str
    aliases: tuple[str, ...] = ()
    in_folders: tuple[str, ...] = ()
    is_common: bool = False
    keeps_columns: bool = False

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


MARKUPS = {
    "moin": PageMarkup("fwgraph.wiki.moin", ("wiki", "txt", "page")),
    "md": PageMarkup(
        "fwgraph.wiki.markdown", ("markdown",), ("markdown",), is_common=True, keeps_columns=True
    ),
}
"""By file ending, which is the name of the export as well."""
DEFAULT_MARKUP = MARKUPS["moin"]
"""The markup of a page whose file has any other ending."""


def page_markup(path: PurePath) -> PageMarkup | None:
    """Return the markup that a file's ending means, or nothing where it means none."""
    ending = path.suffix.lower().removeprefix(".")
    for name, markup in MARKUPS.items():
        if ending in {name, *markup.aliases}:
            return markup
    return None
