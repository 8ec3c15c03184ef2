"""Markup of files that no reader of ours reads, taken out of their text.

Not a parser: emphasis, code, links, roles, tags, escapes and the marks of comments at the
start of a line are dropped, whatever the language, from a text and from a phrase alike.
Words, case, punctuation and quotation marks stay. The patterns take time in proportion.
"""

import html
import re
from collections.abc import Callable, Mapping

from fwgraph.verification.visible_text import HIDDEN_LINE_END

Replacement = str | Callable[[re.Match[str]], str]

BREAKING_TAGS = "br|p|div|li|ul|ol|dl|dt|dd|td|th|tr|table|h[1-6]|pre|hr|section|blockquote"


def keep_lines(hidden: str) -> str:
    """Return the line ends of what is not shown."""
    return HIDDEN_LINE_END * hidden.count("\n")


def hide(match: re.Match[str]) -> str:
    """Return what stays of a match that shows nothing."""
    return keep_lines(match[0])


def show_label(match: re.Match[str]) -> str:
    """Return the first group, without the blanks at its end, and the line ends of the rest."""
    label = match[1].rstrip()
    return label + keep_lines(match[0][match.end(1) - match.start() - len(match[1]) + len(label) :])


INLINE_MARKS: Mapping[re.Pattern[str], Replacement] = {
    re.compile(r"(?::[A-Za-z][\w.+-]{0,40}){1,3}:(?=`)"): "",  # a role of reStructuredText
    re.compile(r"`[~!]?([^`<>]{1,500}+)<[^`<>]{1,500}>(?=`)"): lambda match: (
        "`" + show_label(match)
    ),
    re.compile(r"<((?:https?|ftp|mailto):[^<>\s]{1,2000})>"): r"\1",
    re.compile(rf"</?(?:{BREAKING_TAGS})\b[^<>]{{0,2000}}>", re.IGNORECASE): (
        lambda match: f" {hide(match)}"
    ),
    re.compile(r"</?[A-Za-z][^<>]{0,2000}>"): hide,
    re.compile(r"!?\[([^\[\]]{1,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,200}\")?\)"): show_label,
    re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,200}\]"): show_label,
    re.compile(r"\\ |\\(?=[^\w\s]|\n)"): "",
    re.compile(r"`{1,3}_{0,2}(?!\w)|`{1,3}(?:[~!](?=\w))?"): "",
    re.compile(r"(?<![^\s'\"(\[{<:-])(\*{1,3})(?=[^\s*])([^*]{1,1000}?)(?<=\S)\1(?![\w*])"): r"\2",
    re.compile(r"(?<!\w)(_{1,2})(?=[^\s_])([^_]{1,1000}?)(?<=\S)\1(?!\w)"): r"\2",
    re.compile(r"(?<=\w)_{1,2}(?!\w)"): "",  # a reference of reStructuredText
    re.compile(r"&(?:#?\w{1,32});"): lambda match: html.unescape(match[0]).replace(
        "\n", " "
    ),  # a line end by its number is none of the file
}
"""What is taken out of a text and of a phrase, in this order, and what takes its place."""
LINE_MARKS = re.compile(
    r"^[^\S\n]*(?:(?:#{1,6}|//+|;+|>|\.\.|\*|\||%|--)(?=\s|\Z)[^\S\n]*)+(?:(?<=\.\. )_(?=\w))?",
    re.MULTILINE,
)
"""What stands in front of the text of a line: marks of comments, quotations, headings, targets."""


def strip_inline_markup(text: str) -> str:
    """Return a text without the marks within its lines; hidden line ends stay countable."""
    for pattern, replacement in INLINE_MARKS.items():
        text = pattern.sub(replacement, text)
    return text


def strip_markup(text: str) -> str:
    """Return the text of a file without markup; it has as many line ends as before."""
    return strip_inline_markup(LINE_MARKS.sub("", strip_comments(text)))


def strip_comments(text: str) -> str:
    """Return a text without the comments of HTML; one that has no end is none."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[at:start], keep_lines(text[start:end])]
        at = end + len("-->")
    return "".join([*parts, text[at:]])
