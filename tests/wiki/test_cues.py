"""Cue phrases in an entry's prose lead to the claims that a reader would take from it."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph.graph import Graph, load
from fwgraph.namespaces import shorten_iri, term
from fwgraph.wiki.moin.reader import parse_wiki_page
from fwgraph.wiki.prose.cues import Candidate, candidates_csv, page_candidates

ROOT = Path(__file__).parents[2]
PAGE = Path(__file__).parents[3] / "shared/pages/web-frameworks-2016.moin"
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
    """Return the candidates in short, without prefixes."""
    found = proposed(graph, prose)
    return [
        " ".join(shorten_iri(n.value).split(":")[1] for n in (c.subject, c.relation, c.object))
        for c in found
    ]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("is built on Cedar.", "apple builtOn cedar"),
        ("is built atop the excellent Cedar.", "apple builtOn cedar"),
        ("sits on a top of Cedar.", "apple builtOn cedar"),
        ("It builds on other libraries, most notably Cedar.", "apple builtOn cedar"),
        ("a thin layer over Cedar", "apple builtOn cedar"),
        ("a Cedar-based framework", "apple builtOn cedar"),
        ("is based on TGI.", "apple builtOn tgi"),
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
        ("is compatible with Tree Cloud’s webapp.", "apple resembles webapp"),  # noqa: RUF001
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
    assert said(graph, "uses Cedar (Model), unknown things, elm tree and/or Fig 2.") == [
        "apple uses cedar",
        "apple uses elm-tree",
        "apple uses fig2",
    ]


def test_several_subjects_share_what_they_use(graph: Graph) -> None:
    found = ["cedar uses apple", "fig2 uses apple"]
    assert said(graph, "Fast.Fig2 , Cedar (see above) also use Apple.") == found


def test_a_bare_list_of_things_says_what_it_works_with(graph: Graph) -> None:
    found = ["apple integratesWith cedar", "apple integratesWith larchdb", "apple runsOn cloud"]
    assert said(graph, "Routing, forms, Cedar, LarchDB, Tree Cloud, etc.") == found


def test_each_phrase_leads_to_its_own_things(graph: Graph) -> None:
    prose = "is based on LarchDB for persistence, offering sessions, and Cedar for templates."
    assert said(graph, prose) == ["apple builtOn larchdb", "apple bundles cedar"]


def test_a_label_counts_that_links_to_a_page_called_like_a_thing(graph: Graph) -> None:
    prose = "includes [[http://code.example/elm.tree|routing]], [[http://code.example/x|forms]]"
    assert said(graph, prose) == ["apple bundles elm-tree"]


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
        "does not use Cedar.",
        "doesn’t use Cedar.",  # noqa: RUF001
        "works without Cedar.",
        "runs on no Tree Cloud.",
        "does not run on Parrot 3.",
        "uses ideas (they like Cedar).",
        "can take you by storm, using storm troops.",
        "uses a web app to draw.",
        "uses Tree Cloud's shell.",
        "uses as much as possible: it is like Cedar.",
        "is easy to use. Cedar, too.",
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
    many = "includes a, b, c, d, e, f, g, h, i, j, k, l and Cedar"
    (found,) = proposed(graph, many)
    assert found.quote == "c, d, e, f, g, h, i, j, k, l and Cedar"


def test_the_table_is_csv_with_prefixed_names(graph: Graph) -> None:
    assert candidates_csv(proposed(graph, "uses LarchDB, Cedar.")) == (
        "subject,relation,object,line,quote\n"
        'software:apple,fw:uses,software:cedar,2,"uses LarchDB, Cedar"\n'
        "software:apple,fw:uses,software:larchdb,2,uses LarchDB\n"
    )


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
    assert recall >= 0.8
