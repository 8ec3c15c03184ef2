"""A page about one software is imported by its masthead; what is not understood is said by line."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse
from tests.conftest import Command

from fwgraph.namespaces import local_name
from fwgraph.wiki.markups import MARKUPS
from fwgraph.wiki.masthead_facts import MastheadRelease, StatedFact, UnreadWords, read_field
from fwgraph.wiki.mastheads import read_masthead

PAGES = Path(__file__).parents[3] / "shared/pages/psf-wiki"
needs_pages = pytest.mark.skipif(not PAGES.exists(), reason=f"the wiki's pages are not at {PAGES}")

PAGE = """\
# Flask

Words about it.

### Masthead

URL

:   [https://flask.example/](https://flask.example/), [https://other.example/](https://other.example/)

version
:   1.2 (*2013-03-28*)

licence
:   BSD-style (mostly)

platforms

:   Unix, Windows and Plan Nine

Python versions
:   2.5 or later, but not 3.*

Maintainer
:   somebody

status

:   \n
"""
TEMPLATE = """\
# Elm

## Masthead

URL

:   \n
version

:   ?.?.? (*2000-01-01*)

Python versions
:   ???
"""


def stated(topic: str, text: str, term: str = "") -> list[tuple[object, ...]]:
    """Return what a field of a topic states, each as short as can be."""
    terms = {"address": "URL", "python": "Python versions", "release": "version"}
    page = f"## Masthead\n\n{term or terms.get(topic, topic)}\n:   {text}\n"
    masthead = read_masthead(MARKUPS["md"].read(page))
    assert masthead is not None
    (field,) = masthead.fields
    assert field.topic == topic
    return [shorten(each) for each in read_field(field)]


def shorten(each: StatedFact | MastheadRelease | UnreadWords) -> tuple[object, ...]:
    match each:
        case StatedFact():
            denied = ("not",) if each.is_denied else ()
            return (*denied, each.value, *([each.specifier] if each.specifier else []))
        case MastheadRelease():
            return each.version, each.date
    return ("?", each.words)


@pytest.mark.parametrize(
    ("topic", "text", "facts"),
    [
        ("release", "1.40 (*2010-03-15*)", [("1.40", "2010-03-15")]),
        ("release", "2.3 (Date:2007-01-01)", [("2.3", "2007-01-01")]),
        ("release", "2.1.4 ( 2009)", [("2.1.4", "2009")]),
        ("release", "0.98.D-beta (2004-07-12)", [("0.98.D-beta", "2004-07-12")]),
        ("release", ".4", [(".4", None)]),
        ("release", "?.?.? (*2000-01-01*)", []),
        ("release", "0.0.0 (*2000-01-01*)", [("?", "0.0.0 (2000-01-01)")]),
        ("release", "1.0 (*2000-01-01*)", [("?", "1.0 (2000-01-01)"), ("1.0", None)]),
        ("release", "1.0 (2001-02-31)", [("?", "2001-02-31"), ("1.0", "2001-02-31")]),
        ("release", "see the site", [("?", "see the site")]),
        ("licence", "LGPL.", [("LGPL",)]),
        ("licence", "LGPL (will change)", [("LGPL",), ("?", "(will change)")]),
        ("licence", "It is available under a BSD-style license.", [("BSD-style",)]),
        ("licence", "[ZPL](https://x.example) - Zope is open", [("ZPL",), ("?", "- Zope is open")]),
        ("licence", "based on the Apache License", [("?", "based on the Apache License")]),
        ("licence", "MIT or GPL", [("?", "MIT or GPL")]),
        ("platforms", "Unix and Windows", [("Unix",), ("Windows",)]),
        ("platforms", "Elm works on UNIX, Windows platforms.", [("UNIX",), ("Windows",)]),
        ("platforms", "Linux (not Mac)", [("?", "(not Mac)"), ("Linux",)]),
        ("platforms", "depends on AOLserver", [("?", "depends on AOLserver")]),
        ("platforms", "Python 2.7, PyPy 5.9", [("2", "2.7"), ("PyPy 5.9",)]),
        ("python", "Python 2.2 and up", [("2", "2.2 and up")]),
        ("python", "2.4+", [("2", "2.4+")]),
        ("python", r"\>= 2.4 \< 3.x", [("2", ">= 2.4 < 3.x")]),
        ("python", "2.5 or up, 3.1 or up", [("2", "2.5 or up"), ("3", "3.1 or up")]),
        ("python", "1.5.2, 2.1, 2.2", [("1", "1.5.2"), ("2", "2.1, 2.2")]),
        ("python", "2.2/2.3", [("2", "2.2/2.3")]),
        ("python", "2.x required", [("2", "2.x")]),
        ("python", "2.5 or later, but not 3.*", [("2", "2.5 or later"), ("not", "3", "3.*")]),
        ("python", "1.6, mod_python 3.* requires 2.2", [("?", "1.6, mod_python 3.* requires 2.2")]),
        ("python", "???", []),
        ("address", "[https://a.example](https://a.example)", [("https://a.example",)]),
        ("address", "<https://a.example/> (dead)", [("?", "https://a.example/ (dead)")]),
    ],
)  # fmt: skip
def test_a_fact_is_read_where_all_of_its_form_is_known(
    topic: str, text: str, facts: list[tuple[object, ...]]
) -> None:
    assert stated(topic, text) == facts


def test_the_term_may_name_the_software_and_its_branch(run: Command, tmp_path: Path) -> None:
    page = tmp_path / "Zope.md"
    page.write_text(
        "# Zope\n\n## Masthead\n\ncurrent Zope 3 stable release\n:   3.3.0 (*2006-09-21*)\n\n"
        "latest Elm release\n:   1.0\n"
    )
    code, out, err = run("import", str(page), "--source", "zope-page")
    assert (code, err) == (0, f"{page}:9: the graph knows no such software: “Elm”\n")
    assert "release:zope3\\/3.3.0\\/zope-page" in out


def facts_of(text: str) -> dict[str, dict[str, str]]:
    """Return what Turtle says of each subject, by local names."""
    triples: list[Triple] = [quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)]
    facts: dict[str, dict[str, str]] = {}
    for triple in triples:
        subject = str(getattr(triple.subject, "value", "")).removeprefix(
            "https://w3id.org/fwgraph/"
        )
        value = str(getattr(triple.object, "value", ""))
        facts.setdefault(subject, {})[local_name(triple.predicate.value)] = value
    return facts


def test_a_page_becomes_a_document_with_releases_and_claims(run: Command, tmp_path: Path) -> None:
    page = tmp_path / "Page.md"
    page.write_text(PAGE)
    code, out, err = run("import", str(page), "--source", "flask-page", "--date", "2026-03-10")
    facts = facts_of(out)
    assert code == 0
    assert facts["document/flask-page"]["date"] == "2026-03-10"
    release = facts["release/flask/1.2/flask-page"]
    assert (release["released"], release["line"]) == ("2013-03-28", "12")
    assert sorted(each for each in facts if each.startswith(("claim", "denial"))) == [
        "claim/flask.homepage.flask-page.9",
        "claim/flask.license.flask-page.14",
        "claim/flask.runsOn.python-2.flask-page.21",
        "claim/flask.runsOn.unix.flask-page.17",
        "claim/flask.runsOn.windows.flask-page.17",
        "denial/flask.runsOn.python-3.flask-page.21",
    ]
    python = facts["claim/flask.runsOn.python-2.flask-page.21"]
    assert python["quote"] == "Python versions 2.5 or later, but not 3.*"
    assert (python["specifier"], python["validFrom"]) == ("2.5 or later", "2013-03-28")
    assert err.splitlines() == [
        f"{page}:9: not understood: “https://other.example/”",
        f"{page}:15: not understood: “(mostly)”",
        f"{page}:17: no platform that the graph knows: “Plan Nine”",
        f"{page}:25: no known term: “Maintainer”",
    ]


def test_what_the_template_says_is_no_fact(run: Command, tmp_path: Path) -> None:
    page = tmp_path / "Elm.md"
    page.write_text(TEMPLATE)
    code, out, err = run("import", str(page), "--software", "elm")
    assert (code, err) == (0, f"{page}: software:elm is new to the graph\n")
    assert list(facts_of(out)) == ["document/elm"]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        (TEMPLATE, (), "the graph knows no software called “Elm”: say --software SLUG"),
        (PAGE, ("--software", "No such!"), "--software No such!: write the slug of the software"),
        (PAGE, ("--source", "A B"), "a slug is lower-case letters, digits and hyphens"),
        ("# Elm\n\nWords.\n", ("--source", "elm"), "no entries found"),
    ],
)
def test_what_is_not_known_is_said(
    text: str, options: tuple[str, ...], said: str, run: Command, tmp_path: Path
) -> None:
    page = tmp_path / "Elm.md"
    page.write_text(text)
    code, out, err = run("import", str(page), *options)
    assert (code, out) == (2, "")
    assert said in err


@needs_pages
@pytest.mark.parametrize(
    ("page", "release", "pythons"),
    [
        ("Albatross", ("albatross/1.40", "2010-03-15"), ["2.2 and up"]),
        ("Aquarium", ("aquarium/2.3", "2007-01-01"), ["2.3 or higher"]),
        ("CherryPy", ("cherrypy/3.2.4", "2013-03-28"), ["2.5 or higher", "3.1 or higher"]),
        ("Django", ("django/1.6.2", ""), [">= 2.6"]),
        ("Quixote", ("quixote/2.2", "2005-09-27"), ["2.x"]),
        ("Zope", ("zope3/3.3.0", "2006-09-21"), ["2.4.3"]),
    ],
)
@pytest.mark.parametrize("folder", ["865d2f9d/python/web", "51917c95/python"])
def test_the_given_mastheads(
    folder: str, page: str, release: tuple[str, str], pythons: list[str], run: Command
) -> None:
    code, out, _ = run("import", str(PAGES / folder / f"{page}.md"), "--source", "page")
    facts = facts_of(out)
    assert code == 0
    assert facts[f"release/{release[0]}/page"].get("released", "") == release[1]
    assert sorted(each["specifier"] for each in facts.values() if "specifier" in each) == pythons
