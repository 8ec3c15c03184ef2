"""A policy is a file that can be replaced; a bad one is a sentence with its line."""

import tomllib
from pathlib import Path

import pytest

from fwgraph.errors import FwgraphError
from fwgraph.graph import Graph
from fwgraph.questions.policy import (
    RELEASES,
    STATUSES,
    StatusPolicy,
    make_policy,
    read_shipped_policy,
    read_status_policy,
)
from fwgraph.sparql.binding import select_solutions
from fwgraph.store import package

GOOD = """\
voices = ["author", "list-editor"]
silent_years = 5
ended = ["discontinued"]
lapsing = []
"""


def test_the_shipped_policy_is_what_a_parser_of_toml_reads() -> None:
    values = tomllib.loads(package.policy_text("status"))
    assert make_policy("x", values, "") == read_shipped_policy()


def test_the_shipped_policy_orders_the_voices_as_their_scheme_does(graph: Graph) -> None:
    order = "SELECT ?voice ?order { ?voice skos:inScheme scheme:voice ; sh:order ?order }"
    rows = sorted(
        (int(row["order"].value), row["voice"].value) for row in select_solutions(graph, order)
    )
    scheme = [iri.rpartition("/")[2] for _, iri in rows]
    voices = [voice for voice in read_shipped_policy().voices if voice != RELEASES]
    assert voices == [voice for voice in scheme if voice != "measurement"]


def test_the_statuses_are_those_of_their_scheme(graph: Graph) -> None:
    order = "SELECT ?status ?order { ?status skos:inScheme scheme:status ; sh:order ?order }"
    rows = sorted(
        (int(row["order"].value), row["status"].value) for row in select_solutions(graph, order)
    )
    assert tuple(iri.rpartition("/")[2] for _, iri in rows) == STATUSES


def test_a_file_replaces_the_policy(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD)
    assert read_status_policy(file) == StatusPolicy(
        ("author", "list-editor"), 5, ("discontinued",), ()
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("voices = [", "1: not well-formed TOML: "),
        (GOOD.replace("= 5", "= = 5"), "2: not well-formed TOML: "),
        ("", ": voices is missing: a policy has voices, silent_years, ended, lapsing"),
        (GOOD.replace("silent_years = 5\n", ""), ": silent_years is missing: "),
        (GOOD + "colour = 1\n", "5: colour is no key of a policy; the keys are voices, "),
        (GOOD.replace("5", "0"), "2: silent_years is a whole number from 1 to 1000"),
        (GOOD.replace("5", "true"), "2: silent_years is a whole number from 1 to 1000"),
        (GOOD.replace("5", "1.5"), "2: silent_years is a whole number from 1 to 1000"),
        (GOOD.replace("5", "9" * 400), "2: silent_years is a whole number from 1 to 1000"),
        (GOOD.replace('"author"', '"measurement"'), "1: voices: 'measurement' is none of author, "),
        (GOOD.replace('"author"', "3"), "1: voices is a list of words, such as voices = "),
        (GOOD.replace('["discontinued"]', '"discontinued"'), "3: ended is a list of words"),
        (GOOD.replace('"list-editor"', '"author"'), "1: voices names 'author' twice"),
        (
            GOOD.replace("lapsing = []", 'lapsing = ["dead"]'),
            "4: lapsing: 'dead' is none of active",
        ),
        (GOOD.replace('["author", "list-editor"]', "[]"), "1: voices names nobody"),
        ("voices = " + "[" * 5000, "the values are nested too deeply"),
        ("\udcff", "UTF-8"),
    ],
)
def test_a_bad_file_is_a_sentence(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(FwgraphError) as failure:
        read_status_policy(file)
    assert str(failure.value).startswith(str(file))
    assert message in str(failure.value)
    assert "\n" not in str(failure.value)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises((FwgraphError, OSError)):
        read_status_policy(tmp_path / "none.toml")
