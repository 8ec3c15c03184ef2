"""A site is plain files: the same pages, every link among them, the same bytes each time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
import rdflib
from pyoxigraph import NamedNode
from tests.conftest import TINY, Command
from tests.web.reading import Page

import fwgraph
from fwgraph.errors import BadRequest
from fwgraph.namespaces import BASE
from fwgraph.questions.catalogue import read_catalogue
from fwgraph.web import site

HERE = "http://site.example/deep/folder/"
EXPLORER = f"{HERE}explore.html"
"""Its own links are relative: there is no folder below it."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, neighbourhood: fwgraph.Graph) -> Path:
    """The site of a part of the shipped graph."""
    folder = tmp_path_factory.mktemp("site") / "site"
    site.build_site(neighbourhood, folder)
    return folder


def pages(folder: Path) -> dict[str, Page]:
    """Return every page by the address that it has on a host, in some folder."""
    return {
        urljoin(HERE, path.relative_to(folder).as_posix().removesuffix("index.html")): Page(
            path.read_text("utf-8")
        )
        for path in sorted(folder.rglob("*.html"))
        if path.name != "404.html"
    }


def target(folder: Path, address: str) -> Path:
    """Return the file that a host hands out for an address; a folder is its index."""
    path = folder / unquote(urlsplit(address).path).removeprefix("/deep/folder/")
    return path / "index.html" if path.is_dir() else path


def test_every_page_is_well_formed(written: Path) -> None:
    found = pages(written)
    assert len(found) > 500
    made_by_script = {"#card-title is not there", "#way-title is not there"}
    faults = {address: page.faults for address, page in found.items() if page.faults}
    assert all(set(each) <= made_by_script for each in faults.values())
    assert faults.keys() <= {EXPLORER}


def test_every_link_leads_to_a_file_in_any_folder(written: Path) -> None:
    found = pages(written)
    for address, page in found.items():
        for link in page.links_inside(address):
            assert link.startswith(HERE), f"{address}: {link}"
            assert not urlsplit(link).query, f"{address}: {link}"
            assert target(written, link).is_file(), f"{address}: {link}"
            fragment = unquote(urlsplit(link).fragment)
            page_of = found.get(link.partition("#")[0])
            if fragment and page_of and link.partition("#")[0] != EXPLORER:
                assert fragment in page_of.ids, f"{address}: {link}"


def test_links_to_pages_end_in_a_slash(written: Path) -> None:
    """A host would have to send the reader on otherwise."""
    for address, page in pages(written).items():
        found = {urldefrag(link).url for link in page.links_inside(address) if address != EXPLORER}
        to_pages = {link for link in found if target(written, link).name == "index.html"}
        assert all(link.endswith("/") for link in to_pages)


def test_nothing_that_needs_a_server_is_offered(written: Path) -> None:
    assert not (written / "openapi.json").exists()
    for address, page in pages(written).items():
        assert not any("sparql" in urlsplit(link).path for link in page.links_inside(address))
        assert not any(tag == "form" for tag, _ in page.tags if address != EXPLORER)


def test_questions_are_answered_where_nothing_has_to_be_told(written: Path) -> None:
    for name, question in read_catalogue().items():
        answered = not any(each.required for each in question.parameters)
        assert (written / f"questions/{name}.csv").exists() == answered
        assert (written / f"questions/{name}.rq").read_text("utf-8") == question.text
        page = Page((written / f"questions/{name}/index.html").read_text("utf-8"))
        assert question.summary in page.visible_text
        assert (f"fwgraph ask {name}" in page.visible_text) == (not answered)


@pytest.mark.parametrize(
    "name",
    [
        "index.html", "explore.html", "404.html", "graph.json",
        "software/flask/index.html", "software/flask.ttl",
        "software/flask.jsonld", "ontology/index.html", "ontology.ttl", "shapes/index.html",
        "concepts/index.html", "dataset/index.html", ".well-known/void", ".well-known/void.ttl",
        "favicon.ico", "static/card.png",
        "static/unserved.js", "fwgraph.ttl", "fwgraph.nq",
        "sitemap.xml", "robots.txt", "static/pages.css",
        "static/palette.css", "things/index.html", "questions/index.html", ".nojekyll",
        "claim/flask.builtOn.jinja2.web-frameworks-2016.94/index.html",
    ],
)  # fmt: skip
def test_a_site_has(written: Path, name: str) -> None:
    assert (written / name).is_file()


