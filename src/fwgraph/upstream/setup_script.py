"""Requirements of a setup.py by its syntax tree; it is never executed.

What its arguments are is followed as far as their text tells (`script_values`). What depends on
anything else is told so.
"""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from fwgraph.upstream.requirements import (
    COMMENT,
    REQUIRES,
    Item,
    RequirementLine,
    UnreadRequirement,
    parse_requirement,
    python_requirement,
)
from fwgraph.upstream.script_values import ScriptValues, inner_dictionaries, name_of

UNREAD = "only running it would tell what this is"


def read_setup_script(text: str) -> Iterator[Item]:
    """Yield the requirements of a setup.py.

    Raises ValueError for what is not Python 3, or calls no ``setup``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the other's code, such as "\d" in a string
            tree = ast.parse(text)
        items = list(SetupScript(tree, text.split("\n")).read_calls())
    except SyntaxError as error:
        raise ValueError(f"line {error.lineno}: this is not Python 3: {error.msg}") from error
    except (RecursionError, MemoryError) as error:
        raise ValueError("expressions lie too deep in each other") from error
    yield from items


def is_setup_call(node: ast.AST) -> TypeGuard[ast.Call]:
    """Tell whether a node is a call of ``setup``."""
    return isinstance(node, ast.Call) and name_of(node.func) == "setup"


class SetupScript(ScriptValues):
    """A setup.py, and the requirements that its calls of ``setup`` give."""

    def read_calls(self) -> Iterator[Item]:
        """Yield the requirements of every call of ``setup``; raises ValueError for none."""
        calls = [node for node in ast.walk(self.tree) if is_setup_call(node)]
        if not calls:
            raise ValueError("no call of setup() is in it")
        for call in calls:
            for keyword in call.keywords:
                yield from self.read_keyword(keyword)
        yield from self.tell_changes()

    def read_keyword(self, keyword: ast.keyword) -> Iterator[Item]:
        """Yield what an argument gives; each of a dictionary that is inner_dictionaries is one."""
        if keyword.arg:
            yield from self.read_argument(keyword.arg, keyword.value)
            return
        yield from self.tell_unread(keyword.value)
        for name, value in self.members(keyword.value, 0):
            yield from self.read_argument(name, value)

    def tell_unread(self, value: ast.expr) -> Iterator[UnreadRequirement]:
        """Yield what of a dictionary, and of those that it takes over, cannot be read."""
        self.count_step()
        target = self.follow(value)
        is_call = isinstance(target, ast.Call) and name_of(target.func) == "dict"
        is_nothing = isinstance(target, ast.Constant) and target.value is None
        if not (isinstance(target, ast.Dict) or is_call or is_nothing):
            yield self.unread(value)
        for key in target.keys if isinstance(target, ast.Dict) else ():
            if key and self.text_of(key, 0) is None:
                yield self.unread(key)
        for inner in inner_dictionaries(target):
            yield from self.tell_unread(inner)

    def tell_changes(self) -> Iterator[UnreadRequirement]:
        """Yield where the script changes what a name stands for that was followed."""
        for name in sorted(self.followed & self.changed.keys()):
            for node in self.changed[name]:
                text = self.line(node)
                yield UnreadRequirement(node.lineno, text, "changed on the way, not read")

    def read_argument(self, keyword: str, value: ast.expr) -> Iterator[Item]:
        """Yield the requirements that an argument of ``setup`` gives."""
        if keyword == "install_requires":
            yield from self.read_list(value, REQUIRES)
        elif keyword == "python_requires":
            yield from self.read_python(value)
        elif keyword == "extras_require":
            yield from self.tell_unread(value)
            for extra, requirements in self.members(value, 0):
                yield from self.read_list(requirements, extra)

    def read_python(self, value: ast.expr) -> Iterator[Item]:
        """Yield the versions of Python that a text gives."""
        words, line = self.text_of(value, 0), self.follow(value).lineno
        if words is None:
            yield self.unread(value)
        elif words.strip():
            yield python_requirement(words, line, python_phrase(self.lines[line - 1], words))

    def read_list(self, value: ast.expr, group: str) -> Iterator[Item]:
        """Yield the requirements of a list; in setuptools, a group may be ``name:marker``."""
        name, _, marker = group.partition(":")
        for line, words in self.strings(value, 0):
            if words is None:
                yield UnreadRequirement(line, self.lines[line - 1].strip(), UNREAD)
            elif words := COMMENT.sub("", words).strip():
                whole = f"{words}; {marker}" if marker else words
                yield self.with_phrase(parse_requirement(whole, line, name or REQUIRES))

    def with_phrase(self, item: Item) -> Item:
        """Return a requirement with what of it stands on its line, where its marker does not."""
        if isinstance(item, RequirementLine) and item.text not in self.lines[item.line - 1]:
            return replace(item, phrase=item.text.partition(";")[0].strip())
        return item

    def unread(self, value: ast.expr) -> UnreadRequirement:
        """Return that an expression is not read."""
        return UnreadRequirement(value.lineno, self.line(value), UNREAD)


def python_phrase(line: str, words: str) -> str:
    """Return the keyword and the versions of Python, as they stand on a line."""
    if words not in line:
        return line.strip()
    start, end = max(line.find("python_requires"), 0), line.find(words) + len(words) + 1
    return line[start:end].strip()
