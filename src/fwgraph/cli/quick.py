"""The plainest command lines, read without click, which takes longer to import than to answer.

What is read here means the same to click, and calls the same functions. Whatever else may
be typed, well formed or not, is left to click: other ways to write an option, help,
completion, mistakes, a graph from elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial

from fwgraph.cli import COMMAND_MODULES
from fwgraph.cli.declarations import Command, CommandParameter


def parse_command_line(arguments: Sequence[str]) -> Callable[[], None] | None:
    """Return the call that a command line stands for, or None for one that click has to read."""
    name, *words = arguments or [""]
    command = find_command(name)
    if command is None or not is_plain_environment():
        return None
    values = parse_words(command.parameters, words)
    return None if values is None else partial(command.function, **values)


def find_command(name: str) -> Command | None:
    """Return the command of that name, where it is declared without click."""
    module = COMMAND_MODULES.get(name)
    if module == "questions":
        from fwgraph.cli.questions import COMMANDS
    elif module == "trees":
        from fwgraph.cli.trees import COMMANDS
    elif module == "status":
        from fwgraph.cli.status import COMMANDS
    elif module == "differing":
        from fwgraph.cli.differing import COMMANDS
    else:
        return None
    return next(command for command in COMMANDS if command.name == name)


def is_plain_environment() -> bool:
    """Tell whether nothing in the environment is for click to see to."""
    for_click = os.environ.get("FWGRAPH_ENDPOINT") or os.environ.get("_FWGRAPH_COMPLETE")
    return os.name == "posix" and not for_click


def parse_words(
    parameters: Sequence[CommandParameter], words: Sequence[str]
) -> dict[str, object] | None:
    """Return the value of every parameter, or None where click has to read the words.

    Of the options only flags and choices are read here.
    """
    options = {name: option for option in parameters if option.is_option for name in option.names}
    flags = [option.name for option in parameters if "is_flag" in option.settings]
    values = {option.name: option.settings.get("default") for option in options.values()}
    values |= dict.fromkeys(flags, False)
    waiting, plain = iter(words), []
    for word in waiting:
        option = options.get(word)
        if not word.startswith("-"):
            plain.append(word)
        elif option and option.name in flags:
            values[option.name] = True
        elif option and (choice := next(waiting, "")) in option.choices:
            values[option.name] = choice
        else:
            return None
    arguments = [parameter for parameter in parameters if not parameter.is_option]
    return place_arguments(arguments, plain, values)


def place_arguments(
    arguments: Sequence[CommandParameter], words: list[str], values: dict[str, object]
) -> dict[str, object] | None:
    """Return the values with those of the arguments, None where there are too many or too few."""
    for argument in arguments:
        if argument.settings.get("nargs") == -1:
            values[argument.name], words = tuple(words), []
        elif words:
            values[argument.name], *words = words
        elif argument.settings.get("required", True):
            return None
        else:
            values[argument.name] = None
    return None if words else values
