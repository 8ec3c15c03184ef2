"""A card shows everything known about one thing, and where it stands."""

import json
import re

import pytest
from pyoxigraph import Store
from tests.questions.cases import graph_of

from fwgraph.graph import Graph, load
from fwgraph.namespaces import PREFIXES, term
from fwgraph.questions.card_state import describe_state
from fwgraph.questions.cards import read_card, render_card

GAMMA = """\
Gamma  microframework  as of 2020-02-02
https://w3id.org/fwgraph/software/c

Stands on Beta.
  alias      C Sea
  home page  http://example.org/c
  package    pkg:pypi/c

What Gamma depends on (2)
  built on Beta
      “made with "Beta"”  [notes]
      “on Beta”  [tiny-2020:3, 2020-02-02]
  uses Delta
      “with Delta”  [tiny-2020:3, 2020-02-02]

What Gamma descends from (1)
  successor of Epsilon
      “after Epsilon”  [tiny-2020:3, 2020-02-02]

Listed
  as Gamma: All of them, 1.10, 2019-13-01  [tiny-2020:3]
"""
ODD = """\
Say "hi" <b>{x}</b> \\ it's  component, software  as of 2020-02-02
https://w3id.org/fwgraph/software/odd

  alias      red  [31mherring \n
What else is said of Say "hi" <b>{x}</b> \\ it's (1)
  integrates with Beta
      “a  [2Jbell”  [tiny-2020:5, 2020-02-02]

Listed
  as Odd  [1m: All of them  [tiny-2020:5]
"""
ALPHA = """\
Alpha  framework, software  as of 2020-02-02
https://w3id.org/fwgraph/software/a

What depends on Alpha (1)
  Beta built on …
      “stands on Alpha”  [tiny-2020:4, 2020-02-02]
"""
NOTES = """\
Notes  document  as of 2020-02-02
https://w3id.org/fwgraph/document/notes

  address    http://example.org/notes
"""
NOTHING = """\
zzz  as of 2020-02-02
https://w3id.org/fwgraph/software/zzz
"""


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        ("software:c", GAMMA),
        ("software:odd", ODD),
        ("software:a", ALPHA),
        ("document:notes", NOTES),
        ("software:zzz", NOTHING),
    ],
)
def test_a_card_as_text(thing: str, text: str, tiny: Graph) -> None:
    assert render_card(read_card(tiny, term(thing))) == text


def test_titles_and_headings_can_be_marked(tiny: Graph) -> None:
    text = render_card(read_card(tiny, term("software:c")), bold=lambda words: f"*{words}*")
    marked = [line for line in text.splitlines() if "*" in line]
    assert marked == [
        "*Gamma*  microframework  as of 2020-02-02",
        "*What Gamma depends on (2)*",
        "*What Gamma descends from (1)*",
        "*Listed*",
    ]


def test_a_card_as_plain_values(tiny: Graph) -> None:
    found = read_card(tiny, term("software:c")).as_dict()
    assert found["iri"] == "https://w3id.org/fwgraph/software/c"
    assert found["facts"] == {
        "alias": ["C Sea"],
        "class": ["framework", "software"],
        "home page": ["http://example.org/c"],
        "kind": ["microframework"],
        "label": ["Gamma"],
        "package": ["pkg:pypi/c"],
        "summary": ["Stands on Beta."],
    }
    assert found["listings"] == [
        {
            "name": "Gamma",
            "category": "All of them",
            "version": "1.10",
            "released": "2019-13-01",
            "homepage": "http://example.org/c",
            "edition": "https://w3id.org/fwgraph/edition/tiny-2020",
            "line": 3,
            "place": "tiny-2020:3",
        }
    ]
    claims = found["claims"]
    assert isinstance(claims, list)
    assert [(claim["relation"], claim["other"], claim["place"]) for claim in claims] == [
        ("built on", "Beta", "notes"),
        ("built on", "Beta", "tiny-2020:3"),
        ("successor of", "Epsilon", "tiny-2020:3"),
        ("uses", "Delta", "tiny-2020:3"),
    ]
    assert json.loads(json.dumps(found)) == found


def test_claims_of_the_shipped_graph_stand_under_what_they_say(graph: Graph) -> None:
    text = render_card(read_card(graph, graph.names.find("flask")))
    below = text.partition("\n  built on Werkzeug\n")[2]
    evidence = re.split("^  [^ ]", below, maxsplit=1, flags=re.MULTILINE)[0]
    assert re.search(
        "“based on Werkzeug.*”  .web-frameworks-2016:94, 2016-06-04.$", evidence, re.MULTILINE
    )


