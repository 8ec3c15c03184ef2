"""What README, docs/ and CONTRIBUTING show happens; what is made from the code is up to date.

A block that begins with ``$ cat NAME`` is a file, which the sessions below it find where they run.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docs.make.pages import DOCS, ROOT, make_pages

from fwgraph.cli import main

pytestmark = pytest.mark.usefixtures("shipped_once")
PAGES = sorted({*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"})
BLOCK = re.compile(r"```console\n\$ (cat|fwgraph) ([^\n]*)\n(.*?)```", re.DOTALL)
PROGRAM = re.compile(r"```python\n(.*?)```", re.DOTALL)
FENCED = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")


@dataclass(frozen=True)
class Session:
    """A command that a page shows with its answer, and the files that stand above it."""

    page: Path
    arguments: str
    shown: str
    files: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"{self.page.name}: {self.arguments}"


def sessions(page: Path) -> Iterator[Session]:
    """Yield the sessions of a page."""
    files: list[tuple[str, str]] = []
    for program, arguments, shown in BLOCK.findall(page.read_text(encoding="utf-8")):
        if program == "cat":
            files.append((arguments, shown))
        else:
            yield Session(page, arguments, shown, tuple(files))


SESSIONS = [each for page in PAGES for each in sessions(page)]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.name)
def test_a_session_prints_what_the_page_shows(
    session: Session,
    update: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    for name, text in session.files:
        Path(name).write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(session.arguments))
    printed = capsys.readouterr().out
    if update:
        replace_shown(session, printed)
    assert ended.value.code == int(": violation: " in printed)
    assert update or printed == session.shown, "if it is right by eye: pytest --update"


def replace_shown(session: Session, printed: str) -> None:
    """Write into a page what a session prints now."""
    text = session.page.read_text(encoding="utf-8")
    command = f"```console\n$ fwgraph {session.arguments}\n"
    assert text.count(command + session.shown + "```") == 1
    text = text.replace(command + session.shown + "```", command + printed + "```")
    session.page.write_text(text, encoding="utf-8")


PROGRAMS = [
    pytest.param(program, id=f"{page.name}-{number}")
    for page in PAGES
    for number, program in enumerate(PROGRAM.findall(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_prints_what_its_comments_say(
    program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(program, "page", "exec"), {})
    said = re.findall(r"print\(.*\) +# (.*)", program)
    assert capsys.readouterr().out.splitlines() == said


def test_what_is_made_from_the_code_is_up_to_date(update: bool) -> None:
    made = make_pages()
    if update:
        for path, text in made.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    stale = [path.name for path, text in made.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: make docs"
    assert {*(DOCS / "rules").glob("*.md")} <= made.keys(), "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []


def test_every_page_is_linked_from_the_index() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = {(DOCS / link).resolve() for link in LINK.findall(index)}
    pages = {page for page in DOCS.glob("*.md") if page.name != "README.md"}
    assert pages <= linked
