"""Tags of git repositories: which object each names, and on which day it was made."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fwgraph.verification.expectations import COMMIT, Source
from fwgraph.verification.folders import MAX_TEXT
from fwgraph.verification.releases import ReleaseExpectation
from fwgraph.verification.repositories import GitObject, read_objects

TAGS = "refs/tags/"
PACKED_TAG = re.compile(rf"([0-9a-f]{{40,64}}) {TAGS}(\S+)")
NAME_OF_TAG = re.compile(rb"^tag (.+)$", re.MULTILINE)
MADE = {"tag": rb"^tagger .*> ", "commit": rb"^committer .*> "}
MOMENT = rb"(-?[0-9]{1,12}) ([+-])([0-9]{2})([0-9]{2})$"


@dataclass(frozen=True)
class TagShelf:
    """The objects that releases by tags name, and the tags of the repositories they are from."""

    objects: Mapping[str, GitObject] = field(default_factory=dict)
    tags: Mapping[str, set[str]] = field(default_factory=dict)

    def has_repository(self, source: Source) -> bool:
        """Tell whether the repository of a source is there, as of the source's commit or later."""
        return source.commit in self.objects

    def find_fault(self, expected: ReleaseExpectation) -> str | None:
        """Return in words what a repository has otherwise, nothing where all is as expected."""
        name, kind_and_content = expected.tag, self.objects.get(expected.object or "")
        if kind_and_content is None:
            return f"there is no object {str(expected.object)[:12]}"
        named = self.tags.get(name or "", set())
        own = NAME_OF_TAG.search(kind_and_content[1]) if kind_and_content[0] == "tag" else None
        is_elsewhere = self.tags and expected.object not in named
        if is_elsewhere or (own and own[1] != os.fsencode(name or "")):
            others = ", ".join(sorted(other[:12] for other in named))
            found = f"names {others}" if others else "is not there"
            return f"the tag {name} {found}; the record says {str(expected.object)[:12]}"
        day = day_of_object(*kind_and_content)
        if day and not day.startswith(expected.released or day):
            return f"the tag {name} is of {day}; the record says {expected.released}"
        return None


def read_tag_shelf(
    stores: Sequence[Path],
    expected: Iterable[ReleaseExpectation],
    sources: Iterable[Source],
    note: Callable[[str], object],
) -> TagShelf:
    """Return what the repositories of object stores have of the tags that are expected.

    Raises BadRequest where git is not installed.
    """
    wanted = {str(each.object) for each in expected if each.tag}
    if not wanted:
        return TagShelf()
    wanted |= {str(source.commit) for source in sources}
    objects = read_objects(stores, sorted(filter(COMMIT.fullmatch, wanted)), note)
    tags: dict[str, set[str]] = {}
    for store in stores:
        for name, object_ in read_tags(store.parent):
            tags.setdefault(name, set()).add(object_)
    return TagShelf(objects, tags)


def read_tags(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the tags of a repository with the objects that they name (gitrepository-layout)."""
    for line in read_lines(folder / "packed-refs"):
        if match := PACKED_TAG.fullmatch(line):
            yield match[2], match[1]
    top = folder / TAGS
    for parent, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            path = Path(parent, name)
            for line in read_lines(path)[:1]:
                yield path.relative_to(top).as_posix(), line


def read_lines(path: Path) -> list[str]:
    """Return the lines of a small file, none of what is no file, or cannot be read."""
    try:
        if not path.is_file():
            return []
        with path.open("rb") as file:
            return os.fsdecode(file.read(MAX_TEXT)).split("\n")
    except OSError:
        return []


def day_of_object(kind: str, content: bytes) -> str | None:
    """Return the day on which a tag or a commit was made, on the clock of whoever made it."""
    if kind not in MADE:
        return None
    match = re.search(MADE[kind] + MOMENT, content, re.MULTILINE)
    if match is None:
        return None
    seconds, sign, hours, minutes = match.groups()
    zone = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=int(seconds))
        return (moment - zone if sign == b"-" else moment + zone).date().isoformat()
    except OverflowError:
        return None
