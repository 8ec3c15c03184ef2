"""Each question answers as it should on graphs that are small enough to check by eye."""

import pytest
from pyoxigraph import Literal, NamedNode
from tests.questions.cases import CASES, GRAPHS, Case, graph_of, write

from fwgraph.questions.catalogue import (
    GROUPS,
    NAME_TYPES,
    answer_question,
    find_question,
    read_catalogue,
)
from fwgraph.store.table import Table

PROMISED = {
    "frameworks": "framework,category,version,released,homepage,line",
    "relations": "subject,relation,object,source,line,quote",
    "lineage": "descendant,relation,ancestor,depth",
    "dependencies": "dependency,kind,relation,depth,via",
    "dependents": "dependent,kind,relation,depth,via",
    "impact": "software,direct,transitive",
    "edition-changes": "change,software,before,after,before_line,after_line",
}


def answer_to(case: Case) -> Table:
    return answer_question(graph_of(case.graph), case.question, dict(case.values))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_answer(case: Case, update: bool) -> None:
    answer = answer_to(case).csv()
    if update:
        write(case, answer)
    assert update or answer == case.csv, "if it is right by eye: pytest --update"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_columns_of_iris_stand_last_and_hold_iris(case: Case) -> None:
    answer = answer_to(case)
    iris = [name.endswith("_iri") for name in answer.columns]
    assert iris == sorted(iris)
    for row in answer.rows:
        for is_iri, term in zip(iris, row, strict=True):
            assert term is None or isinstance(term, NamedNode) or not is_iri
            assert not isinstance(term, Literal) or term.language is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_row_appears_twice(case: Case) -> None:
    rows = answer_to(case).rows
    assert len(set(rows)) == len(rows)


def test_every_question_has_a_golden_answer_with_rows() -> None:
    assert {case.question for case in CASES if case.csv.count("\n") > 1} == set(read_catalogue())


def test_every_graph_is_asked() -> None:
    assert {case.graph for case in CASES} == set(GRAPHS)


def test_what_finds_nothing_has_a_golden_answer() -> None:
    silent = {case.question for case in CASES if case.csv.count("\n") == 1}
    assert silent >= {"lineage", "dependencies", "dependents", "path", "frameworks"}


@pytest.mark.parametrize("name", PROMISED)
def test_promised_columns_come_first(name: str) -> None:
    case = next(case for case in CASES if case.question == name)
    assert case.csv.startswith(PROMISED[name])


@pytest.mark.parametrize("name", read_catalogue())
def test_a_question_is_in_one_group(name: str) -> None:
    assert len(set(find_question(name).tags) & set(GROUPS)) == 1


def test_every_group_has_questions() -> None:
    assert {tag for each in read_catalogue().values() for tag in each.tags} == set(GROUPS)
    assert len(read_catalogue()) >= 32


def test_every_type_of_name_is_asked_for() -> None:
    used = {each.type for found in read_catalogue().values() for each in found.parameters}
    assert used == {*NAME_TYPES, "integer", "text", "date"}
