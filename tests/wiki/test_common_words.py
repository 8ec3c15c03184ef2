"""Which names are words of English too is told by hand, and held to the shipped graph here."""

import re

from fwgraph.graph import Graph
from fwgraph.namespaces import THING_KINDS
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.names import kind_of, query_names
from fwgraph.store.table import Table
from fwgraph.wiki.prose.mentions import COMMON_WORDS

OUR_PROSE = "SELECT ?text { VALUES ?about { dcterms:description skos:definition } ?s ?about ?text }"
WORD = re.compile(r"(?<![\w:/.-])[a-z]{3,}(?![\w:/-]|\.\w)")


def test_a_common_word_names_one_thing(graph: Graph) -> None:
    stale = {word for word in COMMON_WORDS if len(graph.names.matches(word, THING_KINDS)) != 1}
    assert stale == set(), "no thing is called by these words, or several are"


def test_a_name_that_our_own_prose_uses_as_a_word_is_common(graph: Graph) -> None:
    """What the graph itself spells in small letters, ``webapp``, is a name there."""
    names = {name for node, name, _ in query_names(graph) if kind_of(node) in THING_KINDS}
    spelled = {word for name in names for word in WORD.findall(re.sub(r"\W", " ", name))}
    prose = " ".join(
        str(row["text"]) for row in Table.from_solutions(select_solutions(graph, OUR_PROSE))
    )
    words = set(WORD.findall(prose)) - spelled - COMMON_WORDS
    assert {word for word in words if graph.names.matches(word, THING_KINDS)} == set()
