"""Objects of git repositories, such as files at a commit, read by one ``git cat-file`` for all.

Git runs in an empty repository of ours that borrows the objects of the others: it reads no
configuration, hook, filter or reference of theirs, has no remote, and fetches nothing.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from fwgraph.errors import BadRequest
from fwgraph.verification.folders import MAX_TEXT

DEADLINE = 60.0
"""Seconds that git may take for one object."""
CONFIGURATION = b"""\
[core]
	repositoryformatversion = 0
	bare = true
	commitGraph = false
	multiPackIndex = false
	bigFileThreshold = 1m
[protocol]
	allow = never
"""
SETTINGS = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
ANSWER = re.compile(rb"[0-9a-f]{40,64} ([a-z]+) ([0-9]{1,18})\n")

Name = tuple[str, str]
"""A file at a commit: the commit and the path."""
GitObject = tuple[str, bytes]
"""The kind of an object (blob, commit, tag, tree) and what it holds."""


class GitEnded(Exception):
    """Git cannot answer any more: it ended, was ended after its time, or is left alone."""


def read_blobs(
    stores: Sequence[Path], names: Iterable[Name], note: Callable[[str], object]
) -> dict[Name, bytes]:
    """Return the files that the object stores have, by commit and path.

    What is no file there is not in the result; what is larger than the bound or damaged is
    not either, and noted. Raises BadRequest where git is not installed.
    """
    wanted = {":".join(name): name for name in names}
    objects = read_objects(stores, wanted, note)
    return {wanted[name]: held for name, (kind, held) in objects.items() if kind == "blob"}


def read_objects(
    stores: Sequence[Path], names: Iterable[str], note: Callable[[str], object]
) -> dict[str, GitObject]:
    """Return the objects that the stores have, by hash, or by ``COMMIT:PATH``; notes as above."""
    remaining = list(dict.fromkeys(names))
    if not stores or not remaining:
        return {}
    git = shutil.which("git")
    if git is None:
        raise BadRequest("git is not installed: files at a commit cannot be read")
    objects: dict[str, GitObject] = {}
    with borrow_objects(stores) as folder:
        while remaining:  # one process, and another one behind each object that ends it
            for name, held in ask_git(git, folder, [*remaining]):
                remaining.remove(name)
                if isinstance(held, GitEnded):
                    commit, _, path = name.partition(":")
                    note(f"{path} at {commit}: {held}" if path else f"{name}: {held}")
                elif held is not None:
                    objects[name] = held
    return objects


@contextmanager
def borrow_objects(stores: Sequence[Path]) -> Iterator[Path]:
    """Hand out a new repository without anything of its own, which finds the stores' objects."""
    with tempfile.TemporaryDirectory(prefix="fwgraph-git-") as made:
        folder = Path(made)
        (folder / "refs").mkdir()
        (folder / "objects" / "info").mkdir(parents=True)
        (folder / "HEAD").write_bytes(b"ref: refs/heads/none\n")
        (folder / "config").write_bytes(CONFIGURATION)
        lines = b"".join(map(alternate_line, stores))
        (folder / "objects" / "info" / "alternates").write_bytes(lines)
        yield folder


def alternate_line(store: Path) -> bytes:
    """Return the line by which git finds an object store (gitrepository-layout)."""
    path = os.fsencode(store.absolute())
    for plain, escaped in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
        path = path.replace(plain, escaped)
    return b'"' + path + b'"\n'


def ask_git(
    git: str, folder: Path, names: Sequence[str]
) -> Iterator[tuple[str, GitObject | GitEnded | None]]:
    """Yield each name with its object, or nothing; the last may be the one that ended git."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    process = subprocess.Popen(  # noqa: S603 - no word of the command is anybody's
        [git, "cat-file", "--batch"],
        cwd=folder,
        env={**environment, **SETTINGS, "GIT_DIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        for name in names:
            clock = Timer(DEADLINE, process.kill)
            clock.start()
            try:
                held = ask_for_object(process, name)
            except GitEnded as end:
                yield name, end
                return
            finally:
                clock.cancel()
            yield name, held
    finally:
        process.kill()
        process.communicate()


def ask_for_object(process: "subprocess.Popen[bytes]", name: str) -> GitObject | None:
    """Return an object, or nothing where there is none; raises GitEnded, also for a large one."""
    if process.stdin is None or process.stdout is None:
        raise GitEnded("git cannot be asked")
    try:
        process.stdin.write(os.fsencode(name) + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        line = b""
    if not line:
        raise GitEnded("git gives no answer")
    answer = ANSWER.fullmatch(line)
    if answer is None:
        return None
    size = int(answer[2])
    if size > MAX_TEXT:  # to end git is quicker than to read it all for nothing
        raise GitEnded(f"larger than {MAX_TEXT >> 20} MB, not read")
    content = process.stdout.read(size + 1)
    if len(content) <= size:
        raise GitEnded("git cannot read it")
    return answer[1].decode(), content[:-1]
