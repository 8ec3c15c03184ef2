"""The first page, the explorer's page, and what crawlers look for."""

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from pyoxigraph import NamedNode

from fwgraph.namespaces import PREFIXES, RDF_TYPE, term
from fwgraph.web.http.links import EXPLORER_PATH, Links
from fwgraph.web.pages import assets
from fwgraph.web.pages.first_answers import first_answers
from fwgraph.web.pages.lookups import Lookups
from fwgraph.web.pages.templating import render_template

ENDPOINT_LINK = re.compile(rb'\s*(?:and )?<a href="sparql">[^<]*</a>')
"""What the explorer says of the endpoint, which plain files do not have."""
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAX_URLS = 50_000
"""Addresses in a sitemap at most, by its own rules."""


def home_page(library: Lookups, schema: dict[str, Any], counts: Any, links: Links) -> bytes:
    """Return the first page: what this is, and a few questions with their answers."""
    classes = counts.classes
    return render_template(
        "home.html",
        links,
        title="Python web frameworks",
        schema=schema,
        frameworks=classes[f"{PREFIXES['fw']}Framework"],
        software=classes[f"{PREFIXES['fw']}Software"],
        statements=classes[f"{PREFIXES['fw']}Claim"] + classes[f"{PREFIXES['fw']}Denial"],
        sources=classes[f"{PREFIXES['fw']}Document"] + classes[f"{PREFIXES['fw']}Edition"],
        period=counts.period,
        answers=first_answers(library, links),
        poster=has_dated_framework(library),
    )


def has_dated_framework(library: Lookups) -> bool:
    """Tell whether the picture of all releases has a bar; reading all of them takes a second."""
    return any(
        library.graph.has_match(thing, RDF_TYPE, term("fw:Framework"))
        for record, _ in library.pairs(term("fw:released"))
        if isinstance(record, NamedNode)
        for relation in ("fw:releaseOf", "fw:lists")
        for thing in library.values(record, term(relation))
    )


def explorer_page(links: Links) -> bytes:
    """Return the explorer; a page that says so where it is not built."""
    explorer = assets.read_explorer()
    if explorer is None:
        return render_template("explore.html", links, title="Explore")
    if not links.has_server:
        explorer = ENDPOINT_LINK.sub(b"", explorer)
        here = links.page_href(EXPLORER_PATH).encode()
        explorer = explorer.replace(b'href="explore"', b'href="%s"' % here)
    return explorer


def robots_txt(links: Links) -> bytes:
    """Return robots.txt: pages may be read, what is computed for each visitor should not."""
    paths = ("questions/*?", "graph.json?", "sparql?", "search?") if links.has_server else ()
    computed = "".join(f"Disallow: {links.root}{path}\n" for path in paths) or "Disallow:\n"
    return f"User-agent: *\n{computed}\nSitemap: {links.file_url('sitemap.xml')}\n".encode()


def sitemap_xml(paths: Iterable[str], links: Links) -> bytes:
    """Return the addresses of all pages."""
    root = Element("urlset", xmlns=SITEMAP)
    for path in list(paths)[:MAX_URLS]:
        SubElement(SubElement(root, "url"), "loc").text = links.page_url(path)
    sitemap: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return sitemap + b"\n"
