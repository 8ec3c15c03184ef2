"""Pages are well formed, say what the graph says, and lead only to what is there."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urlencode, urlsplit
from zlib import crc32

import pytest
import rdflib
from tests.web.reading import Page
from tests.web.serving import BROWSER, Answer, Served

import fwgraph
from fwgraph import Graph
from fwgraph.namespaces import BASE
from fwgraph.questions.catalogue import read_catalogue

RECORDS = {"claim", "denial", "listing", "release"}
PAGES = [
    "/", "/explore", "/search", "/search?q=flaks", "/search?q=nothing+like+it",
    "/things", "/questions", "/ontology", "/concepts", "/shapes", "/dataset", "/sparql",
    "/software/flask", "/software/zope", "/specification/wsgi", "/platform/google-app-engine",
    "/edition/web-frameworks-2016", "/document/flask-cli", "/kind/microframework",
    "/category/discontinued", "/scheme/kind", "/guideline/date-format", "/agent/maintainers",
    "/listing/web-frameworks-2016/flask", "/claim/flask.uses.click.flask-cli.321",
    "/section/web-frameworks-2016/popular-full-stack-frameworks",
    "/questions/frameworks", "/questions/lineage", "/questions/lineage?framework=pyramid",
    "/questions/lineage?framework=pyramd", "/timeline", "/timeline?family=zope",
    "/timeline?family=zop", "/nothing",
]  # fmt: skip


def page(served: Served, path: str) -> Page:
    return Page(served.get(path, BROWSER).text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_well_formed_and_runs_under_its_policy(served: Served, path: str) -> None:
    answer = served.get(path, BROWSER)
    found = Page(answer.text)
    made_by_script = {"#card-title is not there", "#way-title is not there"}
    assert set(found.faults) <= (made_by_script if path == "/explore" else set())
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert ("'unsafe-inline'" in policy) == (path == "/sparql")
    assert sum(tag == "h1" for tag, _ in found.tags) == 1
    assert sum(tag == "main" for tag, _ in found.tags) == 1
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/explore"])
def test_a_page_asks_no_other_host_for_anything(served: Served, path: str) -> None:
    fetched = [given for tag, given in page(served, path).tags if tag in {"script", "img", "form"}]
    fetched += [given for tag, given in page(served, path).tags
                if tag == "link" and given["rel"] in {"stylesheet", "icon"}]  # fmt: skip
    addresses = [given.get("src") or given.get("href") or given.get("action") for given in fetched]
    assert all(address.startswith("/") for address in addresses if address)


def is_looked_at(path: str) -> bool:
    """Tell whether a page is looked at: of thousands that are written alike, some."""
    kind = path.partition("/")[0]
    is_record = kind in RECORDS or "sort=" in path
    fraction = 30 if is_record else 8 if kind == "document" or "?" in path else 1
    return not crc32(path.encode()) % fraction


def answer_outcome(answer: Answer) -> str:
    """Return the status, and of an error what the page says."""
    return f"{answer.status}{Page(answer.text).visible_text if answer.status >= 400 else ''}"


def crawled(served: Served, start: str) -> Iterator[tuple[str, str, str]]:
    """Yield each link of each page that can be reached: from where, to where, what is wrong."""
    waiting, seen = [start], {start}
    pages: dict[str, Page] = {}
    links: list[tuple[str, str]] = []
    status: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        answer = served.get(address.removeprefix(served.address.rstrip("/")), BROWSER)
        status[address] = answer_outcome(answer)
        if answer.type != "text/html" or "?" in address:
            continue
        pages[address] = Page(answer.text)
        for link in pages[address].links_inside(address):
            links.append((address, link))
            target = urldefrag(link).url
            if target not in seen and is_looked_at(target.removeprefix(served.address)):
                seen.add(target)
                waiting.append(target)
    for address, link in links:
        target, fragment = urldefrag(link)
        if target not in status:
            continue
        if status[target] != "200":
            yield address, link, status[target]
        anchors = pages[target].ids if target in pages and not target.endswith("/explore") else None
        if fragment and anchors is not None and unquote(fragment) not in anchors:
            yield address, link, "no such anchor"


def test_no_link_is_dead(served: Served) -> None:
    assert list(crawled(served, served.address)) == []


def test_every_thing_has_a_page(served: Served, graph: Graph) -> None:
    listed = page(served, "/things").links_inside(f"{served.address}things")
    for kind in ("software", "specification", "platform", "edition", "document"):
        wanted = {
            iri.removeprefix(BASE)
            for iri in (getattr(triple.subject, "value", "") for triple in graph)
            if iri.startswith(f"{BASE}{kind}/")
        }
        assert wanted
        assert wanted <= {address.removeprefix(served.address) for address in listed}


def test_the_page_of_a_thing_says_who_says_what_and_where(served: Served) -> None:
    found = page(served, "/software/flask")
    assert "Flask built on Werkzeug " in found.visible_text
    assert "based on Werkzeug, Jinja 2 and good intentions" in found.visible_text
    assert "web-frameworks-2016:94" in found.visible_text
    assert "/edition/web-frameworks-2016#line-94" in found.links
    assert "/document/flask-cli#line-321" in found.links
    assert "/explore#focus=software/flask" in found.links
    assert "/questions/dependents?software=flask" in found.links
    assert "https://palletsprojects.com/p/flask" in found.links
    assert {f"/software/flask.{ending}" for ending in ("ttl", "jsonld", "nt", "rdf")} <= set(
        found.links
    )


def test_the_page_of_a_component_says_what_rests_on_it(served: Served) -> None:
    found = page(served, "/software/jinja2")
    assert "Flask built on Jinja2" in found.visible_text
    through = page(served, "/software/zodb")
    assert "Plone through Zope" in through.visible_text


def test_the_page_of_an_edition_has_an_anchor_for_each_line(served: Served) -> None:
    found = page(served, "/edition/web-frameworks-2016")
    assert {"line-12", "line-17", "line-94", "line-162"} <= found.ids


def test_the_page_of_a_concept_lists_what_is_of_it(served: Served) -> None:
    found = page(served, "/kind/microframework")
    assert "/software/flask" in found.links
    assert "A web framework kept to request handling on purpose." in found.visible_text


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning:rdflib")
@pytest.mark.parametrize("path", ["/", "/software/flask", "/specification/wsgi", "/dataset",
                                  "/edition/web-frameworks-2016"])  # fmt: skip
def test_a_page_says_it_in_schema_org_without_a_context_to_fetch(served: Served, path: str) -> None:
    blocks = [json.loads(text) for text in page(served, path).blocks]
    (block,) = [each for each in blocks if "@context" in each]
    assert isinstance(block["@context"], dict)
    rdf = rdflib.Graph().parse(data=json.dumps(block), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    expected = {"/software/flask": schema.SoftwareApplication, "/specification/wsgi": schema.Thing}
    (kind,) = set(rdf.objects(rdflib.URIRef(block["@id"]), rdflib.RDF.type))
    assert kind == expected.get(path, schema.Dataset)
    assert (None, schema.name, None) in rdf


def test_no_version_is_stated_without_its_day(served: Served) -> None:
    """What a page of 2016 called the newest version is none of the software today."""
    (block,) = [each for each in map(json.loads, page(served, "/software/cherrypy").blocks)
                if "@context" in each]  # fmt: skip
    assert "softwareVersion" not in block
    assert block["workExample"]
    for release in block["workExample"]:
        assert release["@type"] == "SoftwareApplication"
        assert release["softwareVersion"]
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", release["datePublished"])


def test_the_same_page_has_the_same_bytes(served: Served) -> None:
    assert served.get("/things").body == served.get("/things").body


def test_the_catalogue_is_all_there(served: Served) -> None:
    linked = {urlsplit(link).path for link in page(served, "/questions").links}
    assert {f"/questions/{name}" for name in read_catalogue()} <= linked


def test_what_is_reached_through_others_leaves_out_what_is_reached_directly(served: Served) -> None:
    """ZODB: Zope depends on it directly, Plone only by way of Zope."""
    graph = fwgraph.load()
    rows = list(graph.ask("dependents", software="zodb"))
    direct = {row["dependent"] for row in rows if row["depth"] == 1}
    through = {row["dependent"] for row in rows} - direct
    text = served.get("/software/zodb", BROWSER).text
    section = text.partition('<section aria-labelledby="above">')[2].partition("</section>")[0]
    shown = set(re.findall(r"<li><a [^>]*><bdi>([^<]*)</bdi>", section))
    assert through, "there is something to tell apart"
    assert direct
    assert shown == through


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Flask", "/software/flask"), ("FLASK", "/software/flask"),
        ("bfg", "/software/repoze-bfg"), ("jinja 2", "/software/jinja2"),
        ("app engine", "/platform/google-app-engine"), ("wsgi", "/specification/wsgi"),
        ("web-frameworks-2016", "/edition/web-frameworks-2016"),
        ("microframework", "/kind/microframework"), ("software:flask", "/software/flask"),
    ],
)  # fmt: skip
def test_a_search_leads_to_the_one_thing_of_a_name(served: Served, name: str, path: str) -> None:
    answer = served.get(f"/search?{urlencode({'q': name})}", BROWSER)
    assert (answer.status, answer.headers["Location"]) == (303, path)


def test_a_search_keeps_the_day(served: Served) -> None:
    answer = served.get("/search?q=flask&on=2016-06-04", BROWSER)
    assert answer.headers["Location"] == "/software/flask?on=2016-06-04"


def test_a_search_tells_what_may_have_been_meant_and_what_is_not_covered(served: Served) -> None:
    found = page(served, "/search?q=flaks")
    assert "Did you mean Flask" in found.visible_text
    assert "/software/flask" in found.links
    found = page(served, "/search?q=zop")
    assert "/software/zodb" in found.links, "it is in the name"
    text = page(served, "/search?q=drupal").visible_text
    assert re.search(r"The graph, as of [0-9-]+, has nothing of that name: it does not cover", text)


def test_every_page_has_the_search(served: Served) -> None:
    for path in ("/", "/things", "/software/flask", "/nothing", "/questions/path", "/search"):
        forms = [given for tag, given in page(served, path).tags if tag == "form"]
        assert [form["action"] for form in forms if form.get("role") == "search"] == ["/search"]


def test_the_search_holds_what_was_searched_for_and_nothing_else(served: Served) -> None:
    for path, words in (("/", ""), ("/timeline", ""), ("/search?q=zop", "zop")):
        (found,) = (given for tag, given in page(served, path).tags if given.get("id") == "find")
        assert found["value"] == words


def test_the_state_of_a_thing_names_its_licence_and_what_came_after_whom(served: Served) -> None:
    text = page(served, "/software/web2py").visible_text
    assert re.search(r"Licence GPL \d{4}-\d\d-\d\d .*psf-wiki-web2py-2026:20", text)
    assert "Emmett renamed from weppy" in text
    assert "Emmett renamed from web2py" not in text


def test_the_first_page_answers_from_the_graph(served: Served, graph: Graph) -> None:
    found = page(served, "/")
    dependents = {row["dependent_iri"] for row in graph.ask("dependents", software="werkzeug")}
    text = found.visible_text
    (answer,) = re.findall(r"What breaks if Werkzeug stops\? (.*?) and (\d+) more", text)
    named = [graph.names.find(name) for name in answer[0].split(", ")]
    assert {node.value for node in named} <= dependents
    assert len(named) + int(answer[1]) == len(dependents)
    assert "What did Pylons become? Pyramid" in text
    assert f"As of {graph.day}" in text
