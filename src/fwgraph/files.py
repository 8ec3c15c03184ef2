"""Reading named inputs and writing files so that a failure leaves nothing half-written."""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from fwgraph.errors import Unreadable

BYTE_ORDER_MARK = "\ufeff"
STANDARD_STREAM = "-"
"""The name of standard input where a file is read, of standard output where one is written."""


def read_input(path: Path) -> bytes:
    """Return a file's bytes, those of standard input for ``-``; raises Unreadable."""
    try:
        if str(path) == STANDARD_STREAM:
            return sys.stdin.buffer.read()
        return path.read_bytes()
    except AttributeError as error:  # Python has no sys.stdin where it was closed
        raise Unreadable(input_name(path), "it is closed") from error
    except OSError as error:
        closed = str(path) == STANDARD_STREAM and error.errno == errno.EBADF
        reason = "it is closed" if closed else error.strerror or str(error)
        if str(path).startswith(("http:/", "https:/")):
            reason = "nothing is fetched from the web: save it to a file first"
        raise Unreadable(input_name(path), reason) from error


def input_name(path: Path) -> str:
    """Return what messages call an input."""
    return "standard input" if str(path) == STANDARD_STREAM else str(path)


def read_exact_text(path: Path) -> str:
    """Return an input's text, every byte kept: line ends, byte order mark and all.

    Raises Unreadable for a file that is missing, is not UTF-8, or holds NUL bytes.
    """
    return decode_text(read_input(path), input_name(path))


def read_text(path: Path) -> str:
    """Return an input's text without a byte order mark; raises as read_exact_text does."""
    return read_exact_text(path).removeprefix(BYTE_ORDER_MARK)


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

    A path that is no regular file (``/dev/stdout``, a pipe) is written directly. What a killed
    run left beside it is removed. Raises Unreadable where the place cannot be written.
    """
    import tempfile  # slow to import, and most runs write no file

    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        target = path.resolve()
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask()
        clear_leftovers(target)
        prefix = sibling_prefix(target, os.getpid())
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=prefix, delete=False) as part:
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

    It appears whole or not at all: it is written beside the place, then renamed, and the old
    one comes back where that is interrupted. Raises Unreadable where the place cannot be
    written.
    """
    import tempfile

    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        prefix = sibling_prefix(target, os.getpid())
        beside = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
        try:
            yield beside / NEW
            swap_folders(beside, target)
        finally:
            restore_folder(beside, target)
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


NEW, OLD = "new", "old"


def swap_folders(beside: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which then lies beside it."""
    if target.exists():
        target.rename(beside / OLD)
    (beside / NEW).rename(target)


def restore_folder(beside: Path, target: Path) -> None:
    """Put the old folder back where nothing took its place; remove what else is beside it."""
    if not target.exists() and (beside / OLD).exists():
        (beside / OLD).rename(target)
    shutil.rmtree(beside, ignore_errors=True)


def recover_folder(folder: Path) -> Path:
    """Return the real path of a folder, as it was before a run that was killed over it.

    A kill between the two renames of replace_folder leaves the old folder beside its place:
    it is put back here. Call this before looking at what is there.
    """
    target = folder.resolve()
    clear_leftovers(target)
    return target


def sibling_prefix(target: Path, process: int | str) -> str:
    """Return how a process names temporary siblings of a file or folder, however long its name.

    They say whose they are, so that the next run knows what nobody works on any more.
    """
    return f".fwgraph-{crc32(os.fsencode(target.name)):08x}-{process}-"


def clear_leftovers(target: Path) -> None:
    """Remove the temporary siblings of processes that have ended; put an old folder back."""
    for sibling in target.parent.glob(sibling_prefix(target, "*") + "*"):
        process = sibling.name.split("-")[2]
        if not process.isdecimal() or is_running(int(process)):
            continue
        if sibling.is_dir() and not sibling.is_symlink():
            restore_folder(sibling, target)
        else:
            with suppress(OSError):  # another run may have been quicker
                sibling.unlink()


def is_running(process: int) -> bool:
    """Tell whether a process of that number exists."""
    if os.name == "nt":  # signal 0 would end it there
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
