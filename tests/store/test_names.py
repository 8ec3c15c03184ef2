"""People find things by the names they have in mind."""

import pytest

from fwgraph.errors import AmbiguousName, UnknownName
from fwgraph.graph import Graph
from fwgraph.namespaces import BASE
from fwgraph.store.names import KINDS, LOOKUP_HINTS, Names


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("bfg", "software/repoze-bfg"),
        ("BFG", "software/repoze-bfg"),
        ("Repoze.bfg", "software/repoze-bfg"),
        ("repoze-bfg", "software/repoze-bfg"),
        ("repoze_BFG", "software/repoze-bfg"),
        ("jinja 2", "software/jinja2"),
        ("Jinja", "software/jinja2"),
        ("wsgi", "specification/wsgi"),
        ("PEP 3333", "specification/wsgi"),
        ("GAE", "platform/google-app-engine"),
        ("software:flask", "software/flask"),
        ("https://w3id.org/fwgraph/software/flask", "software/flask"),
    ],
)
def test_names_of_the_shipped_graph(name: str, thing: str, graph: Graph) -> None:
    assert graph.names.find(name).value == BASE + thing


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("gamma", "software/c"),
        ("CSEA", "software/c"),
        ("c", "software/c"),
        ("plat form", "platform/p"),
        ("spec1", "specification/s"),
        ('say "HI" <b>{x}</b> \\ it\'s', "software/odd"),
        ("red \x1b[31mherring\x07", "software/odd"),
    ],
)
def test_names_match_without_case_blanks_dots_hyphens_and_underscores(
    name: str, thing: str, tiny: Graph
) -> None:
    assert tiny.names.find(name).value == BASE + thing


def test_a_label_goes_before_an_alias(tiny: Graph) -> None:
    assert tiny.names.find("beta").value == f"{BASE}software/b"


def test_a_name_of_several_things_is_ambiguous(tiny: Graph) -> None:
    with pytest.raises(AmbiguousName) as raised:
        tiny.names.find("shared")
    assert str(raised.value) == ("'shared' names several things: say one of software:d, software:e")


UNLIKE = (
    "zzz",
    "deltoid",
    "",
    "...",
    "software:zzz",
    "zzz:a",
    "https://[",
    "http://example.org/> <x",
)
NOT_COVERED = "the graph, as of 2020-02-02, does not cover it"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gama", "no thing is called 'gama'; did you mean Gamma?"),
        ("BETTA", "no thing is called 'BETTA'; did you mean Beta?"),
        ("elta", "no thing is called 'elta'; did you mean Delta?"),
        *((name, f"no thing is called {name!r}; {NOT_COVERED}") for name in UNLIKE if name.strip()),
        ("", "no thing is called ''; the name is empty"),
        (" ", "no thing is called ' '; the name is empty"),
    ],
)
def test_an_unknown_name_gets_near_ones(name: str, sentence: str, tiny: Graph) -> None:
    with pytest.raises(UnknownName) as raised:
        tiny.names.find(name)
    assert str(raised.value) == sentence


WHAT: dict[tuple[str, ...], str] = {("software", "platform"): "thing"}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Gamma", ("platform",)),
        ("tiny-2020", ("software", "platform")),
        ("software:c", ("edition",)),
        (f"{BASE}software/c", ("edition", "document")),
        ("edition:tiny-2020", ("software",)),
    ],
)
def test_a_thing_of_another_kind_is_not_found(
    name: str, kinds: tuple[str, ...], tiny: Graph
) -> None:
    with pytest.raises(UnknownName, match=f"^no {WHAT.get(kinds, ' or '.join(kinds))} is"):
        tiny.names.find(name, kinds)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("tiny-2020", "edition"), ("tiny, 2020 02 02", "edition"), ("notes", "document")],
)
def test_a_kind_can_be_asked_for(name: str, kind: str, tiny: Graph) -> None:
    assert tiny.names.find(name, (kind,)).value.startswith(f"{BASE}{kind}/")


def test_near_names_are_of_the_kinds_asked_for(tiny: Graph) -> None:
    with pytest.raises(UnknownName) as raised:
        tiny.names.find("tiny-2021", ("edition",))
    assert str(raised.value) == "no edition is called 'tiny-2021'; did you mean tiny-2020?"


@pytest.mark.parametrize("kind", LOOKUP_HINTS)
def test_a_name_like_no_other_is_told_where_names_are_listed(kind: str, graph: Graph) -> None:
    with pytest.raises(UnknownName, match=rf"^no {kind} is called 'qqqq'; ") as raised:
        graph.names.find("qqqq", (kind,))
    _, question, _ = str(raised.value).replace("fwgraph ask ", "").split("`")
    assert len(graph.ask(question))


def test_an_iri_that_is_no_thing_of_the_project_is_found_as_it_is(tiny: Graph) -> None:
    assert tiny.names.find("fw:builtOn").value == f"{BASE}ontology#builtOn"


def test_every_named_thing_of_the_shipped_graph_is_found_by_its_iri(graph: Graph) -> None:
    things = {node for ranks in Names(graph).index().values() for node in ranks}
    assert len(things) > 150
    assert {graph.names.find(node.value, KINDS) for node in things} == things
