"""The shipped graph as a store on disk, for a run that asks a question or two.

It is opened and not read: that takes as long for a hundred million triples as for one, where
the file of ``cache`` takes longer with each. A folder beside that file holds the store, the
names of its things, which a person's words are looked up in, and a seal: what the graph was made
from, and the checksum of each file. It is used only where all of it fits, under the conditions
of ``cache``. A new one is made aside and renamed, so that nobody sees half of it; where a run
is just making it, others do without. Questions are answered in the same order from either:
they sort their rows.
"""

import os
from collections.abc import Iterator
from zlib import crc32

from pyoxigraph import Store

from fwgraph.store import cache

SEAL, NAMES, TRIPLES = "seal", "names", "triples"
UNSEALED = ("LOG", "LOCK")
"""How the files begin that the store writes for itself."""


class KeptGraph:
    """A store that is read-only, and the lines of its names (``names.Names``), if they are kept."""

    def __init__(self, store: Store, names: str | None = None) -> None:
        self.store = store
        self.names = names


def kept_folder(made_from: str) -> str | None:
    """Return where the graph of this installation is kept that is made from this state."""
    path = cache.cache_path()
    if path is None or os.name != "posix":
        return None
    return f"{path.removesuffix('.nt')}-{crc32(os.fsencode(made_from)):08x}"


def open_kept(folder: str, made_from: str) -> KeptGraph | None:
    """Return the graph that is kept in a folder, where it is whole and made from this state."""
    try:
        private = (os.path.dirname(folder), folder, f"{folder}/{TRIPLES}")
        if not all(map(cache.is_private, private)):
            return None
        if read_own_file(f"{folder}/{SEAL}") != seal_text(folder, made_from):
            return None
        names = read_own_file(f"{folder}/{NAMES}").decode()
        store = Store.read_only(f"{folder}/{TRIPLES}")
        is_empty = next(iter(store), None) is None
        return None if is_empty else KeptGraph(store, names or None)
    except (OSError, RuntimeError, ValueError):
        return None


def seal_text(folder: str, made_from: str) -> bytes:
    """Return what a graph is made from, and the checksums of all of its files."""
    paths = [f"{folder}/{NAMES}", *(f"{folder}/{TRIPLES}/{name}" for name in sealed_names(folder))]
    lines = (f"# {path[len(folder) :]} {crc32(read_own_file(path)):08x}\n" for path in paths)
    return os.fsencode(made_from + "".join(lines))


def sealed_names(folder: str) -> Iterator[str]:
    """Yield the names of the files that the store is made of, sorted."""
    names = sorted(os.listdir(f"{folder}/{TRIPLES}"))
    return (name for name in names if not name.startswith(UNSEALED))


def read_own_file(path: str) -> bytes:
    """Return the content of a file that is the user's alone; raises OSError for any other."""
    with open(path, "rb", opener=cache.open_own_file) as file:
        return file.read()
