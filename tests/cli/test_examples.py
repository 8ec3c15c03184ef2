"""Each command's help has examples, and each of them runs."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from docs.make.commands import walk_commands
from tests.cli.test_verify import PAGE, PREFIXES, edition, statement
from tests.conftest import TINY, Command
from tests.endpoint.servers import Server, oxigraph
from tests.upstream.index_server import Answer, project, serve_index
from tests.web.serving import serving

from fwgraph.cli.commands import cli
from fwgraph.endpoint.remote_graph import GRAPH_IRI
from fwgraph.store import resources

PAGES = Path(__file__).parents[1] / "wiki" / "pages"
COMMANDS = {("fwgraph",): cli, **dict(walk_commands(cli, ("fwgraph",)))}
EXAMPLE = re.compile(r"^\s*fwgraph (.*?)(?: {2,}\S.*)?$", re.MULTILINE)
SMALL = ("build", "export", "push", "serve", "site")
"""Commands that write all they read: the tiny graph will do."""


def examples(command: click.Command) -> list[str]:
    return EXAMPLE.findall(command.help or "")


EXAMPLES = sorted({line for command in COMMANDS.values() for line in examples(command)})


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_an_example(path: tuple[str, ...]) -> None:
    if path != ("fwgraph", "mcp"):  # programs run it: it has the lines for their settings
        assert examples(COMMANDS[path])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files that examples name."""
    root = resources.resource_root()
    shutil.copy(PAGES / "small-2020.moin", tmp_path / "page.moin")
    shutil.copy(root / "data" / "frameworks" / "flask.ttl", tmp_path)
    shutil.copy(root / "queries" / "impact.rq", tmp_path / "query.rq")
    files = {
        "setup.py": 'from setuptools import setup\nsetup(install_requires=["pytz>=2015.7"])\n',
        "CHANGES": "Version 3.0.0\n-------------\n\nReleased 2023-09-30\n",
        "packages.tsv": "name\tversion\tmonth\tslug\tmatch\nflask\t3.1.0\t2026-10\tflask\tsame\n",
        "graph.ttl": PREFIXES + edition() + statement("based on Bar", 2),
        "snapshot.ttl": f"{PREFIXES}edition:today a fw:Edition .\n",
        "texts/x.moin": PAGE,
        "bin/xdg-open": "#!/bin/sh\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "bin" / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph("-l", tmp_path_factory.mktemp("store")) as server:
        yield server


@pytest.mark.parametrize("line", [line for line in EXAMPLES if not line.startswith("serve")])
def test_an_example_runs(
    line: str, run: Command, folder: Path, request: pytest.FixtureRequest
) -> None:
    command, _, stdin = line.partition(" < ")
    words = shlex.split(command)
    if words[0] in SMALL or (words[0] == "draw" and "--focus" not in words):
        words += ["--data", str(TINY)]
    if words[0] == "verify":
        words += ["--data", "graph.ttl"]
    if words[0] == "push":
        server: Server = request.getfixturevalue("store")
        for port, path in (("7878", "update"), ("7878", "store"), ("8890", "sparql-auth")):
            place = server.gsp if path == "store" else server.update
            words = [place if word == f"http://localhost:{port}/{path}" else word for word in words]
    if "--endpoint" in words:
        server = request.getfixturevalue("store")
        run("push", server.update, "--query", server.query, "--data", str(TINY))
        words[-1] = server.query
        words += ["--graph", GRAPH_IRI]
    if words[:2] == ["upstream", "index"]:
        request.getfixturevalue("index")
    if "--force" in words:
        run(*words)
    code, _, error = run(*words, stdin=Path(stdin).read_bytes() if stdin else b"")
    assert code in ((0, 1) if words[0] in {"validate", "fix", "format"} else (0,)), error
    assert "error:" not in error


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package index for the example that asks one."""
    name = "flask-3.1.0.tar.gz"
    file = {"filename": name, "url": name, "hashes": {}, "upload-time": "2024-11-13T18:24:36Z"}
    with serve_index(lambda _: Answer(project("flask", [file]))) as server:
        monkeypatch.setenv("FWGRAPH_INDEX", server.url)
        yield


@pytest.mark.parametrize("line", [line for line in EXAMPLES if line.startswith("serve")])
def test_an_example_serves(line: str, folder: Path) -> None:
    words = shlex.split(line)[1:]
    free = {"80": "0", "0.0.0.0": "127.0.0.1"}
    with serving(*(free.get(word, word) for word in words), "--data", TINY) as served:
        assert served.get("/").status == 200
