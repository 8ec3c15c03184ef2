"""What may be asked at all, told from a query's text before anything evaluates it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.sparql.lexer import Terminal, query_position, terminals
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.refusals import Refusal

QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATE_KEYWORDS = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
SERVICE_KEYWORD = "SERVICE"
CODEPOINT_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class ScreenedQuery:
    """A query that may be evaluated: its text without comments, its form, its FROM clauses.

    ``default`` and ``named`` are the graphs of FROM and of FROM NAMED; None for both where
    the query has no such clause.
    """

    text: str
    form: str
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None


def screen_query(text: str, limits: Limits) -> ScreenedQuery:
    """Return a query as it may be evaluated.

    Raises Refused for an update, for SERVICE, for a query that is too long or too deep,
    and for one that does not say what it asks. Whatever else is wrong is for the engine.
    """
    if len(text) > limits.length:
        sentence = f"The query has {len(text):,} characters; {limits.length:,} are the limit here."
        raise Refusal(413, sentence)
    found = list(terminals(text, limits.depth))
    check_service(text, found)
    read = [each for each in found if each.kind != "comment"]
    form = query_form(read)
    default, named = parse_dataset_clauses(text, read)
    return ScreenedQuery(blank_comments(text, found), form, default, named)


def check_service(text: str, found: Iterable[Terminal]) -> None:
    """Raise Refused where a word, or a prefix that an engine may take for one, is SERVICE.

    A part of a word is enough: an engine may begin to read in the middle of it.
    """
    for each in found:
        if each.kind in {"word", "name"}:
            word = each.text.partition(":")[0].upper()
            if SERVICE_KEYWORD in word:
                reason = (
                    "SERVICE is refused: this endpoint asks no other"
                    if word == SERVICE_KEYWORD and each.kind == "word"
                    else f"{each.text.partition(':')[0]} can be read as SERVICE; rename it"
                )
                raise Refusal(400, f"{query_position(text, each.start)}: {reason}.")


def query_form(found: Iterable[Terminal]) -> str:
    """Return a query's form; raises Refused, by its name, for an update."""
    for each in found:
        word = each.text.upper()
        if each.kind == "word" and word in QUERY_FORMS:
            return word
        if each.kind == "word" and word in UPDATE_KEYWORDS:
            raise update_refusal(word)
    raise Refusal(400, "The query does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE.")


def update_refusal(operation: str = "") -> Refusal:
    """Return the refusal of an update."""
    named = f" ({operation})" if operation else ""
    sentence = (
        f"This is a SPARQL update{named}: updates are refused, this endpoint only answers queries."
    )
    return Refusal(403, sentence)


def parse_dataset_clauses(
    text: str, found: list[Terminal]
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the graphs of FROM and of FROM NAMED; None for both where there are none."""
    default: list[str] = []
    named: list[str] = []
    base, prefixes = parse_prologue(found)
    for index, each in enumerate(found):
        if each.kind != "word" or each.text.upper() != "FROM":
            continue
        after = found[index + 1 : index + 3]
        is_named = bool(after) and after[0].kind == "word" and after[0].text.upper() == "NAMED"
        source = after[is_named : is_named + 1]
        iri = terminal_iri(source[0], base, prefixes) if source else None
        if iri is None:
            raise Refusal(
                400, f"{query_position(text, each.start)}: FROM is not followed by an IRI."
            )
        (named if is_named else default).append(iri)
    return (tuple(default), tuple(named)) if default or named else (None, None)


def parse_prologue(found: list[Terminal]) -> tuple[str, dict[str, str]]:
    """Return the base IRI and the prefixes that hold in a query."""
    base, prefixes = BASE, dict(PREFIXES)
    for index, each in enumerate(found):
        word = each.text.upper() if each.kind == "word" else ""
        if word in QUERY_FORMS:
            break
        kinds = [after.kind for after in found[index + 1 : index + 3]]
        if word == "BASE" and kinds[:1] == ["iri"]:
            base = urljoin(base, unescape_iri(found[index + 1]))
        if word == "PREFIX" and kinds == ["name", "iri"]:
            prefix = found[index + 1].text.removesuffix(":")
            prefixes[prefix] = urljoin(base, unescape_iri(found[index + 2]))
    return base, prefixes


def terminal_iri(source: Terminal, base: str, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI that a terminal stands for, None for what is no IRI."""
    if source.kind == "iri":
        return urljoin(base, unescape_iri(source))
    prefix, _, local = source.text.partition(":")
    if source.kind != "name" or prefix not in prefixes:
        return None
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def unescape_iri(iri: Terminal) -> str:
    """Return an IRI without brackets, codepoint escapes read."""
    return CODEPOINT_ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), iri.text[1:-1])


def blank_comments(text: str, found: Iterable[Terminal]) -> str:
    """Return a query with spaces in place of its comments, so that positions stay."""
    parts, position = [], 0
    for each in found:
        if each.kind == "comment":
            parts += [text[position : each.start], " " * len(each.text)]
            position = each.start + len(each.text)
    return "".join([*parts, text[position:]])
