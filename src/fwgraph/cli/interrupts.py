"""Ctrl+C, also while a library computes and lets Python do nothing."""

import os
import signal
import threading

EXIT_CODE = 130
"""128 and the number of SIGINT, as shells have it."""

GRACE_SECONDS = 1.0
"""Seconds in which Python has to notice an interrupt, before the process is ended without it."""


def watch_interrupts() -> None:
    """Let SIGINT raise KeyboardInterrupt, and end the process where nothing comes of that.

    Python calls its handlers between two steps of the main thread, and a query or the load
    of a large file is one step. But the C handler writes to a descriptor at once, and another
    thread reads it: pyoxigraph lets threads run while it works.
    """
    if os.name != "posix" or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return  # a signal that our parent wants to be ignored is ignored
    noticed = threading.Event()

    def raise_interrupt(*_: object) -> None:
        noticed.set()
        raise KeyboardInterrupt

    def wait_for_interrupt() -> None:
        while os.read(reading, 1) != bytes([signal.SIGINT]):
            pass
        # a server has a handler of its own by then
        if not noticed.wait(GRACE_SECONDS) and signal.getsignal(signal.SIGINT) is raise_interrupt:
            os.write(2, b"\nAborted!\n")
            os._exit(EXIT_CODE)

    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.signal(signal.SIGINT, raise_interrupt)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    threading.Thread(target=wait_for_interrupt, daemon=True).start()
