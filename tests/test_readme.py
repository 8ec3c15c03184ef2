"""What the README shows is what happens."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from fwgraph.cli import main
from fwgraph.questions import catalogue

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n\$ fwgraph ([^\n]*)\n(.*?)```", README, re.DOTALL)
COMMANDS = re.findall(r"^    fwgraph ([^#\n]*)", README, re.MULTILINE)
CLEAN = Path(__file__).parent / "pages" / "rules" / "clean.moin"
PROGRAMS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("arguments", "shown"), SESSIONS, ids=[s[0] for s in SESSIONS])
def test_a_session_prints_what_the_readme_shows(
    arguments: str,
    shown: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(arguments))
    assert (ended.value.code, capsys.readouterr().out) == (0, shown)


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_program_prints_what_its_comments_say(
    program: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    exec(compile(program, "README.md", "exec"), {})
    said = re.findall(r"print\(.*\) +# (.*)", program)
    assert capsys.readouterr().out.splitlines() == said


def test_the_readme_counts_the_questions_right() -> None:
    assert f"lists {len(catalogue())} questions" in README


@pytest.mark.parametrize("command", [each.strip() for each in COMMANDS if "http" not in each])
def test_a_command_that_the_readme_names_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(CLEAN, "page.moin")
    with pytest.raises(SystemExit) as imported:
        main(["import", "page.moin", "-o", "page.ttl"])
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(command))
    assert (imported.value.code, ended.value.code) == (0, 0)
