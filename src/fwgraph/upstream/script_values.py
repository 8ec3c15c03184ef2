"""What expressions of a Python script are, by its syntax tree; it is never executed.

Strings, lists, sums of them, names to which the script assigns such, and members that it sets in
a dictionary, are followed.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from fwgraph.upstream.requirements import LONGEST

CHANGING = frozenset({
    "append", "extend", "insert", "remove", "pop", "clear", "add", "discard", "update", "setdefault"
})  # fmt: skip
DEEPEST = 50
"""Names and sums that are followed within each other."""
MOST_STEPS = 100_000
"""Expressions that are looked at; no script of this world has as many requirements."""


@dataclass(slots=True)
class ScriptValues:
    """A script: its tree and lines, what is assigned and added to names, and set in them.

    ``followed`` are the names that what was asked for has led to.
    """

    tree: ast.Module
    lines: list[str]
    assigned: dict[str, list[ast.expr]] = field(default_factory=dict)
    members_set: dict[str, dict[str, ast.expr]] = field(default_factory=dict)
    changed: dict[str, list[ast.expr | ast.stmt]] = field(default_factory=dict)
    followed: set[str] = field(default_factory=set)
    steps: int = 0

    def __post_init__(self) -> None:
        """Note every assignment, wherever it stands."""
        for node in ast.walk(self.tree):
            self.note_assignment(node)

    def note_assignment(self, node: ast.AST) -> None:
        """Note what a statement assigns or adds to a name."""
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self.assigned.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                self.assigned.setdefault(name, []).append(value)
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=key)]):
                self.note_member(name, key, node)
            case ast.Call(func=ast.Attribute(value=target, attr=attribute)):
                if attribute in CHANGING:
                    self.note_change(target, node)
            case ast.AugAssign(target=target) | ast.Assign(targets=[ast.Subscript() as target]):
                self.note_change(target, node)
            case ast.Delete(targets=targets):
                for target in targets:
                    self.note_change(target, node)

    def note_change(self, target: ast.expr, node: ast.expr | ast.stmt) -> None:
        """Note that a node changes what a name stands for, or a part of that."""
        while isinstance(target, ast.Subscript | ast.Attribute):
            target = target.value
        if isinstance(target, ast.Name):
            self.changed.setdefault(target.id, []).append(node)

    def note_member(self, name: str, key: ast.expr, node: ast.Assign) -> None:
        """Note the member that is set in a dictionary; one that is set twice is a change."""
        members = self.members_set.setdefault(name, {})
        match key:
            case ast.Constant(value=str() as word) if word not in members:
                members[word] = node.value
            case _:
                self.changed.setdefault(name, []).append(node)

    def line(self, node: ast.expr | ast.stmt) -> str:
        """Return the line on which a node begins."""
        return self.lines[node.lineno - 1].strip()

    def follow(self, value: ast.expr) -> ast.expr:
        """Return what a name that is assigned once stands for, or the expression itself."""
        for _ in range(DEEPEST):
            if isinstance(value, ast.Name):
                self.followed.add(value.id)
            if not isinstance(value, ast.Name) or len(self.assigned.get(value.id, ())) != 1:
                break
            value = self.assigned[value.id][0]
        return value

    def members(self, value: ast.expr, depth: int) -> Iterator[tuple[str, ast.expr]]:
        """Yield the members of a dictionary whose keys are strings, then those set in it."""
        later = self.members_set.get(value.id, {}) if isinstance(value, ast.Name) else {}
        yield from (each for each in self.first_members(value, depth) if each[0] not in later)
        yield from later.items()

    def first_members(self, value: ast.expr, depth: int) -> Iterator[tuple[str, ast.expr]]:
        """Yield the members that a dictionary has from its beginning."""
        self.count_step()
        value = self.follow(value)
        if isinstance(value, ast.Call) and name_of(value.func) == "dict":
            for inner in inner_dictionaries(value):
                yield from self.members(inner, depth + 1)
            yield from ((each.arg, each.value) for each in value.keywords if each.arg)
        if not isinstance(value, ast.Dict) or depth > DEEPEST:
            return
        for key, member in zip(value.keys, value.values, strict=True):
            if key is None:
                yield from self.members(member, depth + 1)
            elif (word := self.text_of(key, 0)) is not None:
                yield word, member

    def strings(self, value: ast.expr, depth: int) -> Iterator[tuple[int, str | None]]:
        """Yield the strings of an expression with their lines; None where that is not known."""
        value = self.follow(value)
        self.count_step()
        if depth > DEEPEST:
            yield value.lineno, None
            return
        match value:
            case ast.Constant(value=str() as text):
                end = value.end_lineno or value.lineno  # a written “\n” is no line of the script
                for place, line in enumerate(text.split("\n"), value.lineno):
                    yield min(place, end), line
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                yield from self.element_strings(elements, depth + 1)
            case ast.Starred(value=inner):
                yield from self.strings(inner, depth + 1)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                yield from self.strings(left, depth + 1)
                yield from self.strings(right, depth + 1)
            case ast.Call(func=ast.Name(id="list" | "tuple" | "set" | "sorted"), args=[inner]):
                yield from self.strings(inner, depth + 1)
            case ast.Call(func=ast.Attribute(value=inner, attr="split" | "splitlines"), args=args):
                yield from self.split_strings(inner, args, depth + 1)
            case ast.Constant(value=None):
                return
            case _:
                yield value.lineno, None

    def element_strings(
        self, elements: list[ast.expr], depth: int
    ) -> Iterator[tuple[int, str | None]]:
        """Yield the strings of a list; each is one, whatever line ends are in it."""
        for element in elements:
            if (text := self.text_of(element, depth)) is not None:
                yield self.follow(element).lineno, text
            else:
                yield from self.strings(element, depth)

    def text_of(self, value: ast.expr, depth: int) -> str | None:
        """Return the text that a string, or a sum of strings, is; None for one that is too long."""
        self.count_step()
        match self.follow(value):
            case ast.Constant(value=str() as text):
                return text
            case ast.BinOp(left=left, op=ast.Add(), right=right) if depth <= DEEPEST:
                parts = self.text_of(left, depth + 1), self.text_of(right, depth + 1)
                text = "".join(filter(None, parts))
                return text if None not in parts and len(text) <= LONGEST else None
            case _:
                return None

    def count_step(self) -> None:
        """Count an expression that is looked at; raises ValueError for too many."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise ValueError("its expressions refer to each other too often")

    def split_strings(
        self, inner: ast.expr, arguments: list[ast.expr], depth: int
    ) -> Iterator[tuple[int, str | None]]:
        """Yield the parts of a string that the script splits."""
        separator = (
            arguments[0].value if arguments and isinstance(arguments[0], ast.Constant) else None
        )
        for line, words in self.strings(inner, depth):
            if words is None or not (separator is None or isinstance(separator, str)):
                yield line, None
            elif separator == "\n" or not separator:
                yield from ((line, part) for part in (words.split() if not separator else [words]))
            else:
                yield from ((line, part) for part in words.split(separator))


def inner_dictionaries(value: ast.expr) -> list[ast.expr]:
    """Return the dictionaries that a dictionary, or a call of ``dict``, takes over."""
    match value:
        case ast.Dict(keys=keys, values=values):
            return [member for key, member in zip(keys, values, strict=True) if key is None]
        case ast.Call(args=arguments, keywords=keywords) if name_of(value.func) == "dict":
            return [*arguments, *(each.value for each in keywords if each.arg is None)]
        case _:
            return []


def name_of(function: ast.expr) -> str:
    """Return the last name of what is called."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
