"""The readers over the repositories: every release and requirement that was found there by hand.

The lists and the repositories are not part of the project; without them there is nothing to do.
"""

import csv
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from fwgraph.upstream.changelogs import read_changelog
from fwgraph.upstream.requirement_files import read_requirement_file
from fwgraph.upstream.requirements import PYTHON, RequirementLine

ROOT = Path(__file__).parents[3]
LISTS, MIRROR = ROOT / "shared/upstream", ROOT / ".mirror"
pytestmark = pytest.mark.skipif(
    not (LISTS.exists() and MIRROR.exists()), reason="the lists or the repositories are not here"
)
Row = dict[str, str]


def rows_by_file(name: str) -> dict[tuple[str, str, str], list[Row]]:
    """Return the rows of a list by repository, commit and path."""
    files: dict[tuple[str, str, str], list[Row]] = {}
    with (LISTS / name).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            files.setdefault((row["repo"], row["commit"], row["path"]), []).append(row)
    return files


@cache
def text_of(repository: str, commit: str, path: str) -> str:
    """Return a file of a repository; ``path@branch`` is of the tip of a branch."""
    folder = MIRROR / repository.replace("/", "+") / "repo"
    folder = folder / ".git" if (folder / ".git").exists() else folder
    name, _, branch = path.partition("@")
    revision = f"refs/heads/{branch}" if branch else commit
    git = ["git", "--git-dir", str(folder), "show", f"{revision}:{name}"]
    return subprocess.run(git, capture_output=True, check=True).stdout.decode()


def test_every_dated_release_of_the_list_is_read() -> None:
    expected: set[tuple[str, ...]] = set()
    read: set[tuple[str, ...]] = set()
    for file, rows in rows_by_file("releases-changelog.tsv").items():
        expected |= {
            (*file, row["line"], row["version"], row["date"], row["date_line"])
            for row in rows
            if row["date"]
        }
        read |= {
            (*file, str(each.line), each.version, each.date.value.value, str(each.date_line))
            for each in read_changelog(text_of(*file)).headings
            if each.date and each.date.value
        }
    assert len(expected) == 1551
    assert expected - read == set()


def test_every_requirement_of_the_list_is_read() -> None:
    """All but those that the list writes otherwise: Poetry's, which have no form of PEP 508."""
    missing = Counter[tuple[str, ...]]()
    for file, rows in rows_by_file("requirements.tsv").items():
        if file[2] == "-":
            continue
        items = read_requirement_file(text_of(*file), file[2])
        missing += Counter(
            (file[0], row["group"].removeprefix("extra:"), row["name"], squeeze(row["requirement"]))
            for row in rows
        ) - Counter(
            (file[0], item.group, item.name, squeeze(write_requirement(item)))
            for item in items
            if isinstance(item, RequirementLine)
        )
    assert [row[:3] for row in missing] == [
        ("web2py/py4web", "requires", "python"),
        ("web2py/py4web", "requires", "py4web"),
    ]


def write_requirement(item: RequirementLine) -> str:
    """Return a requirement as the list writes it."""
    return f"python {item.text}" if item.group == PYTHON else item.text


def squeeze(text: str) -> str:
    """Return a text without blanks and with one sort of quotes."""
    return "".join(text.split()).replace('"', "'")
