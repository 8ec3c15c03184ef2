"""What only some installations have: a command that needs it says how to get it."""

import subprocess
import sys
from importlib import metadata

import pytest

from fwgraph.extras import find_extra

WITHOUT = """
import sys
sys.modules[sys.argv[1]] = None  # as if it were not installed
from fwgraph.cli import main
main(sys.argv[2:])
"""


def run_without(module: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command line where a module is not installed."""
    command = [sys.executable, "-c", WITHOUT, module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("module", "extra", "arguments"),
    [
        ("pygraphviz", "draw", ("draw", "--focus", "flask", "--format", "svg")),
        ("resvg_py", "draw", ("draw", "--focus", "flask", "--format", "png")),
        ("starlette", "web", ("serve", "--port", "0")),
        ("uvicorn", "web", ("serve", "--port", "0")),
        ("mcp", "mcp", ("mcp",)),
        ("jinja2", "web", ("site", "a-folder-that-nothing-makes")),
    ],
)
def test_a_command_says_which_extra_it_needs(
    module: str, extra: str, arguments: tuple[str, ...]
) -> None:
    done = run_without(module, *arguments)
    sentence = f"{module} is not installed, which this needs: pip install 'fwgraph[{extra}]'"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {sentence}\n"


def test_asking_checking_and_exporting_need_no_extra() -> None:
    for command in (
        "ask impact",
        "show flask",
        "draw --format html",
        "export --format graphml",
        "validate data/frameworks/flask.ttl",
    ):
        done = run_without("numpy", *command.split())
        assert (done.returncode, done.stderr) == (0, ""), command


def test_every_extra_brings_what_it_is_asked_for() -> None:
    assert set(metadata.metadata("fwgraph").get_all("Provides-Extra") or ()) >= {
        "draw",
        "mcp",
        "web",
        "all",
    }
    assert find_extra("pygraphviz") == "draw"
    assert find_extra("starlette.applications") == "web"
    assert find_extra("rdflib") is None
    assert find_extra("json") is None
