"""The processes that answer queries from a store on disk, and can do nothing else.

``python -m fwgraph.web.sparql.worker STORE LIMITS`` opens the store once, and then does
nothing but fork: a new process begins with everything ready and shares the memory, so
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

from fwgraph.formats.rdf import serialize_triples
from fwgraph.media_types import RDF_MEDIA_TYPES
from fwgraph.namespaces import RDF_TYPE
from fwgraph.web.sparql.evaluation import EvaluationError, evaluate_query
from fwgraph.web.sparql.limits import MIB, Limits
from fwgraph.web.sparql.messages import (
    Message,
    MessageHead,
    fault_message,
    pack_message,
    receive_message,
)

STACK_SIZE = 256 * MIB
"""Room for the deepest query of the greatest length: the engine reads it by recursion."""
GRACE_SECONDS = 1.0
"""Seconds after the server's time limit, for a server that is no longer there to end us."""
WORKER_NICENESS = 5
"""How much all processes stand back behind the server, which has to take and give answers."""
PROC_STATUS = Path("/proc/self/status")


def run_zygote() -> None:
    """Open the store, and do what the server says until it is gone."""
    # Ctrl+C, and the signal of a service manager, reach every process and are for the server:
    # without it they end anyway, and with it a query that runs is answered 503.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.nice(WORKER_NICENESS)
    control = socket.socket(fileno=sys.stdin.fileno())
    limits = Limits(**json.loads(sys.argv[2]))
    try:
        store = Store.read_only(sys.argv[1])
        names = [name.value for name in store.named_graphs() if isinstance(name, NamedNode)]
    except (OSError, RuntimeError) as error:
        control.sendall(pack_message({"error": str(error)}))
        return
    warm_up()
    control.sendall(pack_message({"graphs": sorted(names)}))
    gc.freeze()  # what is shared is not touched again
    warnings.simplefilter("ignore")  # RocksDB's threads, which a new process does not need
    while True:
        command, sockets, _, _ = socket.recv_fds(control, 64, 1)
        if not command:
            return
        fork = fork_worker(control, sockets[0], store, limits) if sockets else None
        control.sendall(pack_message(fork or reap_worker(int(command))))


def warm_up() -> None:
    """Write one triple in every format, so that every module that a format needs is read."""
    for form in set(RDF_MEDIA_TYPES.values()):
        serialize_triples([Triple(RDF_TYPE, RDF_TYPE, Literal(""))], form)


def fork_worker(control: socket.socket, number: int, store: Store, limits: Limits) -> MessageHead:
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
        threading.stack_size(STACK_SIZE)
        connection = socket.socket(fileno=number)
        work = threading.Thread(target=serve_queries, args=(connection, store, limits))
        work.start()
        work.join()
    finally:
        os._exit(0)


def reap_worker(pid: int) -> MessageHead:
    """Return the exit code of a process of ours; None while it is still there.

    Its number belongs to no other process before it is reaped.
    """
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return {"code": 0}
    return {"code": os.waitstatus_to_exitcode(status) if ended else None}


def serve_queries(connection: socket.socket, store: Store, limits: Limits) -> None:
    """Confine the process, say so, and answer queries until the server is gone."""
    confine_process(limits.memory)
    connection.sendall(pack_message({}))
    while (message := receive_message(connection)) is not None:
        with kernel_watchdog(connection, limits.seconds + GRACE_SECONDS):
            head, body = answer_message(store, message[0], limits)
        connection.sendall(pack_message(head, body))


def answer_message(store: Store, message: MessageHead, limits: Limits) -> Message:
    """Return the reply to a message."""
    try:
        return {}, evaluate_query(store, message, limits)
    except EvaluationError as reason:
        return fault_message(reason.fault, str(reason))


def confine_process(memory: int) -> None:
    """Give up what no query needs; there is no way back.

    What is open stays open: RocksDB opens the files of a store with the store.
    """
    for resource, most in (
        (RLIMIT_CORE, 0),
        (RLIMIT_FSIZE, 0),
        (RLIMIT_DATA, memory_in_use() + memory),
        (RLIMIT_NOFILE, 0),
    ):
        hard = getrlimit(resource)[1]
        limit = most if hard == RLIM_INFINITY else min(most, hard)
        setrlimit(resource, (limit, limit))


def memory_in_use() -> int:
    """Return how many bytes of memory are the process's own, the reserved stack included."""
    if not PROC_STATUS.exists():
        return STACK_SIZE
    lines = PROC_STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmData:")) << 10


@contextmanager
def kernel_watchdog(connection: socket.socket, seconds: float) -> Iterator[None]:
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
    run_zygote()
