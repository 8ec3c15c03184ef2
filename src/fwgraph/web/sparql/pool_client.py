"""A graph whose queries the processes of the endpoint answer, where they can be stopped."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import CancelledError

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from fwgraph.graph import Graph
from fwgraph.store.readable import Readable
from fwgraph.web.sparql.messages import Fault, query_message
from fwgraph.web.sparql.pool import Pool
from fwgraph.web.sparql.refusals import fault_refusal

SPARE_SECONDS = 2.0
RESULTS_TYPE = "application/sparql-results+json"


class PoolClient(Readable):
    """A graph whose queries a pool answers, within its limits; for threads beside the pool's loop.

    A thread cannot be stopped while the engine works, a process can.
    """

    def __init__(self, graph: Graph, pool: Pool) -> None:
        self.graph = graph
        self.names = graph.names
        self.pool = pool

    async def start(self) -> None:
        """Start the pool; threads can ask from now on."""
        await self.pool.start()
        self.loop = asyncio.get_running_loop()

    @property
    def timeout(self) -> float:
        """The seconds after which an answer is there, or a refusal, and some to spare."""
        return self.pool.limits.seconds + self.pool.limits.wait_budget + SPARE_SECONDS

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.graph)

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples, in no particular order."""
        return iter(self.graph)

    def solve(self, text: str) -> QuerySolutions | QueryBoolean:
        """Return the answer to a SELECT or an ASK; raises Refusal where it is past a limit."""
        answering = self.pool.answer(query_message(text, RESULTS_TYPE))
        reply = asyncio.run_coroutine_threadsafe(answering, self.loop)
        try:
            head, body = reply.result(self.timeout)
        except (TimeoutError, CancelledError):  # the loop has ended: the server is stopping
            raise fault_refusal(Fault.TIME, "", self.pool.limits) from None
        if fault := head.get("fault"):
            raise fault_refusal(Fault(fault), head["reason"], self.pool.limits)
        return parse_query_results(body, format=QueryResultsFormat.JSON)
