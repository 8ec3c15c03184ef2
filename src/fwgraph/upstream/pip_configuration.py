"""Which package index pip is told to use: its environment and its configuration files.

pip itself is not needed: its files are read where pip looks for them, and the stronger wins
as with pip. See pip's documentation, "Configuration".
"""

import os
import sys
from collections.abc import Iterator, Mapping
from configparser import Error, RawConfigParser
from pathlib import Path

from fwgraph.errors import Unreadable
from fwgraph.files import read_text

SECTIONS = ("global", "install")
"""The sections that count for a download, the stronger one last."""
WINDOWS = sys.platform == "win32"
FILE_NAME = "pip.ini" if WINDOWS else "pip.conf"


def read_pip_setting(name: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the value of a setting such as ``index-url``, from the environment or the files.

    Raises Unreadable for a configuration file that pip would not read either.
    """
    if value := environ.get(f"PIP_{name.upper().replace('-', '_')}", "").strip():
        return value
    found = None
    for path in configuration_files(environ):
        found = read_file_setting(path, name) or found
    return found


def read_file_setting(path: Path, name: str) -> str | None:
    """Return the value of a setting in a configuration file, if it is there and says so."""
    if not path.is_file():
        return None
    parser = RawConfigParser()
    try:
        parser.read_string(read_text(path), str(path))
    except Error as error:
        reason = f"pip's configuration cannot be read: {str(error).splitlines()[0]}"
        raise Unreadable(path, reason, getattr(error, "lineno", None)) from error
    # pip takes underscores for hyphens in the names of settings
    values = [
        value.strip()
        for section in SECTIONS
        if parser.has_section(section)
        for key, value in parser.items(section)
        if key.replace("_", "-") == name
    ]
    return next(filter(None, reversed(values)), None)


def configuration_files(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield where pip looks for configuration files, the weakest first.

    The null device in PIP_CONFIG_FILE stands for none; a file there replaces the user's.
    """
    chosen = environ.get("PIP_CONFIG_FILE", "")
    if chosen == os.devnull:
        return
    for folder in global_folders(environ):
        yield folder / FILE_NAME
    if not (chosen and Path(chosen).exists()):
        for folder in user_folders(environ):
            yield folder / FILE_NAME
    yield Path(sys.prefix, FILE_NAME)
    if chosen:
        yield Path(chosen)


def global_folders(environ: Mapping[str, str]) -> list[Path]:
    """Return the folders of the configuration of a machine."""
    if WINDOWS:
        return [Path(environ.get("PROGRAMDATA", "C:/ProgramData"), "pip")]
    if sys.platform == "darwin":
        return [Path("/Library/Application Support/pip")]
    places = environ.get("XDG_CONFIG_DIRS", "") or "/etc/xdg"
    return [*(Path(place, "pip") for place in places.split(os.pathsep) if place), Path("/etc")]


def user_folders(environ: Mapping[str, str]) -> list[Path]:
    """Return the folders of the configuration of a user: the old one, then that of today."""
    try:
        home = Path.home()
    except RuntimeError:  # a user who has none
        return []
    if WINDOWS:
        return [home / "pip", Path(environ.get("APPDATA", home / "AppData/Roaming"), "pip")]
    library = home / "Library/Application Support/pip"
    if sys.platform == "darwin" and library.is_dir():
        return [home / ".pip", library]
    return [home / ".pip", Path(environ.get("XDG_CONFIG_HOME") or home / ".config", "pip")]
