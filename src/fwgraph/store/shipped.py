"""The shipped graph for a run that asks a question or two: kept on disk, or made and kept."""

from zlib import crc32

from fwgraph.store import cache, disk_cache
from fwgraph.store.package import query_text


def open_shipped_graph() -> disk_cache.KeptGraph:
    """Return the shipped graph to be read: kept on disk, or else in memory."""
    made_from, newest = cache.input_fingerprint()
    settled = cache.is_settled(newest)
    made_from += f"# names {crc32(query_text('internal/names').encode()):08x}\n"
    folder = disk_cache.kept_folder(made_from)
    if folder and (graph := disk_cache.open_kept(folder, made_from)):
        return graph
    store = cache.load_shipped_store()
    if folder and settled:
        from fwgraph.store.disk_cache_writer import keep_store  # slow to import, and seldom needed

        if keep_store(store, folder, made_from) and (
            graph := disk_cache.open_kept(folder, made_from)
        ):
            return graph
    return disk_cache.KeptGraph(store)
