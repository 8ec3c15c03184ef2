"""The questions and queries as commands: ask, show, sparql."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from fwgraph.cli import results
from fwgraph.cli.declarations import GRAPH, OUTPUT, Command, argument, option, table_format
from fwgraph.errors import BadRequest
from fwgraph.media_types import RDF_ENDINGS
from fwgraph.questions.catalogue import (
    GROUPS,
    Question,
    answer_question,
    find_question,
    read_catalogue,
    resolve_values,
)
from fwgraph.store.names import KINDS
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table, terminal_width

SOLUTION_FORMATS = (*results.TABLE_FORMATS, "xml")


def write_answer(
    name: str | None,
    parameters: tuple[str, ...],
    source: results.GraphOptions,
    form: str | None,
    output: os.PathLike[str] | None,
) -> None:
    """Write the answer of a question, or without a name the catalogue."""
    form = results.choose_format(form, output, results.TABLE_FORMATS, "table")
    if name is not None:
        values = parse_parameter_values(parameters)
        graph = source.open_graph(whole=False)
        answer = answer_question(graph, name, values)
        text = results.serialize_table(answer, form)
        if form == "table" and not len(answer):
            write_absence(graph, name, values)
    elif form == "table":
        text = catalogue_text()
    else:
        text = results.serialize_table(catalogue_table(), form)
    results.write_answer_form(text, form, output)


def write_absence(graph: Readable, name: str, values: Mapping[str, str]) -> None:
    """Say on standard error why an answer has no rows."""
    from fwgraph.questions.absence import explain_absence

    question = find_question(name)
    terms = resolve_values(graph, question, values)
    sys.stderr.write(f"no rows: {explain_absence(graph, question, terms)}\n")


def parse_parameter_values(parameters: Sequence[str]) -> dict[str, str]:
    """Return the values by parameter; raises BadRequest for what cannot be read."""
    values: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise BadRequest(f"{parameter!r} is no parameter: write NAME=VALUE")
        if name in values:
            raise BadRequest(f"{name}= is given twice: say {values[name]!r} or {value!r}")
        values[name] = value
    return values


def catalogue_table() -> Table:
    """Return the catalogue as a table: a row for each question."""
    rows = [
        (question.name, question.summary, ", ".join(question.tags), parameter_usage(question))
        for question in read_catalogue().values()
    ]
    columns = ("question", "summary", "group", "parameters")
    return Table(columns, tuple(tuple(map(Literal, row)) for row in rows))


def parameter_usage(question: Question) -> str:
    """Return the parameters of a question as they are typed, optional ones in brackets."""
    return " ".join(
        f"{parameter.name}=…" if parameter.required else f"[{parameter.name}=…]"
        for parameter in question.parameters
    )


def catalogue_text() -> str:
    """Return the catalogue as text: group by group, each question with its parameters."""
    lines = []
    for group, heading in GROUPS.items():
        lines += [heading, ""]
        for question in read_catalogue().values():
            if group in question.tags:
                usage = f"{question.name} {parameter_usage(question)}".rstrip()
                lines += [f"  {usage}", f"      {question.summary}"]
        lines.append("")
    return "\n".join(lines)


def write_card(name: str, source: results.GraphOptions, form: str) -> None:
    """Write the card of a thing."""
    from fwgraph.questions import cards

    graph = source.open_graph(whole=False)
    thing = graph.names.find(name, KINDS)
    card = cards.read_card(graph, thing)
    if form == "json":
        import json

        results.write_output(json.dumps(card.as_dict(), ensure_ascii=False, indent=1) + "\n", None)
    else:
        from fwgraph.questions.card_state import describe_state

        state, width = describe_state(graph, thing), terminal_width(0)
        results.print_text(cards.render_card(card, results.bold_text, state, width))


def write_query_result(
    query: str | None,
    text: str | None,
    source: results.GraphOptions,
    form: str | None,
    output: os.PathLike[str] | None,
) -> None:
    """Write the result of a query, whose text is given or stands in a file."""
    from fwgraph.sparql.errors import raise_query_errors

    if (text is None) == (query is None):
        raise BadRequest("give one query: a FILE, - for standard input, or --query TEXT")
    if text is None:
        from pathlib import Path

        from fwgraph.files import read_text

        text = read_text(Path(str(query)))
    result = source.open_graph(any_content=True).solve(text)
    content: str | bytes
    with raise_query_errors(text):
        if isinstance(result, QueryTriples):
            form = results.choose_format(form, output, RDF_ENDINGS, "ttl")
            content = serialize_construct(result, form)
        else:
            form = results.choose_format(form, output, SOLUTION_FORMATS, "table")
            content = serialize_select(result, form)
    results.write_answer_form(content, form, output)


def serialize_construct(result: QueryTriples, form: str) -> bytes:
    """Return the triples of a CONSTRUCT or DESCRIBE in an RDF form."""
    if form not in RDF_ENDINGS:
        raise BadRequest(f"this query answers with a graph: choose one of {', '.join(RDF_ENDINGS)}")
    from fwgraph.formats.rdf import serialize_triples

    return serialize_triples(result, form)


def serialize_select(result: QuerySolutions | QueryBoolean, form: str) -> str | bytes:
    """Return the answer of a SELECT or ASK; standard formats are the library's."""
    if form in RDF_ENDINGS:
        known = ", ".join(SOLUTION_FORMATS)
        raise BadRequest(f"this query answers with a table: choose one of {known}")
    if form in {"json", "xml"}:
        standard = QueryResultsFormat.from_extension(form)
        return bytes(result.serialize(format=standard) or b"") + b"\n"
    if isinstance(result, QueryBoolean):
        return "true\n" if result else "false\n"
    return results.serialize_table(Table.from_solutions(result), form)


COMMANDS: tuple[Command, ...] = (
    Command(
        "ask",
        write_answer,
        (
            argument("name", required=False),
            argument("parameters", nargs=-1, required=False, metavar="[PARAMETER=VALUE]..."),
            GRAPH,
            table_format("How to write the answer."),
            OUTPUT,
        ),
        """Answer a question of the catalogue, or list the catalogue.

        \b
          fwgraph ask relations edition=web-frameworks-2016 --format csv
        """,
    ),
    Command(
        "show",
        write_card,
        (
            argument("name"),
            GRAPH,
            option("--format", "form", choices=("text", "json"), default="text", show_default=True),
        ),
        """Show everything known about a thing, and who says so.

        NAME is a name, an alias, a slug or an IRI: bfg, "jinja 2", software:flask.
        """,
    ),
    Command(
        "sparql",
        write_query_result,
        (
            argument("query", required=False, metavar="[FILE|-]"),
            option("-q", "--query", "text", metavar="TEXT", help="The query itself."),
            GRAPH,
            option(
                "--format",
                "form",
                choices=(*SOLUTION_FORMATS, *RDF_ENDINGS),
                help="How to write the answer: a table for SELECT, Turtle for CONSTRUCT, by"
                " default.",
            ),
            OUTPUT,
        ),
        """Answer a SPARQL query from FILE or standard input.

        The project's prefixes (fw:, software:, rdfs: …) need not be declared.
        """,
    ),
)
