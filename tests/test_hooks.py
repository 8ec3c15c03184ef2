"""The hooks that a repository with such a page can use with five lines."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pre_commit.clientlib import load_manifest  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "tests" / "wiki" / "rules" / "clean.moin"
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = {hook["id"]: hook for hook in load_manifest(str(MANIFEST))}


def hooked(hook: str, *pages: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a hook's entry as pre-commit does: in one process, with the pages behind it."""
    program, *arguments = HOOKS[hook]["entry"].split()
    command = [str(Path(sys.executable).with_name(program)), *arguments, *map(str, pages)]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with two neighbours in the wrong order."""
    path = tmp_path / "a page.moin"
    lines = CLEAN.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "|Pine]]" in line)
    lines[at : at + 2] = lines[at + 1], lines[at]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_the_manifest_defines_two_hooks() -> None:
    assert list(HOOKS) == ["fwgraph-validate", "fwgraph-fix"]
    assert {hook["language"] for hook in HOOKS.values()} == {"python"}
    for hook in HOOKS.values():
        assert re.search(hook["files"], "pages/web.moin")
        assert re.search(hook["files"], "pages/web.md")
        assert not re.search(hook["files"], "web.moin.bak")


def test_validate_passes_clean_pages_and_fails_others(page: Path) -> None:
    assert hooked("fwgraph-validate", CLEAN, CLEAN).returncode == 0
    done = hooked("fwgraph-validate", CLEAN, page)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.count(b"[page-") == 1


def test_other_markdown_files_of_a_repository_pass(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# A project\n\n- It is small.\n", encoding="utf-8")
    for hook in HOOKS:
        done = hooked(hook, readme)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_fix_changes_the_page_which_then_passes(page: Path) -> None:
    assert hooked("fwgraph-fix", CLEAN, page).returncode == 0
    assert page.read_bytes() == CLEAN.read_bytes()
    assert hooked("fwgraph-validate", page).returncode == 0
