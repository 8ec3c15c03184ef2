"""How long a whole wiki takes to validate, and how much memory.

The wiki is made of the few pages that are at hand: each path of a list of its files gets the page
that belongs there, or else one of the others in turn. So does a wiki of any size, for the growth.
Run: python bench/wiki.py FOLDER [PAGES…], where FOLDER holds pages, FILES.txt and _redirects.json.
"""

import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from measure import markdown_row, measure_command, python_command

SIZES = (850, 1_700, 3_400)
LONG = 20_000
"""Pages with more bytes stand at their own place only: there is one list of frameworks."""


def make_wiki(source: Path, target: Path, pages: int, *, with_long: bool) -> int:
    """Write a wiki of so many pages, and return the bytes of them all."""
    given = {file.relative_to(source).as_posix(): file.read_bytes() for file in pages_in(source)}
    short = [each for each in given.values() if with_long or len(each) <= LONG]
    listed = (source / "FILES.txt").read_text(encoding="utf-8").splitlines()
    paths = [*given, *(path for path in listed if path not in given and path[0] != "_")]
    more = (f"more/Page{number}.md" for number in range(pages))
    total = 0
    for path, other in zip(islice((*paths, *more), pages), cycle(short)):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(given.get(path, other))
        total += file.stat().st_size
    return total


def pages_in(source: Path) -> list[Path]:
    """Return the pages in a folder."""
    return sorted(source.rglob("*.md"))


def main(source: Path, sizes: tuple[int, ...]) -> None:
    """Print the table."""
    print(markdown_row("pages", "MB", "the list of frameworks", "wall s", "cpu s", "peak MB"))
    print(markdown_row(*["---"] * 6))
    for pages in sizes:
        for with_long in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                total = make_wiki(source, Path(folder), pages, with_long=with_long)
                options = ("--root", folder, "--redirects", str(source / "_redirects.json"))
                command = python_command("-m", "fwgraph", "validate", folder, *options)
                cost = measure_command(command)
            often = "on every ninth page" if with_long else "once"
            figures = (f"{total / 1e6:.1f}", often, f"{cost.wall:.1f}", f"{cost.cpu:.1f}")
            print(markdown_row(f"{pages:,}", *figures, f"{cost.peak:.0f}"), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(map(int, sys.argv[2:])) or SIZES)
