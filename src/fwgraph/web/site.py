"""The pages as plain files: what a server answers, where nobody can be asked.

A page is ``index.html`` in a folder of its path, its other forms are files beside that
folder: ``software/flask/index.html`` and ``software/flask.ttl``. Links are relative. A record
has one small file that leads to its line on the page of its source (docs/decisions/0013).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from fwgraph.errors import BadRequest
from fwgraph.files import recover_folder, replace_folder
from fwgraph.graph import Graph
from fwgraph.media_types import HTML, Format
from fwgraph.namespaces import BASE
from fwgraph.web.http.links import EXPLORER_PATH, Links, mount_path
from fwgraph.web.http.resources import Resource
from fwgraph.web.pages import assets
from fwgraph.web.pages.errors import STATUS_MESSAGES, error_page
from fwgraph.web.publication import Publication

MANIFEST = "site.json"
"""The list of what was written: a folder with other files is not ours to replace."""
VOID_PATH = ".well-known/void"


Watch = Callable[[Sequence[Resource], str], Iterator[Resource]]


def iter_unwatched(resources: Sequence[Resource], _: str) -> Iterator[Resource]:
    """Yield the resources, and show nothing of it."""
    return iter(resources)


def build_site(
    graph: Graph,
    folder: Path,
    public: str | None = None,
    *,
    replace: bool = False,
    watch: Watch = iter_unwatched,
) -> int:
    """Write a graph's site, and return how many files it has.

    The site appears whole or not at all: it is written beside the folder, then renamed.
    ``public`` is the address that it will have; ``watch`` hands resources on and shows how far
    it is. Raises BadRequest where there is anything else already, or a site that may not be
    replaced, and Unreadable where the place cannot be written.
    """
    check_site_folder(folder, recover_folder(folder), replace=replace)
    with replace_folder(folder) as new:
        return write_site(Publication(graph), new, public, watch)


def check_site_folder(folder: Path, target: Path, *, replace: bool) -> None:
    """Raise BadRequest where a new site must not be put."""
    if not target.exists():
        return
    if not target.is_dir():
        raise BadRequest(f"{folder}: this is a file; give a folder")
    there = {path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()}
    others = sorted(there - manifest_files(target))
    if others:
        raise BadRequest(f"{folder}: this folder holds {others[0]}; give a new or an empty one")
    if there and not replace:
        raise BadRequest(f"{folder}: there is a site already; --force replaces it")


def manifest_files(target: Path) -> set[str]:
    """Return the names of the files that were written into a site."""
    try:
        names = json.loads((target / MANIFEST).read_bytes())["files"]
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {MANIFEST, *names}


def write_site(
    publication: Publication, folder: Path, public: str | None, watch: Watch = iter_unwatched
) -> int:
    """Write every file of a site below a folder, and return how many they are.

    Where two would have the same place, the one that comes first has it. The file system
    says which do: to some, ``software/a`` and ``software/A`` are one.
    """
    folder.mkdir()
    names = []
    with (folder / MANIFEST).open("x", encoding="utf-8") as manifest:
        for name, content in site_files(publication, public, watch):
            if create_file(folder / name, content):
                names.append(name)
        json.dump({"files": sorted(names)}, manifest, ensure_ascii=False, indent=1)
        manifest.write("\n")
    return len(names) + 1


def create_file(path: Path, content: bytes) -> bool:
    """Write a file, and tell whether there was a place for it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        return False
    return True


def site_files(
    publication: Publication, public: str | None, watch: Watch
) -> Iterator[tuple[str, bytes]]:
    """Yield each file's name and bytes, what is fixed before what the graph names."""
    for name, content in assets.read_assets().items():
        yield f"static/{name}", content
    yield assets.FAVICON, assets.read_assets()[assets.FAVICON]
    address, day = public or BASE, publication.graph.day
    # A host shows this page at any depth, so its links cannot be relative.
    links = Links(mount_path(public) if public else "/", address, has_server=False, day=day)
    yield "404.html", error_page(links, 404, STATUS_MESSAGES[404])
    yield ".nojekyll", b""  # some hosts leave out .well-known without it
    resources = list(publication.static_resources())  # they share answers between their forms
    for resource in watch(resources, "pages"):
        if HTML in resource.formats:
            yield site_file(resource, HTML, address, day)
    for resource in watch(resources, "data"):
        for form in resource.formats:
            # What a form cannot hold is left out.
            with suppress(BadRequest):
                if form is not HTML:
                    name, content = site_file(resource, form, address, day)
                    yield name, content
                    if name == f"{VOID_PATH}.ttl":
                        yield VOID_PATH, content


def site_file(resource: Resource, form: Format, public: str, day: str | None) -> tuple[str, bytes]:
    """Return the name and the bytes of the file of a form, its links relative."""
    if resource.path == EXPLORER_PATH:
        name = f"{EXPLORER_PATH}.html"
    elif form is HTML:
        name = f"{resource.path}/index.html".removeprefix("/")
    else:
        name = f"{resource.path}.{form.ending}"
    links = Links("../" * name.count("/"), public, has_server=False, day=day)
    return name, resource.write(form, links)
