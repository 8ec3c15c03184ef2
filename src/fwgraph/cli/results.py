"""Where a command's graph comes from and where its results go, for commands of every kind.

Nothing here needs click, which takes longer to import than most answers take.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from fwgraph.errors import BadRequest
from fwgraph.media_types import CSV, JSON, TSV, endings, find_ending
from fwgraph.records import Record
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table, terminal_width

ANSWER_FORMATS = ("text", "table", *endings((CSV, TSV, JSON)))
"""The formats of an answer: as a command shows it to people, as a plain table, for programs."""
FORMS_FOR_PEOPLE = ("text", "table")
"""What is written in the encoding of the terminal; whatever programs read is UTF-8."""

DATED_SOURCES = """
SELECT DISTINCT ?source ?date
WHERE {
  { ?source a fw:Edition } UNION { ?source a fw:Document }
  OPTIONAL { ?source dcterms:date ?date }
}
"""


class GraphOptions(Record):
    """Where a command reads its graph: the shipped one, files, a store on disk, an endpoint.

    ``on`` is the day that it is to be of. That of an endpoint is fetched whole for it.
    """

    data: tuple[os.PathLike[str], ...] = ()
    endpoint: str | None = None
    graph: str | None = None
    timeout: float = 60
    on: str | None = None

    def open_graph(self, *, any_content: bool = False, whole: bool = True) -> Readable:
        """Return the graph; raises BadRequest for options that do not fit together.

        What is not ``whole`` is for a question or two: the shipped graph is opened and not read.

        That of an endpoint raises EndpointError, at its first empty answer, where it is empty or,
        unless any content is welcome, where it is about other things.
        """
        graph = self._open_graph(any_content=any_content, whole=whole)
        if self.on is not None:
            sys.stderr.write(f"as of {self.on}: {describe_sources(graph, self.on)}\n")
        return graph

    def _open_graph(self, *, any_content: bool, whole: bool) -> Readable:
        if self.endpoint is None:
            if self.graph is not None:
                raise BadRequest("--graph chooses a graph of a store: give its --endpoint too")
            from fwgraph.graph import load, open_shipped

            if not (whole or self.data or self.on):
                return open_shipped()
            return load(*self.data, on=self.on)
        if self.data:
            raise BadRequest("--data and --endpoint: give one of them")
        from fwgraph.endpoint.content import ExpectedGraph
        from fwgraph.endpoint.transport import Transport

        transport = Transport(timeout=self.timeout)
        remote = ExpectedGraph(self.endpoint, self.graph, transport, any_content=any_content)
        if self.on is None:
            return remote
        from fwgraph.graph import graph_as_of

        return graph_as_of(remote, self.on)


def describe_sources(graph: Readable, day: str) -> str:
    """Return how many of the sources had spoken by a day."""
    rows = Table.from_solutions(select_solutions(graph, DATED_SOURCES))
    dates = [str(row["date"] or "") for row in rows]
    spoken = sum(1 for date in dates if date and date <= day)
    return f"{spoken} of {len(dates)} sources had spoken"


ENDINGS = {"txt": "text"}
"""The endings that are not the names of their forms."""


def choose_format(
    chosen: str | None, path: os.PathLike[str] | None, known: tuple[str, ...], default: str
) -> str:
    """Return the form that ``--format`` or a file's ending asks for.

    Raises BadRequest where the ending is not one of the known forms.
    """
    if chosen:
        return chosen
    if path is None or os.fspath(path) == "-":
        return default
    others = (ending for ending, form in ENDINGS.items() if form in known)
    form = find_ending(os.path.basename(os.fspath(path)), (*known, *others))
    if form is None:
        raise BadRequest(f"{path}: the ending says no format; known: {', '.join(known)}")
    return ENDINGS.get(form, form)


def serialize_table(answer: Table, form: str, path: os.PathLike[str] | None = None) -> str:
    """Return a table in one of the forms; for a file nothing of it is cut."""
    forms = {"csv": answer.csv, "tsv": answer.tsv, "json": answer.json}
    return forms[form]() if form in forms else answer.aligned_text(None if path is None else 0)


def serialize_json(value: object) -> str:
    """Return plain values as JSON for people and programs."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write_output(content: str | bytes, path: os.PathLike[str] | None) -> None:
    """Write a result to the file; to standard output where there is none, or for ``-``."""
    # A name in a file system need not be text: what stands for its bytes cannot be encoded.
    raw = content.encode(errors="replace") if isinstance(content, str) else content
    if path is None or os.fspath(path) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    else:
        from pathlib import Path

        from fwgraph.files import replace_file

        replace_file(Path(path), raw)


def write_answer_form(content: str | bytes, form: str, path: os.PathLike[str] | None) -> None:
    """Write a result to the file, or to standard output as its form has it."""
    if path is None and form in FORMS_FOR_PEOPLE and isinstance(content, str):
        print_text(content)
    else:
        write_output(content, path)


def print_text(text: str) -> None:
    """Write text for people to standard output; click does it where the console is peculiar."""
    if os.name == "nt" or sys.stdout.encoding.lower() != "utf-8":
        import click

        click.echo(text, nl=False)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def text_style(path: os.PathLike[str] | None) -> tuple[Callable[[str], str], int]:
    """Return what makes words bold, and the columns of the terminal; 0 where there is none."""
    return (bold_text, terminal_width(0) or 0) if path is None else (str, 0)


def bold_text(words: str) -> str:
    """Return the words in bold, where a terminal shows them and its user wants colour."""
    plain = os.environ.get("NO_COLOR") or not sys.stdout.isatty()
    return words if plain else f"\033[1m{words}\033[0m"
