"""Records are what frozen dataclasses are, without what importing those costs."""

import copy
import pickle
from typing import Self

import pytest

from fwgraph.records import Record


class Place(Record):
    name: str
    line: int = 1


class Other(Record):
    name: str
    line: int = 1


class Marked(Place):
    mark: str = "x"


class Made(Place):
    @classmethod
    def new(cls) -> Self:
        return cls("a", 2)


def test_fields_are_given_by_place_or_by_name() -> None:
    assert Place("a", 2) == Place(name="a", line=2) == Place("a", line=2)
    assert (Place("a").name, Place("a").line) == ("a", 1)
    assert repr(Place("a")) == "Place(name='a', line=1)"


def test_records_are_equal_by_kind_and_fields() -> None:
    assert Place("a") == Place("a", 1)
    assert len({Place("a"), Place("a", 1), Place("a", 2)}) == 2
    assert Place("a") != Place("b")
    assert Place("a") != Other("a")


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="a Place cannot be changed"):
        Place("a").name = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="a Place cannot be changed"):
        del Place("a").name


@pytest.mark.parametrize("values", [(), ("a", 1, 2)])
def test_fields_that_are_missing_or_too_many_are_refused(values: tuple[str | int, ...]) -> None:
    with pytest.raises(TypeError, match="Place has the fields name, line"):
        Place(*values)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Place has the fields name, line"):
        Place("a", nothing=1)  # type: ignore[call-arg]


def test_a_field_that_is_given_twice_is_refused() -> None:
    with pytest.raises(TypeError, match="Place has the fields name, line"):
        Place("a", name="b")  # type: ignore[misc]


def test_a_derived_record_has_the_fields_of_its_base_and_then_its_own() -> None:
    assert repr(Marked("a", mark="y")) == "Marked(name='a', line=1, mark='y')"
    assert Marked("a", 1, "x") == Marked("a") != Place("a")
    assert Made.new() == Made("a", 2)


def test_records_are_matched_by_their_fields() -> None:
    match Marked("a", 2):
        case Marked(name, line, mark="x"):
            assert (name, line) == ("a", 2)
        case _:
            pytest.fail("the pattern should match")


@pytest.mark.parametrize("record", [Place("a", 2), Marked("a"), Made.new()], ids=repr)
def test_records_are_copied_and_pickled(record: Record) -> None:
    for other in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert other == record
        assert other is not record
