"""The packages that a graph names, of which software, and why they are that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.utils import canonicalize_name
from pyoxigraph import Literal, NamedNode

from fwgraph.errors import BadRequest
from fwgraph.graph import Graph
from fwgraph.namespaces import format_place, term
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.names import LABEL_RANK, fold_name
from fwgraph.store.package import query_text
from fwgraph.upstream.index_edition import package_url_of

SCHEME = "pkg:pypi/"


@dataclass(frozen=True, slots=True)
class KnownPackage:
    """A package by its normalized name, the software that it is, and why it is that.

    Software that is not in the graph is made for its package.
    """

    name: str
    software: NamedNode
    identity: str
    in_graph: bool = True


def known_packages(graph: Graph) -> dict[str, KnownPackage]:
    """Return the packages of the Python index that the graph names, by name, in order.

    They are those that software has as its package URL, and those that an edition of an index
    lists of software that has none: an older or a later name of it.
    """
    places: dict[tuple[str, bool, NamedNode], list[str]] = {}
    for row in select_solutions(graph, query_text("internal/packages")):
        if isinstance(software := row["software"], NamedNode):
            name = canonicalize_name(row["package"].value.removeprefix(SCHEME))
            reasons = places.setdefault((name, row["own"] is None, software), [])
            reasons += place_reasons(row["source"], row["line"])
    for other, software in denied_packages(graph):
        places.pop((other, True, software), None)
    packages: dict[str, KnownPackage] = {}
    for (known, _, software), reasons in sorted(places.items(), key=lambda item: item[0][:2]):
        all_reasons = [name_reason(graph, software, known), *dict.fromkeys(reasons)]
        identity = ", ".join(filter(None, all_reasons)) or "the graph says so"
        packages.setdefault(known, KnownPackage(known, software, identity))
    return packages


def denied_packages(graph: Graph) -> set[tuple[str, NamedNode]]:
    """Return which packages, by name, some source says are not which software."""
    return {
        (canonicalize_name(row["package"].value.removeprefix(SCHEME)), row["software"])
        for row in select_solutions(graph, query_text("internal/denied-packages"))
        if row["package"].value.startswith(SCHEME)
    }


def place_reasons(source: Literal | NamedNode | None, line: Literal | None) -> Iterator[str]:
    """Yield where a source names a package, if one does."""
    if source is not None:
        yield f"named in {format_place(source.value, line.value if line else None)}"


def name_reason(graph: Graph, software: NamedNode, package: str) -> str | None:
    """Return that a package is called as the software is, if it is."""
    rank = graph.names.index().get(fold_name(package), {}).get(software)
    if rank is None:
        return None
    return "same name" if rank <= LABEL_RANK else "alias"


def choose_packages(graph: Graph, names: Iterable[str], tried: Iterable[str]) -> list[KnownPackage]:
    """Return the packages of software by its names, all of them where none is named.

    ``tried`` are packages that need not be in the graph; as software they are called as they
    are. Raises BadRequest for software without a package.
    """
    known = known_packages(graph)
    chosen: dict[str, KnownPackage] = {}
    for name in names:
        software = graph.names.find(name, ("software",))
        found = {
            package.name: package for package in known.values() if package.software == software
        }
        if not found:
            raise BadRequest(
                f"{name}: the graph names no package of it; try one with --package pkg:pypi/NAME"
            )
        chosen |= found
    for written in tried:
        name = package_name(written)
        chosen[name] = known.get(name) or new_package(graph, name)
    return sorted((chosen or known).values(), key=lambda package: package.name)


def new_package(graph: Graph, name: str) -> KnownPackage:
    """Return a package that the graph does not name; raises BadRequest where that is no news.

    Something else in the graph may be called as the package: that proves nothing.
    """
    software = term(f"software:{name}")
    if software in graph.names.matches(name, ("software",)):
        raise BadRequest(
            f"--package {package_url_of(name)}: the graph has {name}, and does not say that this"
            " is its package"
        )
    return KnownPackage(name, software, "asked for by the name of the package", in_graph=False)


def package_name(written: str) -> str:
    """Return the normalized name of a package given by it or by its URL; raises BadRequest."""
    try:
        name = str(canonicalize_name(written.removeprefix(SCHEME), validate=True))
    except ValueError:
        raise BadRequest(
            f"--package {written}: write {package_url_of('NAME')}, without a version"
        ) from None
    return name
