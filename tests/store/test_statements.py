"""What holds on a day: who speaks louder, who speaks later, and from when to when."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph import load
from fwgraph.errors import BadRequest
from fwgraph.graph import Graph, graph_as_of
from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.table import Table

HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
SOURCES = """
document:manual-2005 a fw:Document ; dcterms:date "2005-03-01"^^xsd:date ; fw:voice voice:author .
document:changes-2020 a fw:Document ; dcterms:date "2020-07-01"^^xsd:date ; fw:voice voice:author .
edition:page-2016 a fw:Edition ; dcterms:date "2016-06-04"^^xsd:date ; fw:voice voice:list-editor .
document:undated a fw:Document .
"""
A_USES_B = "software:a fw:uses software:b"
A_DEPENDS_ON_B = "software:a fw:dependsOn software:b"


def say(
    kind: str, source: str, relation: str = "fw:uses", more: str = "", object_: str = "software:b"
) -> str:
    """Return a statement of a about b, under a name of its own."""
    name = f"{kind}.{relation}.{source}.{object_}.{more}".encode().hex()
    return (
        f"<https://example.org/{name}> a fw:{kind} ; rdf:subject software:a ;"
        f" rdf:predicate {relation} ; rdf:object {object_} ;"
        f" prov:wasDerivedFrom {source} {more} .\n"
    )


def graph_of(folder: Path, *statements: str, on: str | None = None) -> Graph:
    file = folder / "statements.ttl"
    file.write_text(HEAD + SOURCES + "".join(statements))
    return load(str(file), on=on)


def holds(graph: Graph, triple: str = A_USES_B) -> bool:
    return bool(graph.query(f"ASK {{ {triple} }}"))


OLD, LIST = say("Claim", "document:manual-2005"), say("Claim", "edition:page-2016")
END = say("Denial", "document:changes-2020")
ENDED_2009 = say("Denial", "document:changes-2020", more='; fw:validFrom "2009-02"^^xsd:gYearMonth')


@pytest.mark.parametrize(
    ("statements", "day", "expected"),
    [
        ((OLD,), None, True),
        ((OLD,), "2005-02-28", False),  # no source vouches for it yet
        ((OLD,), "2005-03-01", True),
        ((OLD, END), None, False),
        ((OLD, END), "2020-06-30", True),
        ((OLD, END), "2020-07-01", False),
        ((OLD, ENDED_2009), "2009-01-31", True),
        ((OLD, ENDED_2009), "2009-02-01", False),
        # the makers' changelog outweighs the list's later hearsay
        ((LIST, ENDED_2009), None, False),
        ((LIST, ENDED_2009), "2016-06-04", False),
        # and a list does not end what the makers say
        ((OLD, say("Denial", "edition:page-2016")), None, True),
        # of two of the same voice the later decides
        ((END, say("Claim", "document:changes-2020", more='; fw:validFrom "2021"^^xsd:gYear')),
         "2021-01-01", True),
        # of two in the same breath, neither is derived
        ((OLD, say("Denial", "document:manual-2005")), None, False),
        ((say("Claim", "document:manual-2005", more='; fw:validUntil "2008"^^xsd:gYear'),),
         "2008-12-31", True),
        ((say("Claim", "document:manual-2005", more='; fw:validUntil "2008"^^xsd:gYear'),),
         "2009-01-01", False),
        ((say("Claim", "document:changes-2020", more='; fw:validFrom "2001-05-05"^^xsd:date'),),
         "2001-05-05", True),
        ((say("Claim", "document:changes-2020", more='; fw:validFrom "2001-05-05"^^xsd:date'),),
         "2001-05-04", False),
        ((say("Claim", "document:undated"), OLD), None, True),
        ((say("Claim", "document:undated"),), None, True),
        ((say("Claim", "document:undated"),), "2026-01-01", False),  # nobody says when
    ],
)  # fmt: skip
def test_the_strongest_voice_decides_and_then_the_latest(
    tmp_path: Path, statements: tuple[str, ...], day: str | None, expected: bool
) -> None:
    graph = graph_of(tmp_path, *statements, on=day)
    assert holds(graph) is expected
    assert holds(graph, A_DEPENDS_ON_B) is expected


def test_denying_a_broader_relation_ends_narrower_ones_and_not_the_other_way_round(
    tmp_path: Path,
) -> None:
    broad = say("Denial", "document:changes-2020", "fw:dependsOn")
    assert not holds(graph_of(tmp_path, OLD, broad))
    required = say("Claim", "document:manual-2005", "fw:requires")
    graph = graph_of(tmp_path, OLD, required, END)
    assert not holds(graph)
    assert holds(graph, A_DEPENDS_ON_B)
    assert holds(graph, "software:a fw:requires software:b")
    broad_claim = say("Claim", "document:manual-2005", "fw:dependsOn")
    assert holds(graph_of(tmp_path, broad_claim, END), A_DEPENDS_ON_B)


def test_a_denial_is_about_its_own_two_things(tmp_path: Path) -> None:
    other = say("Denial", "document:changes-2020", object_="software:c")
    assert holds(graph_of(tmp_path, OLD, other))


def test_what_is_written_plainly_stays(tmp_path: Path) -> None:
    assert holds(graph_of(tmp_path, f"{A_USES_B} .", OLD, END))


def test_facts_are_as_of_the_newest_source_on_every_day(tmp_path: Path) -> None:
    kind = say("Claim", "document:changes-2020", "fw:kind", object_="kind:orm")
    ended = say("Denial", "document:changes-2020", "fw:kind", object_="kind:database")
    wrong = say("Claim", "document:manual-2005", "fw:kind", object_="kind:database")
    graph = graph_of(tmp_path, kind, ended, wrong, on="2001-01-01")
    assert holds(graph, "software:a fw:kind kind:orm")
    assert not holds(graph, "software:a fw:kind kind:database")


def test_a_graph_says_its_day(tmp_path: Path) -> None:
    assert graph_of(tmp_path, OLD).day == "2020-07-01"
    assert graph_of(tmp_path, OLD, on="2012-01-01").day == "2012-01-01"
    (tmp_path / "empty.ttl").write_text("")
    assert load(str(tmp_path / "empty.ttl")).day is None


@pytest.mark.parametrize("day", ["2012-13-01", "2012", "yesterday", "2012-1-1"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(BadRequest, match="write a day of the calendar as YYYY-MM-DD"):
        load(on=day)


def triples(graph: Graph) -> set[str]:
    return set(map(str, graph))


ALL = (OLD, LIST, ENDED_2009, say("Claim", "document:manual-2005", "fw:requires"))


@pytest.mark.parametrize("day", ["2004-01-01", "2006-01-01", "2012-01-01", "2026-01-01"])
def test_a_derived_graph_is_derived_again_for_another_day(tmp_path: Path, day: str) -> None:
    direct = graph_of(tmp_path, *ALL, on=day)
    assert triples(graph_as_of(graph_of(tmp_path, *ALL), day)) == triples(direct)
    assert triples(graph_as_of(graph_of(tmp_path, *ALL, on="2030-01-01"), day)) == triples(direct)


def test_a_graph_that_was_exported_is_of_the_day_it_was_exported_for(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, *ALL, on="2006-01-01")
    copy = tmp_path / "copy.nt"
    copy.write_text("".join(f"{triple} .\n" for triple in graph))
    again = load(str(copy))
    assert again.day == "2006-01-01"
    assert triples(again) == triples(graph)
    assert not holds(load(str(copy), on="2004-01-01"))
    with pytest.raises(
        BadRequest, match="made as of 2006-01-01: it holds nothing that was said later"
    ):
        load(str(copy), on="2012-01-01")


def test_what_is_said_later_is_not_there(tmp_path: Path) -> None:
    listing = "listing:a fw:edition edition:page-2016 ; fw:lists software:a ."
    graph = graph_of(tmp_path, OLD, LIST, END, listing, on="2010-01-01")
    query = "SELECT ?source { ?statement prov:wasDerivedFrom ?source }"
    said = Table.from_solutions(select_solutions(graph, query))
    assert [row["source"] for row in said] == [f"{BASE}document/manual-2005"]
    assert not holds(graph, "?listing fw:lists ?thing")
    assert holds(graph_of(tmp_path, OLD, listing, on="2016-06-04"), "?listing fw:lists ?thing")


STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(["Claim", "Denial"]),
        st.sampled_from(["document:manual-2005", "document:changes-2020", "edition:page-2016"]),
        st.sampled_from(["fw:uses", "fw:requires", "fw:dependsOn"]),
        st.sampled_from(["", "2003", "2010", "2018"]),
        st.sampled_from(["", "2012", "2030"]),
    ),
    max_size=6,
)
VOICES = {"document:manual-2005": (1, "2005-03-01"), "document:changes-2020": (1, "2020-07-01"),
          "edition:page-2016": (0, "2016-06-04")}  # fmt: skip


def expected_relations(statements: list[tuple[str, str, str, str, str]], day: str) -> Iterator[str]:
    """Yield what holds by the words of the design, one relation at a time."""
    for relation in {said[2] for said in statements if said[0] == "Claim"}:
        counted = []
        for kind, source, predicate, first, last in statements:
            start = f"{first}-01-01" if first else VOICES[source][1]
            if not start <= day <= f"{last or 9999}-12-31":
                continue
            if predicate == relation or (kind == "Denial" and predicate == "fw:dependsOn"):
                counted.append((VOICES[source][0], start, kind == "Denial"))
        if counted and not max(counted)[2]:
            yield relation


@given(STATEMENTS, st.sampled_from(["2004-01-01", "2011-06-01", "2017-01-01", "2026-01-01"]))
def test_random_statements_are_judged_as_the_design_says(
    tmp_path_factory: pytest.TempPathFactory,
    statements: list[tuple[str, str, str, str, str]],
    day: str,
) -> None:
    texts = []
    for kind, source, relation, first, last in statements:
        more = f'; fw:validFrom "{first}"^^xsd:gYear' if first else ""
        more += f' ; fw:validUntil "{last}"^^xsd:gYear' if last else ""
        texts.append(say(kind, source, relation, more))
    graph = graph_of(tmp_path_factory.mktemp("graph"), *dict.fromkeys(texts), on=day)
    narrow = set(expected_relations(statements, day))
    closed = narrow | ({"fw:dependsOn"} if narrow else set())
    for relation in ("fw:uses", "fw:requires", "fw:dependsOn"):
        assert holds(graph, f"software:a {relation} software:b") is (relation in closed)


@pytest.mark.parametrize("order", ["²", "-1", "first", "9" * 5000, "1.5"])
def test_a_voice_of_no_known_order_is_the_weakest(tmp_path: Path, order: str) -> None:
    odd = f'<http://example.org/voice> sh:order "{order}" .\n'
    odd += "document:odd a fw:Document ; fw:voice <http://example.org/voice> ;"
    odd += ' dcterms:date "2024-01-01"^^xsd:date .\n'
    assert holds(graph_of(tmp_path, odd, OLD, say("Denial", "document:odd")))
