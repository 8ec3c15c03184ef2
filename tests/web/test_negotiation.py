"""Each thing answers in the form that is asked for, and says which others there are."""

import gzip
import re

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic
from tests.web.serving import BROWSER, Served

FLASK = "/software/flask"
CLAIM = "/claim/flask.builtOn.jinja2.web-frameworks-2016.94"
TURTLE, JSON_LD = "text/turtle", "application/ld+json"
N_TRIPLES, RDF_XML = "application/n-triples", "application/rdf+xml"
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
LINK = re.compile(r'<([^>]*)>((?:; \w+="[^"]*")*)')


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/*", "text/html"),
        (TURTLE, TURTLE),
        ("application/*", JSON_LD),
        ("text/html;q=0.4, text/turtle;q=0.5", TURTLE),
        ("text/html, text/turtle", "text/html"),
        ("text/turtle, text/html", "text/html"),
        ("text/html;q=0.9, application/n-triples", N_TRIPLES),
        ("text/turtle;q=0, text/*;q=0.1", "text/html"),
        ("text/html;q=0, */*;q=0.1", TURTLE),
        ("application/rdf+xml;q=0.8, application/ld+json;q=0.8, */*;q=0.1", JSON_LD),
        ("text/plain;q=0.5, application/rdf+xml", RDF_XML),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSON_LD),
        ("TEXT/Turtle ; Q=1", TURTLE),
        ("nonsense", "text/html"),
        ("application/json", "application/json"),
        ("application/json, application/ld+json", JSON_LD),
    ],
)
def test_accept_decides(served: Served, accept: str | None, expected: str) -> None:
    answer = served.get(FLASK, accept)
    assert (answer.status, answer.type) == (200, expected)
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_what_cannot_be_had_is_answered_with_what_can(served: Served) -> None:
    answer = served.get(FLASK, "image/png")
    assert answer.status == 406
    assert answer.type == "text/plain"
    for media_type in ("text/html", TURTLE, JSON_LD, N_TRIPLES, RDF_XML):
        assert media_type in answer.text


@pytest.mark.parametrize("path", [FLASK, CLAIM, "/ontology", "/shapes", "/concepts", "/dataset"])
@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("html", "text/html"),
        ("ttl", TURTLE),
        ("jsonld", JSON_LD),
        ("nt", N_TRIPLES),
        ("rdf", RDF_XML),
    ],
)
def test_an_ending_decides_whatever_is_accepted(
    served: Served, path: str, ending: str, media_type: str
) -> None:
    answer = served.get(f"{path}.{ending}", "image/png")
    assert (answer.status, answer.type) == (200, media_type)
    assert "Accept" not in answer.headers["Vary"].split(", ")


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning:rdflib")
@pytest.mark.parametrize("path", [FLASK, CLAIM, "/edition/web-frameworks-2016", "/kind/database",
                                  "/ontology", "/concepts", "/shapes", "/dataset"])  # fmt: skip
def test_every_form_says_the_same(served: Served, path: str) -> None:
    graphs = [
        rdflib.Graph().parse(data=served.get(f"{path}.{ending}").body, format=name)
        for ending, name in RDFLIB.items()
    ]
    assert len(graphs[0]) > 3
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


def test_a_description_has_the_claims_and_listings_of_a_thing(served: Served) -> None:
    triples = list(pyoxigraph.parse(served.get(f"{FLASK}.nt").body, pyoxigraph.RdfFormat.N_TRIPLES))
    subjects = {str(triple.subject) for triple in triples}
    assert f"<https://w3id.org/fwgraph{FLASK}>" in subjects
    assert f"<https://w3id.org/fwgraph{CLAIM}>" in subjects
    assert "<https://w3id.org/fwgraph/listing/web-frameworks-2016/flask>" in subjects


def test_a_name_with_dots_goes_before_an_ending(served: Served, hostile: Served) -> None:
    assert served.get(CLAIM, TURTLE).status == 200
    named = hostile.get("/software/target.ttl", BROWSER)
    assert (named.status, named.type) == (200, "text/html")
    assert "Target point ttl" in named.text
    assert hostile.get("/software/target.ttl.ttl").type == TURTLE