RECORDS = {
    "claim/flask.builtOn.jinja2.web-frameworks-2016.94": "edition/web-frameworks-2016",
    "listing/web-frameworks-2016/flask": "edition/web-frameworks-2016",
    "release/flask/0.1/flask-changes": "document/flask-changes",
}
"""Records that readers cite, and the source whose page shows each."""


@pytest.mark.parametrize(("record", "source"), RECORDS.items())
def test_a_record_leads_to_its_line_on_the_page_of_its_source(
    written: Path, record: str, source: str
) -> None:
    page = Page((written / record / "index.html").read_text("utf-8"))
    refresh = next(given["content"] for tag, given in page.tags if "http-equiv" in given)
    delay, _, place = refresh.partition("; url=")
    address = urljoin(f"{HERE}{record}/", place)
    assert (delay, address) == ("0", f"{HERE}{source}/#{record}")
    assert address in page.links_inside(f"{HERE}{record}/")
    shown = Page(target(written, address).read_text("utf-8"))
    assert record in shown.ids
    assert "Flask" in shown.visible_text


@pytest.mark.parametrize("record", RECORDS)
def test_the_data_of_a_record_is_that_of_its_thing(
    written: Path, record: str, neighbourhood: fwgraph.Graph
) -> None:
    page = Page((written / record / "index.html").read_text("utf-8"))
    files = [given["href"] for _, given in page.tags if given.get("rel") == "alternate"]
    turtle = next(file for file in files if file.endswith(".ttl"))
    found = rdflib.Graph().parse(target(written, urljoin(f"{HERE}{record}/", turtle)))
    said = list(found.predicate_objects(rdflib.URIRef(BASE + record)))
    node = NamedNode(BASE + record)
    assert len(said) == len(list(neighbourhood.store.quads_for_pattern(node, None, None))) > 0
    assert not (written / f"{record}.ttl").exists()


def test_pages_link_records_where_they_are_shown(written: Path) -> None:
    found = pages(written)
    shells = {
        address
        for address, page in found.items()
        if any("http-equiv" in given for _, given in page.tags)
    }
    linked = {
        link for address, page in found.items() for link in page.links_inside(address) - {address}
    }
    assert len(shells) > 100
    assert shells & {urldefrag(link).url for link in linked} == set()
    listed = (written / "sitemap.xml").read_text("utf-8")
    assert "/edition/web-frameworks-2016/<" in listed
    assert not any(f"/{record}/<" in listed for record in RECORDS)


def test_what_no_page_shows_keeps_one_of_its_own(tmp_path: Path) -> None:
    """No source, one that is not there, one without a page, a name that pages show otherwise."""
    fw, derived = f"{BASE}ontology#", "http://www.w3.org/ns/prov#wasDerivedFrom"
    sources = {
        "release/a/1": f"{BASE}document/there",
        "release/a/2": f"{BASE}document/absent",
        "release/a/3": f"{BASE}software/a",
        "release/a/4": "https://example.org/page",
        "release/a/\u202e5": f"{BASE}document/there",
    }
    lines = [f'<{BASE}document/there> <{fw}revision> "1" .', f'<{BASE}software/a> <{fw}x> "a" .']
    for record, source in sources.items():
        lines += [
            f"<{BASE}{record}> <{fw}releaseOf> <{BASE}software/a> .",
            f"<{BASE}{record}> <{derived}> <{source}> .",
        ]
    (tmp_path / "graph.nt").write_text("\n".join(lines), "utf-8")
    site.build_site(fwgraph.load(tmp_path / "graph.nt"), tmp_path / "site")
    kept = [record for record in sources if (tmp_path / "site" / f"{record}.ttl").is_file()]
    assert kept == list(sources)[1:]
    assert (tmp_path / "site/release/a/1/index.html").is_file()


