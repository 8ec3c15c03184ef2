"""What has to be known of a query's text, and the queries that follow from it.

A server may cut a long answer without a word (Virtuoso: at 10,000 rows). Such an answer is
counted, and fetched in pages: the query becomes a sub-select in a total order, because
some servers refuse to sort more rows than they would send. Virtuoso refuses more than 20
keys of an order, too, so none is given twice, and what is counted is in none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from fwgraph.errors import QueryError
from fwgraph.namespaces import PREFIXES
from fwgraph.sparql.errors import explain_query_error
from fwgraph.sparql.lexer import (
    BRACKET_STEPS,
    QUERY_FORMS,
    Terminal,
    blank_comments,
    read_dataset_clauses,
    read_prologue,
    read_terminals,
)

PAGE = 2000


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query without its comments: all prefixes declared in the prologue, and its form."""

    prologue: str
    body: str
    form: str

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the parts of a query; raises QueryError for an update, and for no query."""
        terminals = list(read_terminals(text))
        bare, prologue = blank_comments(text, terminals), read_prologue(terminals)
        operation = prologue.operation
        if operation is None or operation.keyword not in QUERY_FORMS:
            reason = ValueError("it does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
            raise QueryError(explain_query_error(bare, reason))
        used = {terminal.prefix for terminal in terminals} - set(prologue.prefixes)
        # Declared on no line of their own, so that the store counts lines as the user does.
        missing = [f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name in used]
        declared = "".join([*missing, bare[: operation.start]])
        return cls(declared, bare[operation.start :], operation.keyword)

    @property
    def text(self) -> str:
        """The whole query."""
        return self.prologue + self.body

    @property
    def projection(self) -> list[str]:
        """The names of a SELECT's columns, none where it is ``SELECT *``."""
        names, depth, before = [], 0, ""
        for terminal in read_terminals(self.body):
            if terminal.text == "{" or terminal.keyword == "WHERE":
                break
            depth += BRACKET_STEPS.get(terminal.text, 0)
            if terminal.kind == "variable" and (not depth or (depth == 1 and before == "AS")):
                names.append(terminal.text[1:])
            before = terminal.keyword
        return names


@dataclass(frozen=True, slots=True)
class PagedQuery:
    """A query put into a sub-select: ``rows``, in no order or in a total one, and their use."""

    prologue: str
    head: str
    datasets: str
    rows: str
    ordered: str

    @classmethod
    def from_select(cls, query: ParsedQuery, columns: Sequence[str]) -> Self:
        """Return the pages of a SELECT with these columns."""
        datasets, rows = split_datasets(query.body)
        start, end = find_order(rows)
        ordered = f"{rows[:start]} {total_order(rows[start:end], columns)} {rows[end:]}"
        unordered = f"{rows[:start]} {rows[end:]}"
        head = f"SELECT {variable_list(columns)}"
        return cls(query.prologue, head, datasets, unordered, ordered)

    @classmethod
    def from_construct(cls, query: ParsedQuery) -> Self | None:
        """Return the pages of a CONSTRUCT; None where its template holds other than triples."""
        body = query.body
        braces = [terminal.end for terminal in read_terminals(body) if terminal.text in {"{", "}"}]
        start, end = braces[0] - 1, braces[1]
        before, template, after = body[len("CONSTRUCT") : start], body[start:end], body[end:]
        variables = (part.text[1:] for part in read_terminals(template) if part.kind == "variable")
        columns = list(dict.fromkeys(variables))
        if not columns or not template.endswith("}"):
            return None
        # CONSTRUCT [FROM …] WHERE { … } is short for a template that is its own pattern.
        pattern = f"{before}{template}" if before.strip() else ""
        select = replace(query, body=f"SELECT {variable_list(columns)} {pattern}{after}")
        return replace(cls.from_select(select, columns), head=f"CONSTRUCT {template}")

    def count_query(self) -> str:
        """Return the query for the number of all rows."""
        return self._outer_query("SELECT (COUNT(*) AS ?fwgraph_total)", self.rows)

    def page_query(self, offset: int) -> str:
        """Return the query for the page that begins at a row."""
        return f"{self._outer_query(self.head, self.ordered)} LIMIT {PAGE} OFFSET {offset}"

    def _outer_query(self, head: str, rows: str) -> str:
        return f"{self.prologue}{head} {self.datasets}WHERE {{ {{ {rows} }} }}"


def split_datasets(select: str) -> tuple[str, str]:
    """Return the FROM clauses of a SELECT, which stand in the outermost one only, and the rest."""
    clauses, rest, position = [], [], 0
    for keyword, _, source in read_dataset_clauses(read_terminals(select)):
        if source:
            clauses.append(f"{select[keyword.start : source.end]} ")
            rest.append(select[position : keyword.start])
            position = source.end
    return "".join(clauses), "".join([*rest, select[position:]])


def find_order(select: str) -> tuple[int, int]:
    """Return where the ORDER BY of a SELECT begins and ends; where one could, if it has none."""
    starts = {terminal.keyword: terminal.start for terminal in read_outer_terminals(select)}
    ends = [starts[word] for word in ("LIMIT", "OFFSET", "VALUES") if word in starts]
    end = min(ends, default=len(select))
    return starts.get("ORDER", end), end


def total_order(order: str, columns: Sequence[str]) -> str:
    """Return an order without ties: the given one, then by the columns that it has not."""
    given = {key.text[1:] for key in read_outer_terminals(order) if key.kind == "variable"}
    rest = [name for name in columns if name not in given]
    return f"{order or 'ORDER BY'} {variable_list(rest)}"


def read_outer_terminals(select: str) -> Iterator[Terminal]:
    """Yield the terminals that stand in no brackets."""
    depth = 0
    for terminal in read_terminals(select):
        depth += BRACKET_STEPS.get(terminal.text, 0)
        if not depth:
            yield terminal


def variable_list(columns: Sequence[str]) -> str:
    """Return names as variables."""
    return " ".join(f"?{name}" for name in columns)
