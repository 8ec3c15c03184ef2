"""The process's standard streams, made such that writing to them fails with a sentence."""

import io
import os
import sys

CLOSED_STREAMS = (
    ("stdin", os.O_WRONLY, "r"),
    ("stdout", os.O_RDONLY, "w"),
    ("stderr", os.O_RDWR, "w"),
)
"""By file descriptor: the name, and how the null device is opened in place of a closed stream.

Reading the first and writing the second then fails as it does in C, with EBADF; what is
said on the third is lost. Python has None for a closed stream, and the next file that is
opened would get its descriptor, and with it whatever a library prints.
"""


def prepare_streams() -> None:
    """Replace closed standard streams, and what an output's encoding lacks by question marks."""
    for number, (name, flags, mode) in enumerate(CLOSED_STREAMS):
        if getattr(sys, name) is None:
            os.dup2(os.open(os.devnull, flags), number)
            setattr(sys, name, os.fdopen(number, mode))
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors != "replace":
        sys.stdout.reconfigure(errors="replace")


def discard_output() -> None:
    """Drop what standard output cannot take, or Python would try again as it exits, and fail."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