def test_the_files_are_what_is_listed(written: Path) -> None:
    listed = json.loads((written / "site.json").read_text("utf-8"))["files"]
    there = {path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file()}
    assert {*listed, "site.json"} == there


def test_void_of_a_site_names_no_endpoint(written: Path) -> None:
    found = rdflib.Graph().parse(written / ".well-known/void.ttl")
    assert not list(found.objects(None, rdflib.VOID.sparqlEndpoint))
    dumps = {str(each) for each in found.objects(None, rdflib.DCAT.downloadURL)}
    assert "https://w3id.org/fwgraph/fwgraph.ttl" in dumps


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command: list[str | Path] = [sys.executable, "-m", "fwgraph", "site", tmp_path / seed]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command += ["--data", TINY]
        subprocess.run(command, check=True, env=environment, capture_output=True)
    files = [
        {path.relative_to(tmp_path / seed): path.read_bytes()
         for path in (tmp_path / seed).rglob("*") if path.is_file()}
        for seed in ("1", "2")
    ]  # fmt: skip
    assert files[0].keys() == files[1].keys()
    assert [path for path in files[0] if files[0][path] != files[1][path]] == []


def test_a_public_address_stands_in_what_must_be_whole(run: Command, tmp_path: Path) -> None:
    address = "https://example.org/fw/"
    code, _, err = run("site", tmp_path / "site", "--data", TINY, "--base-url", address[:-1])
    assert code == 0
    count = len([path for path in (tmp_path / "site").rglob("*") if path.is_file()])
    assert err == f"{tmp_path / 'site'}: {count} files\n"
    page = (tmp_path / "site/software/c/index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{address}software/c/">' in page
    assert f"<loc>{address}software/c/</loc>" in (tmp_path / "site/sitemap.xml").read_text("utf-8")
    assert 'href="/fw/static/pages.css"' in (tmp_path / "site/404.html").read_text("utf-8")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, tiny: fwgraph.Graph) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "CNAME").write_text("example.org")
    with pytest.raises(BadRequest, match="this folder holds CNAME"):
        site.build_site(tiny, tmp_path / "site", replace=True)
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "CNAME"]


def test_a_site_is_replaced_only_on_demand(tmp_path: Path, tiny: fwgraph.Graph) -> None:
    folder = tmp_path / "site"
    first = site.build_site(tiny, folder)
    with pytest.raises(BadRequest, match="there is a site already; --force replaces it"):
        site.build_site(tiny, folder)
    assert site.build_site(tiny, folder, replace=True) == first
    (folder / "mine.txt").write_text("kept")
    with pytest.raises(BadRequest, match=r"this folder holds mine\.txt"):
        site.build_site(tiny, folder, replace=True)
    assert (folder / "mine.txt").read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_is_no_folder(run: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = run("site", tmp_path / "file", "--data", TINY)
    assert (code, err) == (2, f"error: {tmp_path / 'file'}: this is a file; give a folder\n")


def test_a_graph_that_names_what_is_there_already_takes_no_place(tmp_path: Path) -> None:
    """The list of files, a page of the site, a question that nobody asks, one file twice."""
    names = ("site.json", "404.html", "static/pages.css", "questions/none", "software/a.ttl")
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [f'<{BASE}{name}> {label} "{name}" .\n' for name in (*names, "software/a")]
    (tmp_path / "graph.nt").write_text("".join(lines))
    site.build_site(fwgraph.load(tmp_path / "graph.nt"), tmp_path / "site")
    listed = json.loads((tmp_path / "site/site.json").read_text("utf-8"))["files"]
    assert len(listed) == len(set(listed))
    assert (tmp_path / "site/static/pages.css").is_file()
    assert (tmp_path / "site/404.html").is_file()
    assert (tmp_path / "site/software/a.ttl/index.html").is_file()
    assert (tmp_path / "site/questions/none/index.html").is_file()


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """Some file systems take two names for one, and only they know which."""
    assert site.create_file(tmp_path / "a.ttl", b"first")
    assert not site.create_file(tmp_path / "a.ttl", b"second")
    assert not site.create_file(tmp_path / "a.ttl" / "index.html", b"third")
    assert (tmp_path / "a.ttl").read_bytes() == b"first"
