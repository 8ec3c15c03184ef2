"""What a shell completes beyond commands and options: names, questions, parameters, values.

Names are those of the shipped graph, or of ``--data``; no endpoint is asked while one types.
Whatever goes wrong completes nothing and says nothing: a prompt is no place for an error.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    split_arg_string,
)

from fwgraph.cli.parameter_values import open_parameters, split_word
from fwgraph.cli.results import GraphOptions
from fwgraph.errors import FwgraphError
from fwgraph.namespaces import BASE, PREFIXES, THING_KINDS
from fwgraph.questions.catalogue import NAME_TYPES, Parameter, Question, find_question
from fwgraph.store import package
from fwgraph.store.names import Names, fold_name, kind_of

if TYPE_CHECKING:
    import click

WORD = re.compile(r"[\w.-]+")
"""A name that needs no quotes in a shell."""
BASH_SOURCE = """\
%(complete_func)s() {
    local IFS=$'\\n' line value
    COMPREPLY=()
    for line in $(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORD="${COMP_WORDS[COMP_CWORD]}" \\
            %(complete_var)s=bash_complete "$1"); do
        value=${line#*,}
        case ${line%%%%,*} in
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
            part) compopt -o nospace; COMPREPLY+=("$value") ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""
"""Click's own has no word with = or : in it, which bash takes apart, and a blank after NAME=."""


class WholeWordBashComplete(BashComplete):
    """Completion for bash that sees the line as it was typed."""

    source_template = BASH_SOURCE

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one to complete, and what there is of that."""
        line = os.environ.get("COMP_LINE", "")
        words = split_arg_string(line)[1:]
        if not words or line[-1:].isspace():
            return words, ""
        return words[:-1], words[-1]

    def format_completion(self, item: CompletionItem) -> str:
        """Return a completion without what bash keeps: the parts before the last = or :."""
        incomplete = self.get_completion_args()[1]
        piece = os.environ.get("COMP_WORD", "")
        kept = max(0, len(incomplete) - len("" if piece in {"=", ":"} else piece))
        whole = str(item.value)
        kind = "part" if item.type == "plain" and whole.endswith("=") else item.type
        return f"{kind},{whole[kept:] if item.type == 'plain' else whole}"


def prepare_completion() -> None:
    """Let click complete by this module."""
    add_completion_class(WholeWordBashComplete)


def complete_values(values: str, context: click.Context, incomplete: str) -> list[CompletionItem]:
    """Return what an unfinished word may become, of a sort of values that COMPLETERS has."""
    try:
        return list(COMPLETERS[values](context, incomplete))
    except (FwgraphError, OSError):
        return []


def complete_file(_: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """Yield what tells the shell to complete by files."""
    yield CompletionItem(incomplete, type="file")


def complete_question(_: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """Yield the questions that begin so."""
    for name in package.question_names():
        if name.startswith(incomplete):
            yield CompletionItem(name, help=find_question(name).summary)


def complete_parameter(context: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """Yield values of the next parameter that needs no name, and the names of the others."""
    question = find_question(str(context.params.get("name")))
    words = list(context.params.get("parameters") or ())
    given = {name: value for name, value in map(split_word, words) if name}
    plain = len(words) - len(given)
    waiting = open_parameters(question, given)
    taken, waiting = {*given, *waiting[:plain]}, waiting[plain:]
    name, start = split_word(incomplete)
    if parameter := find_parameter(question, name):
        for item in complete_value(context, parameter, start):
            yield CompletionItem(f"{name}={item.value}", help=item.help)
        return
    if waiting and (parameter := find_parameter(question, waiting[0])):
        yield from complete_value(context, parameter, incomplete)
    for parameter in question.parameters:
        if parameter.name not in {*taken, *waiting[:1]} and parameter.name.startswith(incomplete):
            yield CompletionItem(f"{parameter.name}=", help=parameter.description)


def find_parameter(question: Question, name: str | None) -> Parameter | None:
    """Return the parameter of that name, if the question has it."""
    return next((each for each in question.parameters if each.name == name), None)


def complete_value(
    context: click.Context, parameter: Parameter, incomplete: str
) -> Iterator[CompletionItem]:
    """Yield names of the type of a parameter; of numbers and dates there is nothing to offer."""
    if kinds := NAME_TYPES.get(parameter.type):
        yield from complete_name(context, incomplete, kinds)


def name_completer(*kinds: str) -> Callable[[click.Context, str], Iterable[CompletionItem]]:
    """Return what completes names of these kinds; of later ones only where no others are."""

    def complete_kinds(context: click.Context, incomplete: str) -> Iterable[CompletionItem]:
        return complete_name(context, incomplete, kinds)

    return complete_kinds


def complete_name(
    context: click.Context, incomplete: str, kinds: tuple[str, ...]
) -> list[CompletionItem]:
    """Return the slugs, and the aliases of one word, that begin so as names are compared.

    Documents, of which there are many, are offered where nothing else begins so.
    """
    prefix, colon, start = incomplete.partition(":")
    if colon and prefix in PREFIXES:
        kinds = tuple(kind for kind in kinds if PREFIXES[prefix] == f"{BASE}{kind}/")
        found = match_names(open_names(context), start, kinds)
        return [CompletionItem(f"{prefix}:{item.value}", help=item.help) for item in found]
    names = open_names(context)
    nearer = tuple(kind for kind in kinds if kind != "document")
    return match_names(names, incomplete, nearer) or match_names(names, incomplete, kinds)


def match_names(names: Names, start: str, kinds: tuple[str, ...]) -> list[CompletionItem]:
    """Return a completion for each thing of these kinds that has a name with this beginning."""
    folded = fold_name(start)
    found = {}
    for node, called in names.names_by_thing(kinds).items():
        fitting = [name for name in called if fold_name(name).startswith(folded)]
        if fitting:
            whole = called[0] in fitting or not WORD.fullmatch(fitting[0])
            shown = called[0] if whole else fitting[0]
            found[shown] = CompletionItem(
                shown, help=f"{called[min(1, len(called) - 1)]}, {kind_of(node)}"
            )
    return [found[name] for name in sorted(found)]


def open_names(context: click.Context) -> Names:
    """Return the names of the graph that the command line chooses so far."""
    data = context.params.get("data") or ()
    return GraphOptions(data=tuple(data)).open_graph(whole=False).names


COMPLETERS: dict[str, Callable[[click.Context, str], Iterable[CompletionItem]]] = {
    "any": name_completer(*THING_KINDS, "edition", "document"),
    "thing": name_completer(*THING_KINDS),
    "software": name_completer("software"),
    "edition": name_completer("edition"),
    "document": name_completer("document"),
    "relation": name_completer("relation"),
    "file": complete_file,
    "question": complete_question,
    "parameter": complete_parameter,
}
"""What completes a parameter, by the ``values`` of its declaration."""
