"""The shipped graph for a run that asks a question or two: kept on disk, or made and kept."""

from zlib import crc32

from fwgraph.store import cache, kept
from fwgraph.store.package import query_text


def open_shipped_graph() -> kept.KeptGraph:
    """Return the shipped graph to be read: kept on disk, or else in memory."""
    made_from, newest = cache.input_fingerprint()
    settled = cache.is_settled(newest)
    made_from += f"# names {crc32(query_text('internal/names').encode()):08x}\n"
    folder = kept.kept_folder(made_from)
    if folder and (graph := kept.open_kept(folder, made_from)):
        return graph
    store = cache.load_shipped_store()
    if folder and settled:
        from fwgraph.store.keeping import keep_store  # slow to import, and seldom needed

        if keep_store(store, folder, made_from) and (graph := kept.open_kept(folder, made_from)):
            return graph
    return kept.KeptGraph(store)
