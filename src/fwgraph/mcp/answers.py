"""What the tools answer from a graph, for arguments that fit their schemas."""

from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode

from fwgraph.graph import Graph
from fwgraph.mcp.bounds import DEFAULT_ROWS, Answer, compact_row, page_rows, short_value
from fwgraph.namespaces import shorten_iri
from fwgraph.questions.absence import explain_absence
from fwgraph.questions.cards import read_card, read_facts
from fwgraph.questions.catalogue import (
    Question,
    answer_question,
    find_question,
    read_catalogue,
    resolve_values,
)
from fwgraph.questions.status_report import find_status
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.names import EVERY_KIND, KINDS, fold_name, kind_of
from fwgraph.store.table import csv_text

Arguments = Mapping[str, Any]
ADDRESSES = "SELECT ?source ?address { ?source fw:address ?address } ORDER BY ?source ?address"
LISTS_OF_STATUS = ("contradictions", "earlier", "signs", "continuations")
MAX_OF_STATUS = 5
"""Rows told of each list of a report on a status; `ask status` has them all."""
MAX_LISTINGS = 10
MAX_VALUES = 20
"""Values told of a fact."""
SHARED = "No other way is stated: one through {} that many share explains nothing."


def resolve_name(graph: Graph, arguments: Arguments) -> Answer:
    """Return the things of a name, the likeliest first; raises UnknownName where none has it."""
    name = arguments["name"]
    best = graph.names.matches(name, EVERY_KIND)
    others = sorted(graph.names.index().get(fold_name(name), {}), key=lambda node: node.value)
    nodes = list(dict.fromkeys([*best, *others])) or [graph.names.find(name, KINDS)]
    return page_rows([describe_match(graph, node) for node in nodes], DEFAULT_ROWS, 0)


def describe_match(graph: Graph, node: NamedNode) -> Answer:
    """Return what tells a thing from others of its name."""
    facts = read_facts(graph, node)
    return {
        "name": graph.names.label(node),
        "id": shorten_iri(node.value),
        "sort": kind_of(node),
        "kind": ", ".join(facts.get("kind", [])),
        "summary": " ".join(facts.get("summary", [])),
    }


def list_questions(_: Graph, arguments: Arguments) -> Answer:
    """Return the questions, of one group or all, with what they tell."""
    group = arguments.get("group")
    return {
        "questions": {
            question_usage(question): question.summary
            if group is None
            else f"{question.summary} {question.description}".rstrip()
            for question in read_catalogue().values()
            if group is None or group in question.tags
        }
    }


def question_usage(question: Question) -> str:
    """Return a question's name and its parameters, those in brackets that can be left out."""
    names = [
        parameter.name if parameter.required else f"[{parameter.name}]"
        for parameter in question.parameters
    ]
    return f"{question.name}({', '.join(names)})" if names else question.name


def ask_question(graph: Graph, arguments: Arguments) -> Answer:
    """Return the rows of a question's answer, each with its evidence."""
    values = {
        name: value
        for name, value in arguments.items()
        if name not in {"question", "limit", "offset"}
    }
    return answer_page(graph, find_question(arguments["question"]), values, arguments)


def answer_page(graph: Graph, question: Question, values: Arguments, paging: Arguments) -> Answer:
    """Return some rows of the answer of a question, and why there are none where that is so."""
    table = answer_question(graph, question.name, values)
    terms = resolve_values(graph, question, values)
    asked = {name: short_value(csv_text(value)) for name, value in terms.items()}
    answer = {"question": question.name, **({"for": asked} if asked else {})}
    if not table:
        return {
            **answer,
            "total": 0,
            "rows": [],
            "nothing": explain_absence(graph, question, terms),
        }
    rows = table.to_dicts()
    return {**answer, **page_rows(rows, paging.get("limit", DEFAULT_ROWS), paging.get("offset", 0))}


def find_why(graph: Graph, arguments: Arguments) -> Answer:
    """Return a shortest way between two things, step by step, each with its evidence."""
    ends = {name: arguments[name] for name in ("from", "to")}
    answer = answer_page(graph, find_question("path"), ends, arguments)
    shared = sorted({row["through"] for row in answer["rows"] if "through" in row})
    if shared:
        answer["caution"] = SHARED.format(" and ".join(f"a {kind}" for kind in shared))
    return answer


def report_status(graph: Graph, arguments: Arguments) -> Answer:
    """Return the verdict on a status, with what decides, what contradicts it, and its reasons."""
    node = graph.names.find(arguments["software"], ("software",))
    report: Answer = find_status(graph, node).as_dict()
    addresses = source_addresses(graph)
    for name in LISTS_OF_STATUS:
        rows = report[name]
        report[name] = [cite_row(row, addresses) for row in rows[:MAX_OF_STATUS]]
        if len(rows) > MAX_OF_STATUS:
            report[f"{name}_left_out"] = len(rows) - MAX_OF_STATUS
    deciding = report["deciding"]
    report |= {
        "iri": shorten_iri(node.value),
        "deciding": deciding and cite_row(deciding, addresses),
    }
    del report["policy"]
    return {name: value for name, value in report.items() if value not in (None, [])}


def show_thing(graph: Graph, arguments: Arguments) -> Answer:
    """Return the facts of a thing, where it is listed, and what is said of it."""
    node = graph.names.find(arguments["name"], KINDS)
    card = read_card(graph, node)
    addresses = source_addresses(graph)
    limit, offset = arguments.get("limit", DEFAULT_ROWS), arguments.get("offset", 0)
    facts = {name: [*map(short_value, few[:MAX_VALUES])] for name, few in card.facts.items()}
    answer: Answer = {"id": shorten_iri(node.value), "facts": facts}
    if not offset:
        rows = [{**row, "source": row["edition"]} for row in card.listings[:MAX_LISTINGS]]
        answer["listings"] = [cite_row(row, addresses) for row in rows]
        if len(card.listings) > MAX_LISTINGS:
            answer["more_listings"] = f"`ask listings` has all {len(card.listings)}"
    claims = [cite_row({**row, "holds": bool(row["holds"])}, addresses) for row in card.claims]
    return {**answer, **page_rows(claims, limit, offset)}


def source_addresses(graph: Graph) -> dict[str, str]:
    """Return where each source can be read, by its IRI."""
    return {
        csv_text(source): csv_text(address)
        for source, address in select_solutions(graph, ADDRESSES)
    }


def cite_row(row: Arguments, addresses: Mapping[str, str]) -> Answer:
    """Return a row with where its source can be read."""
    source = str(row.get("source_iri") or row.get("source") or "")
    cells = {name: value for name, value in row.items() if name not in {"place", "edition"}}
    return compact_row({**cells, "address": addresses.get(source)})
