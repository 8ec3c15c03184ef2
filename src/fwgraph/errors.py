"""What can go wrong for a person using fwgraph.

* FwgraphError
    * Unreadable: a file is missing, is not text, or is not well formed
    * UnknownName: nothing in the graph, or in a catalogue, is called that
    * AmbiguousName: several things are called that
    * BadRequest: options or parameters that do not fit together
        * NothingToCheck: a page or RDF file holds nothing that a rule is about
    * NotInstalled: a package is missing that this needs
    * QueryError: a SPARQL query that does not parse or cannot be evaluated
    * EndpointError: a SPARQL store on the web did not answer as it should
    * PackageIndexError: a package index did not

A message names the file and line or the thing first, says what is wrong and, where
it helps, what to do. The command line prints it after "error: " and exits with 2.
"""

from __future__ import annotations

import os
from collections.abc import Sequence


class FwgraphError(Exception):
    """The base of every error that a user can cause and put right."""


class Unreadable(FwgraphError):
    """A file cannot be read as what it should be."""

    def __init__(self, path: str | os.PathLike[str], reason: str, line: int | None = None) -> None:
        from pathlib import Path  # only where something went wrong

        self.path = Path(path)
        self.line = line
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}: {reason}")


class UnknownName(FwgraphError):
    """Nothing is called that; the message names what comes ``close``, or else gives the hint.

    ``likeness`` from 0 to 1 says how much alike is close.
    """

    def __init__(
        self, what: str, name: str, known: Sequence[str], hint: str = "", likeness: float = 0.6
    ) -> None:
        self.close = similar_names(name, known, likeness)
        if self.close:
            hint = f"did you mean {' or '.join(self.close)}?"
        super().__init__("; ".join(filter(None, [f"no {what} is called {name!r}", hint])))


class AmbiguousName(FwgraphError):
    """Several things are called that."""

    def __init__(self, name: str, choices: Sequence[str]) -> None:
        super().__init__(f"{name!r} names several things: say one of {', '.join(choices)}")


class BadRequest(FwgraphError):
    """Options or parameters do not fit together."""


class NothingToCheck(BadRequest):
    """A wiki page or an RDF file holds nothing that a rule is about."""


class NotInstalled(FwgraphError):
    """A package is not installed; the message says which extra of fwgraph brings it."""


class QueryError(FwgraphError):
    """A SPARQL query that does not parse or cannot be evaluated."""


class EndpointError(FwgraphError):
    """A SPARQL store did not answer as it should; ``status`` is its HTTP status, if any.

    ``reason`` is the message without the address.
    """

    def __init__(self, url: str, reason: str, status: int | None = None) -> None:
        self.reason = reason
        self.status = status
        super().__init__(f"{redact_url(url)}: {reason}")


class PackageIndexError(FwgraphError):
    """A package index did not answer as it should."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{redact_url(url)}: {reason}")


def redact_url(url: str) -> str:
    """Return a web address without what may be secret in it: user, password and query."""
    scheme, mark, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    place = f"{authority.rpartition('@')[2]}{slash}{path}"
    return f"{scheme}{mark}{place}".partition("?")[0].partition("#")[0]


def similar_names(name: str, known: Sequence[str], likeness: float) -> list[str]:
    """Return up to three of the known names that are so much like the name, nearest first."""
    from difflib import get_close_matches  # only where something went wrong

    spelled = {candidate.casefold(): candidate for candidate in reversed(known)}
    return [spelled[match] for match in get_close_matches(name.casefold(), spelled, 3, likeness)]
