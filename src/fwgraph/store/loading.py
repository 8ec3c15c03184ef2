"""Files to a store: every RDF format, each mistake with its line, and what follows."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse, serialize

from fwgraph.errors import BadRequest, Unreadable
from fwgraph.files import STANDARD_STREAM, input_name, walk_files
from fwgraph.media_types import INPUT_FORMATS, Format, import_function
from fwgraph.store import resources
from fwgraph.store.bounds import COMPRESSED, check_nesting, read_content
from fwgraph.store.inference import add_inferences

STORE_MARK = "CURRENT"  # every RocksDB directory has this file
TEXT = "the text"
"""How text that comes from no file is named in errors."""


def load_store(paths: Iterable[Path | str], day: str | None = None) -> Store:
    """Return the on-disk store at a path, or a new store of the ontology and the paths' files.

    With a day, ``YYYY-MM-DD``, it is the graph of that day; a store on disk is then copied.
    """
    places = [Path(path) for path in paths]
    if any((place / STORE_MARK).is_file() for place in places):
        store = open_store(places)
        return copy_as_of(store, day) if day else store
    ontology = resources.turtle_files(resources.resource_root() / "ontology")
    data = (file for place in places for file in data_files(place))
    return load_files([*ontology, *data], day)


def load_files(files: Iterable[Path], day: str | None = None) -> Store:
    """Return a new store in memory with the files' triples and what follows from them."""
    store = Store()
    for file in files:
        load_file(store, file)
    add_inferences(store, day)
    return store


def copy_as_of(triples: Iterable[Quad | Triple], day: str) -> Store:
    """Return a new store in memory with a derived graph's triples, derived again for a day."""
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    add_inferences(store, day)
    return store


def load_file(store: Store, file: Path) -> None:
    """Add a file's triples to the store's default graph; graph names are dropped.

    Blank nodes of two files are different ones, whatever their labels. ``-`` is standard
    input, as TriG (and so Turtle). Raises Unreadable with the line for a file that is missing,
    is not well formed or exceeds the bounds of ``store.bounds``.
    """
    if not file.exists() and str(file) != STANDARD_STREAM:
        raise Unreadable(file, "there is no such file or folder")
    rdf_format = rdf_format_of(file)
    if rdf_format is None:
        known = ", ".join(INPUT_FORMATS)
        raise Unreadable(file, f"the ending does not say which RDF this is; known: {known}")
    base = file.absolute().as_uri()
    try:
        if isinstance(rdf_format, Format):
            triples = cast("Iterable[Triple]", import_function(rdf_format.reader)(file, base))
            # a store renames the blank nodes of what it loads, not of what it is handed
            store.load(serialize(triples, format=RdfFormat.N_TRIPLES) or b"", RdfFormat.N_TRIPLES)
            return
        content = read_content(file)
        check_nesting(content, rdf_format)
        if rdf_format.supports_datasets:
            quads = parse(content, rdf_format, base_iri=base, rename_blank_nodes=True)
            store.extend(Quad(*quad.triple) for quad in quads)
        else:  # twice as fast as by way of Python
            store.load(content, rdf_format, base_iri=base)
    except SyntaxError as error:
        remote = "the @context is an address, which is not fetched; write the context out"
        reason = remote if "LoadDocumentCallback" in str(error.msg) else str(error.msg)
        raise Unreadable(input_name(file), reason, error.lineno) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(input_name(file), reason) from error


def load_text(store: Store, text: str) -> None:
    """Add the triples of Turtle or TriG text to the store's default graph.

    Raises Unreadable, with the line, for text that is not well formed or exceeds the bounds of
    ``store.bounds``.
    """
    try:
        content = text.encode()
        check_nesting(content, RdfFormat.TRIG)
        quads = parse(content, RdfFormat.TRIG, rename_blank_nodes=True)
        store.extend(Quad(*quad.triple) for quad in quads)
    except SyntaxError as error:
        raise Unreadable(TEXT, str(error.msg), error.lineno) from error
    except ValueError as error:
        raise Unreadable(TEXT, str(error)) from error


def open_store(places: list[Path]) -> Store:
    """Return the on-disk store at the only one of the places."""
    if len(places) > 1:
        raise BadRequest("a store on disk cannot be read together with other data")
    try:
        return Store.read_only(str(places[0]))
    except (OSError, RuntimeError) as error:
        raise Unreadable(places[0], f"the store does not open: {error}") from error


def data_files(place: Path) -> list[Path]:
    """Return the RDF files at a place: itself, or those below it, sorted."""
    if not place.is_dir():
        return [place]
    files = [file for file in walk_files(place) if is_rdf_file(file)]
    if not files:
        raise Unreadable(place, "there is no RDF file in this folder")
    return files


def rdf_format_of(file: Path) -> Format | RdfFormat | None:
    """Return what reads a file: a format with a reader of ours, or pyoxigraph.

    Named by itself, a file may have further endings that pyoxigraph knows (.json, .n3).
    """
    if str(file) == STANDARD_STREAM:
        return RdfFormat.TRIG
    extension = file_extension(file)
    form = INPUT_FORMATS.get(extension)
    if form and form.reader:
        return form
    return RdfFormat.from_extension(form.ending if form else extension)


def is_rdf_file(file: Path) -> bool:
    """Tell whether a file's ending is one of RDF."""
    return file_extension(file) in INPUT_FORMATS


def file_extension(file: Path) -> str:
    """Return a file's ending without its dot, in lower case; of ``x.ttl.gz``, ttl."""
    path = file.with_suffix("") if file.suffix.lower() == COMPRESSED else file
    return path.suffix.removeprefix(".").lower()
