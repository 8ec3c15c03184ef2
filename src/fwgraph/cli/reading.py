"""The commands that read a graph: ask, show, sparql."""

import sys
from pathlib import Path

import click
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from fwgraph import files
from fwgraph.cli import asked, options
from fwgraph.cli.results import TABLES, written
from fwgraph.errors import BadRequest
from fwgraph.sparql.errors import answering
from fwgraph.store.table import Answer

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
    """Answer a question of the catalogue, or list the catalogue.

    \b
      fwgraph ask relations edition=web-frameworks-2016 --format csv
    """  # noqa: D301 - click's mark for lines that stay
    asked.ask(name, parameters, source, form, output)


@click.command()
@click.argument("name")
@options.source
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
def show(name: str, source: options.Source, form: str) -> None:
    """Show everything known about a thing, and who says so.

    NAME is a name, an alias, a slug or an IRI: bfg, "jinja 2", software:flask.
    """
    asked.show(name, source, form)


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
