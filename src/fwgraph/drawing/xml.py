"""Elements of XML as text: whatever stands in them is escaped, so that it stays text."""

from collections.abc import Mapping

from fwgraph.drawing.text_metrics import single_line

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


class Markup(str):
    """Text that is XML already; only this module and the style sheet make it."""

    __slots__ = ()


def escape_xml(words: str) -> str:
    """Return words as text of XML, on one line, without characters that XML cannot hold."""
    return single_line(words).translate(ESCAPES)


def xml_element(name: str, attributes: Mapping[str, str] | None = None, *content: str) -> Markup:
    """Return an element; content that is not Markup is escaped."""
    start = name + "".join(
        f' {key}="{escape_xml(words)}"' for key, words in (attributes or {}).items()
    )
    inner = "".join(part if isinstance(part, Markup) else escape_xml(part) for part in content)
    return Markup(f"<{start}>{inner}</{name}>" if inner else f"<{start}/>")
