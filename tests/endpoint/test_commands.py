"""Every reading command reads an endpoint as it reads files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import TINY, Command
from tests.endpoint.servers import Reply, Script, Scripted, Server

from fwgraph.endpoint.push import push_triples
from fwgraph.endpoint.remote_graph import remote_graph
from fwgraph.graph import Graph

GRAPH = "http://example.org/tiny"
READING = [
    ("ask", "relations"),
    ("ask", "frameworks", "edition=tiny-2020", "--format", "csv"),
    ("show", "Gamma"),
    ("show", "https://w3id.org/fwgraph/software/c", "--format", "json"),
    ("lineage", "Gamma"),
    ("dependencies", "Gamma", "--plain"),
    ("dependents", "Alpha"),
    ("why", "Gamma", "Alpha"),
    ("sparql", "-q", "SELECT ?s WHERE { ?s a fw:Claim } ORDER BY ?s"),
    ("sparql", "-q", "ASK { ?s a fw:Claim }"),
    ("sparql", "-q", "CONSTRUCT WHERE { ?s fw:builtOn ?o }"),
    ("export", "--format", "ttl"),
    ("export", "--format", "jsonld"),
]


@pytest.fixture(scope="session")
def remote(store: Server, tiny: Graph) -> Server:
    """The tiny graph in each store."""
    push_triples(tiny, remote_graph(store.update, GRAPH, store.query), store.transport)
    return store


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_command_reads_an_endpoint_as_it_reads_files(
    command: tuple[str, ...], remote: Server, run: Command
) -> None:
    embedded = run(*command, "--data", TINY)
    assert embedded[0] == 0
    assert run(*command, "--endpoint", remote.query, "--graph", GRAPH) == embedded


def test_verify_finds_the_same_and_names_statements_by_their_iris(
    remote: Server, run: Command, tmp_path: Path
) -> None:
    (tmp_path / "tiny-2020.moin").write_text("= Page =\nbuilt on Alpha\n", encoding="utf-8")
    options = ("--sources", tmp_path, "--format", "json")
    ways = (("--data", TINY), ("--endpoint", remote.query, "--graph", GRAPH))
    (_, here, _), (code, there, said) = (run("verify", *way, *options) for way in ways)
    assert code == 1
    assert "phrases looked up in 1 text\n" in said
    rows = [
        sorted((row["rule"], row["entry"], row["message"]) for row in json.loads(out))
        for out in (here, there)
    ]
    assert rows[0] == rows[1] != []
    assert {row["path"] for row in json.loads(here)} == {str(TINY)}
    iris = {row["path"].rpartition("/")[0] for row in json.loads(there)}
    assert iris == {"https://w3id.org/fwgraph/claim"}


def test_the_environment_names_the_endpoint(
    remote: Server, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FWGRAPH_ENDPOINT", remote.query)
    monkeypatch.setenv("FWGRAPH_GRAPH", GRAPH)
    assert run("show", "Gamma") == run("show", "Gamma", "--data", TINY)


def test_files_that_are_named_go_before_the_environment(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FWGRAPH_ENDPOINT", "http://nowhere.invalid/sparql")
    monkeypatch.setenv("FWGRAPH_GRAPH", GRAPH)
    assert run("show", "Gamma", "--data", TINY)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--data", str(TINY), "--endpoint", "http://localhost/"), "--data and --endpoint: give"),
        (("--graph", GRAPH), "--graph chooses a graph of a store: give its --endpoint too"),
        (
            ("--endpoint", "localhost"),
            "localhost: an endpoint is a whole web address, such as http://",
        ),
        (("--endpoint", "http://localhost/", "--graph", "a b"), "--graph a b: a graph's name is"),
    ],
)
def test_options_that_do_not_fit_are_told(
    arguments: tuple[str, ...], sentence: str, run: Command
) -> None:
    code, out, err = run("show", "Gamma", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {sentence}")


def test_the_time_is_the_users_to_limit(
    answering: Callable[[Script], Scripted], run: Command
) -> None:
    url = answering(lambda _: Reply(delay=0.6)).url
    code, _, err = run("show", "Gamma", "--endpoint", url, "--timeout", "0.2")
    assert code == 2
    assert err == (
        f"error: {url}: no whole answer within 0.2 seconds; ask for less, or allow more\n"
    )


def test_the_catalogue_is_listed_without_asking_anybody(run: Command) -> None:
    assert run("ask", "--endpoint", "http://nowhere.invalid/") == run("ask")


def test_an_endpoint_is_checked_against_the_rules(remote: Server, run: Command) -> None:
    code, out, err = run("validate", remote.query, "--graph", GRAPH, "--format", "json")
    found = json.loads(out)
    assert (code, err) == (1, "")
    assert {each["path"] for each in found} == {remote.query}
    assert "software-summary" in {each["rule"] for each in found}


def test_an_endpoint_without_the_graph_does_not_conform(remote: Server, run: Command) -> None:
    code, out, err = run("validate", remote.query, "--graph", "http://example.org/nowhere")
    assert (code, out) == (2, "")
    start = (
        f"error: {remote.query}: the graph is empty; choose one of the store's with --graph IRI:"
    )
    assert err.startswith(start)
    assert GRAPH in err
