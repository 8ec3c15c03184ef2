"""What can be asked for under one path, in several forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fwgraph.media_types import JSON_LD, PLAIN_JSON, Format
from fwgraph.web.http.links import Links

ResourceWriter = Callable[[Format, Links], bytes]
ParameterValues = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource: its path, its formats (the favourite one first), what writes them.

    ``iri`` is what it describes, if that is one thing. ``with_values`` returns the same for the
    values of parameters, where it takes some; ``query`` is then what follows its path, and
    ``error_page`` writes its page where the values are wrong.
    """

    path: str
    formats: tuple[Format, ...]
    write: ResourceWriter
    iri: str | None = None
    with_values: Callable[[ParameterValues], Resource] | None = None
    query: str = ""
    error_page: Callable[[str, Links], bytes] | None = None

    @property
    def offered_formats(self) -> tuple[Format, ...]:
        """Its formats, and JSON where JSON-LD is the only JSON that it has."""
        has_other = any(PLAIN_JSON.ending == form.ending for form in self.formats)
        return (
            self.formats
            if has_other or JSON_LD not in self.formats
            else (*self.formats, PLAIN_JSON)
        )

    def write_form(self, form: Format, links: Links) -> bytes:
        """Return one of the forms that are offered."""
        return self.write(JSON_LD if form is PLAIN_JSON else form, links)

    def format_href(self, form: Format, links: Links) -> str:
        """Return the reference to one form: the path with the form's ending."""
        return links.form_href(f"{self.path}.{form.ending}", self.query)

    def page_href(self, links: Links) -> str:
        """Return the reference to the page."""
        return links.page_href(self.path, query=self.query)
