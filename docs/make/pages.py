"""Every page of docs/ that is made from the code, and how text is written as Markdown."""

from collections.abc import Iterable
from pathlib import Path

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
NOTE = "<!-- Made from the code by `make docs`; a test holds it to the code. -->"


def make_pages() -> dict[Path, str]:
    """Return the text of each made page by its path."""
    from docs.make import commands, model, python, rules

    return {
        DOCS / "commands.md": commands.command_reference(),
        DOCS / "python.md": python.python_reference(),
        DOCS / "model.md": model.model_page((DOCS / "model.md").read_text(encoding="utf-8")),
        **{DOCS / "rules" / f"{name}.md": text for name, text in rules.rule_pages().items()},
    }


def page(title: str, *parts: str) -> str:
    """Return a page with the note that it is made."""
    return "\n\n".join([f"# {title}", NOTE, *filter(None, parts)]) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a pipe table."""
    lines = [" | ".join(cell.replace("|", r"\|") for cell in row) for row in [head, *rows]]
    rule = " | ".join("---" for _ in head)
    return "\n".join(f"| {line} |" for line in [lines[0], rule, *lines[1:]])


def code(text: str, language: str = "") -> str:
    """Return a block of code, without spaces at the ends of lines."""
    lines = (line.rstrip() for line in text.strip("\n").splitlines())
    return "\n".join([f"```{language}", *lines, "```"])
