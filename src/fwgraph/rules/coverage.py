"""Whether the rules are about anything in a graph: “no findings” is said of what was checked."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from pyoxigraph import NamedNode, Triple

from fwgraph.errors import BadRequest, NothingToCheck
from fwgraph.namespaces import PREFIXES, RDF_TYPE, local_name, shorten_iri
from fwgraph.rules.shapes import DATA_SHAPES, target_iris

OURS = PREFIXES["fw"]
NEAR = 0.9
"""From here on a namespace is a slip for ours: http for https, another case, a letter."""
CLASSES_NAMED = 3


def check_coverage(name: str, triples: Iterable[Triple]) -> None:
    """Raise NothingToCheck where no rule about data is about anything in a graph.

    Rules have targets, and look besides at every use of a term of ours. Raises BadRequest,
    and names both, where the terms are ours but for a slip in their namespace.
    """
    targets, terms, classes = target_iris(DATA_SHAPES), set[str](), set[str]()
    for triple in triples:
        used = [triple.predicate.value]
        if triple.predicate == RDF_TYPE and isinstance(triple.object, NamedNode):
            used = [triple.object.value]
            classes.add(triple.object.value)
        if any(iri in targets or iri.startswith(OURS) for iri in used):
            return
        terms.update(used)
    for namespace in sorted({namespace_of(iri) for iri in terms}):
        if is_slip(namespace):
            raise BadRequest(
                f"{name}: nothing in it was checked: it says {namespace},"
                f" and the terms that rules are about begin with {OURS}"
            )
    named = ", ".join(shorten_iri(iri) for iri in sorted(classes or terms)[:CLASSES_NAMED])
    raise NothingToCheck(f"{name}: nothing in it was checked: no rule is about {named}")


def namespace_of(iri: str) -> str:
    """Return an IRI without its local name."""
    return iri[: len(iri.rstrip("#/")) - len(local_name(iri))]


def is_slip(namespace: str) -> bool:
    """Tell whether somebody who wrote a namespace is likely to have meant ours."""
    base = OURS.removeprefix("https:").removesuffix("ontology#")
    written = namespace.casefold()
    is_below = written.partition(":")[2].startswith(base)
    return is_below or SequenceMatcher(None, written, OURS).ratio() >= NEAR
