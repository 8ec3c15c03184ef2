"""Servers that many tests ask: one of the shipped graph, one of a graph that means harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.serving import Served, serving

HOSTILE = Path(__file__).parent / "graphs" / "hostile.ttl"


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """A server of the shipped graph."""
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def hostile() -> Iterator[Served]:
    """A server of a graph in which every text tries to become markup."""
    with serving("--data", HOSTILE) as running:
        yield running
