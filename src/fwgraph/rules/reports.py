"""Findings written for people and machines: text, JSON, SARIF, GitHub, JUnit."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET  # only written, never parsed

from fwgraph.project import __version__
from fwgraph.rules.findings import SEVERITIES, Finding
from fwgraph.rules.shapes import Rule, rules_by_shape
from fwgraph.store.table import printable_text

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
WHOLE_REPORT, FIRST = 1_000, 10
"""How many findings are written as text one by one, and of more, how many of each rule."""
GITHUB_LEVELS = {"violation": "error", "warning": "warning", "info": "notice"}


def write_findings_text(findings: list[Finding]) -> str:
    """Return the findings as a compiler writes them, with a summary by rule.

    Of more than WHOLE_REPORT findings only the first of each rule are written.
    """
    shown = findings if len(findings) <= WHOLE_REPORT else first_of_each_rule(findings)
    lines = [*map(finding_line, shown), findings_summary(findings)]
    if len(shown) < len(findings):
        lines.append(f"\nThe first {FIRST} of each rule are shown; --format json writes all.\n")
    return "".join(lines)


def first_of_each_rule(findings: list[Finding]) -> list[Finding]:
    """Return the first findings of each rule, in their order."""
    counts, first = Counter[str](), []
    for finding in findings:
        counts[finding.rule] += 1
        if counts[finding.rule] <= FIRST:
            first.append(finding)
    return first


def finding_line(finding: Finding) -> str:
    """Return one finding: place, severity, rule and message, and the repair below it."""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    message = printable_text(f"{finding.severity}: {finding.entry}: {finding.message}")
    fix = f"    fix: {printable_text(finding.fix)}\n" if finding.fix else ""
    return f"{printable_text(place)}: {message} [{finding.rule}]\n{fix}"


def findings_summary(findings: list[Finding]) -> str:
    """Return how many findings each rule has, the gravest and most frequent first."""
    if not findings:
        return "no findings\n"
    counts = Counter((SEVERITIES.index(each.severity), each.rule) for each in findings)
    order = sorted((grave, -count, rule) for (grave, rule), count in counts.items())
    width = max(len(rule) for _, rule in counts)
    rows = [f"  {rule:<{width}}  {-count:>4} {SEVERITIES[grave]}\n" for grave, count, rule in order]
    return "".join([f"\n{len(findings)} finding{'s' * (len(findings) > 1)}:\n", *rows])


def write_findings_json(findings: list[Finding]) -> str:
    """Return one list of objects: rule, severity, path, line, column, entry, message, fix."""
    keys = ("rule", "severity", "path", "line", "column", "entry", "message", "fix")
    rows = [{key: getattr(finding, key) for key in keys} for finding in findings]
    # A path may hold bytes that are no text, which Python keeps as lone surrogates.
    return utf8_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def utf8_text(text: str) -> str:
    """Return text that can be written as UTF-8, with question marks for what cannot."""
    return text.encode(errors="replace").decode()


def write_sarif(findings: list[Finding], rules: Iterable[Rule] | None = None) -> str:
    """Return a SARIF 2.1.0 log with one run, every rule described: the shapes if no others."""
    rules = sorted(rules or rules_by_shape().values(), key=lambda rule: rule.id)
    driver = {
        "name": "fwgraph",
        "version": __version__,
        "informationUri": "https://w3id.org/fwgraph/",
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.name},
                "fullDescription": {"text": rule.message},
                "help": {"text": rule_help(rule)},
                "helpUri": rule.enforces,
                "defaultConfiguration": {"level": SARIF_LEVELS[rule.severity]},
            }
            for rule in rules
        ],
    }
    index = {rule.id: number for number, rule in enumerate(rules)}
    results = [sarif_result(finding, index) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def rule_help(rule: Rule) -> str:
    """Return why a rule is there and what repairs what breaks it, as text for a viewer."""
    repair = f"Repair: {rule.repair}." if rule.repair else ""
    return " ".join(filter(None, (rule.why, repair))) or rule.message


def sarif_result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    """Return one SARIF result (section 3.27)."""
    fix = f" Fix: {finding.fix}." if finding.fix else ""
    location = {
        "artifactLocation": {"uri": artifact_uri(finding.path)},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": f"{finding.entry}: {finding.message}.{fix}"},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"fwgraph/v1": "/".join(finding.content)},
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    return result


def artifact_uri(path: str) -> str:
    """Return the URI of what was validated: an address stays as it is, a path is a reference.

    It is relative to where fwgraph runs, or a ``file:`` URI where the path is absolute and leads
    elsewhere (SARIF, 3.4.3).
    """
    if "://" in path:
        return path
    here = Path.cwd()
    if Path(path).is_relative_to(here):
        path = str(Path(path).relative_to(here))
    return Path(path).as_uri() if Path(path).is_absolute() else quote(os.fsencode(path))


def write_github_commands(findings: list[Finding]) -> str:
    """Return workflow commands that GitHub shows beside the lines."""
    return utf8_text("".join(map(github_command, findings)))


def github_command(finding: Finding) -> str:
    """Return one workflow command; what would end a value or the line is escaped."""
    file, title = (escape_github_value(each, ":,") for each in (finding.path, finding.rule))
    place = f"file={file},line={finding.line},col={finding.column},title={title}"
    fix = f" (fix: {finding.fix})" if finding.fix else ""
    message = escape_github_value(f"{finding.entry}: {finding.message}{fix}")
    return f"::{GITHUB_LEVELS[finding.severity]} {place}::{message}\n"


def escape_github_value(value: str, also: str = "") -> str:
    """Return a value with ``%``, line ends and the other characters as percent codes."""
    for character in f"%\r\n{also}":
        value = value.replace(character, f"%{ord(character):02X}")
    return value


def write_junit(findings: list[Finding]) -> str:
    """Return JUnit XML: a suite for each file, a failed case for each finding.

    A file without findings is not in the report; a report without any has one passed case.
    """
    root = ET.Element("testsuites", name="fwgraph")
    for path, group in groupby(findings, key=lambda finding: finding.path):
        add_test_suite(root, clean_xml_text(path), list(group))
    if not findings:
        suite = add_test_suite(root, "fwgraph", [])
        suite.set("tests", "1")
        ET.SubElement(suite, "testcase", classname="fwgraph", name="no findings")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def add_test_suite(root: ET.Element, name: str, findings: list[Finding]) -> ET.Element:
    """Add a suite with a case for each finding; infos do not fail."""
    failed = sum(finding.severity != "info" for finding in findings)
    counts = {"tests": str(len(findings)), "failures": str(failed), "errors": "0"}
    suite = ET.SubElement(root, "testsuite", {"name": name, **counts})
    for finding in findings:
        title = clean_xml_text(f"{finding.rule}: {finding.entry} (line {finding.line})")
        case = ET.SubElement(suite, "testcase", classname=name, name=title)
        if finding.severity != "info":
            message = clean_xml_text(finding.message)
            failure = ET.SubElement(case, "failure", type=finding.severity, message=message)
            failure.text = clean_xml_text(finding_line(finding))
    return suite


def clean_xml_text(text: str) -> str:
    """Return text that XML 1.0 can hold, on one line."""
    return printable_text(text).strip()


FINDING_WRITERS: dict[str, Callable[[list[Finding]], str]] = {
    "text": write_findings_text,
    "json": write_findings_json,
    "sarif": write_sarif,
    "github": write_github_commands,
    "junit": write_junit,
}
"""How findings can be written, by name."""
