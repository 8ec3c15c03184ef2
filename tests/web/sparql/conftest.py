"""Stores on disk, and servers that many tests ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.sparql.serving import Served, serving

import fwgraph
from fwgraph.store import on_disk
from fwgraph.web.sparql.limits import MIB, Limits

SMALL = Limits(
    seconds=1,
    wait_budget=3,
    short=2,
    long=1,
    waiting=8,
    rows=2000,
    size=MIB,
    memory=64 * MIB,
)
"""Limits that a test can reach."""


@pytest.fixture(scope="session")
def store(graph: fwgraph.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph as a store on disk."""
    folder = tmp_path_factory.mktemp("shipped") / "store"
    on_disk.build_store(graph, folder)
    return folder


@pytest.fixture(scope="session")
def shipped(store: Path) -> Iterator[Served]:
    """The endpoint with the shipped graph and the usual limits."""
    with serving(store) as served:
        yield served


@pytest.fixture(scope="module")
def small(store: Path) -> Iterator[Served]:
    """The endpoint with limits that are soon reached."""
    with serving(store, SMALL) as served:
        yield served
