"""Cue phrases in an entry's prose lead to the claims that a reader would take from it."""

import csv
import runpy
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph.graph import Graph, load
from fwgraph.namespaces import shorten_iri, term
from fwgraph.wiki.markdown import reader as markdown
from fwgraph.wiki.moin.reader import parse_wiki_page
from fwgraph.wiki.prose.cues import Candidate, candidates_csv, page_candidates

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parents[3] / "shared/pages"
PAGE = PAGES / "web-frameworks-2016.moin"
NEW_PAGE = PAGES / "psf-wiki/865d2f9d/python/web/WebFrameworks.md"
JUDGED = Path(__file__).parent / "judged-claims-2026.csv"
THINGS = """
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX platform: <https://w3id.org/fwgraph/platform/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX specification: <https://w3id.org/fwgraph/specification/>

software:apple a fw:Framework ; rdfs:label "Apple" .
software:cedar a fw:Component ; rdfs:label "Cedar" ; skos:altLabel "Cedar Project" .
software:elm-tree a fw:Component ; rdfs:label "elm.tree" .
software:fig2 a fw:Component ; rdfs:label "Fig2" .
software:larchdb a fw:Component ; rdfs:label "LarchDB" .
software:storm a fw:Component ; rdfs:label "Storm" .
software:webapp a fw:Framework ; rdfs:label "webapp" .
platform:cloud a fw:Platform ; rdfs:label "Tree Cloud" ; skos:altLabel "TC" .
platform:parrot a fw:Platform ; rdfs:label "Parrot" ; skos:altLabel "Parrot 3" .
specification:tgi a fw:Specification ; rdfs:label "TGI" .
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    file = tmp_path_factory.mktemp("things") / "things.ttl"
    file.write_text(THINGS, encoding="utf-8")
    return load(file)


def proposed(graph: Graph, prose: str) -> list[Candidate]:
    """Return the candidates of a page on which the entry of Apple has this prose."""
    entry = f" * [[http://apple.example/|Apple]] (1.0 Released 2016-01-01) {prose}\n"
    return page_candidates(parse_wiki_page("= Web Frameworks =\n" + entry), graph)


def said(graph: Graph, prose: str) -> list[str]:
    """Return the candidates in short, without prefixes; what the graph lacks is in quotes."""
    return [in_short(found) for found in proposed(graph, prose)]


def in_short(found: Candidate) -> str:
    nodes = (found.subject, found.relation, found.object)
    names = [shorten_iri(n.value).split(":")[1] if n else f"'{found.name}'" for n in nodes]
    return "not " * found.denied + " ".join(names)


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("is built on Cedar.", "apple builtOn cedar"),
        ("is built atop the excellent Cedar.", "apple builtOn cedar"),
        ("sits on a top of Cedar.", "apple builtOn cedar"),
        ("It builds on other libraries, most notably Cedar.", "apple builtOn cedar"),
        ("a thin layer over Cedar", "apple builtOn cedar"),
        ("a Cedar-based framework", "apple builtOn cedar"),
        ("is based on TGI.", "apple implements tgi"),
        ("is built on Tree Cloud.", "apple runsOn cloud"),
        ("it extends Cedar (see below).", "apple extends cedar"),
        ("uses Cedar.", "apple uses cedar"),
        ("a framework with Cedar and more", "apple uses cedar"),
        ("using the TGI specification", "apple implements tgi"),
        ("used to write Fig2", "fig2 uses apple"),
        ("includes a debugger, small widgets and Cedar.", "apple bundles cedar"),
        ("The core is also included with Cedar.", "cedar bundles apple"),
        ("requires Cedar.", "apple requires cedar"),
        ("is the successor to Cedar.", "apple successorOf cedar"),
        ("Ancestor of (and supplanted by) Cedar.", "cedar successorOf apple"),
        ("With the release of Cedar, a successor, it rests.", "cedar successorOf apple"),
        ("Formerly known as Cedar.", "apple renamedFrom cedar"),
        ("a fork of Cedar", "apple forkOf cedar"),
        ("is the engine that powers Cedar.", "cedar builtOn apple"),
        ("has integration with Cedar.", "apple integratesWith cedar"),
        ("integrates very well with tools such as Cedar.", "apple integratesWith cedar"),
        ("works with Tree Cloud.", "apple integratesWith cloud"),
        ("has adapters for Cedar.", "apple integratesWith cedar"),
        ("LarchDB is directly integrated to Apple.", "apple integratesWith larchdb"),
        ("has tight integration with Cedar.", "apple integratesWith cedar"),
        ("requires layers (such as Cedar and others)", "apple integratesWith cedar"),
        ("has native bindings for the Cedar mapper.", "apple integratesWith cedar"),
        ("supports TGI.", "apple implements tgi"),
        ("implements Parrot's TGI.", "apple implements tgi"),
        ("a simple TGI web framework", "apple implements tgi"),
        ("offers full TGI compliance.", "apple implements tgi"),
        ("deploys to Tree Cloud.", "apple runsOn cloud"),
        ("is made specifically for the Tree Cloud.", "apple runsOn cloud"),
        ("deploys to TGI servers.", "apple implements tgi"),
        ("for Parrot >= 2.4", "apple runsOn parrot"),
        ("Supports Parrot 2.7 and 3.", "apple runsOn parrot"),
        ("only supporting Parrot3+", "apple runsOn parrot"),
        ("has some similar features to Cedar.", "apple resembles cedar"),
        ("has the same API as Cedar.", "apple resembles cedar"),
        ("so it is familiar to Cedar users", "apple resembles cedar"),
        ("A Cedar-like server", "apple resembles cedar"),
        ("Users are told to migrate to Cedar.", "apple recommends cedar"),
        ("consider using Cedar (a.k.a. Oak) instead.", "apple recommends cedar"),
        ("please use Cedar instead.", "apple recommends cedar"),
        ("builds upon Cedar.", "apple builtOn cedar"),
        ("powered by Cedar.", "apple builtOn cedar"),
        ("Cedar powered", "apple builtOn cedar"),
        ("Cedar powers Apple.", "apple builtOn cedar"),
        ("an open version of the tools that power Cedar", "apple descendsFrom cedar"),
        ("with a production webserver based on Cedar", "apple uses cedar"),
        ("with a server (Cedar) pre-installed", "apple requires cedar"),
        ("with Cedar templating", "apple uses cedar"),
        ("was inspired by Cedar.", "apple inspiredBy cedar"),
        ("a Cedar inspired framework", "apple inspiredBy cedar"),
        ('(site says: "dead" and directs people to Cedar)', "apple recommends cedar"),
        ("Apple is a Cedar Project.", "apple isPartOf cedar"),
        ("Cedar is great. Also, Cedar (see below) is built on Fig2.", "cedar builtOn fig2"),
        ("Cedar is a library that is also used in Fig2.", "fig2 uses cedar"),
    ],
)
def test_a_cue_leads_to_a_claim(graph: Graph, prose: str, expected: str) -> None:
    assert said(graph, prose) == [expected]


def test_an_enumeration_gives_a_claim_for_each_thing(graph: Graph) -> None:
    assert said(graph, "uses Cedar (Model), ordinary things, elm tree and/or Fig 2.") == [
        "apple uses cedar",
        "apple uses elm-tree",
        "apple uses fig2",
    ]


def test_several_subjects_share_what_they_use(graph: Graph) -> None:
    found = ["cedar uses apple", "fig2 uses apple"]
    assert said(graph, "Fast.Fig2 , Cedar (see above) also use Apple.") == found


def test_one_of_several_is_an_integration(graph: Graph) -> None:
    found = ["apple integratesWith cedar", "apple integratesWith elm-tree", "apple uses fig2"]
    assert said(graph, "Combines Cedar (Model) or elm.tree (DB), Fig 2 (View)") == found


def test_a_bare_list_says_nothing_but_what_was_tested(graph: Graph) -> None:
    assert said(graph, "Routing, forms, Cedar, LarchDB, Tree Cloud, etc.") == []
    found = ["apple runsOn cloud", "apple runsOn parrot"]
    assert said(graph, "Parrot, Windows, tested on Tree Cloud.") == found


def test_each_phrase_leads_to_its_own_things(graph: Graph) -> None:
    prose = "is based on LarchDB for persistence, including sessions, and Cedar for templates."
    assert said(graph, prose) == ["apple builtOn larchdb", "apple bundles cedar"]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("is built on Zork.", "apple builtOn 'Zork'"),
        ("has the same API as Zork.js and Cedar.", "apple resembles cedar, 'Zork.js'"),
        ("consider using zork2go instead.", "apple recommends 'zork2go'"),
        ("a Zork-like server", "apple resembles 'Zork'"),
        ("Zork Notebook is integrated to Apple.", "apple integratesWith 'Zork Notebook'"),
        ("supports TGI and ZorkSocket.", "apple implements tgi, 'ZorkSocket'"),
        ("uses [[http://x.example/zork|zork]].", "apple uses 'zork'"),
        ("uses [[http://x.example/zork|routing]].", ""),
        ("powers Zork.", "'Zork' builtOn apple"),
        ("uses an ORM, AJAX, HTML5, the MVC pattern and ordinary words.", ""),
        ("uses Cedar Templates, Apple Pie and Zork’s shell.", "apple uses cedar"),  # noqa: RUF001
        ("Tools use words. Routing uses words.", ""),
        ("Zork Base is built on Yark.", ""),
        ("supports, quickly, Zork.", "apple integratesWith 'Zork'"),
    ],
)
def test_what_the_graph_lacks_is_named(graph: Graph, prose: str, expected: str) -> None:
    found = said(graph, prose)
    assert ", ".join([*found[:1], *(each.split()[2] for each in found[1:])]) == expected


def test_a_version_is_one_of_what_a_platform_runs_on(graph: Graph) -> None:
    (found,) = proposed(graph, "Requires Parrot 2.4-2.7 or 3.2+ now.")
    assert (found.specifier, found.quote) == ("2.4-2.7 or 3.2+", "Requires Parrot 2.4-2.7 or 3.2+")
    (found,) = proposed(graph, "needs Parrot 3.5.2 or newer.")
    assert found.specifier == "3.5.2 or newer"


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("does not use Cedar.", "apple uses cedar"),
        ("no longer uses Cedar.", "apple uses cedar"),
        ("doesn’t use Cedar.", "apple uses cedar"),  # noqa: RUF001
        ("works without Cedar.", "apple dependsOn cedar"),
        ("Can be used outside of Tree Cloud.", "apple dependsOn cloud"),
        ("does not run on Parrot 3.", "apple runsOn parrot"),
        ("does not use Zork.", None),
        ("is not without Cedar.", None),
    ],
)
def test_a_no_is_a_denial(graph: Graph, prose: str, expected: str | None) -> None:
    assert said(graph, prose) == ([f"not {expected}"] if expected else [])


def test_versions_that_are_excepted_are_denied() -> None:
    found = said(load(), "Requires Python 2.5 or later - not including 3.0 yet.")
    assert found == ["apple runsOn python-2", "not apple runsOn python-3"]


def test_nested_items_belong_to_the_entry(graph: Graph) -> None:
    (found,) = proposed(graph, "a framework:\n  * uses Cedar")
    assert (found.object, found.line) == (term("software:cedar"), 3)


def test_software_that_the_graph_does_not_know_can_be_a_subject(graph: Graph) -> None:
    page = "= Web Frameworks =\n||Name ||Text ||\n||New Kid ||* small * uses Cedar ||\n"
    (found,) = page_candidates(parse_wiki_page(page), graph)
    assert found.subject == term("software:new-kid")
    assert found.line == 3


@pytest.mark.parametrize(
    "prose",
    [
        "is built on the shoulders of giants.",
        "Cedar and Fig2 are nice.",
        "Apple uses Apple.",
        "is independent from any library, supports neither Cedar nor others.",
        "runs on no Tree Cloud.",
        "uses ideas (they like Cedar).",
        "can take you by storm, using storm troops.",
        "uses a web app to draw.",
        "uses Tree Cloud's shell.",
        "uses as much as possible: it is like Cedar.",
        "is easy to use. Cedar, too.",
        "is compatible with Cedar.",
        "tools that are built on Cedar",
        "after merging with Cedar.",
        "offers Cedar.",
    ],
)
def test_nothing_is_claimed_without_a_cue_a_thing_and_a_yes(graph: Graph, prose: str) -> None:
    assert said(graph, prose) == []


def test_a_common_word_names_a_thing_with_its_capital(graph: Graph) -> None:
    assert said(graph, "uses Storm.") == ["apple uses storm"]


def test_lists_of_other_things_are_not_read(graph: Graph) -> None:
    assert (
        page_candidates(parse_wiki_page("= Books =\n * A book on Apple, based on Cedar.\n"), graph)
        == []
    )


def test_the_quote_is_the_shortest_phrase_of_at_most_twelve_words(graph: Graph) -> None:
    (found,) = proposed(
        graph, "a ''tool'' based on the '''excellent''' [[http://c.example|Cedar]] kit"
    )
    assert found.quote == "based on the excellent Cedar"
    assert found.column == 72
    assert said(graph, "includes a, b, c, d, e, f, g, h, i, j, k, l and Cedar") == []


def test_places_are_those_of_the_page_in_any_markup(graph: Graph) -> None:
    row = (
        "- [Apple](http://apple.example/) (1.0 Released 2016-01-01) is *built* on [Zork](http://z)."
    )
    page = "## Web Frameworks\n\n" + row + "\n"
    (found,) = page_candidates(markdown.parse_wiki_page(page), graph)
    assert (found.line, row[found.column :][:4]) == (3, "buil")
    assert (found.quote, found.name) == ("built on Zork", "Zork")


def test_the_table_is_csv_with_prefixed_names(graph: Graph) -> None:
    assert candidates_csv(proposed(graph, "uses LarchDB, Cedar.")) == (
        "subject,relation,object,line,quote,name,specifier,column,statement\n"
        'software:apple,fw:uses,software:cedar,2,"uses LarchDB, Cedar",,,61,claim\n'
        "software:apple,fw:uses,software:larchdb,2,uses LarchDB,,,61,claim\n"
    )


def test_an_end_that_the_graph_lacks_is_an_empty_cell_and_a_name(graph: Graph) -> None:
    rows = candidates_csv(proposed(graph, "uses Zork and powers Quux.")).splitlines()
    assert rows[1:] == [
        "software:apple,fw:uses,,2,uses Zork,Zork,,61,claim",
        ",fw:builtOn,software:apple,2,powers Quux,Quux,,75,claim",
    ]


WORDS = (
    "uses,with,built on,not,Cedar,Fig 2,(,),and,TGI,Parrot 3,.,is,Apple,[[http://x/Cedar|,x]],'s"
)


@given(prose=st.lists(st.one_of(st.sampled_from(WORDS.split(",")), st.text(max_size=5))))
def test_any_prose_gives_verbatim_quotes(graph: Graph, prose: list[str]) -> None:
    for found in proposed(graph, " ".join(prose)):
        assert 1 <= len(found.quote.split()) <= 12
        assert found.subject != found.object


@pytest.mark.skipif(not PAGE.is_file(), reason=f"the source page is not at {PAGE}")
def test_the_proposals_for_the_page_agree_with_the_curated_claims() -> None:
    claims = runpy.run_path(str(ROOT / "bench/claims.py"))
    shipped = load()
    found, wanted = claims["proposed_claims"](PAGE, shipped), claims["curated_claims"](shipped)
    precision, recall, balanced = claims["precision_recall_f1"](found, wanted)
    print(f"precision {precision:.2f}, recall {recall:.2f}, F1 {balanced:.2f}")  # noqa: T201
    assert precision >= 0.9
    assert recall >= 0.9


@pytest.mark.skipif(not NEW_PAGE.is_file(), reason=f"the source page is not at {NEW_PAGE}")
def test_the_proposals_for_the_new_page_are_as_good_as_they_were_judged() -> None:
    claims = runpy.run_path(str(ROOT / "bench/claims.py"))
    shipped = load()
    found = claims["proposed_claims"](NEW_PAGE, shipped)
    wanted = claims["curated_claims"](shipped, "web-frameworks-2026")
    assert len(found & wanted) >= 0.9 * len(wanted)
    page = page_candidates(claims["read_page"](NEW_PAGE), shipped)
    keys = {(str(each.line), in_short(each)) for each in page}
    with JUDGED.open(encoding="utf-8") as rows:
        judged = list(csv.DictReader(rows))
    known = [row for row in judged if (row["line"], judged_in_short(row)) in keys]
    right = [row for row in known if row["judgement"] == "right"]
    assert len([row for row in judged if row["judgement"] != "missed"]) == 60
    assert len(right) >= 0.95 * len(known)
    assert len(right) >= 0.95 * len([row for row in judged if row["judgement"] == "right"])


def judged_in_short(row: dict[str, str]) -> str:
    names = [row[each].partition(":")[2] for each in ("subject", "relation", "object")]
    return "not " * (row["statement"] == "denial") + " ".join(
        name or f"'{row['name']}'" for name in names
    )


@pytest.mark.skipif(not NEW_PAGE.is_file(), reason=f"the source page is not at {NEW_PAGE}")
def test_most_of_what_is_taken_from_the_graph_is_named_as_missing(tmp_path: Path) -> None:
    lost = {"starlette", "uvicorn", "fastapi", "formio", "jupyter-notebook", "whitenoise", "py4web"}
    lost |= {"kajiki", "twisted", "asyncio", "flask", "bottle", "uvloop"}
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    for file in (tmp_path / "data").glob("*/*.ttl"):
        if file.stem in lost and file.parent.name in {"components", "frameworks"}:
            file.unlink()
    page = runpy.run_path(str(ROOT / "bench/claims.py"))["read_page"](NEW_PAGE)
    ends = {term(f"software:{slug}") for slug in lost}
    wanted = [each for each in page_candidates(page, load()) if each.object in ends]
    found = page_candidates(page, load(tmp_path / "data", tmp_path / "ontology"))
    named = [each for each in found if not each.object]
    matched = [
        each
        for each in wanted
        if (each.line, each.relation) in {(it.line, it.relation) for it in named}
    ]
    print(f"{len(matched)} of {len(wanted)} named")  # noqa: T201
    assert len(matched) >= 0.85 * len(wanted)
