"""The SPARQL 1.1 Protocol cases of the W3C: those on queries pass, those on updates are refused.

Cases, requests and what is expected come from the manifest, and so do the graphs: each one
that a request names is there, empty where the manifest has no data for it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, Store, parse
from rdflib import RDF, RDFS, Namespace
from rdflib.collection import Collection
from tests.web.sparql.serving import Answer, Served, serving

from fwgraph.media_types import RDF_MEDIA_TYPES, RESULT_MEDIA_TYPES

SUITE = Path(__file__).parents[4] / "shared" / "suites" / "w3c-sparql11-protocol"
CASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/manifest#"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
FORMATS = {"boolean": RESULT_MEDIA_TYPES, "tabular": RESULT_MEDIA_TYPES, "RDF": RDF_MEDIA_TYPES}

if not SUITE.exists():
    reason = f"the W3C's suite is not at {SUITE}; it is shared beside the project"
    pytest.skip(reason, allow_module_level=True)


@dataclass(frozen=True)
class Case:
    """One request of a test, and what has to come back."""

    name: str
    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]
    statuses: frozenset[str]
    boolean: bool | None
    format: str | None


@cache
def manifest() -> rdflib.Graph:
    found = rdflib.Graph()
    found.parse(SUITE / "manifest.ttl")
    return found


def members(node: object) -> list[rdflib.term.Node]:
    return list(Collection(manifest(), node))  # type: ignore[arg-type]


def text(subject: rdflib.term.Node, predicate: rdflib.URIRef) -> str:
    return str(manifest().value(subject, predicate))


def cases() -> Iterator[Case]:
    for suite in manifest().subjects(RDF.type, MF.Manifest):
        for entry in members(manifest().value(suite, MF.entries)):
            action = manifest().value(entry, MF.action)
            requests = members(manifest().value(action, HT.requests))
            for number, request in enumerate(requests):
                name = str(entry).removeprefix(CASE).rpartition("#")[2]
                yield case(name + (f"-{number + 1}" if number else ""), request)


def case(name: str, request: rdflib.term.Node) -> Case:
    graph = manifest()
    response = graph.value(request, HT.resp)
    assert response
    body = graph.value(request, HT.body)
    headers = (
        members(graph.value(request, HT.headers)) if (request, HT.headers, None) in graph else []
    )
    boolean = graph.value(response, MF.expectedBoolean)
    form = graph.value(response, MF.expectedFormat)
    return Case(
        name,
        text(request, HT.methodName),
        text(request, HT.absolutePath).replace("/sparql/", "/sparql", 1),
        text(body, CNT.chars).encode(text(body, CNT.characterEncoding)) if body else None,
        {text(header, HT.fieldName): text(header, HT.fieldValue) for header in headers},
        frozenset(str(status)[-3] for status in graph.objects(response, MF.expectedStatus)),
        None if boolean is None else str(boolean) == "true",
        None if form is None else str(form),
    )


CASES = list(cases())
QUERIES = [each for each in CASES if "update" not in each.name]
UPDATES = [each for each in CASES if "update" in each.name and not re.search(r"-\d", each.name)]
"""A second request of a test on updates asks what the update has done; there was none."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The endpoint with the suite's graphs."""
    folder = tmp_path_factory.mktemp("suite") / "store"
    store = Store(str(folder))
    for each in CASES:
        for name, value in parse_qsl(urlsplit(each.path).query):
            if name.endswith("graph-uri"):
                store.add_graph(NamedNode(value))
    for data in manifest().objects(None, UT.graphData):
        path = SUITE / text(data, UT.graph).rpartition("/")[2]
        graph = NamedNode(text(data, RDFS.label))
        store.extend(Quad(q.subject, q.predicate, q.object, graph) for q in parse(path=path))
    store.flush()
    del store
    with serving(folder) as found:
        yield found


def test_the_manifest_was_read() -> None:
    assert (len(QUERIES), len(UPDATES)) == (20, 14)


@pytest.mark.parametrize("case", QUERIES, ids=lambda case: case.name)
def test_a_case_on_queries(served: Served, case: Case) -> None:
    answer = asked(served, case)
    assert str(answer.status)[0] in {status[0] for status in case.statuses}, answer.text
    if case.format:
        assert answer.type in FORMATS[case.format]
    if case.boolean is not None:
        assert json.loads(answer.text)["boolean"] is case.boolean


@pytest.mark.parametrize("case", UPDATES, ids=lambda case: case.name)
def test_a_case_on_updates_is_refused(served: Served, case: Case) -> None:
    answer = asked(served, case)
    assert 400 <= answer.status < 500
    assert answer.text.endswith(".")


def asked(served: Served, case: Case) -> Answer:
    return served.request(case.method, case.path, case.body, case.headers)
