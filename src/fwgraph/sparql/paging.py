"""What has to be known of a query's text, and the queries that follow from it.

A server may cut a long answer without a word (Virtuoso: at 10,000 rows). Such an answer is
counted, and fetched in pages: the query becomes a sub-select in a total order, because
some servers refuse to sort more rows than they would send.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from fwgraph.errors import QueryError
from fwgraph.namespaces import PREFIXES
from fwgraph.sparql.errors import explain_query_error

PAGE = 2000
FORM = re.compile(r"(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
PROLOGUE = re.compile(r"(?:\s|PREFIX\s+[^\s<]*\s*<[^>]*>|BASE\s*<[^>]*>)*+", re.IGNORECASE)
COMMENT = re.compile(
    r"""
    <[^<>"{}|^`\\\s]*>
  | \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | "(?:[^"\\\n]|\\.)*+"
  | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3} | '(?:[^'\\\n]|\\.)*+'
  | (?P<comment>\#[^\n\r]*)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Finds the next comment, and everything in which a number sign is no comment."""
DATASET = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:<[^>]*>|[\w.-]*:[\w.-]*)\s*", re.IGNORECASE)
TEMPLATE = re.compile(
    r"CONSTRUCT\s*(?P<where>[^{]*WHERE\s*)?(?P<triples>\{[^{}]*\})", re.IGNORECASE
)
VALUES = re.compile(r"\bVALUES\b[^{}]*\{[^{}]*\}\s*\Z", re.IGNORECASE)
VARIABLE = re.compile(r"[?$](\w+)")
ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
SLICE = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query without its comments: all prefixes declared in the prologue, and its form."""

    prologue: str
    body: str
    form: str

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what a query asks; raises QueryError for an update, and for no query."""
        bare = COMMENT.sub(lambda found: " " if found["comment"] else found[0], text)
        prologue, body = split_prologue(bare)
        form = FORM.match(body)
        if not form:
            reason = ValueError("it does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
            raise QueryError(explain_query_error(bare, reason))
        return cls(missing_prefixes(bare) + prologue, body, form[0].upper())

    @property
    def text(self) -> str:
        """The whole query."""
        return self.prologue + self.body


@dataclass(frozen=True, slots=True)
class PagedQuery:
    """A query put into a sub-select: ``rows``, in a total order, and what is made of them."""

    prologue: str
    head: str
    datasets: str
    rows: str

    @classmethod
    def from_select(cls, asked: ParsedQuery, columns: Sequence[str]) -> Self:
        """Return the pages of a SELECT with these columns."""
        head, brace, rest = asked.body.partition("{")
        datasets = "".join(DATASET.findall(head))
        rows = add_total_order(DATASET.sub("", head) + brace + rest, columns)
        return cls(asked.prologue, f"SELECT {variable_list(columns)}", datasets, rows)

    @classmethod
    def from_construct(cls, asked: ParsedQuery) -> Self | None:
        """Return the pages of a CONSTRUCT; None where its template is beyond us."""
        found = TEMPLATE.match(asked.body)
        columns = list(dict.fromkeys(VARIABLE.findall(found["triples"]))) if found else []
        if not found or not columns:
            return None
        short = f"{found['where']}{found['triples']}" if found["where"] else ""
        body = f"SELECT {variable_list(columns)} {short}{asked.body[found.end() :]}"
        pages = cls.from_select(replace(asked, body=body), columns)
        return replace(pages, head=f"CONSTRUCT {found['triples']}")

    def count_query(self) -> str:
        """Return the query for the number of all rows."""
        return self._outer_query("SELECT (COUNT(*) AS ?fwgraph_total)")

    def page_query(self, offset: int) -> str:
        """Return the query for the page that begins at a row."""
        return f"{self._outer_query(self.head)} LIMIT {PAGE} OFFSET {offset}"

    def _outer_query(self, head: str) -> str:
        return f"{self.prologue}{head} {self.datasets}WHERE {{ {{ {self.rows} }} }}"


def split_prologue(text: str) -> tuple[str, str]:
    """Return the prologue of a query without comments, and the rest."""
    found = PROLOGUE.match(text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def missing_prefixes(text: str) -> str:
    """Return declarations, on no line of their own, for what a query uses undeclared."""
    return "".join(
        f"PREFIX {name}: <{namespace}> "
        for name, namespace in PREFIXES.items()
        if re.search(rf"(?<![\w.:-]){name}:", text)
        and not re.search(rf"\bPREFIX\s+{name}:", text, re.IGNORECASE)
    )


def add_total_order(select: str, columns: Sequence[str]) -> str:
    """Return a SELECT in an order without ties: its own, then by its columns."""
    values = VALUES.search(select)
    select, last = (select[: values.start()], values[0]) if values else (select, "")
    tail = select.rindex("}") + 1
    sliced = SLICE.search(select, tail)
    end = sliced.start() if sliced else len(select)
    by = " " if ORDER.search(select, tail) else " ORDER BY "
    return f"{select[:end]}{by}{variable_list(columns)} {select[end:]}{last}"


def variable_list(columns: Sequence[str]) -> str:
    """Return names as variables."""
    return " ".join(f"?{name}" for name in columns)
