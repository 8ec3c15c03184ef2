"""What may be asked at all, told from a query's text before anything evaluates it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fwgraph.sparql.lexer import (
    BRACKET_STEPS,
    QUERY_FORMS,
    UPDATE_KEYWORDS,
    LexicalError,
    Terminal,
    blank_comments,
    read_dataset_clauses,
    read_prologue,
    read_terminals,
)
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.refusals import Refusal, capitalize_first

SERVICE_KEYWORD = "SERVICE"
AMBIGUOUS_ESCAPE = re.compile(r"\\[uU]0*(?:0[aAdD]|2[237]|3[cCeE]|5[cC]|7[bBdD])")
"""Codepoint escapes of what ends strings and IRIs: the standard and engines differ there."""
ABSOLUTE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+://")


@dataclass(frozen=True, slots=True)
class ScreenedQuery:
    """A query that may be evaluated: its text without comments, its form, its FROM clauses.

    ``default`` and ``named`` are the graphs of FROM and of FROM NAMED.
    """

    text: str
    form: str
    default: tuple[str, ...]
    named: tuple[str, ...]


def screen_query(text: str, limits: Limits) -> ScreenedQuery:
    """Return a query as it may be evaluated.

    Raises Refusal for an update, for SERVICE, for a query that is too long or too deep,
    and for one that does not say what it asks. Whatever else is wrong is for the engine.
    """
    if len(text) > limits.length:
        sentence = f"The query has {len(text):,} characters; {limits.length:,} are the limit here."
        raise Refusal(413, sentence)
    try:
        terminals = list(read_safe_terminals(text, limits.depth))
        check_service(text, terminals)
        form = query_form(terminals)
        default, named = dataset_of(text, terminals)
    except LexicalError as error:
        raise Refusal(400, f"{capitalize_first(str(error))}.") from error
    return ScreenedQuery(blank_comments(text, terminals), form, default, named)


def read_safe_terminals(text: str, depth: int) -> Iterator[Terminal]:
    """Yield a query's terminals, none of which an engine can read in another way.

    Raises LexicalError for others, and for more than ``depth`` brackets within each other.
    """
    within = 0
    for terminal in read_terminals(text):
        within += BRACKET_STEPS.get(terminal.text, 0)
        if within > depth:
            reason = f"more than {depth} brackets within each other are not answered here"
            raise LexicalError(text, terminal.start, reason)
        if terminal.kind in {"iri", "string"}:
            check_ambiguity(text, terminal)
        yield terminal


def check_ambiguity(text: str, terminal: Terminal) -> None:
    """Raise LexicalError for an IRI or a string that can be read in two ways."""
    if AMBIGUOUS_ESCAPE.search(terminal.text):
        reason = (
            "write quotation marks, brackets and line ends by themselves or as \\n, not as \\u…"
        )
        raise LexicalError(text, terminal.start, reason)
    relative = terminal.kind == "iri" and not ABSOLUTE_IRI.match(terminal.text)
    if relative and ("#" in terminal.text or "'" in terminal.text):
        reason = "this can be an IRI or a comparison; write the IRI in full, or a space after <"
        raise LexicalError(text, terminal.start, reason)


def check_service(text: str, terminals: Iterable[Terminal]) -> None:
    """Raise LexicalError where a word, or a prefix that an engine may take for one, is SERVICE.

    A part of a word is enough: an engine may begin to read in the middle of it.
    """
    for terminal in terminals:
        word = terminal.prefix or terminal.keyword
        if SERVICE_KEYWORD in word.upper():
            reason = (
                "SERVICE is refused: this endpoint asks no other"
                if terminal.keyword == SERVICE_KEYWORD
                else f"{terminal.text.partition(':')[0]} can be read as SERVICE; rename it"
            )
            raise LexicalError(text, terminal.start, reason)


def query_form(terminals: Iterable[Terminal]) -> str:
    """Return a query's form; raises Refusal, by its name, for an update.

    What stands before the first keyword that tells is for the engine to complain of.
    """
    for keyword in (terminal.keyword for terminal in terminals):
        if keyword in QUERY_FORMS:
            return keyword
        if keyword in UPDATE_KEYWORDS:
            raise update_refusal(keyword)
    raise Refusal(400, "The query does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE.")


def update_refusal(operation: str = "") -> Refusal:
    """Return the refusal of an update."""
    named = f" ({operation})" if operation else ""
    sentence = (
        f"This is a SPARQL update{named}: updates are refused, this endpoint only answers queries."
    )
    return Refusal(403, sentence)


def dataset_of(text: str, terminals: Sequence[Terminal]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the graphs of FROM, and of FROM NAMED; raises LexicalError for what is no IRI."""
    graphs: tuple[list[str], list[str]] = [], []
    prologue = read_prologue(terminals)
    for keyword, is_named, source in read_dataset_clauses(terminals):
        iri = source and prologue.resolve(source)
        if iri is None:
            raise LexicalError(text, keyword.start, "FROM is not followed by an IRI")
        graphs[is_named].append(iri)
    return tuple(graphs[0]), tuple(graphs[1])
