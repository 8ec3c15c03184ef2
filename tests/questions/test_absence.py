"""An answer without rows says whether nothing is stated or nothing can be."""

import pytest
from tests.conftest import Command
from tests.questions.cases import graph_of

from fwgraph.graph import Graph
from fwgraph.questions.absence import NOTHING_STATED, explain_absence
from fwgraph.questions.catalogue import answer_question, find_question, resolve_values


def absence(graph: Graph, name: str, values: dict[str, object]) -> str:
    """Return what is said of an answer that has no rows."""
    question = find_question(name)
    assert len(answer_question(graph, name, values)) == 0
    return explain_absence(graph, question, resolve_values(graph, question, values))


@pytest.mark.parametrize(
    ("graph", "name", "values", "said"),
    [
        ("stack", "dependencies", {"software": "loner"}, NOTHING_STATED),
        ("stack", "dependencies", {"software": "tongue"},
         "nothing can be said: this is about software, and Tongue is none"),
        ("stack", "shared-dependencies", {"first": "alpha", "second": "hill"},
         "nothing can be said: this is about software, and Hill is none"),
        ("stack", "integrations", {"software": "hill"},
         "nothing can be said: this is about software, and Hill is none"),
        ("stack", "evidence", {"subject": "hill", "object": "alpha"},
         "nothing can be said: this is about software, and Hill is none"),
        ("stack", "things-of-kind", {"kind": "compiler"},
         "nothing in this graph is of the kind “compiler”"),
        ("time", "related-pairs", {"relation": "kind"},
         "nothing can be said: “kind” does not relate two things"),
        ("time", "related-pairs", {"relation": "resembles"}, NOTHING_STATED),
        ("pages", "unreal-dates", {"edition": "empty"}, "“Empty page” lists nothing"),
        ("pages", "unreal-dates", {"edition": "old"}, NOTHING_STATED),
    ],
)  # fmt: skip
def test_why_there_are_no_rows(graph: str, name: str, values: dict[str, object], said: str) -> None:
    assert absence(graph_of(graph), name, values) == said


def test_the_command_says_so_beside_an_empty_table(run: Command) -> None:
    code, out, err = run("ask", "dependencies", "software=wsgi")
    assert (code, out.count("\n")) == (0, 2)
    assert err == "no rows: nothing can be said: this is about software, and WSGI is none\n"
    code, out, err = run("ask", "dependencies", "software=wsgi", "--format", "csv")
    assert (code, out.count("\n"), err) == (0, 1, "")


def test_an_edition_of_other_things_says_what_it_lists_instead(run: Command) -> None:
    code, out, err = run("ask", "frameworks", "edition=web-servers-2026")
    assert (code, out.count("\n")) == (0, 2)
    assert err == (
        "no rows: “Web Servers, 2026-03-10” lists no frameworks, but “Standard Library"
        " Technologies”, “Web Servers embedding Python”, “Web Servers written in Python”:"
        " `fwgraph ask frameworks-of-category category=…` has them\n"
    )


def test_a_tree_that_cannot_grow_says_so(run: Command) -> None:
    assert "this is about software, and WSGI is none" in run("dependencies", "wsgi")[1]
