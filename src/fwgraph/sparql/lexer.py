"""The text of a query as terminals, read as strictly as every engine reads it.

Whether a query names SERVICE, and where its LIMIT stands, can only be told by someone who
knows where strings, comments and IRIs end. Engines differ there: Oxigraph 0.5 takes keywords
without a space after them (``trueSERVICE<…>``) and ``?a<?b#>`` for a comparison, where the
grammar sees an IRI. So each character has to belong to a terminal (SPARQL 1.1, section 19.8).

Every pattern takes time in proportion to the text: repetitions are possessive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from fwgraph.errors import QueryError
from fwgraph.namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATE_KEYWORDS = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
NAME_START = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
NAME_PART = f"{NAME_START}_0-9\u00b7\u0300-\u036f\u203f\u2040"
HEX = "[0-9A-Fa-f]"
CODEPOINT = (
    rf"\\u(?![dD][89a-fA-F]){HEX}{{4}}"
    rf"|\\U(?:0000(?![dD][89a-fA-F])|000[1-9a-fA-F]|0010){HEX}{{4}}"
)
ESCAPE = rf"\\[tbnrf\\\"']|{CODEPOINT}"
LOCAL_ESCAPE = rf"%{HEX}{{2}}|\\[_~.\-!$&'()*+,;=/?#@%]"
LOCAL = rf"(?:[{NAME_PART}:-]|{LOCAL_ESCAPE})"

# A local part ends at its second dot: Oxigraph reads what follows there as a keyword.
TERMINAL = re.compile(
    rf"""
    (?P<space>[ \t\r\n]++)
  | (?P<comment>\#[^\r\n]*+)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{CODEPOINT})*+>)
  | (?P<string>
        '''(?:'{{0,2}}(?:[^'\\]|{ESCAPE}))*+''' | '(?!'')(?:[^'\\\r\n]|{ESCAPE})*+'
      | \"\"\"(?:"{{0,2}}(?:[^"\\]|{ESCAPE}))*+\"\"\" | "(?!"")(?:[^"\\\r\n]|{ESCAPE})*+"
    )
  | (?P<blank>_:[{NAME_START}_0-9][{NAME_PART}-]*+(?:\.++[{NAME_PART}-]++)*+)
  | (?P<variable>[?$][{NAME_START}_0-9][{NAME_PART}]*+)
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
  | (?P<name>
        (?:[{NAME_START}][{NAME_PART}-]*+(?:\.++[{NAME_PART}-]++){{0,8}}+)?:
        (?:[{NAME_START}_:0-9]{LOCAL}*+(?:\.++{LOCAL}++)?|(?:{LOCAL_ESCAPE}){LOCAL}*+(?:\.++{LOCAL}++)?)?
    )
  | (?P<word>[{NAME_START}_0-9][{NAME_PART}]*+)
  | (?P<bracket>[{{}}()\[\]])
  | (?P<mark>[;,.+*/>=!^|&~-]++|[<?])
    """,
    re.VERBOSE,
)
BRACKET_STEPS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}
CODEPOINT_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class LexicalError(QueryError):
    """A text is no SPARQL, or may not be asked here, at a position: ``reason`` says why."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        super().__init__(f"the query, line {line}, column {column}: {reason}")


class Terminal(NamedTuple):
    """A terminal of the grammar: the name of its group in TERMINAL, its text, its offset."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset of what follows it."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """The word in capitals, nothing for what is no word."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def prefix(self) -> str:
        """The prefix of a prefixed name; nothing for any other terminal."""
        return self.text.partition(":")[0] if self.kind == "name" else ""


class Prologue(NamedTuple):
    """The base IRI and the prefixes that a query declares, and the terminal that follows them."""

    base: str
    prefixes: dict[str, str]
    operation: Terminal | None

    def resolve(self, terminal: Terminal) -> str | None:
        """Return the IRI that a terminal stands for, None for what is no IRI.

        The project's prefixes need no declaration.
        """
        if terminal.kind == "iri":
            return resolve_iri(self.base, terminal)
        namespace = {**PREFIXES, **self.prefixes}.get(terminal.prefix)
        if terminal.kind != "name" or namespace is None:
            return None
        local = terminal.text.partition(":")[2]
        return namespace + re.sub(r"\\(.)", r"\1", local)


def read_terminals(text: str) -> Iterator[Terminal]:
    """Yield a query's terminals, comments among them; raises LexicalError for what is none."""
    position = 0
    while position < len(text):
        match = TERMINAL.match(text, position)
        if not match:
            raise LexicalError(text, position, explain_bad_character(text[position]))
        if match.lastgroup != "space":
            yield Terminal(str(match.lastgroup), match[0], position)
        position = match.end()


def explain_bad_character(letter: str) -> str:
    """Return why no terminal begins with a character."""
    if letter in "'\"":
        return "this string does not end, or has an escape that SPARQL does not have"
    if letter == "\\":
        return "escapes are understood in strings and IRIs only"
    return f"the character U+{ord(letter):04X} is not SPARQL here"


def read_prologue(terminals: Iterable[Terminal]) -> Prologue:
    """Return the prologue with which some terminals begin; reads no further than behind it."""
    base, prefixes = BASE, dict[str, str]()
    code = (terminal for terminal in terminals if terminal.kind != "comment")
    for keyword in code:
        name = next(code, None) if keyword.keyword == "PREFIX" else None
        iri = next(code, None) if keyword.keyword == "BASE" or name else None
        if iri is None or iri.kind != "iri" or (name and not name.text.endswith(":")):
            return Prologue(base, prefixes, keyword)
        if name:
            prefixes[name.prefix] = resolve_iri(base, iri)
        else:
            base = resolve_iri(base, iri)
    return Prologue(base, prefixes, None)


def resolve_iri(base: str, terminal: Terminal) -> str:
    """Return the IRI between brackets, codepoint escapes read, in relation to a base IRI."""
    iri = CODEPOINT_ESCAPE.sub(lambda code: chr(int(code[1] or code[2], 16)), terminal.text[1:-1])
    return urljoin(base, iri) + "#" * iri.endswith("#")  # urljoin drops an empty fragment


def read_dataset_clauses(
    terminals: Iterable[Terminal],
) -> Iterator[tuple[Terminal, bool, Terminal | None]]:
    """Yield FROM, whether NAMED follows, and what names the graph, for each clause."""
    code = (terminal for terminal in terminals if terminal.kind != "comment")
    for keyword in code:
        if keyword.keyword == "FROM":
            source = next(code, None)
            is_named = source is not None and source.keyword == "NAMED"
            yield keyword, is_named, next(code, None) if is_named else source


def blank_comments(text: str, terminals: Iterable[Terminal]) -> str:
    """Return a query with spaces in place of its comments, so that positions stay."""
    parts, position = [], 0
    for terminal in terminals:
        if terminal.kind == "comment":
            parts += [text[position : terminal.start], " " * len(terminal.text)]
            position = terminal.end
    return "".join([*parts, text[position:]])