def test_a_line_that_is_no_number_does_not_hinder() -> None:
    strange = Graph(Store())
    strange.store.update(
        "INSERT DATA { "
        "_:1 rdf:subject software:x ; rdf:predicate fw:uses ; rdf:object software:y ;"
        " prov:wasDerivedFrom edition:z ; fw:quote 'one' ; fw:line 7 . "
        "_:2 rdf:subject software:x ; rdf:predicate fw:uses ; rdf:object software:y ;"
        " prov:wasDerivedFrom edition:z ; fw:quote 'two' ; fw:line 'seven'^^xsd:integer }",
        prefixes=PREFIXES,
    )
    text = render_card(read_card(strange, term("software:x")))
    assert "“two”  [z:seven]\n      “one”  [z:7]\n" in text


KITE = """\
Kite  web framework  as of 2018-01-01
https://w3id.org/fwgraph/software/kite

What Kite depends on (3)
  uses Glue
      “and Glue”  [2010:1, 2010-06-01]
  uses Tape
      “and Tape”  [2010:1, 2010-06-01]
  requires Silk
      “silk”  [requirements:3, 2016-02-03]

What else is said of Kite (1)
  integrates with Glue
      “extra: glue”  [requirements:7, 2016-02-03]

Formerly, or denied (4)
  built on Silk (denied)
      “no more built on Silk”  [2014:2, 2014-06-01]
  built on Silk (does not hold)
      “made of Silk”  [2010:1, 2010-06-01]
  uses Rope (does not hold)
      “Rope is in”  [changelog:80, 2008]
      “with Rope”  [2010:1, 2010-06-01]
  uses Wax (does not hold)
      “and Wax”  [2010:1, 2010-06-01]
  depends on Rope (denied)
      “Rope is gone”  [changelog:20, 2012-03]
  depends on Silk (denied)
      “needs no Silk”  [package:9, 2017-01-01]
  depends on Wax (denied)
      not named there  [requirements, 2016-02-03]
  Yacht descends from … (denied)
      “not from Kite”  [readme:9, 2013-04-05]
  Yacht fork of … (does not hold)
      “a Kite fork”  [2010:4, 2010-06-01]

Listed
  as Kite: All, 1.0, 2010-05-01  [2010:1]
  as Kite: All, 2.0, 2014  [2014:2]
"""


def test_what_is_denied_is_told_from_what_holds() -> None:
    """What kind of thing it is, a fact with a claim of its own, is no relation."""
    assert render_card(read_card(graph_of("time"), term("software:kite"))) == KITE


def test_a_card_fits_the_terminal_and_is_cut_nowhere(graph: Graph) -> None:
    thing = graph.names.find("web2py")
    card, state = read_card(graph, thing), describe_state(graph, thing)
    whole, narrow = (render_card(card, state=state, width=width) for width in (0, 60))
    assert "".join(whole.split()) == "".join(narrow.split())
    longest = max((line for line in narrow.splitlines() if "“" in line), key=len)
    assert len(longest) <= 60


def test_a_card_begins_with_the_state(graph: Graph) -> None:
    state = dict(describe_state(graph, graph.names.find("web2py")))
    assert list(state)[:3] == ["status", "latest", "first"]
    assert state["status"].startswith("maintenance only (author, 2026-")
    assert "web2py-readme:16" in state["status"]
    assert "py4web (successor of)" in state["after it"]
    assert describe_state(graph, graph.names.find("wsgi")) == []


def test_a_date_after_its_source_is_no_latest_release(graph: Graph) -> None:
    """A changelog of Litestar dates a release to 2364."""
    state = dict(describe_state(graph, graph.names.find("litestar")))
    assert "2364" not in "".join(state.values())
    assert state["latest"]


@pytest.mark.parametrize(
    ("releases", "latest"),
    [
        ([("2.1", "2026-03"), ("2.1", "2026-03-10"), ("2.1rc4", "2026-03-10")], "2.1, 2026-03-10"),
        ([("6.0", "2026-01-05"), ("5.2.9", "2026-02-03")], "6.0, 2026-01-05"),
        ([("0.138", "2006-05-09"), ("0.70", "2023-10-02")], "0.70, 2023-10-02"),
        ([("1.0a1", "2020-01-01"), ("1.0a2", "2020-02-01")], "1.0a2, 2020-02-01"),
    ],
)
def test_the_latest_release_is_no_early_one_and_no_fix(
    releases: list[tuple[str, str]], latest: str
) -> None:
    types = {4: "gYear", 7: "gYearMonth", 10: "date"}
    lines = [
        f"release:kite.{number} a fw:Release ; fw:releaseOf software:kite ;"
        f' fw:version "{version}" ; fw:released "{day}"^^xsd:{types[len(day)]} ;'
        " prov:wasDerivedFrom document:kite-news ."
        for number, (version, day) in enumerate(releases)
    ]
    lines.append('software:kite a fw:Framework ; rdfs:label "Kite" .')
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    graph = load(text=prefixes + "\n".join(lines))
    state = dict(describe_state(graph, term("software:kite")))
    assert state["latest"].startswith(latest)
