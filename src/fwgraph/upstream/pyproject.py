"""Requirements of a pyproject.toml: PEP 621, Poetry's tables, and Flit's old ones."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace

from packaging.utils import canonicalize_name

from fwgraph.upstream.requirements import (
    PYTHON,
    REQUIRES,
    Item,
    UnreadRequirement,
    parse_requirement,
    python_requirement,
)
from fwgraph.upstream.toml_values import TomlValue, toml_values

POETRY = ("tool", "poetry", "dependencies")


def read_pyproject(text: str) -> Iterator[Item]:
    """Yield the requirements of a pyproject.toml; those of building and of groups are left out.

    Raises ValueError for what is no TOML.
    """
    try:
        tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("tables and arrays lie too deep in each other") from error
    lines = text.split("\n")
    values = list(toml_values(text))
    for value in values:
        yield from read_value(value, lines)
    yield from read_poetry([value for value in values if value.keys[:2] == POETRY[:2]], lines)


def read_value(value: TomlValue, lines: list[str]) -> Iterator[Item]:
    """Yield the requirement that a value of the project's own table, or of Flit's, is."""
    match value.keys:
        case ("project", "dependencies") | ("tool", "flit", "metadata", "requires"):
            yield parse_requirement(value.value, value.line, REQUIRES)
        case ("project", "optional-dependencies", extra):
            yield parse_requirement(value.value, value.line, extra)
        case ("tool", "flit", "metadata", "requires-extra", extra):
            yield parse_requirement(value.value, value.line, extra)
        case ("project", "requires-python") | ("tool", "flit", "metadata", "requires-python"):
            yield python_requirement(value.value, value.line, written_pair(lines, value))
        case ("project", "dynamic") if value.value.endswith("dependencies"):
            problem = f"{value.value} are said to stand elsewhere"
            yield UnreadRequirement(value.line, lines[value.line - 1].strip(), problem)


def written_pair(lines: list[str], value: TomlValue) -> str:
    """Return a key and its value as they stand on the value's line."""
    line = lines[value.line - 1].strip()
    end = line.find(value.value)
    quoted = end >= 0 and line[end - 1 : end] in {'"', "'"}
    return line[: end + len(value.value) + quoted] if end >= 0 else line


def read_poetry(values: list[TomlValue], lines: list[str]) -> Iterator[Item]:
    """Yield the requirements of Poetry's table; an optional one is in the extras that name it."""
    extras: dict[str, list[str]] = {}
    for value in values:
        if value.keys[2:3] == ("extras",) and len(value.keys) == len(POETRY) + 1:
            extras.setdefault(canonicalize_name(value.value), []).append(value.keys[3])
    optional = {
        value.keys[3] for value in values if is_field(value, "optional") and value.value == "true"
    }
    required: dict[str, list[TomlValue]] = {}
    for value in values:
        if value.keys[:3] == POETRY and len(value.keys) > len(POETRY):
            required.setdefault(value.keys[3], []).append(value)
    for name, fields in required.items():
        version = next(filter(is_version, fields), None)
        place = version or fields[0]
        groups = (
            extras.get(canonicalize_name(name), ["optional"]) if name in optional else [REQUIRES]
        )
        written = version.value.strip() if version else ""
        for group in groups:
            yield poetry_requirement(name, written, group, place.line, written_pair(lines, place))


def is_field(value: TomlValue, field: str) -> bool:
    """Tell whether a value is a field of a requirement in Poetry's table."""
    return value.keys[:3] == POETRY and value.keys[4:] == (field,)


def is_version(value: TomlValue) -> bool:
    """Tell whether a value is the versions of a requirement in Poetry's table."""
    return value.keys[:3] == POETRY and (
        len(value.keys) == len(POETRY) + 1 or is_field(value, "version")
    )


def poetry_requirement(name: str, written: str, group: str, line: int, phrase: str) -> Item:
    """Return a requirement in Poetry's spelling, where a version may stand without a sign."""
    versions = f"=={written}" if written[:1].isdigit() else written
    if name == PYTHON:
        item = python_requirement(versions, line, phrase)
    else:
        item = parse_requirement(f"{name} {versions}", line, group)
    if isinstance(item, UnreadRequirement):
        return replace(item, text=phrase)
    specifier = None if written in {"", "*"} else written
    return replace(item, text=phrase, specifier=specifier, phrase=phrase)
