"""Requirements as claims: what is required, what extras integrate with, which Python it runs on."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from pyoxigraph import NamedNode, Triple

from fwgraph.formats.turtle import write_turtle
from fwgraph.namespaces import term
from fwgraph.upstream.requirements import PYTHON, REQUIRES, RequirementLine
from fwgraph.wiki.triples import NewStatement

CARET = re.compile(r"[~^]\s*(([0-9]{1,4})(?:\.[0-9]+)*)")
ORDERED = re.compile(r"[<>]")
LONGEST_QUOTE = 12
"""Words of a phrase that is evidence."""
PYTHONS = {
    "python-2": [f"2.{minor}" for minor in range(3, 8)],
    "python-3": [f"3.{minor}" for minor in range(50)],
}
"""Platforms, and the versions of Python that are tried for each."""
FOR_DEVELOPERS = re.compile(
    r"(?:all-)?(?:dev(?:el(?:op(?:ment|ers?)?)?)?|(?:functional-?)?(?:tests?|testing)|functional"
    r"|docs?|documentation|lint(?:ing)?|benchmarks?|build|checks?|cover(?:age)?|mypy|publish|qa"
    r"|release|style|typing|types?)(?:-.*)?",
    re.IGNORECASE,
)
"""Extras that are for those who work on the software itself."""
UNIONS = frozenset({"all", "complete", "everything", "full"})
"""Extras that gather others."""


@dataclass(slots=True)
class RequirementClaims:
    """The claims of a document on what software needs, and what became none.

    ``unknown`` are the names of packages of which the graph has no software, ``for_developers``
    counts requirements of extras for those who work on the software, ``itself`` those on itself.
    """

    software: NamedNode
    source: NamedNode
    claims: list[tuple[str, NamedNode, RequirementLine]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    for_developers: int = 0
    itself: int = 0
    not_understood: list[RequirementLine] = field(default_factory=list)

    def add(self, lines: Iterable[RequirementLine], packages: Mapping[str, NamedNode]) -> None:
        """Add the claims of requirements, the first where several say the same.

        ``packages`` leads from names of packages to software. What is required anyway is no
        integration, nor what an extra gathers from one for developers.
        """
        lines = list(lines)
        required = {line.name for line in lines if line.group == REQUIRES}
        stated = {(relation, thing) for relation, thing, _ in self.claims}
        gathered = {(line.line, line.name) for line in lines if is_for_developers(line.group)}
        for line in lines:
            if line.group not in (REQUIRES, PYTHON) and line.name in required:
                continue
            if line.group in UNIONS and (line.line, line.name) in gathered:
                continue
            for relation, thing in self.relations(line, packages):
                if (relation, thing) not in stated:
                    stated.add((relation, thing))
                    self.claims.append((relation, thing, line))

    def relations(
        self, line: RequirementLine, packages: Mapping[str, NamedNode]
    ) -> list[tuple[str, NamedNode]]:
        """Return what a requirement says, and count it where that is nothing."""
        if line.group == PYTHON:
            platforms = python_platforms(line.specifier or "")
            if not platforms:
                self.not_understood.append(line)
            return [("runsOn", term(f"platform:{name}")) for name in platforms]
        if is_for_developers(line.group):
            self.for_developers += 1
            return []
        thing = packages.get(line.name)
        if thing is None:
            self.unknown.append(line.name)
            return []
        if thing == self.software:
            self.itself += 1
            return []
        return [("requires" if line.group == REQUIRES else "integratesWith", thing)]

    def triples(self) -> Iterable[Triple]:
        """Yield the triples of the claims."""
        for relation, thing, line in self.claims:
            claim = NewStatement(
                self.software, f"fw:{relation}", thing, self.source, line.line, shorten_phrase(line)
            )
            yield from claim.triples(("fw:specifier", line.specifier))


def is_for_developers(group: str) -> bool:
    """Tell whether an extra is for those who work on the software itself."""
    return FOR_DEVELOPERS.fullmatch(group.replace("_", "-")) is not None


def shorten_phrase(line: RequirementLine) -> str:
    """Return the phrase of a requirement, without its marker where that makes it too long."""
    phrase = line.phrase or line.text
    if len(phrase.split()) > LONGEST_QUOTE:
        phrase = phrase.partition(";")[0].strip()
    return " ".join(phrase.split()[:LONGEST_QUOTE])


def python_platforms(specifier: str) -> Collection[str]:
    """Return the platforms of which a version fits the specifier, in their order.

    Poetry's ``^3.8`` and ``~3.8`` stay within the major version that they name.
    """
    clauses = (clause.strip() for clause in specifier.split(","))
    try:
        allowed = SpecifierSet(",".join(plain_clause(clause) for clause in clauses if clause))
    except InvalidSpecifier:
        return ()
    return [name for name, versions in PYTHONS.items() if any(map(allowed.contains, versions))]


def plain_clause(clause: str) -> str:
    """Return a clause in the spelling of PEP 440."""
    if match := CARET.fullmatch(clause):
        return f">={match[1]},<{int(match[2]) + 1}"
    if ORDERED.match(clause):
        return clause.removesuffix(".*")  # ">=3.6.*" is older than PEP 440
    return clause


def write_claims(claims: RequirementClaims, head: str = "") -> str:
    """Return the claims as Turtle in the project's layout, below comment lines."""
    return write_turtle(claims.triples(), head)
