"""A view as text for other programs that draw: Graphviz, Mermaid, and readers of GraphML.

Edges lead from subject to object. Where several claims state one relation, its edge has
all their phrases. Whatever names hold, it stays text: each language has its own escapes.
"""

import json
from collections.abc import Iterator

from fwgraph.drawing.alt_text import edges_alt_text, thing_alt_text
from fwgraph.drawing.palette import COLOURS
from fwgraph.drawing.styles import line_style, outline_of
from fwgraph.drawing.text_metrics import single_line
from fwgraph.drawing.xml import Markup, xml_element
from fwgraph.errors import BadRequest
from fwgraph.media_types import DIAGRAM_ENDINGS
from fwgraph.store.description import FactDescription, read_description
from fwgraph.view import Edge, Thing, View, is_web_address


def view_diagram(view: View, form: str) -> str:
    """Return a view in one of DIAGRAM_ENDINGS; raises BadRequest for another."""
    writers = {"dot": dot_lines, "graphml": graphml_lines, "mmd": mermaid_lines}
    if form not in writers:
        raise BadRequest(f"no diagram is called {form!r}; there are: {', '.join(DIAGRAM_ENDINGS)}")
    return "".join(f"{line}\n" for line in writers[form](view))


# Graphviz

DOT_SHAPES = {"rounded": "box"}
"""The outlines that Graphviz calls otherwise."""
DOT_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})
"""In a label of Graphviz, a backslash begins an escape and an ampersand an entity."""
MAX_DOT_LENGTH = 2_000
"""How many characters are kept: Graphviz reads no string of more than 16,384 bytes."""


def dot_lines(view: View) -> Iterator[str]:
    """Yield the lines of a graph in the DOT language."""
    names = {thing.path: thing.label for thing in view.things}
    relations = {relation.name: relation for relation in view.relations}
    labels = {name: relation.label for name, relation in relations.items()}
    yield "digraph fwgraph {"
    yield f"  graph [label={dot_string(view.title)}, labelloc=t, rankdir=RL];"
    for thing in view.things:
        yield f"  {dot_node_id(thing.path)} [{write_dot_attributes(dot_node_attributes(thing))}];"
    for edge in view.edges:
        how = line_style(relations[edge.relation])
        attributes = {
            "label": labels[edge.relation],
            "tooltip": edges_alt_text([edge], labels, names),
            "style": how.line,
            "color": COLOURS[how.colour][0],
        }
        ends = f"{dot_node_id(edge.start)} -> {dot_node_id(edge.end)}"
        yield f"  {ends} [{write_dot_attributes(attributes)}];"
    yield "}"


def dot_node_attributes(thing: Thing) -> dict[str, str]:
    """Return the attributes of a thing's node."""
    outline, states = outline_of(thing.shape), ["filled"]
    states += ["rounded"] if outline == "rounded" else []
    states += ["dashed"] if thing.discontinued else []
    return {
        "label": thing.label,
        "tooltip": thing_alt_text(thing),
        "URL": thing.iri,
        "shape": DOT_SHAPES.get(outline, outline),
        "style": ",".join(states),
        "fillcolor": COLOURS[thing.shape][0],
        "color": COLOURS[f"{thing.shape}-edge"][0],
    }


def write_dot_attributes(values: dict[str, str]) -> str:
    """Return attributes as DOT writes them."""
    return ", ".join(f"{key}={dot_string(value)}" for key, value in values.items())


def dot_string(words: str) -> str:
    """Return words as a string of DOT, cut where there are too many."""
    line = single_line(words)
    short = line if len(line) <= MAX_DOT_LENGTH else f"{line[:MAX_DOT_LENGTH]}…"
    return f'"{short.translate(DOT_ESCAPES)}"'


def dot_node_id(path: str) -> str:
    """Return a path as the name of a node; IRIs hold neither quotes nor backslashes."""
    return f'"{path}"'


# GraphML

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
NODE_TYPES = {"discontinued": "boolean"}
EDGE_TYPES = {"claims": "int"}
"""The attributes of nodes and edges that are no strings."""
EDGE_KEYS = ("relation", "iri", "family", "claims", "quote", "place")


