"""The files below folders, and the object stores of the git repositories among them."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fwgraph.errors import Unreadable
from fwgraph.files import ENVIRONMENT_MARK, PASSED_OVER

MAX_TEXT = 16 * 1024 * 1024
"""Bytes of a text that is read; a larger one is passed over."""
GIT_FOLDER = ".git"
GIT_LINK = "gitdir: "

Report = Callable[[Exception], object]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file below a folder that was named.

    ``is_tracked`` tells that a git work tree has it, so that its path says nothing of its state.
    """

    path: Path
    folder: Path
    size: int
    is_tracked: bool

    @property
    def relative(self) -> str:
        """The path below the folder that was named, with slashes."""
        return self.path.relative_to(self.folder).as_posix()

    def read(self) -> bytes:
        """Return what the file holds, up to the bound; raises Unreadable."""
        try:
            with self.path.open("rb") as file:
                return file.read(MAX_TEXT)
        except OSError as error:
            raise Unreadable(self.path, error.strerror or str(error)) from error


@dataclass(frozen=True, slots=True)
class Shelves:
    """What lies below folders: files, and folders with the objects of git repositories."""

    files: list[FoundFile] = field(default_factory=list)
    object_stores: list[Path] = field(default_factory=list)


def scan_folders(folders: Iterable[Path], report: Report) -> Shelves:
    """Return what lies below folders, each file and each repository once, in a fixed order.

    Raises Unreadable where a folder is not there; one below it that cannot be read is
    reported. Links to folders are not followed. Hidden folders are left out, and so are
    ``node_modules`` and virtual environments.
    """
    files: dict[tuple[int, int], FoundFile] = {}
    stores: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            there = "this is no folder" if folder.exists() else "there is no such folder"
            raise Unreadable(folder, there)
        for parent, names, is_tracked, store in walk_folder(folder, report):
            if store:
                stores.setdefault(os.path.realpath(store), store)
            for name in names:
                status = file_status(parent / name)
                if status:
                    file = FoundFile(parent / name, folder, status.st_size, is_tracked)
                    files.setdefault((status.st_dev, status.st_ino), file)
    return Shelves([*files.values()], [*stores.values()])


def walk_folder(
    folder: Path, report: Report
) -> Iterator[tuple[Path, list[str], bool, Path | None]]:
    """Yield each folder with its files, whether git tracks them, and the store of a repository."""
    tracked: dict[Path, bool] = {}

    def report_folder(error: OSError) -> None:
        report(Unreadable(error.filename, error.strerror or str(error)))

    for name, folders, names in os.walk(folder, onerror=report_folder):
        parent = Path(name)
        if "HEAD" in names and "objects" in folders:
            folders.clear()  # nothing in a repository's own folder is a text
            yield parent, [], False, parent / "objects"
            continue
        has_repository = GIT_FOLDER in folders or GIT_FOLDER in names
        tracked[parent] = has_repository or tracked.get(parent.parent, False)
        folders[:] = sorted(name for name in folders if is_looked_into(parent / name))
        linked = linked_store(parent) if GIT_FOLDER in names else None
        yield parent, sorted({*names} - {GIT_FOLDER}), tracked[parent], linked


def is_looked_into(folder: Path) -> bool:
    """Tell whether a folder is walked."""
    if folder.name.startswith("."):
        return folder.name == GIT_FOLDER
    return folder.name not in PASSED_OVER and not os.path.lexists(folder / ENVIRONMENT_MARK)


def linked_store(folder: Path) -> Path | None:
    """Return the objects of the repository to which the file ``.git`` of a work tree leads."""
    try:
        link = (folder / GIT_FOLDER).read_bytes()[:4096].decode(errors="surrogateescape")
        if not link.startswith(GIT_LINK):
            return None
        own = folder / link.removeprefix(GIT_LINK).strip()
        common = own / "commondir"
        shared = own / common.read_text(encoding="utf-8").strip() if common.is_file() else own
        return shared / "objects" if (shared / "objects").is_dir() else None
    except (OSError, ValueError):
        return None


def file_status(path: Path) -> os.stat_result | None:
    """Return the status of a regular file; nothing for a pipe, a loop of links and the like."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None
