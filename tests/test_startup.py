"""An answer in a blink: what is slow to import is imported only where it is needed."""

import subprocess
import sys

import pytest

SHOW = """
import sys
from fwgraph.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sorted(sys.modules), file=sys.stderr)
"""
SLOW = {"SPARQLWrapper", "asyncio", "http", "pyparsing", "pyshacl", "rdflib", "rich", "tempfile"}


@pytest.mark.parametrize(
    "arguments",
    [("show", "bfg"), ("ask", "relations"), ("ask",), ("--help",), ("sparql", "-q", "ASK {}")],
)
def test_a_quick_command_imports_nothing_slow(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", SHOW, *arguments]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    modules = set(found.stderr.splitlines()[-1].split())
    assert "fwgraph.cards" in modules
    assert {name.partition(".")[0] for name in modules} & SLOW == set()
    assert [name for name in modules if name.startswith("fwgraph.pages.")] == []
