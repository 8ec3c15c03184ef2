"""The shipped data of a few things, for tests that run a copy of the project.

What they add to a copy is proven by it alone: with all data, each would load, close and check
what other tests check already.
"""

import shutil
from pathlib import Path

from fwgraph.store import package

FEW = ("flask", "django", "jinja2", "werkzeug", "click", "wsgi", "python-2", "python-3")


def copy_few_data(folder: Path) -> None:
    """Write the files of a few things, of their sources and of all editions, into ``data``."""
    data = Path(package.find_resource_root()) / "data"
    for file in sorted(data.glob("*/*.ttl")):
        named = any(file.stem == name or file.stem.startswith(f"{name}-") for name in FEW)
        if named or file.parent.name == "editions":
            (folder / "data" / file.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / "data" / file.parent.name)
