"""Which frameworks belong together: what descends from, is part of, or is built on another.

Families come from the edges of a view alone. Descent, parts, and being built on a framework
make two of one family. What frameworks are built on that is no framework itself (Twisted,
WebOb) joins those that have no framework below them. What says less, that one needs another,
brings a family only to those whose needs all point to that one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fwgraph.namespaces import term
from fwgraph.view.parts import Edge, View

Pair = tuple[str, str]
"""The paths of what leans and of what it leans on."""

FOUNDATIONS = {term(f"fw:{name}").value for name in ("builtOn", "extends")}
PART = term("dcterms:isPartOf").value
MAX_NAMES = 2
"""How many members a family is named after."""


@dataclass(frozen=True, slots=True)
class FrameworkFamily:
    """Frameworks that belong together, by path; ``heads`` are what it is called after.

    A head may be a component. The frameworks of no family are one without heads.
    """

    heads: tuple[str, ...]
    members: tuple[str, ...]


def group_families(view: View, dated: Collection[str]) -> tuple[FrameworkFamily, ...]:
    """Return the families of all frameworks of a view, sorted; last those that have none.

    A family is called after what has a release that is ``dated``, if anything has.
    """
    frameworks = {thing.path for thing in view.things if thing.shape == "framework"}
    names = {thing.path: thing.label for thing in view.things}
    kinds = {relation.name: relation for relation in view.relations}
    leaning = [edge for edge in view.edges if edge.start in frameworks and edge.start != edge.end]
    founded = [edge for edge in leaning if kinds[edge.relation].iri in FOUNDATIONS]
    pairs = {
        (edge.start, edge.end)
        for edge in leaning
        if edge.end in frameworks
        and (kinds[edge.relation].family == "descent" or kinds[edge.relation].iri == PART)
    }
    pairs |= {(edge.start, edge.end) for edge in founded if edge.end in frameworks}
    pairs |= shared_components(founded, frameworks)
    needs = [
        edge
        for edge in leaning
        if edge.end in frameworks and kinds[edge.relation].family == "dependence"
    ]
    pairs |= join_by_needs(pairs, frameworks, needs, {edge.start for edge in founded})
    roots = connect(frameworks, pairs)
    groups: dict[str, list[str]] = {}
    for path in sorted(frameworks):
        groups.setdefault(roots[path], []).append(path)
    families = [
        FrameworkFamily(family_heads(members, pairs, dated, names), tuple(members))
        for members in groups.values()
        if len(members) > 1
    ]
    alone = [members[0] for members in groups.values() if len(members) == 1]
    families.sort(key=lambda family: family.members)
    return (*families, *([FrameworkFamily((), tuple(sorted(alone)))] if alone else []))


def shared_components(founded: Iterable[Edge], frameworks: set[str]) -> set[Pair]:
    """Return the pairs of components and of what is built on them and on no framework.

    A component that only one framework is built on makes no family.
    """
    founded = list(founded)
    on_frameworks = {edge.start for edge in founded if edge.end in frameworks}
    pairs = {
        (edge.start, edge.end)
        for edge in founded
        if edge.end not in frameworks and edge.start not in on_frameworks
    }
    bearing = Counter(end for _, end in pairs)
    return {(start, end) for start, end in pairs if bearing[end] > 1}


def join_by_needs(
    pairs: set[Pair], frameworks: set[str], needs: Iterable[Edge], founded: set[str]
) -> set[Pair]:
    """Return what joins groups in which nothing is built on anything to the one they need."""
    roots = connect(frameworks, pairs)
    settled = {roots[path] for path in founded}
    needed: dict[str, set[Pair]] = {}
    for edge in needs:
        group = roots[edge.start]
        if group not in settled and roots[edge.end] != group:
            needed.setdefault(group, set()).add((edge.start, edge.end))
    return {
        pair
        for several in needed.values()
        if len({roots[end] for _, end in several}) == 1
        for pair in several
    }


def connect(paths: Iterable[str], pairs: Iterable[Pair]) -> Mapping[str, str]:
    """Return for each path the least of those that pairs connect it with."""
    neighbours: dict[str, list[str]] = {path: [] for path in paths}
    for start, end in pairs:
        neighbours.setdefault(start, []).append(end)
        neighbours.setdefault(end, []).append(start)
    roots: dict[str, str] = {}
    for first in sorted(neighbours):
        waiting = [] if first in roots else [first]
        while waiting:
            path = waiting.pop()
            if path not in roots:
                roots[path] = first
                waiting += neighbours[path]
    return roots


def family_heads(
    members: Iterable[str], pairs: Iterable[Pair], dated: Collection[str], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what several members lean on, at most MAX_NAMES, what most lean on first.

    Where nothing has several, it is one with one. A name that begins with the one before it
    (Zope 2) adds nothing.
    """
    inside = set(members)
    leaned_on = Counter(end for start, end in pairs if start in inside)
    heads = [path for path in leaned_on if path in dated] or leaned_on
    ordered = sorted(heads, key=lambda path: (-leaned_on[path], path))
    chosen = ordered[:1]
    for path in ordered[1:]:
        repeats = any(names[path].startswith(names[before]) for before in chosen)
        if leaned_on[path] > 1 and not repeats:
            chosen.append(path)
    return tuple(chosen[:MAX_NAMES])
