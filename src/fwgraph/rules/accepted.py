"""Accepted findings: known ones that are to stay, each with its reason.

The file is TOML, one ``[[accepted]]`` table for each finding. It is matched by content
(rule, entry and message), never by line, so that an edit elsewhere changes nothing.
"""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fwgraph.errors import Unreadable
from fwgraph.files import read_text
from fwgraph.rules.findings import Finding

FIELDS = ("rule", "entry", "message", "reason")


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """One accepted finding."""

    rule: str
    entry: str
    message: str
    reason: str

    @property
    def content(self) -> tuple[str, str, str]:
        """What a finding has to have in common with it."""
        return self.rule, self.entry, self.message


def read_accepted_findings(path: Path) -> list[AcceptedFinding]:
    """Return the accepted findings of a file.

    Raises Unreadable for a file that is no TOML, lacks a field or gives no reason.
    """
    try:
        found = tomllib.loads(read_text(path)).get("accepted", [])
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(path, f"this is not TOML: {error}") from error
    if not isinstance(found, list):
        raise Unreadable(path, "write [[accepted]] with two brackets")
    return [parse_accepted_finding(path, number, table) for number, table in enumerate(found, 1)]


def parse_accepted_finding(path: Path, number: int, table: object) -> AcceptedFinding:
    """Return one table as an accepted finding."""
    fields = table if isinstance(table, dict) else {}
    for name in FIELDS:
        if not isinstance(fields.get(name), str) or not str(fields[name]).strip():
            raise Unreadable(path, f'accepted finding {number} needs {name} = "…"')
    return AcceptedFinding(*(str(fields[name]) for name in FIELDS))


def filter_findings(
    findings: list[Finding], accepted: list[AcceptedFinding], path: Path
) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that are not accepted, and a finding for each stale acceptance."""
    contents = {each.content for each in accepted}
    present = {(each.rule, each.entry, each.message) for each in findings}
    new = [each for each in findings if (each.rule, each.entry, each.message) not in contents]
    stale = [each for each in accepted if each.content not in present]
    return new, [stale_finding(each, path) for each in stale]


def stale_finding(accepted: AcceptedFinding, path: Path) -> Finding:
    """Return the finding that an acceptance is no longer needed."""
    return Finding(
        path=str(path),
        line=entry_line(path, accepted),
        column=1,
        rule="accepted-stale",
        entry=accepted.entry,
        message=f"An accepted finding is still found; this one of {accepted.rule} is gone",
        severity="warning",
        fix="remove it from the file",
    )


def entry_line(path: Path, accepted: AcceptedFinding) -> int:
    """Return the first line that names the entry as TOML writes it, or 1."""
    lines = read_text(path).splitlines()
    wanted = json.dumps(accepted.entry, ensure_ascii=False)
    return next((number for number, line in enumerate(lines, 1) if wanted in line), 1)


def write_accepted_findings(findings: Iterable[Finding]) -> str:
    """Return findings as a file to fill in: the reasons are left for a person."""
    tables = []
    for each in findings:
        rows = (each.rule, each.entry, each.message, "")
        lines = [f"{name} = {toml_string(value)}" for name, value in zip(FIELDS, rows, strict=True)]
        tables.append("\n".join(["[[accepted]]", *lines, ""]))
    return "\n".join(tables)


def toml_string(value: str) -> str:
    """Return a basic string of TOML, which escapes as JSON does (and DEL besides)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
