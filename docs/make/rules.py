"""A page for each rule: what it asks, why, what repairs it, and an example that breaks it.

All of it comes from the shapes and from the cases by which the tests break the rules.
"""

import re
from pathlib import Path

from docs.make.pages import ROOT, code, page, table

from fwgraph.namespaces import expand_name, term
from fwgraph.rules.positions import place_subjects
from fwgraph.rules.shapes import (
    DATA_SHAPES,
    PAGE_SHAPES,
    Rule,
    list_shape_files,
    read_shapes,
    rule_of_shape,
)

CASES = ROOT / "tests" / "shapes"
PAGES = ROOT / "tests" / "wiki" / "rules"
TARGETS = [term(f"sh:target{each}") for each in ("Class", "Node", "SubjectsOf", "ObjectsOf")]
TITLES = {DATA_SHAPES: "Rules for data", PAGE_SHAPES: "Rules for pages"}
EXPECTED = re.compile(r"^(?:##|<!--) expect: ([a-z0-9-]+):([0-9]+)", re.MULTILINE)
PLACEHOLDER = re.compile(r"\{\??(\w+)\}")
COMMENTS = ("##", "<!--")
"""How comments begin in pages; a finding about the whole page stands at the first."""
LONGEST_EXAMPLE = 12
"""How many lines of a case are shown."""
README = """\
A rule is a SHACL shape in `shapes/`; `fwgraph validate` names it in brackets behind each finding.
What the pages say stands in the shapes, and the examples are the cases of the tests."""


def rule_pages() -> dict[str, str]:
    """Return the page of each rule by its id, and an index of them as ``README``."""
    pages, sections = {}, []
    for kind, title in TITLES.items():
        rows = []
        for file in list_shape_files(kind):
            for rule in read_rules(file):
                rows.append((f"[{rule.id}]({rule.id}.md)", rule.severity, rule.name))
                pages[rule.id] = rule_page(rule, file)
        sections.append(f"## {title}\n\n{table(('rule', 'severity', 'about'), rows)}")
    return {"README": page("Rules", README, *sections), **dict(sorted(pages.items()))}


def read_rules(file: Path) -> list[Rule]:
    """Return the rules of a shape file: its shapes with a target, by id."""
    store = read_shapes([file])
    shapes = {
        str(getattr(quad.subject, "value", ""))
        for target in TARGETS
        for quad in store.quads_for_pattern(None, target, None)
    }
    return [rule_of_shape(store, iri) for iri in sorted(shapes)]


def rule_page(rule: Rule, file: Path) -> str:
    """Return the page of a rule."""
    shapes = file.relative_to(ROOT).as_posix()
    return page(
        rule.id,
        f"{capitalize(rule.name)}: a {rule.severity}, from [{shapes}](../../{shapes}).",
        f"## Rule\n\n{sentence(rule.message)}",
        f"## Why\n\n{rule.why}",
        f"## Repair\n\n{sentence(rule.repair or '')}",
        f"## Example\n\n{example(rule.id)}",
    )


def sentence(text: str) -> str:
    """Return a message as a sentence; what is filled in when it is shown stands in capitals."""
    filled = PLACEHOLDER.sub(lambda match: match[1].upper(), text)
    return capitalize(filled) + ("" if filled.endswith("?") else ".")


def capitalize(text: str) -> str:
    """Return a text that begins with a capital letter, unless with a name of code."""
    return text if ":" in text.partition(" ")[0] else text[:1].upper() + text[1:]


def example(rule_id: str) -> str:
    """Return what breaks a rule: a line of a page, or a node of a case in Turtle."""
    return example_of_page(rule_id) or example_of_case(rule_id)


def example_of_page(rule_id: str) -> str:
    """Return the first line that breaks a rule in the pages of the tests, if one does."""
    for path in sorted({*PAGES.glob("*.moin"), *PAGES.glob("*.md")}):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for rule, number in EXPECTED.findall(text):
            if rule == rule_id and not lines[int(number) - 1].startswith(COMMENTS):
                around = 1 if path.suffix == ".md" else 0  # a table is more than one line
                shown = "\n".join(lines[int(number) - 1 - around : int(number) + around])
                link = f"[{path.name}](../../{path.relative_to(ROOT)})"
                return f"Line {number} of {link} breaks it:\n\n{code(shown, 'text')}"
    return ""


def example_of_case(rule_id: str) -> str:
    """Return the first node of the cases that breaks a rule, as the case writes it."""
    for path in sorted(CASES.rglob("invalid*.ttl")):
        text = path.read_text(encoding="utf-8")
        for node, rule in re.findall(r"^# expect: (\S+) +([a-z0-9-]+) ", text, re.MULTILINE):
            if rule == rule_id:
                where = path.relative_to(ROOT).as_posix()
                shown = node_text(path, node) or body_text(text)
                return f"In [{where}](../../{where}) it is broken by:\n\n{code(shown, 'turtle')}"
    raise LookupError(f"no case breaks {rule_id}")


def body_text(text: str) -> str:
    """Return the beginning of a case without its head, where it lacks what it is about."""
    body = [line for line in text.splitlines() if line and not line.startswith(("#", "PREFIX"))]
    return "\n".join(body[:LONGEST_EXAMPLE])


def node_text(path: Path, node: str) -> str:
    """Return the lines of a file from a subject to the next one, at most LONGEST_EXAMPLE."""
    places = [(iri, line) for iri, line, _ in place_subjects(path)]
    iri = node if "://" in node else expand_name(node)
    lines = path.read_text(encoding="utf-8").splitlines()
    for index, (subject, line) in enumerate(places):
        if subject == iri:
            ends = [start for _, start in places[index + 1 :] if start > line]
            block = lines[line - 1 : min([*ends, len(lines) + 1]) - 1]
            shown = [each for each in block if not each.startswith("#")]
            return "\n".join(shown[:LONGEST_EXAMPLE]).strip()
    return ""
