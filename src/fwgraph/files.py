"""Reading text and writing files so that a failure leaves nothing half-written."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fwgraph.errors import Unreadable


def read_text(path: Path) -> str:
    """Return a file's text, every byte kept: line ends, byte order mark and all.

    Raises Unreadable for a file that is missing, is not UTF-8, or holds NUL bytes.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error)) from error
    return decode_text(raw, path)


def decode_text(raw: bytes, path: Path | str) -> str:
    """Return the text of a file's bytes; raises Unreadable as read_text does."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(path, "this is not UTF-8 text; convert it first", line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(path, "there is a NUL byte: this is not text", line)
    return text


def replace_file(path: Path, content: bytes) -> None:
    """Write a file under a temporary name beside it, then rename: all of it or nothing.

    A path that is no regular file (``/dev/stdout``, a pipe) is written directly. Raises
    Unreadable where the place cannot be written.
    """
    import tempfile  # slow to import, and most runs write no file

    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        target = path.resolve()
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask()
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
            try:
                part.write(content)
                part.close()
                Path(part.name).chmod(mode)
                Path(part.name).replace(target)
            except BaseException:
                Path(part.name).unlink()
                raise
    except OSError as error:
        raise Unreadable(path, f"cannot be written: {error.strerror or error}") from error


def umask() -> int:
    """Return the process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """Hand out where to write a folder; when the block ends, it takes the place of the old one.

    It appears whole or not at all: it is written beside the place, then renamed. Raises
    Unreadable where the place cannot be written.
    """
    import tempfile

    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
            new = Path(beside) / "new"
            yield new
            if target.exists():
                target.rename(Path(beside) / "old")
            new.rename(target)
    except OSError as error:
        raise Unreadable(folder, f"cannot be written: {error.strerror or error}") from error


PASSED_OVER = ("node_modules",)
ENVIRONMENT_MARK = "pyvenv.cfg"  # what tells that a folder is a virtual environment


def walk_files(folder: Path, report: Callable[[OSError], object] | None = None) -> list[Path]:
    """Return the regular files below a folder, sorted.

    Left out are hidden files and folders, ``node_modules``, virtual environments, and links
    that lead nowhere, as editors make for a lock. Links to folders are not followed. A folder
    that cannot be read is reported.
    """
    files: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=report):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and name not in PASSED_OVER
            and not Path(parent, name, ENVIRONMENT_MARK).exists()
        ]
        files += [Path(parent, name) for name in names if not name.startswith(".")]
    return sorted(file for file in files if file.is_file())
