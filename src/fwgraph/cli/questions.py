"""The questions and queries as commands: ask, show, sparql."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from fwgraph.cli import results
from fwgraph.cli.declarations import GRAPH, OUTPUT, Command, argument, format_option, option
from fwgraph.cli.parameter_values import assign_values
from fwgraph.errors import BadRequest, UnknownName
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
from fwgraph.store.table import Table
from fwgraph.store.text_width import fit_lines

SOLUTION_FORMATS = (*results.ANSWER_FORMATS, "xml")


def write_answer(
    name: str | None,
    parameters: tuple[str, ...],
    source: results.GraphOptions,
    form: str | None,
    output: os.PathLike[str] | None,
) -> None:
    """Write the answer of a question, or without a name the catalogue."""
    form = results.choose_format(form, output, results.ANSWER_FORMATS, "text")
    if name is not None:
        graph = source.open_graph(whole=False)
        values = assign_values(find_question_for(graph, name), parameters)
        answer = answer_question(graph, name, values)
        text = results.serialize_table(answer, form, output)
        if form in results.FORMS_FOR_PEOPLE and not len(answer):
            write_absence(graph, name, values)
    elif form == "text":
        text = fit_lines(catalogue_text(), results.text_style(output)[1])
    else:
        text = results.serialize_table(catalogue_table(), form, output)
    results.write_answer_form(text, form, output)


def find_question_for(graph: Readable, name: str) -> Question:
    """Return the question of that name; raises UnknownName, of a thing with what to ask of it."""
    try:
        return find_question(name)
    except UnknownName as error:
        if error.close or not graph.names.matches(name, KINDS):
            raise
        hint = (
            f"it is a thing: fwgraph show {name}, or a question of it: fwgraph ask lineage {name}"
        )
        raise UnknownName("question", name, [], hint) from None


def write_absence(graph: Readable, name: str, values: Mapping[str, str]) -> None:
    """Say on standard error why an answer has no rows."""
    from fwgraph.questions.absence import explain_absence

    question = find_question(name)
    terms = resolve_values(graph, question, values)
    sys.stderr.write(f"no rows: {explain_absence(graph, question, terms)}\n")


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


USAGE = (
    "A required value needs no name; a value in brackets may be left out:",
    "",
    "  fwgraph ask lineage pyramid",
    "  fwgraph ask relations edition=web-frameworks-2016",
    "",
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
    return "\n".join([*lines, *USAGE])


def write_card(
    name: str,
    source: results.GraphOptions,
    form: str | None,
    output: os.PathLike[str] | None,
) -> None:
    """Write the card of a thing."""
    from fwgraph.questions import cards

    form = results.choose_format(form, output, results.ANSWER_FORMATS, "text")
    graph = source.open_graph(whole=False)
    thing = graph.names.find(name, KINDS)
    card = cards.read_card(graph, thing)
    if form == "json":
        content = results.serialize_json(card.as_dict())
    elif form == "text":
        from fwgraph.questions.card_state import describe_state

        bold, width = results.text_style(output)
        content = cards.render_card(card, bold, describe_state(graph, thing), width)
    else:
        from fwgraph.questions.card_table import tabulate_card

        content = results.serialize_table(tabulate_card(card), form, output)
    results.write_answer_form(content, form, output)


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

        if "{" in str(query) and not Path(str(query)).exists():
            raise BadRequest(f"{query}: there is no such file; a query itself follows -q")
        text = read_text(Path(str(query)))
    result = source.open_graph(any_content=True).solve(text)
    content: str | bytes
    with raise_query_errors(text):
        if isinstance(result, QueryTriples):
            form = results.choose_format(form, output, RDF_ENDINGS, "ttl")
            content = serialize_construct(result, form)
        else:
            form = results.choose_format(form, output, SOLUTION_FORMATS, "text")
            content = serialize_select(result, form, output)
    results.write_answer_form(content, form, output)


def serialize_construct(result: QueryTriples, form: str) -> bytes:
    """Return the triples of a CONSTRUCT or DESCRIBE in an RDF form."""
    if form not in RDF_ENDINGS:
        raise BadRequest(f"this query answers with a graph: choose one of {', '.join(RDF_ENDINGS)}")
    from fwgraph.formats.rdf import serialize_triples

    return serialize_triples(result, form)


def serialize_select(
    result: QuerySolutions | QueryBoolean, form: str, output: os.PathLike[str] | None
) -> str | bytes:
    """Return the answer of a SELECT or ASK; standard formats are the library's."""
    if form in RDF_ENDINGS:
        known = ", ".join(SOLUTION_FORMATS)
        raise BadRequest(f"this query answers with a table: choose one of {known}")
    if form in {"json", "xml"}:
        standard = QueryResultsFormat.from_extension(form)
        return bytes(result.serialize(format=standard) or b"") + b"\n"
    if isinstance(result, QueryBoolean):
        return "true\n" if result else "false\n"
    return results.serialize_table(Table.from_solutions(result), form, output)


COMMANDS: tuple[Command, ...] = (
    Command(
        "ask",
        write_answer,
        (
            argument("name", "question", required=False, metavar="[QUESTION]"),
            argument("parameters", "parameter", nargs=-1, required=False, metavar="[VALUE]..."),
            GRAPH,
            format_option(),
            OUTPUT,
        ),
        """Answer a question of the catalogue, or list the catalogue.

        A VALUE is for the first required parameter that has none yet; NAME=VALUE is for the
        one of that name.

        \b
          fwgraph ask
          fwgraph ask lineage pyramid
          fwgraph ask path flask jinja2
          fwgraph ask relations edition=web-frameworks-2016 -f csv
        """,
    ),
    Command(
        "show",
        write_card,
        (
            argument("name", "any"),
            GRAPH,
            format_option(),
            OUTPUT,
        ),
        """Show everything known about a thing, and who says so.

        NAME is a name, an alias, a slug or an IRI.

        \b
          fwgraph show bfg
          fwgraph show "jinja 2"
          fwgraph show software:flask -o flask.json
        """,
    ),
    Command(
        "sparql",
        write_query_result,
        (
            argument("query", "file", required=False, metavar="[FILE|-]"),
            option("-q", "--query", "text", metavar="TEXT", help="The query itself."),
            GRAPH,
            format_option(
                (*SOLUTION_FORMATS, *RDF_ENDINGS),
                "How to write the answer: a table for SELECT, Turtle for CONSTRUCT, by default.",
            ),
            OUTPUT,
        ),
        """Answer a SPARQL query from FILE or standard input.

        The project's prefixes (fw:, software:, rdfs: …) need not be declared.

        \b
          fwgraph sparql query.rq
          fwgraph sparql -q "SELECT ?name { ?it a fw:Platform ; rdfs:label ?name }"
          fwgraph sparql -q "DESCRIBE software:flask" -f jsonld
        """,
    ),
)
