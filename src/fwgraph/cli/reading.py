"""The commands that read a graph: ask, show, sparql."""

import sys
from pathlib import Path

import click
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from fwgraph import files
from fwgraph.cli import asked, options
from fwgraph.cli.results import TABLE_FORMATS, serialize_table
from fwgraph.errors import BadRequest
from fwgraph.media_types import RDF_ENDINGS
from fwgraph.sparql.errors import raise_query_errors
from fwgraph.store.table import Table

SOLUTION_FORMATS = (*TABLE_FORMATS, "xml")


@click.command()
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...")
@options.graph_options
@click.option("--format", "form", type=click.Choice(TABLE_FORMATS), help="How to write the answer.")
@options.output_option
def ask(
    name: str | None,
    parameters: tuple[str, ...],
    source: options.GraphOptions,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a question of the catalogue, or list the catalogue.

    \b
      fwgraph ask relations edition=web-frameworks-2016 --format csv
    """  # noqa: D301 - click's mark for lines that stay
    asked.write_answer(name, parameters, source, form, output)


@click.command()
@click.argument("name")
@options.graph_options
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
def show(name: str, source: options.GraphOptions, form: str) -> None:
    """Show everything known about a thing, and who says so.

    NAME is a name, an alias, a slug or an IRI: bfg, "jinja 2", software:flask.
    """
    asked.write_card(name, source, form)


@click.command()
@click.argument("query", required=False, metavar="[FILE|-]")
@click.option("-q", "--query", "text", metavar="TEXT", help="The query itself.")
@options.graph_options
@click.option(
    "--format", "form", type=click.Choice((*SOLUTION_FORMATS, *RDF_ENDINGS)),
    help="How to write the answer: a table for SELECT, Turtle for CONSTRUCT, by default.",
)  # fmt: skip
@options.output_option
def sparql(
    query: str | None,
    text: str | None,
    source: options.GraphOptions,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a SPARQL query from FILE or standard input.

    The project's prefixes (fw:, software:, rdfs: …) need not be declared.
    """
    if (text is None) == (query is None):
        raise BadRequest("give one query: a FILE, - for standard input, or --query TEXT")
    if text is None:
        text = read_standard_input() if query == "-" else files.read_text(Path(str(query)))
    result = source.open_graph().query(text)
    content: str | bytes
    with raise_query_errors(text):
        if isinstance(result, QueryTriples):
            form = options.choose_format(form, output, RDF_ENDINGS, "ttl")
            content = serialize_construct(result, form)
        else:
            form = options.choose_format(form, output, SOLUTION_FORMATS, "table")
            content = serialize_select(result, form)
    options.write_output(content, output)


def read_standard_input() -> str:
    """Return the text of standard input."""
    return files.decode_text(sys.stdin.buffer.read(), "standard input")


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
    return serialize_table(Table.from_solutions(result), form)


COMMANDS = (ask, show, sparql)
