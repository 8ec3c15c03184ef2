"""What ``ask`` and ``show`` do, once their arguments are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwgraph.cli.results import TABLES, Source, bold, emit, form_of, tell, written
from fwgraph.errors import BadRequest

if TYPE_CHECKING:
    from pathlib import Path

    from fwgraph.questions.catalogue import Question
    from fwgraph.store.table import Answer


def ask(
    name: str | None,
    parameters: tuple[str, ...],
    source: Source,
    form: str | None,
    output: Path | None,
) -> None:
    """Write the answer of a question, or without a name the catalogue."""
    form = form_of(form, output, TABLES, "table")
    if name is None:
        emit(listed() if form == "table" else written(cataloguing(), form), output)
        return
    from fwgraph.questions import catalogue

    answer = catalogue.ask(source.open(), name, given(parameters))
    emit(written(answer, form), output)


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
    from pyoxigraph import Literal

    from fwgraph.questions import catalogue
    from fwgraph.store.table import Answer

    rows = [
        (each.name, each.summary, ", ".join(each.tags), takes(each))
        for each in catalogue.catalogue().values()
    ]
    columns = ("question", "summary", "group", "parameters")
    return Answer(columns, tuple(tuple(map(Literal, row)) for row in rows))


def takes(question: Question) -> str:
    """Return the parameters of a question as they are typed, optional ones in brackets."""
    return " ".join(
        f"{each.name}=…" if each.required else f"[{each.name}=…]" for each in question.parameters
    )


def listed() -> str:
    """Return the catalogue as text: group by group, each question with its parameters."""
    from fwgraph.questions import catalogue

    lines = []
    for group, heading in catalogue.GROUPS.items():
        lines += [heading, ""]
        for question in catalogue.catalogue().values():
            if group in question.tags:
                typed = f"{question.name} {takes(question)}".rstrip()
                lines += [f"  {typed}", f"      {question.summary}"]
        lines.append("")
    return "\n".join(lines)


def show(name: str, source: Source, form: str) -> None:
    """Write the card of a thing."""
    from fwgraph.questions import cards
    from fwgraph.store.names import KINDS

    graph = source.open()
    card = cards.card(graph, graph.names.find(name, KINDS))
    if form == "json":
        import json

        emit(json.dumps(card.as_dict(), ensure_ascii=False, indent=1) + "\n", None)
    else:
        tell(cards.drawn(card, bold))
