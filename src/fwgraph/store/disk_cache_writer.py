"""Making the store on disk that ``disk_cache`` opens: aside, and renamed when it is whole."""

import shutil
import time
from pathlib import Path
from tempfile import mkdtemp

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from fwgraph.sparql.binding import Queryable
from fwgraph.store import cache
from fwgraph.store.disk_cache import NAMES, SEAL, TRIPLES, seal_text
from fwgraph.store.names import write_names

UNFINISHED = ".new"
ABANDONED_SECONDS = 3600.0
"""Seconds after which a store that was not finished is nobody's."""


class StoreQueries(Queryable):
    """The queries of a store that no graph is around yet; those of the package need no prefixes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def solve(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return what the store answers."""
        return self._store.query(text)


def keep_store(store: Store, place: str, made_from: str) -> bool:
    """Keep a graph for the next run; tell whether it is kept, by this run or by another.

    What is there already is replaced where it is a folder of the user's own, and left otherwise.
    """
    folder = Path(place)
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not cache.is_private(str(folder.parent)):
            return False
        if (folder.exists() or folder.is_symlink()) and not cache.is_private(place):
            return False
        new = Path(mkdtemp(suffix=UNFINISHED, prefix=f"{folder.name}.", dir=folder.parent))
        try:
            write_kept(store, new, made_from)
            put_in_place(new, folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        remove_others(folder)
    except (OSError, RuntimeError):
        return False
    return True


def write_kept(store: Store, folder: Path, made_from: str) -> None:
    """Write a graph, its names and its seal into a folder."""
    kept = Store(str(folder / TRIPLES))
    kept.bulk_extend(store)
    kept.optimize()
    kept.flush()
    del kept  # closes it
    (folder / NAMES).write_text(write_names(StoreQueries(store)), encoding="utf-8")
    (folder / SEAL).write_bytes(seal_text(str(folder), made_from))


def put_in_place(new: Path, folder: Path) -> None:
    """Rename a whole folder to its name; what has the name, damaged or another run's, goes."""
    try:
        new.rename(folder)
    except OSError:
        aside = new.with_name(f"{new.name}.old")
        folder.rename(aside)
        try:
            new.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def remove_others(folder: Path) -> None:
    """Remove what the same installation kept before, and what nobody finished."""
    installation = folder.name.partition("-")[0]
    for other in folder.parent.glob(f"{installation}-*"):
        if other.name == folder.name or not cache.is_private(str(other)):
            continue
        is_unfinished = UNFINISHED in other.name
        if not is_unfinished or other.stat().st_mtime < time.time() - ABANDONED_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
