"""Addresses of a package index in an edition's facts: the package is the fact, not its page.

The hosts of package indexes come and go, and a mirror is as good; a package URL outlives them.
"""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Triple

from fwgraph.namespaces import term
from fwgraph.wiki.page_entry import package_url

HOMEPAGE, PACKAGE = term("fw:homepage"), term("fw:package")
HOSTED = re.compile(r"https?://(pythonhosted\.|packages\.python\.)", re.IGNORECASE)
"""Pages about packages on the index's own hosts, which name none by their form."""


def replace_index_addresses(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the triples, home pages on an index as packages and those on its other hosts not."""
    for triple in triples:
        if triple.predicate != HOMEPAGE or not isinstance(triple.object, Literal):
            yield triple
        elif package := package_url(triple.object.value):
            yield Triple(triple.subject, PACKAGE, Literal(package))
        elif not HOSTED.match(triple.object.value):
            yield triple
