"""The command line: arguments in, text and exit code out.

Exit codes are 0 for fine, 1 for data that breaks a rule, 2 for what could not be run or
written, 130 for what was interrupted.
Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

import atexit
import errno
import gc
import sys
from collections.abc import Sequence

from fwgraph.cli.streams import discard_output, prepare_streams
from fwgraph.errors import FwgraphError

COMMAND_MODULES = {
    "show": "questions",
    "status": "status",
    "lineage": "trees",
    "dependencies": "trees",
    "dependents": "trees",
    "why": "trees",
    "ask": "questions",
    "sparql": "questions",
    "diff": "differing",
    "export": "exporting",
    "draw": "drawing",
    "validate": "checking",
    "fix": "repairing",
    "verify": "verifying",
    "import": "pages",
    "upstream": "upstream",
    "build": "stores",
    "push": "stores",
    "serve": "serving",
    "site": "serving",
    "mcp": "agents",
    "format": "upkeep",
}
"""Every command, in the order of the help, and the module that holds it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its code; the arguments default to the process's."""
    prepare_streams()
    sys.exit(run_command_line(arguments))


def run_command_line(arguments: Sequence[str] | None) -> int:
    """Run a command line and return its exit code; what goes wrong becomes a sentence."""
    try:
        if run_without_click(arguments):
            return 0
        from fwgraph.cli.commands import run_with_click

        return run_with_click(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        return 130
    except ModuleNotFoundError as error:
        from fwgraph.extras import missing_module_sentence

        discard_output()
        sys.stderr.write(f"error: {missing_module_sentence(error)}\n")
        return 2
    except (FwgraphError, OSError) as error:
        discard_output()
        if not isinstance(error, BrokenPipeError):  # a reader that has left needs no telling
            sys.stderr.write(f"error: {error_sentence(error)}\n")
        return 2


def error_sentence(error: Exception) -> str:
    """Return what is wrong, without what a terminal would take for commands."""
    from fwgraph.store.table import printable_text

    closed = isinstance(error, OSError) and error.errno == errno.EBADF
    return "standard input or output is closed" if closed else printable_text(str(error))


def run_without_click(arguments: Sequence[str] | None) -> bool:
    """Run a command line that can be read without click; tell whether it was one."""
    from fwgraph.cli import quick

    call = quick.parse_command_line(sys.argv[1:] if arguments is None else arguments)
    if call is None:
        return False
    if arguments is None:
        gc.disable()  # the process ends with its answer: nothing is worth collecting before
        atexit.register(gc.freeze)
    call()
    return True
