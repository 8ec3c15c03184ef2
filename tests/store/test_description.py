"""The description of what is shown is complete, ordered, and drawn by everything that draws."""

import pytest

from fwgraph.drawing.diagrams import MERMAID_LINES, MERMAID_SHAPES
from fwgraph.drawing.palette import COLOURS
from fwgraph.drawing.styles import LINES
from fwgraph.namespaces import THING_KINDS, term
from fwgraph.store.description import read_description

DESCRIBED = read_description()


def test_a_card_has_its_facts_in_this_order() -> None:
    assert [fact.name for fact in DESCRIBED.facts_in("card") if fact.has_line] == [
        "alias", "home page", "package", "address", "licence", "revision", "date", "source",
        "voice",
        "same as",
    ]  # fmt: skip
    assert [fact.name for fact in DESCRIBED.facts_in("card") if not fact.has_line] == [
        "label", "class", "kind", "summary",
    ]  # fmt: skip


def test_facts_have_keys_of_their_own_and_are_shown_somewhere() -> None:
    assert len({fact.key for fact in DESCRIBED.facts}) == len(DESCRIBED.facts)
    places = {place for fact in DESCRIBED.facts for place in fact.places}
    assert places == {"card", "explorer", "graphml", "page"}
    assert all(fact.places for fact in DESCRIBED.facts)


def test_a_shape_says_how_many_values_there_are_and_whether_they_are_addresses() -> None:
    facts = {fact.key: (fact.is_single, fact.is_link) for fact in DESCRIBED.facts_in("explorer")}
    assert facts == {
        "aliases": (False, False),
        "homepage": (True, True),
        "package": (True, False),
        "licence": (False, False),
    }


@pytest.mark.parametrize("family", DESCRIBED.families, ids=lambda family: family.name)
def test_a_family_has_a_line_and_a_colour_of_its_own_or_of_the_broader_one(family) -> None:  # type: ignore[no-untyped-def]
    assert family.line in LINES.keys() & MERMAID_LINES.keys()
    assert {family.name, family.top} & COLOURS.keys()
    assert family.top in {each.name for each in DESCRIBED.families}


@pytest.mark.parametrize("name", DESCRIBED.outlines)
def test_a_kind_that_is_drawn_has_an_outline_and_colours(name: str) -> None:
    assert DESCRIBED.outlines[name] in MERMAID_SHAPES
    assert {name, f"{name}-edge"} <= COLOURS.keys()


def test_kinds_differ_in_outline_so_that_nobody_depends_on_colour() -> None:
    assert len(set(DESCRIBED.outlines.values())) == len(DESCRIBED.outlines)


def test_every_kind_with_names_is_described() -> None:
    assert {*THING_KINDS, "edition", "document"} <= {kind.name for kind in DESCRIBED.kinds}


@pytest.mark.parametrize(
    ("relations", "family"),
    [
        (["fw:builtOn", "fw:dependsOn"], "dependence"),
        (["fw:forkOf", "fw:descendsFrom"], "descent"),
        (["fw:descendsFrom", "fw:dependsOn"], "dependence"),
        (["doap:implements"], "environment"),
        (["fw:resembles"], "other"),
        ([], "other"),
    ],
)
def test_the_family_of_a_relation_is_that_of_what_stands_above_it(
    relations: list[str], family: str
) -> None:
    assert DESCRIBED.family_of(term(name).value for name in relations).name == family
