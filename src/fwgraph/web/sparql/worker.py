"""The processes that answer queries from a store on disk, and can do nothing else.

``python -m fwgraph.web.sparql.worker STORE LIMITS`` opens the store once, and then does
nothing but divide: a new process begins with everything ready and shares the memory, so
that one costs half a millisecond and two megabytes. The server asks for one over the socket
that is our standard input and sends along the socket on which the new process will speak.

A new process gives up, for good, the right to open a file or a socket, to write files, and
to take more memory than it may. It ends with the server: between queries its socket says
so, and while a query runs the kernel, which ends the process when the other end of the
socket is gone, or when the time is over.
"""

import fcntl
import gc
import json
import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import (
    RLIM_INFINITY,
    RLIMIT_CORE,
    RLIMIT_DATA,
    RLIMIT_FSIZE,
    RLIMIT_NOFILE,
    getrlimit,
    setrlimit,
)

from pyoxigraph import Literal, NamedNode, Store, Triple

from fwgraph import export
from fwgraph.namespaces import RDF_TYPE
from fwgraph.web.sparql.evaluation import Unanswered, answered
from fwgraph.web.sparql.forms import TRIPLES
from fwgraph.web.sparql.limits import MIB, Limits
from fwgraph.web.sparql.messages import Head, packed, received

STACK = 256 * MIB
"""Room for the deepest query of the greatest length: the engine reads it by recursion."""
GRACE = 1.0
"""Seconds after the server's time limit, for a server that is no longer there to end us."""
NICE = 5
"""How much all processes stand back behind the server, which has to take and give answers."""
STATUS = Path("/proc/self/status")


def main() -> None:
    """Open the store, and do what the server says until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server
    os.nice(NICE)
    control = socket.socket(fileno=sys.stdin.fileno())
    limits = Limits.of(json.loads(sys.argv[2]))
    try:
        store = Store.read_only(sys.argv[1])
        names = [name.value for name in store.named_graphs() if isinstance(name, NamedNode)]
    except (OSError, RuntimeError) as error:
        control.sendall(packed({"error": str(error)}))
        return
    rehearse()
    control.sendall(packed({"graphs": sorted(names)}))
    gc.freeze()  # what is shared is not touched again
    warnings.simplefilter("ignore")  # RocksDB's threads, which a new process does not need
    while True:
        order, sockets, _, _ = socket.recv_fds(control, 64, 1)
        if not order:
            return
        head = divide(control, sockets[0], store, limits) if sockets else buried(int(order))
        control.sendall(packed(head))


def rehearse() -> None:
    """Write one triple in every form, so that every module that a form needs is read."""
    for form in set(TRIPLES.values()):
        export.written([Triple(RDF_TYPE, RDF_TYPE, Literal(""))], form)


def divide(control: socket.socket, number: int, store: Store, limits: Limits) -> Head:
    """Return the number of a new process, which answers on a socket and never returns."""
    try:
        pid = os.fork()
    except OSError as error:
        os.close(number)
        return {"error": str(error)}
    if pid:
        os.close(number)
        return {"pid": pid}
    try:
        control.close()
        threading.stack_size(STACK)
        work = threading.Thread(target=serve, args=(socket.socket(fileno=number), store, limits))
        work.start()
        work.join()
    finally:
        os._exit(0)


def buried(pid: int) -> Head:
    """Return the code that a process of ours ended with; None while it is still there.

    Its number belongs to nobody else before this was asked.
    """
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return {"code": 0}
    return {"code": os.waitstatus_to_exitcode(status) if ended else None}


def serve(connection: socket.socket, store: Store, limits: Limits) -> None:
    """Confine the process, say so, and answer queries until the server is gone."""
    confine(limits.memory)
    connection.sendall(packed({}))
    while (message := received(connection)) is not None:
        with ending_with(connection, limits.seconds + GRACE):
            head, body = reply(store, message[0], limits)
        connection.sendall(packed(head, body))


def reply(store: Store, asked: Head, limits: Limits) -> tuple[Head, bytes]:
    """Return the answer to a message, or why there is none."""
    try:
        return {}, answered(store, asked, limits)
    except Unanswered as reason:
        return {"fault": reason.fault, "reason": str(reason)}, b""


def confine(memory: int) -> None:
    """Give up what no query needs; there is no way back.

    What is open stays open: RocksDB opens the files of a store with the store.
    """
    for resource, most in (
        (RLIMIT_CORE, 0),
        (RLIMIT_FSIZE, 0),
        (RLIMIT_DATA, in_use() + memory),
        (RLIMIT_NOFILE, 0),
    ):
        hard = getrlimit(resource)[1]
        limit = most if hard == RLIM_INFINITY else min(most, hard)
        setrlimit(resource, (limit, limit))


def in_use() -> int:
    """Return how many bytes of memory are the process's own, the reserved stack included."""
    if not STATUS.exists():
        return STACK
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmData:")) << 10


@contextmanager
def ending_with(connection: socket.socket, seconds: float) -> Iterator[None]:
    """Let the kernel end the process when the other end is gone or the time is over.

    Both signals keep their default, which is to end the process, whatever it is doing.
    """
    signal.setitimer(signal.ITIMER_REAL, seconds)
    flags = fcntl.fcntl(connection, fcntl.F_GETFL)
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(connection, fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(connection, fcntl.F_SETFL, flags)
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