def test_links_name_the_other_forms(served: Served) -> None:
    answer = served.get(FLASK, TURTLE)
    links = [
        (target, dict(re.findall(r'(\w+)="([^"]*)"', said)))
        for target, said in LINK.findall(answer.headers["Link"])
    ]
    alternates = {said["type"]: target for target, said in links if said["rel"] == "alternate"}
    assert alternates.keys() == {"text/html", JSON_LD, N_TRIPLES, RDF_XML}
    for media_type, target in alternates.items():
        assert served.get(target).type == media_type
    others = {said["rel"]: target for target, said in links if said["rel"] != "alternate"}
    assert others == {
        "canonical": FLASK,
        "describes": f"https://w3id.org/fwgraph{FLASK}",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
    assert answer.headers["Content-Location"] == f"{FLASK}.ttl"
    assert "max-age" in answer.headers["Cache-Control"]


def test_what_is_known_is_not_sent_again(served: Served) -> None:
    first = served.get(FLASK, TURTLE)
    tag = first.headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    assert served.get(FLASK, "text/html").headers["ETag"] != tag
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = served.get(FLASK, TURTLE, If_None_Match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Vary"] == first.headers["Vary"]
    for unknown in ('"other"', tag.strip('"'), ""):
        assert served.get(FLASK, TURTLE, If_None_Match=unknown).status == 200


def test_compressed_bytes_have_a_tag_of_their_own(served: Served) -> None:
    plain = served.get(FLASK, TURTLE)
    zipped = served.get(FLASK, TURTLE, Accept_Encoding="br, gzip;q=0.8")
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert zipped.headers["Vary"] == "Accept, Accept-Encoding"
    again = served.get(FLASK, TURTLE, Accept_Encoding="gzip", If_None_Match=zipped.headers["ETag"])
    assert again.status == 304
    for refused in ("identity", "gzip;q=0", "gzip;q=0.000", "br"):
        assert "Content-Encoding" not in served.get(FLASK, Accept_Encoding=refused).headers


@pytest.mark.parametrize("path", [FLASK, "/", "/questions/frameworks.csv", "/health", "/nothing",
                                  "/static/pages.css", "/graph.json"])  # fmt: skip
def test_head_is_get_without_the_body(served: Served, path: str) -> None:
    got, head = served.get(path), served.request("HEAD", path)
    assert head.body == b""
    assert head.status == got.status
    kept = [item for item in got.headers.items() if item[0] != "date"]
    assert [item for item in head.headers.items() if item[0] != "date"] == kept


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_written(served: Served, method: str) -> None:
    answer = served.request(method, FLASK)
    assert answer.status == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", [FLASK, "/questions/lineage.csv", "/static/pages.css", "/health"])
def test_scripts_of_other_sites_may_ask_for_a_profile(served: Served, path: str) -> None:
    asking = {"Origin": "https://other.example", "Access-Control-Request-Headers": "accept"}
    answer = served.request("OPTIONS", path, asking | {"Access-Control-Request-Method": "GET"})
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in answer.headers["Access-Control-Allow-Headers"].split(", ")


def test_a_whole_address_is_a_path(served: Served) -> None:
    """A proxy writes it so (RFC 9112, section 3.2.2)."""
    answer = served.get(f"http://other.example{FLASK}", TURTLE)
    assert (answer.status, answer.body) == (200, served.get(FLASK, TURTLE).body)
    assert served.get("HTTP://other.example", BROWSER).body == served.get("/", BROWSER).body


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (BROWSER, "text/html"),
        ("application/json", "application/problem+json"),
        (JSON_LD, "application/problem+json"),
        (TURTLE, "text/plain"),
        ("text/plain", "text/plain"),
    ],
)
def test_what_is_not_there_is_answered_with_what_comes_near(
    served: Served, accept: str, media_type: str
) -> None:
    answer = served.get("/software/flsk", accept)
    assert (answer.status, answer.type) == (404, media_type)
    assert FLASK in answer.text
    assert "Flask" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [FLASK, "/ontology", "/dataset"])
def test_whoever_asks_for_json_gets_json_ld(served: Served, path: str) -> None:
    json_ld = served.get(f"{path}.jsonld")
    for answer in (served.get(f"{path}.json"), served.get(path, "application/json")):
        assert (answer.status, answer.type) == (200, "application/json")
        assert answer.body == json_ld.body
    assert served.get(path, "application/json").headers["Content-Location"] == f"{path}.json"
    assert ".json>" not in served.get(path, TURTLE).headers["Link"], "it is no format of its own"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("/software/Flask", FLASK),
        ("/software/FLASK.ttl", "/software/flask.ttl"),
        ("/software/Flask.json", "/software/flask.json"),
        ("/Software/flask", FLASK),
        ("/software/repoze.bfg?on=2016-06-04", "/software/repoze-bfg?on=2016-06-04"),
        ("/specification/WSGI", "/specification/wsgi"),
    ],
)
def test_a_name_that_is_written_otherwise_leads_to_its_page(
    served: Served, written: str, place: str
) -> None:
    answer = served.get(written, BROWSER)
    assert (answer.status, answer.headers["Location"]) == (301, place)
    assert served.get(place, BROWSER).status == 200


@pytest.mark.parametrize("path", ["/software/Flas", "/platform/Flask", "/software/", "/FLASK"])
def test_what_is_no_name_leads_nowhere(served: Served, path: str) -> None:
    assert served.get(path, BROWSER).status == 404


def test_there_is_a_mark_for_those_who_ask_at_the_root(served: Served) -> None:
    answer = served.get("/favicon.ico")
    assert (answer.status, answer.type) == (200, "image/x-icon")
    assert answer.body[:4] == bytes([0, 0, 1, 0])
    assert answer.body[22:26] == b"\x89PNG"


def test_a_shared_link_has_a_title_and_a_picture(served: Served) -> None:
    page = served.get(FLASK, BROWSER).text
    assert '<meta property="og:title" content="Flask">' in page
    (address,) = re.findall(r'<meta property="og:image" content="https?://[^/]+([^"]+)">', page)
    picture = served.get(address)
    assert (picture.status, picture.type) == (200, "image/png")
    size = picture.body[16:24]
    assert (int.from_bytes(size[:4]), int.from_bytes(size[4:])) == (1200, 630)
