"""The commands that the README names run; what it shows in full is run by test_docs.py."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from fwgraph.cli import main

pytestmark = pytest.mark.usefixtures("shipped_once")
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = ROOT / "docs" / "timeline.svg"
COMMANDS = re.findall(r"^    fwgraph ([^#\n]*)", README, re.MULTILINE)
CLEAN = Path(__file__).parent / "wiki" / "rules" / "clean.moin"


def here(command: str) -> bool:
    """Tell whether a command needs no server; tests/web/ runs `serve`, tests/stores/ the others."""
    return "http" not in command and not command.startswith("serve")


@pytest.mark.parametrize("command", [each.strip() for each in COMMANDS if here(each)])
def test_a_command_that_the_readme_names_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(CLEAN, "page.moin")
    if "page.ttl" in command:
        with pytest.raises(SystemExit) as imported:
            main(["import", "page.moin", "-o", "page.ttl"])
        assert imported.value.code == 0
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(command))
    assert ended.value.code == 0


def test_the_picture_is_what_is_drawn(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["draw", "--timeline", "--format", "svg"])
    drawn = capsysbinary.readouterr().out
    assert (ended.value.code, drawn) == (0, PICTURE.read_bytes()), "run: make -B docs/timeline.svg"
