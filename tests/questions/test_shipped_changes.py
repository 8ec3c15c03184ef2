"""What changed on the page from 2016 to 2026, checked by eye against both of its states.

The golden file has a row for each change. What is listed in both and in none of its rows was
found to stand there with the same name, category, version, date and address.
"""

import csv
from pathlib import Path

import pytest

from fwgraph import Graph

GOLDEN = Path(__file__).parent / "shipped" / "web-frameworks-2016--2026.csv"
UNCHANGED = {
    "4Suite": (144, 172),
    "Albatross": (101, 124),
    "Aquarium": (103, 126),
    "BlueBream": (107, 132),
    "Crusader": (146, 176),
    "Cymbeline": (148, 178),
    "Enamel": (150, 180),
    "GAE framework": (152, 182),
    "Gunstar": (119, 144),
    "Kiss.py": (47, 74),
    "maki": (154, 192),
    "Pycnic": (123, 152),
    "Pylatte": (55, 80),
    "Pyroxide": (156, 196),
    "Python Paste": (125, 154),
    "Python Server Pages": (158, 198),
    "Python Servlet Engine": (160, 200),
    "Repoze.bfg": (162, 204),
    "Snakelets": (164, 210),
    "Spark": (166, 212),
    "Wasp": (168, 218),
    "weblayer": (135, 164),
    "WSGIServlets": (139, 166),
}
"""The lines on which stands what did not change."""


@pytest.fixture(scope="module")
def changes(graph: Graph) -> str:
    return graph.ask(
        "edition-changes", before="web-frameworks-2016", after="web-frameworks-2026"
    ).csv()


def test_the_changes_are_those_that_were_checked_by_eye(changes: str, update: bool) -> None:
    if update:
        GOLDEN.write_text(changes, encoding="utf-8", newline="")
    assert changes == GOLDEN.read_text(encoding="utf-8"), "if it is right by eye: pytest --update"


def test_every_name_of_both_pages_is_accounted_for(changes: str, graph: Graph) -> None:
    rows = list(csv.DictReader(changes.splitlines()))
    for place, edition in enumerate(("web-frameworks-2016", "web-frameworks-2026")):
        side = ("before", "after")[place]
        told = {(row[f"{side}_name"], row[f"{side}_line"]) for row in rows if row[f"{side}_line"]}
        same = {(name, str(lines[place])) for name, lines in UNCHANGED.items()}
        listed = [
            (row["framework"], str(row["line"])) for row in graph.ask("frameworks", edition=edition)
        ]
        assert told.isdisjoint(same)
        assert told | same == set(listed)
        assert len(listed) == len(set(listed)) == (70, 87)[place]


def test_the_way_back_is_the_same_way(graph: Graph, changes: str) -> None:
    back = graph.ask("edition-changes", before="web-frameworks-2026", after="web-frameworks-2016")
    opposite = {
        "came": "went", "went": "came", "newer": "older", "older": "newer",
        "stated": "unstated", "unstated": "stated",
    }  # fmt: skip
    turned = {
        (opposite.get(str(row["change"]), row["change"]), row["software"], row["after"])
        for row in back
    }
    assert turned == {
        (row["change"], row["software"], row["before"] or None)
        for row in csv.DictReader(changes.splitlines())
    }
