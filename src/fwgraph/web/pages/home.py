"""The start page, which is the explorer, and what crawlers look for."""

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from fwgraph.web.http.links import Links
from fwgraph.web.pages import assets
from fwgraph.web.pages.templating import data_block, render_template

ENDPOINT_LINK = re.compile(rb'\s*(?:and )?<a href="sparql">[^<]*</a>')
"""What the explorer says of the endpoint, which plain files do not have."""
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAX_URLS = 50_000
"""Addresses in a sitemap at most, by its own rules."""


def home_page(schema: dict[str, Any], counts: Any, links: Links) -> bytes:
    """Return the explorer with a block for search engines; a plain page where it is not built."""
    explorer = assets.read_explorer()
    if explorer is None:
        return render_template("start.html", links, title="fwgraph", schema=schema, counts=counts)
    if not links.has_server:
        explorer = ENDPOINT_LINK.sub(b"", explorer)
    block = f'<script type="application/ld+json">{data_block(schema)}</script>\n</head>'
    return explorer.replace(b"</head>", block.encode(), 1)


def robots_txt(links: Links) -> bytes:
    """Return robots.txt: pages may be read, what is computed for each visitor should not."""
    paths = ("questions/*?", "graph.json?", "sparql?") if links.has_server else ()
    computed = "".join(f"Disallow: {links.root}{path}\n" for path in paths) or "Disallow:\n"
    return f"User-agent: *\n{computed}\nSitemap: {links.file_url('sitemap.xml')}\n".encode()


def sitemap_xml(paths: Iterable[str], links: Links) -> bytes:
    """Return the addresses of all pages."""
    root = Element("urlset", xmlns=SITEMAP)
    for path in list(paths)[:MAX_URLS]:
        SubElement(SubElement(root, "url"), "loc").text = links.page_url(path)
    sitemap: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return sitemap + b"\n"
