"""The graphs that many tests read, and one way to run a command."""

import atexit
import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import Store
from tests.questions.neighbourhood import write_neighbourhood

import fwgraph
from fwgraph.cli import main
from fwgraph.store import cache

# What a run keeps for the next one stays out of the home of whoever runs the tests.
CACHE = tempfile.TemporaryDirectory(prefix="fwgraph-tests-")
atexit.register(CACHE.cleanup)
os.environ["XDG_CACHE_HOME"] = CACHE.name

# `make test` tries the same examples every time, `make fuzz` others each time.
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("random", derandomize=False, deadline=None, print_blob=True)

TINY = Path(__file__).parent / "graphs" / "tiny.ttl"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite golden answers, and what README and docs show, instead of comparing them",
    )


Command = Callable[..., tuple[int, str, str]]
"""A command line in; exit code, standard output and standard error out."""


@pytest.fixture(scope="session")
def graph() -> fwgraph.Graph:
    """The shipped graph."""
    return fwgraph.load()


@pytest.fixture(scope="session")
def neighbourhood(tmp_path_factory: pytest.TempPathFactory) -> fwgraph.Graph:
    """A part of the shipped graph that does not grow with it."""
    file = tmp_path_factory.mktemp("neighbourhood") / "neighbourhood.nt"
    write_neighbourhood(file)
    return fwgraph.load(file)


@pytest.fixture(scope="session")
def tiny() -> fwgraph.Graph:
    """The made-up graph of ``graphs/tiny.ttl``."""
    return fwgraph.load(TINY)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether to write what was found into the file that has what is expected."""
    return bool(request.config.getoption("--update"))


READ: dict[tuple[str, str], tuple[Store, int]] = {}
"""The shipped graph as it was read from the cache, and its triples, by the state of its inputs."""


@pytest.fixture
def shipped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let many commands of one process read the shipped graph from the cache once.

    What is kept is of one state of all data and code that the graph follows from, as the cache's
    own file is; a command that adds to it or takes from it leaves it to nobody.
    """
    read_cache = cache.read_cache

    def reading(path: str, made_from: str) -> Store | None:
        store, count = READ.get((path, made_from), (None, 0))
        if store is None or len(store) != count:
            READ.clear()
            if (store := read_cache(path, made_from)) is not None:
                READ[path, made_from] = store, len(store)
        return store

    monkeypatch.setattr(cache, "read_cache", reading)


@pytest.fixture
def run(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shipped_once: None
) -> Command:
    """Run a command line in this process, in a terminal that is 100 characters wide."""

    def running(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    return running
