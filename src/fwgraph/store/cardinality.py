"""How many values a property may have: read from the package's property shapes."""

from functools import cache

from fwgraph.store.description import Statements
from fwgraph.store.package import find_resource_root, turtle_paths


@cache
def single_properties() -> frozenset[str]:
    """Return the IRIs of the properties that have one value at most, whatever has them.

    For each class with a shape of the property one of these bounds it. What no shape is about
    may have several values.
    """
    shapes = Statements(turtle_paths(f"{find_resource_root()}/shapes"))
    bounded: dict[str, dict[str, bool]] = {}
    for shape in shapes.subjects("sh:path"):
        is_bound = shapes.first(shape, "sh:maxCount") == "1"
        classes = bounded.setdefault(shapes.first(shape, "sh:path"), {})
        for class_ in shapes.values(shape, "sh:targetClass"):
            classes[class_] = is_bound or classes.get(class_, False)
    return frozenset(iri for iri, classes in bounded.items() if classes and all(classes.values()))
