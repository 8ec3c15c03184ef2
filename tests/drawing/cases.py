"""Made-up views that drawings are tried on."""

from collections.abc import Iterable

from fwgraph.namespaces import term
from fwgraph.view import Edge, EdgeEvidence, Listing, Thing, View, ViewRelation

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "]]></style><script>alert(1)</script>",
    "<!-- & &amp; --> &#0; &nope;",
    "\x00\x07\x1b[31m\x7f\ud7ff\ufffe\uffff",
    "two\nlines\r\n\tand a tab",
    "\u05e9\u05dc\u05d5\u05dd \u202e\u05de\u05d9\u05de\u05d9\u05df\u202c",
    '"quoted" \'and\' \\N \\G \\" back\\',
    "end",
    "x" * 10_000,
    "",
    "日本語の枠組み 😀 e\u0301",
    "${7*7} {{x}} %s `code` #35; [a](b) |pipe| ;",
)
"""Names that some language or other would obey."""

FAMILIES = {
    "uses": "dependence",
    "builtOn": "dependence",
    "successorOf": "descent",
    "runsOn": "other",
    "resembles": "other",
}


def made(*sentences: str, focus: str | None = None, things: Iterable[Thing] = ()) -> View:
    """Return a view of edges such as ``a uses b``; things are frameworks unless given."""
    edges = [Edge(start, end, relation, (said("so"),))
             for start, relation, end in map(str.split, sentences)]  # fmt: skip
    given = {thing.path: thing for thing in things}
    paths = {end for edge in edges for end in (edge.start, edge.end)} | given.keys()
    used = sorted({edge.relation for edge in edges})
    return View(
        title="Made up",
        relations=tuple(
            ViewRelation(name, term(f"fw:{name}").value, name, FAMILIES[name]) for name in used
        ),
        editions=(),
        things=tuple(
            given.get(path, Thing(path, path.upper(), "framework")) for path in sorted(paths)
        ),
        edges=tuple(sorted(edges, key=lambda edge: (edge.start, edge.end, edge.relation))),
        focus=focus,
    )


def said(quote: str) -> EdgeEvidence:
    return EdgeEvidence("d", "document/d", 7, quote)


def released(path: str, *years: int) -> Thing:
    """Return a framework with a listing for each year."""
    listings = tuple(Listing("e", "All", path, "1", f"{year}-01-01", 1) for year in years)
    return Thing(path, path.upper(), "framework", listings=listings)


def hostile() -> View:
    """Return a view in which every text is hostile, each thing related to the next."""
    things = [
        Thing(
            f"software/h{number:02}",
            name,
            ("framework", "component", "specification", "platform")[number % 4],
            kinds=(name,),
            summary=name,
            discontinued=number % 3 == 0,
            listings=(Listing(name, name, name, name, name, 1),),
        )
        for number, name in enumerate(HOSTILE)
    ]
    relations = tuple(
        ViewRelation(f"r{number}", f"http://example.org/r{number}", name, "other")
        for number, name in enumerate(HOSTILE)
    )
    edges = tuple(
        Edge(a.path, b.path, f"r{number}", (EdgeEvidence(name, name, None, name),))
        for number, (a, b, name) in enumerate(zip(things, things[1:], HOSTILE, strict=False))
    )
    return View(HOSTILE[0], relations[: len(edges)], (), tuple(things), edges)
