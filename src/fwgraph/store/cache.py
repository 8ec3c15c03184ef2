"""The shipped graph with all that follows from it, kept ready in the user's cache folder.

Reading its files and deriving takes four times as long as reading the one file that this
module keeps. The file opens with the state of everything that it was made from, and is
used only where that is the state of today, and where its checksum fits: whoever edits a
data file, or damages this one, gets what the data files say. It lies in a folder that
nobody else can write to: what others may have put there is neither read nor overwritten.
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
"""The room and the modules that what is kept follows from, besides the data."""

SETTLE_SECONDS = 2.0
"""Seconds after which another change of a file is sure to get another time."""


def load_shipped_store() -> Store:
    """Return a store with the shipped graph, from what is kept or else from its files."""
    made_from, newest = input_fingerprint()
    settled = newest < time.time() - SETTLE_SECONDS
    place = cache_path()
    if place and (store := read_cache(place, made_from)):
        return store
    from fwgraph.store.loading import load_files

    store = load_files(package.shipped_files())
    if place and settled:
        write_cache(store, place, made_from)
    return store


def input_fingerprint() -> tuple[str, float]:
    """Return what tells whether anything has changed, as comment lines, and the last change.

    It names the library, and each file with its size and its times; that of a changed
    status gives away a file that was replaced by another one just as old.
    """
    lines = [f"# pyoxigraph {pyoxigraph.__version__}\n"]
    newest = 0.0
    for path in input_files():
        found = os.stat(path)
        lines.append(f"# {path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}\n")
        newest = max(newest, found.st_mtime, found.st_ctime)
    return "".join(lines), newest


def input_files() -> list[str]:
    """Return the paths of everything that the graph is made from."""
    room, *modules = (f"{package.PACKAGE}/{name}" for name in INPUT_MODULES)
    found = modules + sorted(f"{room}/{name}" for name in os.listdir(room) if name.endswith(".py"))
    for folder in ("ontology", "data"):
        found += package.turtle_paths(f"{package.find_resource_root()}/{folder}")
    return found


def cache_path() -> str | None:
    """Return where this installation's graph is kept; None for a user who has no home."""
    folder = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(folder):
        homes = {"darwin": "~/Library/Caches", "win32": "~/AppData/Local"}
        folder = os.path.expanduser(homes.get(sys.platform, "~/.cache"))
    name = f"{crc32(os.fsencode(package.find_resource_root())):08x}.nt"
    return f"{folder}/fwgraph/{name}" if os.path.isabs(folder) else None


def read_cache(place: str, made_from: str) -> Store | None:
    """Return the graph that is kept, where it is whole and made from this state."""
    expected = os.fsencode(made_from)
    try:
        if not is_private(os.path.dirname(place)):
            return None
        with open(place, "rb") as file:
            if file.read(len(expected)) != expected:
                return None
            checksum, triples = file.readline(), file.read()
    except OSError:
        return None
    if checksum != checksum_line(triples):
        return None
    store = Store()
    store.load(triples, format=RdfFormat.N_TRIPLES, lenient=True)
    return store


def is_private(folder: str) -> bool:
    """Tell whether a folder, and no link to one, is the user's own and no one else's to write to.

    On Windows it lies in the user's profile, which sees to that.
    """
    if sys.platform == "win32":
        return True
    found = os.lstat(folder)
    own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return own and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def write_cache(store: Store, place: str, made_from: str) -> None:
    """Keep the graph for the next run, if it can be kept."""
    from pathlib import Path

    from fwgraph.errors import Unreadable
    from fwgraph.files import replace_file

    # A store hands out first what came last: reversed, both stores are in the same order.
    lines = [f"{quad.triple} .\n" for quad in store]
    triples = "".join(reversed(lines)).encode()
    try:
        folder = os.path.dirname(place)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if is_private(folder):
            replace_file(Path(place), os.fsencode(made_from) + checksum_line(triples) + triples)
    except (OSError, Unreadable):
        return


def checksum_line(triples: bytes) -> bytes:
    """Return the line that stands above these triples, for damage to be noticed."""
    return f"# checksum {crc32(triples):08x}\n".encode()
