"""Where the explorer stands: a server, a folder of plain files, a file of its own."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.endpoint.servers import environment

FWGRAPH = (sys.executable, "-m", "fwgraph")


@contextmanager
def served(*arguments: str | Path) -> Iterator[str]:
    """Run ``fwgraph serve`` and give its address; the process is ended with the block."""
    command = [*FWGRAPH, "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stderr is not None
        try:
            said = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert found, said
            yield found[0]
        finally:
            process.terminate()
            process.communicate(timeout=20)


@contextmanager
def published(folder: Path, data: Path) -> Iterator[str]:
    """Write ``fwgraph site`` of a graph and serve it as plain files, below a folder's name."""
    written("site", folder / "below" / "here", "--data", data)
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/below/here/"
        finally:
            server.shutdown()
            thread.join()


def drawn(file: Path, *arguments: str | Path) -> str:
    """Write a drawing of one file, and return its address."""
    written("draw", file, *arguments)
    return file.as_uri()


def written(*arguments: str | Path) -> None:
    """Run a command that writes files."""
    subprocess.run([*FWGRAPH, *arguments], check=True, capture_output=True, env=environment())


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""
