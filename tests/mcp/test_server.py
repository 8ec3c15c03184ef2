"""What an agent gets: a real server in a process of its own, asked by the SDK's own client."""

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, TextContent, TextResourceContents

import fwgraph
from fwgraph.export import serialize_graph
from fwgraph.mcp import bounds
from fwgraph.questions.catalogue import read_catalogue

TINY = Path(__file__).parents[1] / "graphs" / "tiny.ttl"
PACKAGES = str(Path(fwgraph.__file__).parents[1])
TOKENS = 4
"""Characters of a token, about."""


class Agent:
    """The client, and the answers of its tools as values."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self.portal, self.client = portal, client

    def wait(self, method: Callable[..., Awaitable[Any]], *arguments: object) -> Any:
        return self.portal.call(method, *arguments)

    def call(self, tool: str, **arguments: object) -> CallToolResult:
        result = self.wait(self.client.call_tool, tool, arguments)
        assert isinstance(result, CallToolResult)
        return result

    def text(self, tool: str, **arguments: object) -> str:
        (content,) = self.call(tool, **arguments).content
        assert isinstance(content, TextContent)
        return content.text

    def answer(self, tool: str, **arguments: object) -> Any:
        assert not self.call(tool, **arguments).is_error
        return json.loads(self.text(tool, **arguments))

    def error(self, tool: str, **arguments: object) -> str:
        assert self.call(tool, **arguments).is_error
        return self.text(tool, **arguments)


@contextmanager
def run_agent(*options: str | Path) -> Iterator[Agent]:
    """Start the server with warnings as errors, and end it with its input."""
    command = ["-W", "error", "-m", "fwgraph", "mcp", *map(str, options)]
    environment = {"PYTHONPATH": PACKAGES, "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    server = StdioServerParameters(command=sys.executable, args=command, env=environment)
    with start_blocking_portal() as portal:
        client = Client(server)
        with portal.wrap_async_context_manager(client):
            yield Agent(portal, client)


@pytest.fixture(scope="module")
def agent() -> Iterator[Agent]:
    """An agent that asks about the tiny graph."""
    with run_agent("--data", TINY) as running:
        yield running


def test_every_answer_says_of_which_graph_it_is(agent: Agent, tiny: fwgraph.Graph) -> None:
    written = sha256(serialize_graph(tiny, "nt")).hexdigest()
    for tool, arguments in (
        ("schema_card", {}),
        ("resolve", {"name": "a"}),
        ("ask", {"question": "impact"}),
    ):
        stamp = agent.answer(tool, **arguments)["graph"]
        assert stamp == {"day": tiny.day, "digest": f"sha256:{written}"}


def test_tools_only_read_and_cost_few_tokens(agent: Agent) -> None:
    tools = agent.wait(agent.client.list_tools).tools
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
    for tool in tools:
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.description
    listed = sum(len(tool.model_dump_json(exclude_none=True)) for tool in tools)
    assert listed < 2_500 * TOKENS


def test_every_question_is_asked_with_the_types_of_the_catalogue(agent: Agent) -> None:
    tools = agent.wait(agent.client.list_tools).tools
    schema = next(tool.input_schema for tool in tools if tool.name == "ask")
    questions = read_catalogue()
    assert schema["properties"]["question"]["enum"] == list(questions)
    assert schema["properties"]["least"]["type"] == "integer"
    for question in questions.values():
        assert {parameter.name for parameter in question.parameters} <= set(schema["properties"])


@pytest.mark.parametrize("name", read_catalogue())
def test_every_question_without_required_parameters_answers_within_bounds(
    agent: Agent, name: str
) -> None:
    if any(parameter.required for parameter in read_catalogue()[name].parameters):
        pytest.skip("it needs a parameter")
    answer = agent.answer("ask", question=name, limit=100)
    assert answer["rows"] or answer["nothing"]
    assert len(bounds.json_text(answer["rows"])) < bounds.MAX_CHARACTERS + 200


def test_rows_are_told_some_at_a_time_with_how_to_go_on(agent: Agent, tiny: fwgraph.Graph) -> None:
    count = len(tiny.ask("relations"))
    rows: list[Any] = []
    while True:
        answer = agent.answer("ask", question="relations", limit=3, offset=len(rows))
        assert answer["total"] == count
        rows += answer["rows"]
        if "more" not in answer:
            break
        left = count - len(rows)
        assert answer["more"] == f"{left} more rows: call again with offset={len(rows)}"
    assert len(rows) == count
    beyond = agent.answer("ask", question="relations", offset=count)
    assert beyond["more"] == f"no rows from offset={count} on: there are {count}"


def test_an_empty_answer_says_what_that_means(agent: Agent) -> None:
    answer = agent.answer("ask", question="quotes", text="nobody wrote this")
    assert (answer["total"], answer["rows"]) == (0, [])
    assert "not to say that it is not so" in answer["nothing"]


def test_mistakes_are_sentences(agent: Agent) -> None:
    assert agent.error("resolve", name="flaaask").startswith("no thing is called 'flaaask'")
    assert "did you mean lineage" in agent.error("ask", question="lineag", framework="a")
    assert agent.error("ask", question="lineage") == (
        "lineage needs framework=…, for example framework=pyramid"
    )
    assert agent.error("ask", question="lineage", framwork="a").startswith(
        "no parameter of ask is called 'framwork'; did you mean framework?"
    )
    assert agent.error("status") == "status needs software"
    assert agent.error("status", software=3) == "status, software: write a string"
    assert agent.error("ask", question="impact", limit="x") == "ask, limit: write an integer"
    assert agent.error("ask", question="quiet-since", day="soon") == (
        "ask, day: write a day, a month or a year, such as 2010-01-31"
    )
    assert "there are schema_card" in agent.error("delete_everything")
    assert agent.error("show", name="a" * 1000) == "show, name: write at most 500 characters"
    assert agent.error("show", name="\x1b[2J") == ("show, name: it has characters that no name has")


def test_the_schema_card_is_a_resource_too(agent: Agent) -> None:
    resources = agent.wait(agent.client.list_resources).resources
    (content,) = agent.wait(agent.client.read_resource, str(resources[0].uri)).contents
    assert isinstance(content, TextResourceContents)
    card = json.loads(content.text)
    assert card == agent.answer("schema_card")
    assert card["pitfalls"]
    assert len(content.text) < 2_500 * TOKENS


def test_answers_about_the_shipped_graph_rest_on_evidence() -> None:
    with run_agent() as agent:
        (found,) = agent.answer("resolve", name="bfg")["rows"]
        assert found["id"] == "software:repoze-bfg"
        told = {"source", "line", "date", "voice", "quote", "address"}
        way = agent.answer("why", **{"from": "pyramid", "to": found["id"]})
        assert way["total"]
        for row in way["rows"]:
            assert all(told >= set(statement) for statement in row["evidence"])
            assert told == set(row["evidence"][0])
        dependents = agent.answer("ask", question="dependents", software="werkzeug", limit=5)
        assert all(row["evidence"] for row in dependents["rows"])
        status = agent.answer("status", software="pylons")
        assert status["verdict"] == "maintenance only"
        assert told - {"voice"} <= set(status["deciding"])
        assert "policy" not in status
        shown = agent.answer("show", name="flask", limit=100)
        assert shown["facts"]["label"] == ["Flask"]
        assert {"source", "date", "address"} <= set(shown["rows"][0])
        assert len(agent.text("show", name="flask", limit=100)) < 6_000 * TOKENS


def test_it_ends_with_its_input_and_says_nothing_else() -> None:
    command = [sys.executable, "-m", "fwgraph", "mcp", "--data", str(TINY)]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_no_message_does_not_end_it() -> None:
    ping = {"jsonrpc": "2.0", "id": 7, "method": "ping"}
    command = [sys.executable, "-m", "fwgraph", "mcp", "--data", str(TINY)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(f"nonsense\n[]\n{json.dumps(ping)}\n")
        running.stdin.flush()
        assert any(json.loads(line).get("id") == 7 for line in running.stdout)
        running.stdin.close()
    assert running.returncode == 0


Command = Callable[..., tuple[int, str, str]]


def test_a_graph_that_cannot_be_read_is_said_at_once(run: Command, tmp_path: Path) -> None:
    code, out, err = run("mcp", "--data", tmp_path / "missing.ttl")
    assert (code, out) == (2, "")
    assert "missing.ttl" in err
