"""Representations of resources: written in threads, once for all who ask, and kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fwgraph.web.http.cache import Representation, RepresentationCache, build_representation
from fwgraph.web.http.thread_pool import ThreadPool

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from fwgraph.media_types import Format
    from fwgraph.web.http.links import Links
    from fwgraph.web.http.resources import Resource
    from fwgraph.web.publication import Publication

QUESTION_THREADS = 128
"""Threads that wait for answers to questions, where processes work them out."""


class RepresentationWriter:
    """Writes the forms of a publication's resources, each task for ``seconds`` at most.

    With ``pool_seconds``, the longest that the pool of processes takes for a question, threads
    for questions only wait for the pool, which has queues and limits of its own.
    """

    def __init__(
        self,
        publication: Publication,
        threads: int,
        waiting: int,
        seconds: float,
        pool_seconds: float | None,
    ) -> None:
        self.publication = publication
        self.cache = RepresentationCache()
        self.page_threads = ThreadPool("pages", threads, waiting, seconds)
        self.view_threads = ThreadPool("views", threads, waiting, seconds)
        self.question_threads = (
            ThreadPool("questions", QUESTION_THREADS, waiting, pool_seconds)
            if pool_seconds
            else ThreadPool("questions", threads, waiting, seconds)
        )

    async def write(self, resource: Resource, form: Format, links: Links) -> Representation:
        """Return a form of a resource; raises FwgraphError where the resource has none like it."""
        key = (resource.path, resource.query, form.ending, links)
        write = partial(resource.write_form, form, links)
        # what was asked for as of a day has to make room: there are many days
        for_good = self.publication.is_fixed(resource) and links.on is None
        if representation := self.cache.get(key):
            return representation
        return await self.threads_for(resource).run_task(
            lambda: self.write_once(key, write, form.content_type, for_good=for_good), key
        )

    def write_once(
        self,
        key: Hashable,
        write: Callable[[], bytes],
        content_type: str,
        *,
        for_good: bool = False,
    ) -> Representation:
        """Return what is kept under a key, which is written now if it is not there."""
        representation = self.cache.get(key)
        if representation is None:
            representation = build_representation(write(), content_type)
            self.cache.store(key, representation, for_good=for_good)
        return representation

    def threads_for(self, resource: Resource) -> ThreadPool:
        """Return who writes a resource: what is computed does not hold up what is there."""
        if resource.path.startswith("questions/"):
            return self.question_threads
        return self.view_threads if resource.query else self.page_threads

    def shut_down(self) -> None:
        """Begin nothing new."""
        for threads in (self.page_threads, self.view_threads, self.question_threads):
            threads.shut_down()
