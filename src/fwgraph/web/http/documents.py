"""What can be asked for under one path, in several forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fwgraph.web.http.links import Frame
from fwgraph.web.http.media_types import Form

Writer = Callable[[Form, Frame], bytes]
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its path, its forms (the favourite one first), what writes them.

    ``iri`` is what it describes, if that is one thing. ``ask`` returns the same for the
    values of parameters, where it takes some; ``query`` is then what follows its path, and
    ``excuse`` writes its page where the values are wrong.
    """

    path: str
    forms: tuple[Form, ...]
    write: Writer
    iri: str | None = None
    ask: "Callable[[Values], Document] | None" = None
    query: str = ""
    excuse: Callable[[str, Frame], bytes] | None = None

    def form_in(self, form: Form, frame: Frame) -> str:
        """Return the reference to one form: the path with the form's ending."""
        return f"{frame.file(f'{self.path}.{form.ending}')}{self.asked}"

    def page_in(self, frame: Frame) -> str:
        """Return the reference to the page."""
        return f"{frame.page(self.path)}{self.asked}"

    @property
    def asked(self) -> str:
        """What follows the path in an address."""
        return f"?{self.query}" if self.query else ""
