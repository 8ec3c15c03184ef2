"""The graph as a store on disk, which ``--data`` and ``oxigraph serve`` open as it is."""

import re
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Store, Triple

from fwgraph.errors import BadRequest
from fwgraph.files import recover_folder, replace_folder
from fwgraph.store.loading import STORE_MARK

STORE_FILE = re.compile(
    r"CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+(\.dbtmp)?|\d+\.(sst|log|blob|dbtmp)"
)
"""The files that RocksDB writes; a folder with any other is not ours to replace."""


def build_store(triples: Iterable[Triple], folder: Path, *, replace: bool = False) -> int:
    """Write triples as a new store, and return how many they are.

    The store appears whole or not at all: it is written beside the folder, then renamed.
    Raises BadRequest where there is a store already, unless it may be replaced, or
    anything else, and Unreadable where the place cannot be written.
    """
    check_store_folder(folder, recover_folder(folder), replace=replace)
    with replace_folder(folder) as new:
        return write_store(triples, new)


def check_store_folder(folder: Path, target: Path, *, replace: bool) -> None:
    """Raise BadRequest where a new store must not be put."""
    if not target.exists():
        return
    if not target.is_dir():
        raise BadRequest(f"{folder}: this is a file; give a folder")
    names = [path.name for path in target.iterdir()]
    if any(not STORE_FILE.fullmatch(name) for name in names):
        raise BadRequest(f"{folder}: this folder holds other files; give a new or an empty one")
    if names and not (replace and STORE_MARK in names):
        raise BadRequest(f"{folder}: there is a store already; --force replaces it")


def write_store(triples: Iterable[Triple], folder: Path) -> int:
    """Write triples into the default graph of a new store, and close it."""
    store = Store(str(folder))
    store.bulk_extend(Quad(*triple) for triple in triples)
    store.optimize()
    store.flush()
    return len(store)