def graphml_lines(view: View) -> Iterator[str]:
    """Yield the lines of a GraphML document; absent values are left out."""
    relations = {relation.name: relation for relation in view.relations}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="{GRAPHML}">'
    node_keys = graphml_node_values(Thing("", "", ""))
    for domain, keys, types in (("node", node_keys, NODE_TYPES), ("edge", EDGE_KEYS, EDGE_TYPES)):
        for name in keys:
            named = {"attr.name": name, "attr.type": types.get(name, "string")}
            yield xml_element("key", {"id": f"{domain}-{name}", "for": domain, **named})
    yield '<graph id="fwgraph" edgedefault="directed">'
    yield xml_element("desc", None, view.title)
    for thing in view.things:
        yield xml_element(
            "node", {"id": thing.path}, *graphml_data("node", graphml_node_values(thing))
        )
    for number, edge in enumerate(view.edges):
        relation = relations[edge.relation]
        values = {"relation": relation.label, "iri": relation.iri, "family": relation.family}
        ends = {"id": f"e{number}", "source": edge.start, "target": edge.end}
        yield xml_element("edge", ends, *graphml_data("edge", {**values, **graphml_evidence(edge)}))
    yield "</graph>"
    yield "</graphml>"


def graphml_node_values(thing: Thing) -> dict[str, str]:
    """Return the values of a node; version and date are those of its newest listing."""
    version, released = "", ""
    if thing.listings:
        version, released = thing.listings[-1].version or "", thing.listings[-1].released or ""
    return {
        "label": thing.label,
        "iri": thing.iri,
        "shape": thing.shape,
        "kind": "; ".join(thing.kinds),
        "summary": thing.summary,
        **{fact.key: fact_text(thing, fact) for fact in read_description().facts_in("graphml")},
        # only where an edition says so: not to be called discontinued says nothing
        "discontinued": "true" if thing.discontinued else "",
        "version": version,
        "released": released,
    }


def fact_text(thing: Thing, fact: FactDescription) -> str:
    """Return the values of a fact; of a fact that has one, the first."""
    values = thing.facts.get(fact.key, ())
    return "; ".join(values[:1] if fact.is_single else values)


def graphml_evidence(edge: Edge) -> dict[str, str]:
    """Return how many claims state an edge, their phrases, and where these stand."""
    return {
        "claims": str(len(edge.evidence)),
        "quote": "; ".join(item.quote for item in edge.evidence),
        "place": "; ".join(item.place for item in edge.evidence),
    }


def graphml_data(domain: str, values: dict[str, str]) -> Iterator[Markup]:
    """Yield an element for each value that there is."""
    for name, value in values.items():
        if value:
            yield xml_element("data", {"key": f"{domain}-{name}"}, value)


# Mermaid

MERMAID_SHAPES = {
    "rounded": ("(", ")"), "box": ("[", "]"), "parallelogram": ("[/", "/]"),
    "hexagon": ("{{", "}}"), "octagon": ("([", "])"),
}  # fmt: skip
MERMAID_LINES = {"bold": "==>", "solid": "-->", "dotted": "-.->", "dashed": "-.->"}


def mermaid_lines(view: View) -> Iterator[str]:
    """Yield the lines of a Mermaid flowchart; nodes are numbered, names stand in quotes."""
    relations = {relation.name: relation for relation in view.relations}
    ids = {thing.path: f"n{number}" for number, thing in enumerate(view.things)}
    yield from ("---", f"title: {json.dumps(single_line(view.title))}", "---", "flowchart RL")
    for thing in view.things:
        opening, closing = MERMAID_SHAPES[outline_of(thing.shape)]
        label = f"{opening}{mermaid_string(thing.label)}{closing}"
        yield f"  {ids[thing.path]}{label}:::{thing.shape}"
    for edge in view.edges:
        relation = relations[edge.relation]
        line = f"{MERMAID_LINES[line_style(relation).line]}|{mermaid_string(relation.label)}|"
        yield f"  {ids[edge.start]} {line} {ids[edge.end]}"
    yield from (
        f'  click {ids[thing.path]} href "{thing.iri}"'
        for thing in view.things
        if is_web_address(thing.iri)
    )
    yield from mermaid_classes(view, ids)


def mermaid_classes(view: View, ids: dict[str, str]) -> Iterator[str]:
    """Yield what gives the things their colours, and a broken rim to what is discontinued."""
    for shape in read_description().outlines:
        if any(thing.shape == shape for thing in view.things):
            colours = f"fill:{COLOURS[shape][0]},stroke:{COLOURS[f'{shape}-edge'][0]}"
            yield f"  classDef {shape} {colours},color:{COLOURS['ink'][0]}"
    if gone := [ids[thing.path] for thing in view.things if thing.discontinued]:
        yield "  classDef discontinued stroke-dasharray:4 3"
        yield f"  class {','.join(gone)} discontinued"


def mermaid_string(words: str) -> str:
    """Return words as a string of Mermaid: all but letters, digits and a few as entities."""
    safe = " .,:_+-/"
    letters = (
        letter if letter.isalnum() or letter in safe else f"#{ord(letter)};"
        for letter in single_line(words)
    )
    return f'"{"".join(letters) or " "}"'
