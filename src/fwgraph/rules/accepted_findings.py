"""Accepted findings: known ones that are to stay, each with its reason.

The file is TOML, one ``[[accepted]]`` table for each finding. It is matched by content
(rule, entry and message), never by line, so that an edit elsewhere changes nothing.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from fwgraph.errors import Unreadable
from fwgraph.files import read_text
from fwgraph.rules.findings import Finding

FIELDS = ("rule", "entry", "message", "reason")

Content = tuple[str, str, str]
"""What a finding has in common with its acceptance: rule, entry and message."""


def read_accepted_findings(path: Path) -> list[Content]:
    """Return the contents of the accepted findings in a file.

    Raises Unreadable for a file that is no TOML, lacks a field or gives no reason.
    """
    try:
        tables = tomllib.loads(read_text(path)).get("accepted", [])
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(path, f"this is not TOML: {error}") from error
    if not isinstance(tables, list):
        raise Unreadable(path, "write [[accepted]] with two brackets")
    return [parse_accepted_finding(path, number, table) for number, table in enumerate(tables, 1)]


def parse_accepted_finding(path: Path, number: int, table: object) -> Content:
    """Return the content of one table."""
    fields = table if isinstance(table, dict) else {}
    for name in FIELDS:
        if not isinstance(fields.get(name), str) or not fields[name].strip():
            raise Unreadable(path, f'accepted finding {number} needs {name} = "…"')
    return fields["rule"], fields["entry"], fields["message"]


def filter_findings(
    findings: list[Finding], accepted: list[Content], path: Path
) -> Iterator[Finding]:
    """Yield the findings that are not accepted, then one for each acceptance without a finding."""
    known, present = set(accepted), {finding.content for finding in findings}
    yield from (finding for finding in findings if finding.content not in known)
    yield from (stale_finding(content, path) for content in accepted if content not in present)


def stale_finding(accepted: Content, path: Path) -> Finding:
    """Return the finding that an acceptance has none; it stands where its entry is named."""
    rule, entry, _ = accepted
    lines = enumerate(read_text(path).splitlines(), 1)
    return Finding(
        path=str(path),
        line=next((number for number, line in lines if toml_string(entry) in line), 1),
        column=1,
        rule="accepted-stale",
        entry=entry,
        message=f"An accepted finding is still found; this one of {rule} is gone",
        severity="warning",
        fix="remove it from the file",
    )


def write_accepted_findings(findings: Iterable[Finding]) -> str:
    """Return findings as a file to fill in: the reasons are left for a person."""
    tables = []
    for finding in findings:
        rows = zip(FIELDS, (*finding.content, ""), strict=True)
        lines = [f"{name} = {toml_string(value)}\n" for name, value in rows]
        tables.append("".join(["[[accepted]]\n", *lines]))
    return "\n".join(tables)


def toml_string(value: str) -> str:
    """Return a basic string of TOML, which escapes as JSON does (and DEL besides)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
