"""What ``ask`` and ``show`` do, once their arguments are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwgraph.cli.results import (
    TABLE_FORMATS,
    GraphOptions,
    bold_text,
    choose_format,
    print_text,
    serialize_table,
    write_output,
)
from fwgraph.errors import BadRequest

if TYPE_CHECKING:
    from pathlib import Path

    from fwgraph.questions.catalogue import Question
    from fwgraph.store.table import Table


def write_answer(
    name: str | None,
    parameters: tuple[str, ...],
    source: GraphOptions,
    form: str | None,
    output: Path | None,
) -> None:
    """Write the answer of a question, or without a name the catalogue."""
    form = choose_format(form, output, TABLE_FORMATS, "table")
    if name is None:
        write_output(
            catalogue_text() if form == "table" else serialize_table(catalogue_table(), form),
            output,
        )
        return
    from fwgraph.questions import catalogue

    answer = catalogue.answer_question(
        source.open_graph(), name, parse_parameter_values(parameters)
    )
    write_output(serialize_table(answer, form), output)


def parse_parameter_values(parameters: tuple[str, ...]) -> dict[str, str]:
    """Return the values of the parameters; raises BadRequest for one that is given twice."""
    values: dict[str, str] = {}
    for name, value in map(split_parameter, parameters):
        if name in values:
            raise BadRequest(f"{name}= is given twice: say {values[name]!r} or {value!r}")
        values[name] = value
    return values


def split_parameter(parameter: str) -> tuple[str, str]:
    """Return the two sides of ``name=value``."""
    name, equals, value = parameter.partition("=")
    if not equals:
        raise BadRequest(f"{parameter!r} is no parameter: write NAME=VALUE")
    return name, value


def catalogue_table() -> Table:
    """Return the catalogue as a table: a row for each question."""
    from pyoxigraph import Literal

    from fwgraph.questions import catalogue
    from fwgraph.store.table import Table

    rows = [
        (each.name, each.summary, ", ".join(each.tags), parameter_usage(each))
        for each in catalogue.read_catalogue().values()
    ]
    columns = ("question", "summary", "group", "parameters")
    return Table(columns, tuple(tuple(map(Literal, row)) for row in rows))


def parameter_usage(question: Question) -> str:
    """Return the parameters of a question as they are typed, optional ones in brackets."""
    return " ".join(
        f"{each.name}=…" if each.required else f"[{each.name}=…]" for each in question.parameters
    )


def catalogue_text() -> str:
    """Return the catalogue as text: group by group, each question with its parameters."""
    from fwgraph.questions import catalogue

    lines = []
    for group, heading in catalogue.GROUPS.items():
        lines += [heading, ""]
        for question in catalogue.read_catalogue().values():
            if group in question.tags:
                typed = f"{question.name} {parameter_usage(question)}".rstrip()
                lines += [f"  {typed}", f"      {question.summary}"]
        lines.append("")
    return "\n".join(lines)


def write_card(name: str, source: GraphOptions, form: str) -> None:
    """Write the card of a thing."""
    from fwgraph.questions import cards
    from fwgraph.store.names import KINDS

    graph = source.open_graph()
    card = cards.read_card(graph, graph.names.find(name, KINDS))
    if form == "json":
        import json

        write_output(json.dumps(card.as_dict(), ensure_ascii=False, indent=1) + "\n", None)
    else:
        print_text(cards.render_card(card, bold_text))
