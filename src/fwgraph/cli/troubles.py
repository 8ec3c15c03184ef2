"""Many targets in one run: those that cannot be looked at are told, and the others are not left."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwgraph.errors import FwgraphError, NothingToCheck, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fwgraph.rules.targets import Target

FILES_NAMED = 3
"""How many of the files that were passed over are named."""


class Troubles:
    """What could not be looked at: said at once on standard error, and counted.

    One of many targets that cannot be read is no reason to leave the others out.
    """

    def __init__(self) -> None:
        self.count = 0
        self.passed_over: list[Path] = []

    def report(self, error: Exception) -> None:
        """Say what could not be looked at."""
        self.count += 1
        echo_line(f"error: {error}")

    @contextmanager
    def report_errors(self, target: Target | None = None) -> Iterator[None]:
        """Report what goes wrong in a block, which ends there.

        What was found in a folder and holds nothing that a rule is about is passed over, and
        without a word where that was to be expected.
        """
        try:
            yield
        except BrokenPipeError:
            raise  # whoever reads the output has left: nothing more is to be done
        except (FwgraphError, OSError) as error:
            if target and not target.named and isinstance(error, NothingToCheck):
                self.passed_over += () if target.needs_proof else (target.path,)
            else:
                self.report(error)

    def report_passed_over(self) -> None:
        """Say in one line which files were passed over."""
        if names := [str(path) for path in self.passed_over]:
            more = f" and {len(names) - FILES_NAMED} more" if len(names) > FILES_NAMED else ""
            first = ", ".join(names[:FILES_NAMED])
            echo_line(f"passed over, since no rule is about anything in them: {first}{more}")


def echo_line(line: str) -> None:
    """Write a line to standard error, whatever characters are in it."""
    from fwgraph.store.table import printable_text

    click.echo(printable_text(line), err=True)


def find_targets(
    names: Iterable[str],
    troubles: Troubles,
    *,
    pages_only: bool = False,
    skip_others: bool = False,
) -> list[Target]:
    """Return the files that names stand for; what is not there is reported.

    With ``skip_others`` those that are named count as found in a folder.
    """
    from fwgraph.rules.targets import expand_targets

    for name in names:
        if not name:  # as a path it would be the folder that one happens to be in
            troubles.report(Unreadable(repr(name), "there is no such file or folder"))
    paths = [Path(name) for name in names if name]
    targets = expand_targets(paths, troubles.report, pages_only=pages_only)
    return [target._replace(named=target.named and not skip_others) for target in targets]
