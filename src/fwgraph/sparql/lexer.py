"""The text of a query as terminals, read as strictly as every engine reads it.

Whether a query names SERVICE can only be told by someone who knows where strings,
comments and IRIs end. Engines differ there: Oxigraph 0.5 takes keywords without a space
after them (``trueSERVICE<…>``) and ``?a<?b#>`` for a comparison, where the grammar sees an
IRI. So each character has to belong to a terminal, and what can be read in two ways is
refused. Comments are blanked out, so that nobody reads them otherwise.

Every pattern takes time in proportion to the text: repetitions are possessive.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fwgraph.web.sparql.refusals import Refusal

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
  | (?P<mark>[{{}}()\[\];,.+*/>=!^|&~-]++|[<?])
    """,
    re.VERBOSE,
)
AMBIGUOUS_ESCAPE = re.compile(r"\\[uU]0*(?:0[aAdD]|2[237]|3[cCeE]|5[cC]|7[bBdD])")
"""Codepoint escapes of what ends strings and IRIs: the standard and engines differ there."""
ABSOLUTE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+://")
BRACKET_STEPS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}


@dataclass(frozen=True, slots=True)
class Terminal:
    """A comment, an IRI, a prefixed name or a word: its kind, its text, where it begins."""

    kind: str
    text: str
    start: int


def terminals(text: str, depth: int) -> Iterator[Terminal]:
    """Yield a query's comments, IRIs, prefixed names and words.

    Raises Refused, with line and column, for what is no SPARQL, for what can be read in
    two ways, and for more than ``depth`` brackets within each other.
    """
    position = within = 0
    while position < len(text):
        match = TERMINAL.match(text, position)
        if not match:
            raise Refusal(
                400, f"{query_position(text, position)}: {explain_bad_character(text[position])}"
            )
        kind, found = str(match.lastgroup), match[0]
        if kind == "mark":
            within = count_open_brackets(text, position, found, within, depth)
        elif kind in {"iri", "string"}:
            check_ambiguity(text, kind, found, position)
        if kind in {"comment", "iri", "name", "word"}:
            yield Terminal(kind, found, position)
        position = match.end()


def count_open_brackets(text: str, start: int, marks: str, within: int, depth: int) -> int:
    """Return how many brackets are open after some marks; raises Refused for too many."""
    for offset, mark in enumerate(marks):
        within += BRACKET_STEPS.get(mark, 0)
        if within > depth:
            reason = f"more than {depth} brackets within each other are not answered here"
            raise Refusal(400, f"{query_position(text, start + offset)}: {reason}.")
    return within


def check_ambiguity(text: str, kind: str, found: str, start: int) -> None:
    """Raise Refused for an IRI or a string that can be read in two ways."""
    if AMBIGUOUS_ESCAPE.search(found):
        reason = (
            "write quotation marks, brackets and line ends by themselves or as \\n, not as \\u…"
        )
        raise Refusal(400, f"{query_position(text, start)}: {reason}.")
    if kind == "iri" and ("#" in found or "'" in found) and not ABSOLUTE_IRI.match(found):
        reason = "this can be an IRI or a comparison; write the IRI in full, or a space after <"
        raise Refusal(400, f"{query_position(text, start)}: {reason}.")


def explain_bad_character(letter: str) -> str:
    """Return why no terminal begins with a character."""
    if letter in "'\"":
        return "this string does not end, or has an escape that SPARQL does not have."
    if letter == "\\":
        return "escapes are understood in strings and IRIs only."
    return f"the character U+{ord(letter):04X} is not SPARQL here."


def query_position(text: str, position: int) -> str:
    """Return where in the query something stands, as a sentence begins."""
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"The query, line {line}, column {column}"
