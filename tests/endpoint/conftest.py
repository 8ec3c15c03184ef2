"""Real stores for the whole session, and servers that answer as a test says."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from tests.endpoint.servers import VIRTUOSO, Script, Scripted, Server, oxigraph, scripted, virtuoso


@pytest.fixture(scope="session", name="oxigraph")
def oxigraph_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run ``oxigraph serve``, empty at first."""
    with oxigraph("-l", tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session", name="virtuoso")
def virtuoso_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run Virtuoso, empty at first."""
    if not VIRTUOSO.exists():
        pytest.skip(f"{VIRTUOSO} is not there; .ci/run installs it")
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest) -> Server:
    """Each of the real stores."""
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A name for a graph that no other test uses."""
    return f"http://example.org/{re.sub(r'[^a-z0-9]+', '-', request.node.name.lower())}"


@pytest.fixture
def answering() -> Iterator[Callable[[Script], Scripted]]:
    """Start a server that answers as a script says; it ends with the test."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(scripted(script))


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own settings."""
    for variable in ("ENDPOINT", "GRAPH", "USER", "PASSWORD", "AUTH"):
        monkeypatch.delenv(f"FWGRAPH_{variable}", raising=False)
