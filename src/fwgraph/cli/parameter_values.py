"""The values of a question's parameters, as they are typed: by name, or in their order.

A word of the form NAME=VALUE is for the parameter of that name, and the value begins after
the first equals sign. Any other word is for the first parameter that has none yet: of those
that are required, and after them of one that is not, if there is but one. A word counts as
NAME=VALUE where what stands before the sign could be a parameter's name: a misspelled one is
no value, and a web address with an equals sign in it is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from fwgraph.errors import BadRequest, UnknownName
from fwgraph.questions.catalogue import Question


def assign_values(question: Question, words: Sequence[str]) -> dict[str, str]:
    """Return the values by parameter; raises BadRequest for words that fit none.

    Raises UnknownName for NAME=VALUE where there is no parameter of that name.
    """
    values: dict[str, str] = {}
    plain = []
    names = [parameter.name for parameter in question.parameters]
    for word in words:
        name, value = split_word(word)
        if name is None:
            plain.append(word)
        elif name not in names:
            hint = f"it takes {', '.join(names)}" if names else "it takes none"
            if names:
                hint += f"; a value with an equals sign is written {names[0]}={word}"
            raise UnknownName(f"parameter of {question.name}", name, names, hint)
        elif name in values:
            raise BadRequest(f"{name}= is given twice: say {values[name]!r} or {value!r}")
        else:
            values[name] = value
    for name in open_parameters(question, values):
        if plain:
            values[name] = plain.pop(0)
    if plain:
        raise BadRequest(explain_left_over(question, plain, values))
    return values


def split_word(word: str) -> tuple[str | None, str]:
    """Return the name before the equals sign, None where there is none, and the value."""
    name, equals, value = word.partition("=")
    is_name = bool(equals) and name.isascii() and name.replace("-", "_").isidentifier()
    return (name, value) if is_name else (None, word)


def open_parameters(question: Question, values: Sequence[str] | dict[str, str]) -> list[str]:
    """Return the parameters that words without a name are for, in order."""
    required = [each.name for each in question.parameters if each.required]
    others = [each.name for each in question.parameters if not each.required]
    names = [*required, *others] if len(others) == 1 else required
    return [name for name in names if name not in values]


def explain_left_over(question: Question, plain: Sequence[str], values: dict[str, str]) -> str:
    """Return what to write in place of words that are for no parameter."""
    others = [each.name for each in question.parameters if each.name not in values]
    word = " ".join(plain)
    if not question.parameters:
        return f"{question.name} takes no parameter: leave out {word!r}"
    if others:
        choices = " or ".join(f"{name}={plain[0]}" for name in others)
        return f"{question.name} has several parameters: say which {plain[0]!r} is for: {choices}"
    last = [*values.values()][-1]
    return (
        f"{question.name} takes {', '.join(f'{name}=…' for name in values)} and has all:"
        f" what is {word!r} for? A name of several words stands in quotes: '{last} {word}'"
    )
