"""Ranks of packages by their downloads, from a list in a file.

A list is CSV or TSV with a header that has ``name`` (or ``project``) and ``rank``, a JSON list
of such objects or of names in their order, or the JSON of lists of top packages:
``{"rows": [{"project": "boto3", "download_count": 1}, …]}``, most downloaded first.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name

from fwgraph.errors import Unreadable
from fwgraph.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

NAME_COLUMNS = ("name", "project", "package")
HINT = 'a list of ranks has columns "name" and "rank", or is the JSON of a list of top packages'


def read_download_ranks(path: Path) -> dict[str, int]:
    """Return the rank of each package by its normalized name; raises Unreadable."""
    text = read_text(path)
    rows = json_rows(path, text) if text.lstrip()[:1] in {"[", "{"} else table_rows(path, text)
    ranks: dict[str, int] = {}
    for place, name, rank in rows:
        if not isinstance(name, str) or not name.strip():
            raise Unreadable(path, f"{place}no name of a package; {HINT}")
        if not str(rank).strip():
            continue
        if isinstance(rank, bool) or not str(rank).strip().isdecimal() or int(str(rank)) < 1:
            raise Unreadable(path, f"{place}the rank of {name} is no whole number from 1")
        if ranks.setdefault(canonicalize_name(name.strip()), int(str(rank))) != int(str(rank)):
            raise Unreadable(path, f"{place}{name} has two ranks")
    if not ranks:
        raise Unreadable(path, f"there is no rank in it; {HINT}")
    return ranks


def json_rows(path: Path, text: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield place, name and rank of each item of a JSON list; without a rank its number."""
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(path, f"this is no JSON: {error}") from None
    items = items.get("rows") if isinstance(items, dict) else items
    if not isinstance(items, list):
        raise Unreadable(path, HINT)
    for number, item in enumerate(items, 1):
        fields = item if isinstance(item, dict) else {"name": item}
        name = next((fields[column] for column in NAME_COLUMNS if column in fields), None)
        yield f"item {number}: ", name, fields.get("rank", number)


def table_rows(path: Path, text: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield place, name and rank of each line of a table."""
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in head else ",")
    columns = [column for column in NAME_COLUMNS if column in (reader.fieldnames or ())]
    if not columns or "rank" not in (reader.fieldnames or ()):
        raise Unreadable(path, HINT)
    try:
        for row in reader:
            yield f"line {reader.line_num}: ", row[columns[0]], row["rank"] or ""
    except csv.Error as error:
        raise Unreadable(path, f"this is no table: {error}", reader.line_num) from None
