"""How the lines of a Markdown page begin that begin a block."""

import re

FENCE = re.compile(r"(?P<fence>`{3,})(?P<info>[^`]*)\Z|(?P<tildes>~{3,})(?P<more>.*)\Z")
COLONS = re.compile(r"(:{3,})(?!:)\s*+(.*?)\s*\Z")
HEADING = re.compile(r"(#{1,6})(?:[ \t]++(.*))?\Z")
UNDERLINE = re.compile(r"(=++|-++)\s*+\Z")
RULE = re.compile(r"([-*_])[ \t]*+(?:\1[ \t]*+){2,}\Z")
ITEM = re.compile(r"([-+*]|[0-9]{1,9}[.)])(?:([ \t]++)|\Z)")
DEFINITION = re.compile(r"([:~])([ \t]++)(?=\S)")
REFERENCE = re.compile(
    r"""\[(?!\^)([^\[\]\n]{1,999})\]:[ \t]*+(?:<([^<>\n]*+)>|(\S++))
        (?:[ \t]++(?:"([^"\n]*+)"|'([^'\n]*+)'|\(([^()\n]*+)\)))?[ \t]*+\Z""",
    re.VERBOSE,
)
ANCHOR = re.compile(r"\([^()\s]++\)=\s*+\Z")
VERBATIM_TAG = re.compile(r"<(pre|script|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE)
TRAILING_ATTRIBUTES = re.compile(r"[ \t]\{[^{}\n]*\}[ \t]*\Z")
CLOSING_HASHES = re.compile(r"(?:\A|[ \t])#+[ \t]*\Z")
DIRECTIVE = re.compile(r"\{(\w[\w:.-]*+)\}")
OPTION = re.compile(r":[\w-]+:(?:\s|\Z)")
INTERRUPTION = re.compile(
    r"""  \#{1,6}(?:[ \t]|\Z)
        | `{3,}[^`]*\Z | ~{3,}
        | :{3,}
        | (?P<sign>[-*_])[ \t]*+(?:(?P=sign)[ \t]*+){2,}\Z
        | [-+*][ \t]++\S | 1[.)][ \t]++\S
        | >
        | <!-- | <(?:pre|script|style|textarea)[\s>]
        | \+[-=:]++\+""",
    re.VERBOSE,
)
"""What begins a block although no blank line stands above it."""
INTERRUPTING = frozenset("#`~:-*_+1><")
"""The first signs of such lines."""

MARKDOWN_DIRECTIVES = frozenset(
    [
        "admonition",
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "seealso",
        "tip",
        "warning",
        "todo",
        "deprecated",
        "versionadded",
        "versionchanged",
        "topic",
        "sidebar",
        "dropdown",
        "details",
        "epigraph",
        "grid",
        "grid-item",
        "grid-item-card",
        "card",
        "tab-set",
        "tab-item",
        "container",
        "div",
    ]
)
"""The directives of MyST that hold Markdown; what others hold is for them to read."""
