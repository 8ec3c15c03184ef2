"""The shipped graph with all that follows from it, kept ready in the user's cache folder.

Reading its files and deriving takes four times as long as reading the one file that this
module keeps. The file opens with the state of everything that it was made from, and is
used only where that is the state of today, and where its checksum fits: whoever edits a
data file, or damages this one, gets what the data files say. It lies in a folder that
nobody else can write to: what others may have put there is neither read nor overwritten,
nor is a link or a pipe in its place. It is written where it lies: a run that is killed
leaves a file whose checksum does not fit, and the next run writes it again.
It may be deleted at any time; where it cannot be kept, every run reads the data files.
"""

import os
import stat
import sys
import time
from zlib import crc32

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from fwgraph.store import package

INPUT_MODULES = ("store", "media_types.py", "namespaces.py")
"""The room and the modules whose code the cached graph follows from, besides the data."""

DIRECT = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Flags for opening a file itself: not where a link leads, not when a pipe's other end is there."""

SETTLE_SECONDS = 2.0
"""Seconds after which another change of a file is sure to get another time."""


def load_shipped_store() -> Store:
    """Return a store with the shipped graph, from the cache or else from its files."""
    made_from, newest = input_fingerprint()
    settled = is_settled(newest)
    path = cache_path()
    if path and (store := read_cache(path, made_from)) is not None:
        return store
    from fwgraph.store import resources
    from fwgraph.store.loading import load_files

    store = load_files(resources.shipped_files())
    if path and settled:
        write_cache(store, path, made_from)
    return store


def input_fingerprint() -> tuple[str, float]:
    """Return the state of all inputs, as comment lines, and the time of the last change.

    It names the library, and each file with its size and its times; ``ctime`` gives away
    a file that was replaced by another one of the same age.
    """
    lines = [f"# pyoxigraph {pyoxigraph.__version__}\n"]
    newest = 0.0
    for path in input_files():
        status = os.stat(path)
        lines.append(f"# {path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}\n")
        newest = max(newest, status.st_mtime, status.st_ctime)
    return "".join(lines), newest


def is_settled(newest: float) -> bool:
    """Tell whether another change of the inputs would be told from the last one."""
    return newest < time.time() - SETTLE_SECONDS


def input_files() -> list[str]:
    """Return the paths of everything that the graph is made from."""
    room, *others = (f"{package.PACKAGE}/{name}" for name in INPUT_MODULES)
    modules = sorted(f"{room}/{name}" for name in os.listdir(room) if name.endswith(".py"))
    root = package.find_resource_root()
    turtle = [*package.turtle_paths(f"{root}/ontology"), *package.turtle_paths(f"{root}/data")]
    return [*others, *modules, *turtle]


def cache_path() -> str | None:
    """Return the cache file of this installation; None for a user who has no home."""
    folder = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(folder):
        homes = {"darwin": "~/Library/Caches", "win32": "~/AppData/Local"}
        folder = os.path.expanduser(homes.get(sys.platform, "~/.cache"))
    name = f"{crc32(os.fsencode(package.find_resource_root())):08x}.nt"
    return f"{folder}/fwgraph/{name}" if os.path.isabs(folder) else None


def read_cache(path: str, made_from: str) -> Store | None:
    """Return the cached graph, where it is undamaged, made from this state and a graph at all."""
    expected = os.fsencode(made_from)
    store = Store()
    try:
        if not is_private(os.path.dirname(path)):
            return None
        with open(path, "rb", opener=open_own_file) as file:
            if file.read(len(expected)) != expected:
                return None
            checksum, triples = file.readline(), file.read()
        if checksum != checksum_line(triples):
            return None
        store.load(triples, format=RdfFormat.N_TRIPLES, lenient=True)
    except (OSError, SyntaxError):
        return None
    return store if len(store) else None


def open_own_file(path: str, flags: int) -> int:
    """Return a descriptor, as an opener does, of a regular file that is the user's alone.

    Raises OSError for a link, symbolic or hard, a pipe, a folder, or what others can write to.
    """
    descriptor = os.open(path, flags | DIRECT, mode=0o600)
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and is_own(status):
        return descriptor
    os.close(descriptor)
    raise PermissionError(path)


def is_private(folder: str) -> bool:
    """Tell whether this is a folder, no link to one, that only the user can write to."""
    status = os.lstat(folder)
    return stat.S_ISDIR(status.st_mode) and is_own(status)


def is_own(status: os.stat_result) -> bool:
    """Tell whether the user owns a file or folder, and nobody else can write to it."""
    if sys.platform == "win32":  # it lies in the user's profile, which sees to that
        return True
    others = stat.S_IWGRP | stat.S_IWOTH
    return status.st_uid == os.geteuid() and not status.st_mode & others


def write_cache(store: Store, path: str, made_from: str) -> None:
    """Write the graph for the next run, where the folder allows it."""
    # A store hands out first what came last: reversed, both stores are in the same order.
    lines = [f"{quad.triple} .\n" for quad in store]
    triples = "".join(reversed(lines)).encode()
    try:
        folder = os.path.dirname(path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if is_private(folder):
            # opened for appending: only once it is known to be ours is it emptied
            with open(path, "ab", opener=open_own_file) as file:
                file.truncate(0)
                file.write(os.fsencode(made_from) + checksum_line(triples) + triples)
    except OSError:
        return


def checksum_line(triples: bytes) -> bytes:
    """Return the line that stands above these triples, for damage to be noticed."""
    return f"# checksum {crc32(triples):08x}\n".encode()
