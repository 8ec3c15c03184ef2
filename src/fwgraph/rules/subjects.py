"""Where the statements of Turtle begin: pyoxigraph, which reads them, gives no positions.

Only text that pyoxigraph has read is looked at, so that the patterns may be wide: they tell
where strings, comments, IRIs and names end. Turtle, TriG, N-Triples and N-Quads are alike here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import RdfFormat, parse

from fwgraph.sparql.lexer import LOCAL_ESCAPE, NAME_PART, NAME_START

# Unlike in SPARQL, every dot within a local part belongs to it, however many there are.
PREFIX = rf"[{NAME_START}][{NAME_PART}-]*+(?:\.++[{NAME_PART}-]++)*+"
LOCAL = rf"(?:[{NAME_PART}:-]|{LOCAL_ESCAPE})++"
TOKEN = re.compile(
    rf"""
    (?P<space>\s++|\#[^\r\n]*+)
  | (?P<iri><[^<>\s]*+>)
  | (?P<string>
        \"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*+\"\"\" | "(?:[^"\\]|\\.)*+"
      | '''(?:'{{0,2}}(?:[^'\\]|\\.))*+''' | '(?:[^'\\]|\\.)*+'
    )
  | (?P<blank>_:[{NAME_PART}-]++(?:\.++[{NAME_PART}-]++)*+)
  | (?P<name>(?:{PREFIX})?:(?:{LOCAL}(?:\.++{LOCAL})*+)?)
  | (?P<number>[0-9]*+\.[0-9]*+[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++(?:[eE][+-]?[0-9]++)?)
  | (?P<word>@?[{NAME_START}][{NAME_PART}-]*+)
  | (?P<open><<|\{{\||[\[(])
  | (?P<close>>>|\|\}}|[\])])
  | (?P<brace>[{{}}])
  | (?P<dot>\.)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:(?!.*(?:\\|/\.))")
"""An IRI that stands for itself: it has a scheme, no escape, and no dots to be resolved."""


@dataclass(slots=True)
class Namespaces:
    """The base IRI and the prefixes that hold at a place."""

    base: str
    prefixes: dict[str, str] = field(default_factory=dict)

    def resolve(self, kind: str, text: str) -> str | None:
        """Return the IRI that a token stands for, None for what is no IRI."""
        if kind == "iri":
            iri = text[1:-1]
            return iri if ABSOLUTE.match(iri) else parse_iri(text, self.base)
        prefix, _, local = text.partition(":")
        if kind != "name" or prefix not in self.prefixes:
            return None
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def parse_iri(token: str, base: str) -> str | None:
    """Return an IRI as the parser reads it, escapes and relative references included."""
    try:
        (quad,) = parse(f"{token} <x:x> <x:x> .", format=RdfFormat.TURTLE, base_iri=base)
    except (SyntaxError, ValueError):
        return None
    return str(getattr(quad.subject, "value", "")) or None


def read_subjects(text: str, base: str) -> Iterator[tuple[str, int]]:
    """Yield the IRI of the subject of each statement, and its offset in the text."""
    namespaces, pending, depth, is_start = Namespaces(base), None, 0, True
    tokens = code_tokens(text)
    for token in tokens:
        kind, is_graph = str(token.lastgroup), token[0] == "{"
        if pending and not is_graph:  # the name of a graph is no subject
            yield pending
        pending = None
        if is_start and read_declaration(token, tokens, namespaces):
            continue
        if is_start and (iri := namespaces.resolve(kind, token[0])):
            pending = iri, token.start()
        depth += {"open": 1, "close": -1}.get(kind, 0)
        is_start = depth == 0 and kind in {"dot", "brace"}


def code_tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text but for blanks and comments."""
    return (token for token in TOKEN.finditer(text) if token.lastgroup != "space")


def read_declaration(
    token: re.Match[str], tokens: Iterator[re.Match[str]], namespaces: Namespaces
) -> bool:
    """Read what a base or prefix is declared to be; tell whether one is declared.

    The dot that ends the older form begins a statement as any other does.
    """
    keyword = token[0].removeprefix("@").casefold() if token.lastgroup == "word" else ""
    if keyword not in {"prefix", "base", "version"}:
        return keyword == "graph"
    name = next(tokens, None) if keyword == "prefix" else None
    value = next(tokens, None)
    iri = namespaces.resolve("iri", value[0]) if value and value.lastgroup == "iri" else None
    if iri is not None and name:
        namespaces.prefixes[name[0].removesuffix(":")] = iri
    elif iri is not None:
        namespaces.base = iri
    return True
