"""An answer in a blink: what is slow to import is imported only where it is needed."""

import subprocess
import sys

import pytest

RUN = """
import sys
before = set(sys.modules)
from fwgraph.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""
SLOW = {"SPARQLWrapper", "asyncio", "http", "pyparsing", "pyshacl", "rdflib", "rich"}
"""What no quick command needs."""
SLOWER_THAN_AN_ANSWER = {"click", "contextlib", "dataclasses", "inspect", "pathlib", "shutil",
                         "tempfile", "typing"}  # fmt: skip
"""What the plainest ones do without: each of them takes a millisecond or ten."""


def imported(*arguments: str) -> set[str]:
    """Return the modules that a command imports once the graph is kept ready."""
    for _ in range(2):
        command = [sys.executable, "-c", RUN, *arguments]
        found = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] if "fwgraph" not in name else name
            for name in found.stderr.splitlines()[-1].split()}  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [("show", "bfg"), ("ask", "relations"), ("ask",), ("--help",), ("sparql", "-q", "ASK {}")],
)
def test_a_quick_command_imports_nothing_slow(arguments: tuple[str, ...]) -> None:
    modules = imported(*arguments)
    assert "fwgraph.cli" in modules
    assert modules & SLOW == set()
    # The help names every command, and export every markup: their list is cheap to import.
    pages = {name for name in modules if name.startswith("fwgraph.wiki.")}
    assert pages <= {"fwgraph.wiki.markups"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "dependents", "software=werkzeug"),
        ("ask", "relations"),
        ("show", "bfg"),
        ("status", "pylons"),
        ("lineage", "pyramid", "--dependencies"),
        ("dependents", "werkzeug"),
        ("why", "flask", "werkzeug"),
    ],
)
def test_a_plain_command_imports_nothing_that_is_slower_than_its_answer(
    arguments: tuple[str, ...],
) -> None:
    modules = imported(*arguments)
    assert "fwgraph.store.cache" in modules
    assert modules & SLOWER_THAN_AN_ANSWER == set()


def test_the_commonest_question_needs_no_regular_expression() -> None:
    assert "re" not in imported("ask", "dependents", "software=werkzeug")
