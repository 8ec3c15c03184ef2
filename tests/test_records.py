"""Records are what frozen dataclasses are, without what importing those costs."""

import pytest

from fwgraph.records import Record


class Place(Record):
    name: str
    line: int = 1


class Other(Record):
    name: str
    line: int = 1


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
