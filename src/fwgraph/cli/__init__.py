"""The command line: arguments in, text and exit code out.

Exit codes are 0 for fine, 1 for data that breaks a rule, 2 for what could not be run.
Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from fwgraph.errors import FwgraphError

COMMAND_MODULES = {
    "show": "questions",
    "lineage": "trees",
    "dependencies": "trees",
    "dependents": "trees",
    "why": "trees",
    "ask": "questions",
    "sparql": "questions",
    "export": "exporting",
    "draw": "drawing",
    "validate": "checking",
    "fix": "checking",
    "import": "pages",
    "build": "stores",
    "push": "stores",
    "serve": "serving",
    "site": "serving",
    "format": "upkeep",
}
"""Every command, in the order of the help, and the module that holds it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its code; the arguments default to the process's."""
    try:
        if not run_without_click(arguments):
            from fwgraph.cli.commands import cli

            color = False if os.environ.get("NO_COLOR") else None
            cli.main(args=arguments, prog_name="fwgraph", color=color)
    except (FwgraphError, OSError) as error:
        from fwgraph.store.table import printable_text

        sys.stderr.write(f"error: {printable_text(str(error))}\n")
        sys.exit(2)
    sys.exit(0)


def run_without_click(arguments: Sequence[str] | None) -> bool:
    """Run a command line that can be read without click; tell whether it was one."""
    from fwgraph.cli import quick

    call = quick.parse_command_line(sys.argv[1:] if arguments is None else arguments)
    if call is None:
        return False
    if arguments is None:
        gc.disable()  # the process ends with its answer: nothing is worth collecting before
        atexit.register(gc.freeze)
    try:
        call()
    except (KeyboardInterrupt, EOFError, BrokenPipeError) as error:
        quick.exit_like_click(error)
    return True
