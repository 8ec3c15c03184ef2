"""Pages from templates: everything from data is escaped, and nothing is missing in silence."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fwgraph.drawing.xml import Markup as XmlMarkup
from fwgraph.media_types import GRAPH_FORMATS
from fwgraph.project import __version__
from fwgraph.web.http.links import Links

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""What HTML must not hold, and marks that turn the direction of the text around them."""
SCRIPT_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def render_template(template: str, links: Links, **values: Any) -> bytes:
    """Return a page as UTF-8; raises jinja2.UndefinedError for a value that is not given."""
    return template_environment().get_template(template).render(links=links, **values).encode()


@cache
def template_environment() -> Environment:
    """Return the templates of ``templates/``, escaping whatever they are given."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=replace_invisible,
        auto_reload=False,
    )
    environment.filters |= {
        "data_block": data_block,
        "breakable": breakable_iri,
        "drawn": embed_drawing,
    }
    environment.globals |= {"version": __version__, "forms": GRAPH_FORMATS}
    return environment


def replace_invisible(value: Any) -> Any:
    """Return text with what cannot be seen made visible; anything else as it is."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    return INVISIBLE.sub("\ufffd", value)


def breakable_iri(iri: str) -> Markup:
    """Return an IRI that may go on in the next line after each slash."""
    return Markup("/<wbr>").join(replace_invisible(iri).split("/"))


def embed_drawing(picture: XmlMarkup) -> Markup:
    """Return a drawing, in which everything is escaped already, as part of a page."""
    return Markup(picture)  # noqa: S704 - only drawings have this type


def data_block(value: Any) -> Markup:
    """Return a value as JSON that nothing in it can end the script element of (HTML, 4.12.1)."""
    text = json.dumps(value, indent=1, sort_keys=True)
    return Markup(text.translate(SCRIPT_ESCAPES))  # noqa: S704 - no character of markup is left
