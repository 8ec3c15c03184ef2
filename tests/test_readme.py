"""What the README shows is what happens."""

import re
import shlex
from pathlib import Path

import pytest

from fwgraph.cli import main
from fwgraph.questions import catalogue

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n\$ fwgraph ([^\n]*)\n(.*?)```", README, re.DOTALL)
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
