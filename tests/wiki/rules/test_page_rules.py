"""The rules on whole pages: what is wrong is found at its line, what is right gives nothing.

A page opens with the findings that it must give, ``## expect: rule:line`` for each (in Markdown,
as a comment), and it may say a date. What is known of the made-up world of these pages stands in
``things.ttl``. Damage of every kind is done to the clean page, and must be all that is found.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.shapes import cases

import fwgraph
from fwgraph.graph import Graph
from fwgraph.namespaces import local_name, term
from fwgraph.rules.data_graph import page_data_graph
from fwgraph.rules.findings import Finding, check_data_graph
from fwgraph.rules.page_knowledge import PageKnowledge
from fwgraph.rules.shapes import PAGE_SHAPES, list_shape_files, read_shapes
from fwgraph.rules.wiki_root import Wiki
from fwgraph.wiki.myst.links import WikiPages

HERE = Path(__file__).parent
PAGES = sorted({*HERE.glob("*.moin"), *HERE.glob("*.md")})
CLEAN = (HERE / "clean.moin").read_text(encoding="utf-8")
LAST_DAY = "2016-06-04"
CATEGORIES = [
    "Popular Full-Stack Frameworks",
    "Other Full-Stack Frameworks",
    "Popular Non Full-Stack Frameworks",
    "Other Non Full-Stack Frameworks",
    "Discontinued/Inactive Frameworks",
]
GUIDELINES = [
    "Keep each list",
    "Give every release day",
    " * Please do not",
    " * Categories have",
    " * Leave projects",
    " * Call nothing",
]
"""How the guidelines of the clean page begin."""

NAME = re.compile(r"(?:\|\|| \* )\[\[[^|]*\|([^\]]*)\]\]")

EXPECTED = re.compile("^(?:##|<!--) expect: ([a-z-]+):([0-9]+)", re.MULTILINE)
WIKI = Wiki(WikiPages(frozenset({"clean", "page"}), moved={"Trees": "clean"}), None)

known = fwgraph.load(HERE / "things.ttl")
parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)

Place = tuple[str, int]
"""A rule and a line of the page."""


def found(
    page: str, date: str | None = None, graph: Graph | None = None, *, ending: str = ".moin"
) -> list[Place]:
    """Return the rules that a page breaks, with the lines."""
    return [(each.rule, each.line) for each in findings(page, date, graph, ending=ending)]


def findings(
    page: str, date: str | None = None, graph: Graph | None = None, *, ending: str = ".moin"
) -> list[Finding]:
    """Return the findings of a page, sorted by line."""
    knowledge = PageKnowledge(graph or known, WIKI)
    return check_data_graph(page_data_graph(f"page{ending}", page, date, knowledge))[0]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_exactly_what_it_says(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    date = re.search("^## date: (.*)$", page, re.MULTILINE)
    expected = [(rule, int(line)) for rule, line in EXPECTED.findall(page)]
    assert sorted(found(page, date and date[1], ending=path.suffix)) == sorted(expected)
    assert bool(expected) == (path.stem != "clean")


def test_every_rule_about_pages_is_broken_on_some_page() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    store = read_shapes(list_shape_files(PAGE_SHAPES))
    targets = [term(f"sh:target{each}") for each in ("Class", "Node", "ObjectsOf", "SubjectsOf")]
    rules = {
        local_name(str(getattr(quad.subject, "value", "")))
        for each in targets
        for quad in store.quads_for_pattern(None, each, None)
    }
    assert rules == {rule for rule, _ in EXPECTED.findall(pages)}


def test_the_clean_page_is_clean_by_the_shipped_graph_too(graph: Graph) -> None:
    assert found(CLEAN, LAST_DAY, graph) == []


@dataclass(frozen=True)
class Damage:
    """A page that was clean, and what it must give now."""

    lines: tuple[str, ...]
    expected: tuple[Place, ...]
    date: str | None = LAST_DAY

    @property
    def page(self) -> str:
        """The page as text."""
        return "\n".join(self.lines)


LINES = tuple(CLEAN.split("\n"))


def name(line: str) -> str | None:
    """Return the name of the entry that begins on a line."""
    match = NAME.match(line)
    return match[1] if match else None


def lists() -> list[list[range]]:
    """Return the lists of the clean page: of each entry, its lines by index."""
    every: list[list[range]] = []
    for index, line in enumerate(LINES):
        if not name(line):
            continue
        end = index + 1
        while LINES[end].startswith((" and", "  *")):
            end += 1
        head = next(at for at in range(index, 0, -1) if LINES[at].startswith(("==", "||Name")))
        last = every[-1][-1] if every else None
        same = last and head < last.start and line[:2] == LINES[last.start][:2]
        every[-1].append(range(index, end)) if same else every.append([range(index, end)])
    return every


LISTS = lists()
ENTRIES = [entry for each in LISTS for entry in each]
BULLETS = [entry for entry in ENTRIES if LINES[entry.start].startswith(" *")]
DISCONTINUED = LISTS[-1]


def line_of(start: str) -> int:
    """Return the index of the line of the clean page that begins so."""
    return next(index for index, line in enumerate(LINES) if line.startswith(start))


def with_line(index: int, line: str) -> tuple[str, ...]:
    """Return the clean page with one line changed."""
    return (*LINES[:index], line, *LINES[index + 1 :])


def with_entry(entries: list[range], line: str) -> tuple[tuple[str, ...], int]:
    """Return the clean page with an entry added where it belongs in a list, and its line."""
    added = (name(line) or "").casefold()
    behind = [each.stop for each in entries if str(name(LINES[each.start])).casefold() <= added]
    at = max(behind, default=entries[0].start)
    return (*LINES[:at], line, *LINES[at:]), at + 1


@st.composite
def swapped(draw: st.DrawFn) -> Damage:
    """Two neighbours have changed places: the second is out of place."""
    entries = draw(st.sampled_from([each for each in LISTS if len(each) > 1]))
    at = draw(st.integers(0, len(entries) - 2))
    first, second = entries[at], entries[at + 1]
    between = LINES[first.stop : second.start]
    texts = (*LINES[second.start : second.stop], *between, *LINES[first.start : first.stop])
    lines = (*LINES[: first.start], *texts, *LINES[second.stop :])
    return Damage(lines, (("page-order", second.stop - len(first) + 1),))


@st.composite
def displaced(draw: st.DrawFn) -> Damage:
    """One entry stands far from its place: it alone is out of place."""
    entries = draw(st.sampled_from([each for each in LISTS if len(each) > 3]))
    at = draw(st.integers(0, len(entries) - 1))
    to = draw(st.sampled_from([n for n in range(len(entries)) if abs(n - at) > 1]))
    order = [n for n in range(len(entries)) if n != at]
    order.insert(to, at)
    lines = list(LINES)
    for place, index in sorted(zip(entries, order, strict=True), key=lambda pair: -pair[0].start):
        lines[place.start : place.stop] = LINES[entries[index].start : entries[index].stop]
    damage = tuple(lines)
    return Damage(damage, (("page-order", damage.index(LINES[entries[at].start]) + 1),))


@st.composite
def dated_badly(draw: st.DrawFn) -> Damage:
    """A date is no date, or is not written as one."""
    index = draw(st.sampled_from(ENTRIES)).start
    line = LINES[index]
    year, month, _ = re.findall(r"(\d{4})-(\d\d)-(\d\d)", line)[0]
    rule, date = draw(
        st.sampled_from(
            [
                ("page-date-real", f"{year}-{month}-32"),
                ("page-date-real", f"{year}-02-30"),
                ("page-date-real", f"{year}-13-01"),
                ("page-date-real", f"{year}-00-10"),
                ("page-date-format", f"{year}-{month}"),
                ("page-date-format", f"{year}-{month}-1"),
                ("page-date-format", f"{year}-1-01"),
                ("page-date-format", f"{year}/{month}/01"),
                ("page-date-format", f"{year}.{month}.01"),
                ("page-date-format", year),
                ("page-date-format", f"01-{month}-{year}"),
            ]
        )
    )
    broken = re.sub(r"\d{4}-\d\d-\d\d", date, line, count=1)
    return Damage(with_line(index, broken), ((rule, index + 1),))


@st.composite
def of_the_future(draw: st.DrawFn) -> Damage:
    """The page is older than some of its dates."""
    date = draw(st.sampled_from(["2003-01-01", "2009-09-09", "2013-10-11", "2016-05-29"]))
    late = [
        ("page-date-future", number)
        for number, line in enumerate(LINES, 1)
        for written in re.findall(r"(?:eleased |release |\|\|)(\d{4}-\d\d-\d\d)", line)
        if name(line) and written > date
    ]
    return Damage(LINES, tuple(late), date)


@st.composite
def unknown_category(draw: st.DrawFn) -> Damage:
    """An entry stands in a category that somebody invented."""
    title = draw(st.sampled_from(["Best of All", "Frameworks of 2016", "Full-Stack Frameworks"]))
    at = draw(st.sampled_from([line_of(f"== {each}") for each in [*CATEGORIES, "Books"]]))
    entry = " * [[http://newcomer.example/|Newcomer]] (0.1 Released 2016-01-02) is new."
    lines = (*LINES[:at], f"== {title} ==", entry, "", *LINES[at:])
    return Damage(lines, (("page-category-known", at + 1),))


@st.composite
def miscellaneous(draw: st.DrawFn) -> Damage:
    """A category has become one for the rest."""
    title = draw(st.sampled_from(["Miscellaneous", "MISC Frameworks", "Various Frameworks"]))
    at = line_of(f"== {draw(st.sampled_from(CATEGORIES))}")
    rules = ("page-category-known", "page-category-miscellaneous")
    expected = (("page-category-missing", 1), *((rule, at + 1) for rule in rules))
    return Damage(with_line(at, f"== {title} =="), expected)


@st.composite
def without_category(draw: st.DrawFn) -> Damage:
    """A category is gone, with all that it listed."""
    at = line_of(f"== {draw(st.sampled_from(CATEGORIES))}")
    end = next(index for index in range(at + 1, len(LINES)) if LINES[index].startswith("== "))
    return Damage((*LINES[:at], *LINES[end:]), (("page-category-missing", 1),))


@st.composite
def without_guidelines(draw: st.DrawFn) -> Damage:
    """Some of the guidelines are gone, or all of them with their heading."""
    gone = draw(st.sets(st.sampled_from(GUIDELINES), min_size=1))
    note = line_of("== Editorial Note")
    if draw(st.booleans()):
        return Damage(LINES[:note], (("page-guidelines", 1),) * len(GUIDELINES))
    lines = tuple(line for line in LINES if not line.startswith(tuple(gone)))
    return Damage(lines, (("page-guidelines", note + 1),) * len(gone))


@st.composite
def no_framework(draw: st.DrawFn) -> Damage:
    """Something is listed that is known not to be a framework."""
    title = draw(st.sampled_from(["Hedge", "lawn", "Turf", "Moss", "Garden", "Soil", "SOIL"]))
    entry = f" * [[http://{title}.example/|{title}]] (0.1 Released 2016-01-02) is no longer active."
    row = f"||[[http://{title}.example/|{title}]] ||0.1 ||2016-01-02 ||is new. ||"
    entries = draw(st.sampled_from(LISTS))
    lines, line = with_entry(entries, entry if entries[0] in BULLETS else row)
    return Damage(lines, (("page-scope", line),))


@st.composite
def repeated(draw: st.DrawFn) -> Damage:
    """Something is listed twice, under another of its names."""
    software, also = draw(
        st.sampled_from(
            [
                ("Acorn", "Oak Seed"),
                ("Acorn", "Zaad"),
                ("Oak", "Quercus"),
                ("Oak", "barrel-wood"),
                ("Vine", "Grape"),
                ("Birch", "BIRCH"),
                ("Thorn", "thorn"),
                ("Date Palm", "date-palm"),
            ]
        )
    )
    entries = draw(st.sampled_from([each for each in LISTS if each[0] in BULLETS]))
    entry = f" * [[http://again.example/|{also}]] (0.1 Released 2016-01-02) is no longer active."
    lines, line = with_entry(entries, entry)
    named = [number for number, each in enumerate(lines, 1) if name(each) in {software, also}]
    assert line in named
    return Damage(lines, (("page-duplicate", max(named)),))


@st.composite
def same_homepage(draw: st.DrawFn) -> Damage:
    """Two entries link the same home page, one of them perhaps in another spelling."""
    one, other = draw(st.lists(st.sampled_from(ENTRIES), min_size=2, max_size=2, unique=True))
    address = re.findall(r"\[\[https?://([^/]*)", LINES[one.start])[0]
    spelled = draw(st.sampled_from(["http://{}/", "https://{}", "http://www.{}//", "HTTP://{}"]))
    line = re.sub(r"\[\[[^|]*", f"[[{spelled.format(address)}", LINES[other.start])
    later = max(one.start, other.start) + 1
    return Damage(with_line(other.start, line), (("page-duplicate-homepage", later),))


@st.composite
def unreasoned(draw: st.DrawFn) -> Damage:
    """An entry of the discontinued gives no reason, or none but a dead link."""
    index = draw(st.sampled_from(DISCONTINUED)).start
    start = LINES[index][: LINES[index].index(")") + 1]
    rule, text = draw(
        st.sampled_from(
            [
                ("page-discontinued-reason", "is dull."),
                ("page-discontinued-reason", ""),
                ("page-discontinued-weak", "is a dead link."),
                ("page-discontinued-weak", "(2013-08-13, DEAD\n   link)"),
                ("page-discontinued-weak", "has a dead site; the link no longer works."),
            ]
        )
    )
    lines = "\n".join(with_line(index, f"{start} {text}"))
    return Damage(tuple(lines.split("\n")), ((rule, index + 1),))


@st.composite
def incomplete(draw: st.DrawFn) -> Damage:
    """An entry lacks its home page, its version or its date."""
    index = draw(st.sampled_from(BULLETS)).start
    line = LINES[index]
    rules, less = draw(
        st.sampled_from(
            [
                (["page-has-homepage"], re.sub(r"\[\[[^|]*\|([^\]]*)\]\]", r"\1", line)),
                (["page-has-version"], re.sub(r"\([0-9.]+ Released ([0-9-]+).*?\)", r"(\1)", line)),
                (["page-has-date"], re.sub(r" Released [^)]*\)", ")", line)),
                (["page-has-date", "page-has-version"], re.sub(r" \([^)]*\)", "", line)),
            ]
        )
    )
    return Damage(with_line(index, less), tuple((rule, index + 1) for rule in rules))


KINDS: list[Callable[[], st.SearchStrategy[Damage]]] = [
    swapped,
    displaced,
    dated_badly,
    of_the_future,
    unknown_category,
    miscellaneous,
    without_category,
    without_guidelines,
    no_framework,
    repeated,
    same_homepage,
    unreasoned,
    incomplete,
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_damage_is_found_at_its_line_and_nothing_else(
    kind: Callable[[], st.SearchStrategy[Damage]],
) -> None:
    @settings(max_examples=12, deadline=None, database=None)
    @given(kind())
    def found_alone(damage: Damage) -> None:
        assert sorted(found(damage.page, damage.date)) == sorted(damage.expected)

    found_alone()


@pytest.mark.parametrize(
    ("title", "page"),
    [("Jinja2", "Templating"), ("jinja 2", "Templating"), ("Apache", "WebServers")],
)
def test_what_the_shipped_graph_knows_as_no_framework_is_found(
    title: str, page: str, graph: Graph
) -> None:
    lines, line = with_entry(
        LISTS[-2], f" * [[http://x.example/|{title}]] (1.0 Released 2016-01-02)"
    )
    (finding,) = findings("\n".join(lines), LAST_DAY, graph)
    assert (finding.rule, finding.line, finding.column, finding.entry) == (
        "page-scope",
        line,
        4,
        title,
    )
    assert finding.fix == f"move the entry to the page {page}"


def test_an_alias_that_the_shipped_graph_knows_is_found(graph: Graph) -> None:
    both = (
        " * [[http://x.example/|BFG]] (1.3 Released 2010-01-02) was supplanted by Pyramid.",
        " * [[http://y.example/|repoze.bfg]] (1.3 Released 2010-01-02) was supplanted by Pyramid.",
    )
    at = DISCONTINUED[0].start
    page = "\n".join((*LINES[:at], *both, *LINES[at:]))
    (finding,) = findings(page, LAST_DAY, graph)
    assert (finding.rule, finding.line, finding.entry) == ("page-duplicate", at + 2, "repoze.bfg")
    assert "“BFG”" in finding.message


def test_a_message_says_where_an_entry_belongs() -> None:
    page = (HERE / "order.moin").read_text(encoding="utf-8")
    assert [(each.entry, each.fix) for each in findings(page)] == [
        ("Kapok 1", "move it behind kapok"),
        ("beech", "move it behind Other Full-Stack Frameworks"),
        ("acacia", "move it behind Other Full-Stack Frameworks"),
        ("Yew", "move it behind Ivy"),
    ]


def test_a_further_release_is_called_what_its_entry_is() -> None:
    page = (HERE / "dates.moin").read_text(encoding="utf-8")
    assert {each.entry for each in findings(page, "2016-01-01")} == {
        "Alder", "Beech", "Cedar", "Date Palm", "Elder", "Fir", "Hazel", "Ironwood", "Juniper",
    }  # fmt: skip
