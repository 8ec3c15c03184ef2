"""The commands that read a graph: ask, show, sparql."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from fwgraph import cards, files
from fwgraph.answers import Answer
from fwgraph.cli import options
from fwgraph.errors import BadRequest
from fwgraph.graph import answering
from fwgraph.names import KINDS

if TYPE_CHECKING:
    from fwgraph.questions import Question

TABLES = ("table", "csv", "tsv", "json")
RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPHS = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")


@click.command()
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...")
@options.source
@click.option("--format", "form", type=click.Choice(TABLES), help="How to write the answer.")
@options.output
def ask(
    name: str | None,
    parameters: tuple[str, ...],
    source: options.Source,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a question of the catalogue; without NAME, list the catalogue.

    \b
      fwgraph ask relations edition=web-frameworks-2016 --format csv
    """  # noqa: D301 - click's mark for lines that stay
    form = options.form_of(form, output, TABLES, "table")
    if name is None:
        options.emit(listed() if form == "table" else written(cataloguing(), form), output)
        return
    from fwgraph import questions

    answer = questions.ask(source.open(), name, given(parameters))
    options.emit(written(answer, form), output)


def given(parameters: tuple[str, ...]) -> dict[str, str]:
    """Return the values of the parameters; raises BadRequest for one that is given twice."""
    values: dict[str, str] = {}
    for name, value in map(split, parameters):
        if name in values:
            raise BadRequest(f"{name}= is given twice: say {values[name]!r} or {value!r}")
        values[name] = value
    return values


def split(parameter: str) -> tuple[str, str]:
    """Return the two sides of ``name=value``."""
    name, equals, value = parameter.partition("=")
    if not equals:
        raise BadRequest(f"{parameter!r} is no parameter: write NAME=VALUE")
    return name, value


def cataloguing() -> Answer:
    """Return the catalogue as a table: a row for each question."""
    from fwgraph import questions

    rows = [
        (each.name, each.summary, ", ".join(each.tags), takes(each))
        for each in questions.catalogue().values()
    ]
    columns = ("question", "summary", "group", "parameters")
    return Answer(columns, tuple(tuple(map(Literal, row)) for row in rows))


def takes(question: "Question") -> str:
    """Return the parameters of a question as they are typed, optional ones in brackets."""
    return " ".join(
        f"{each.name}=…" if each.required else f"[{each.name}=…]" for each in question.parameters
    )


def listed() -> str:
    """Return the catalogue as text: group by group, each question with its parameters."""
    from fwgraph import questions

    lines = []
    for group, heading in questions.GROUPS.items():
        lines += [heading, ""]
        for question in questions.catalogue().values():
            if group in question.tags:
                typed = f"{question.name} {takes(question)}".rstrip()
                lines += [f"  {typed}", f"      {question.summary}"]
        lines.append("")
    return "\n".join(lines)


def written(answer: Answer, form: str) -> str:
    """Return a table in one of the forms."""
    forms = {"csv": answer.csv, "tsv": answer.tsv, "json": answer.json}
    return forms[form]() if form in forms else answer.table()


@click.command()
@click.argument("name")
@options.source
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
def show(name: str, source: options.Source, form: str) -> None:
    """Show everything known about a thing, and where each part of it stands.

    NAME is a name, an alias, a slug or an IRI: bfg, "jinja 2", web-frameworks-2016.
    """
    graph = source.open()
    card = cards.card(graph, graph.names.find(name, KINDS))
    if form == "json":
        import json

        options.emit(json.dumps(card.as_dict(), ensure_ascii=False, indent=1) + "\n", None)
    else:
        click.echo(cards.drawn(card, bold=lambda words: click.style(words, bold=True)), nl=False)


@click.command()
@click.argument("query", required=False, metavar="[FILE|-]")
@click.option("-q", "--query", "text", metavar="TEXT", help="The query itself.")
@options.source
@click.option(
    "--format", "form", type=click.Choice(("table", *RESULTS, *GRAPHS)),
    help="How to write the answer: a table for SELECT, Turtle for CONSTRUCT, by default.",
)  # fmt: skip
@options.output
def sparql(
    query: str | None,
    text: str | None,
    source: options.Source,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a SPARQL query from FILE or standard input.

    The project's prefixes (fw:, software:, rdfs: …) need not be declared.
    """
    if (text is None) == (query is None):
        raise BadRequest("give one query: a FILE, - for standard input, or --query TEXT")
    if text is None:
        text = standard_input() if query == "-" else files.text_of(Path(str(query)))
    result = source.open().query(text)
    content: str | bytes
    with answering(text):
        if isinstance(result, QueryTriples):
            form = options.form_of(form, output, GRAPHS, "ttl")
            content = graph_written(result, form)
        else:
            form = options.form_of(form, output, ("table", *RESULTS), "table")
            content = results_written(result, form)
    options.emit(content, output)


def standard_input() -> str:
    """Return the text of standard input."""
    return files.decoded(sys.stdin.buffer.read(), "standard input")


def graph_written(result: QueryTriples, form: str) -> bytes:
    """Return the triples of a CONSTRUCT or DESCRIBE in an RDF form."""
    if form not in GRAPHS:
        raise BadRequest(f"this query answers with a graph: choose one of {', '.join(GRAPHS)}")
    from fwgraph import export

    return export.written(result, form)


def results_written(result: QuerySolutions | QueryBoolean, form: str) -> str | bytes:
    """Return the answer of a SELECT or ASK; standard formats are the library's."""
    if form in GRAPHS:
        known = ", ".join(("table", *RESULTS))
        raise BadRequest(f"this query answers with a table: choose one of {known}")
    if form in {"json", "xml"}:
        return bytes(result.serialize(format=RESULTS[form]) or b"") + b"\n"
    if isinstance(result, QueryBoolean):
        return "true\n" if result else "false\n"
    return written(Answer.of(result), form)


COMMANDS = (ask, show, sparql)
