"""The commands that read and write wiki pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click
from pyoxigraph import Store

from fwgraph.cli import options
from fwgraph.errors import BadRequest
from fwgraph.graph import Graph, load
from fwgraph.media_types import RDF_ENDINGS
from fwgraph.namespaces import term
from fwgraph.store.days import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import NamedNode, Triple

    from fwgraph.wiki.document import WikiPage
    from fwgraph.wiki.edition import KnownNames, PageSource
    from fwgraph.wiki.entries import Section


@click.command(name="import")
@click.argument("page", type=options.PATH, metavar="PAGE|-")
@click.option("--edition", "slug", metavar="SLUG", help="The edition's slug; else the file's name.")
@click.option(
    "--date", metavar="YYYY-MM-DD", help="The day of this state; else the newest date on it."
)
@click.option("--url", metavar="URL", help="Where the page stands on the web.")
@click.option("--address", metavar="URL", help="Where this state of it can be read.")
@click.option("--revision", metavar="REV", help="The commit or revision that fixes this state.")
@click.option("--facts-only", is_flag=True, help="Leave out the page's own text.")
@click.option(
    "--package-urls", is_flag=True,
    help="Write packages (pkg:pypi/NAME) in place of their pages on a package index.",
)  # fmt: skip
@click.option(
    "--software", metavar="SLUG",
    help="The software that a page is about; else the one of its title. Imports its masthead.",
)  # fmt: skip
@click.option(
    "--source",
    "document",
    metavar="SLUG",
    help="The document's slug, of a page about one software.",
)
@click.option(
    "--identities", type=options.PATH, metavar="FILE",
    help="An edition in Turtle that says why entries are about their things; else the graph's own.",
)  # fmt: skip
@click.option("--claims", is_flag=True, help="Propose claims from the prose instead, as a table.")
@options.data_option
@options.add_format((*RDF_ENDINGS, "csv"), "How to write it: RDF, or with --claims CSV.")
@options.output_option
def import_(
    page: Path,
    slug: str | None,
    date: str | None,
    url: str | None,
    address: str | None,
    revision: str | None,
    facts_only: bool,
    package_urls: bool,
    software: str | None,
    document: str | None,
    identities: Path | None,
    claims: bool,
    data: tuple[Path, ...],
    form: str | None,
    output: Path | None,
) -> None:
    """Turn a wiki page into RDF (Turtle).

    The page's text is kept, so that `export` can write it back to its ending, unless
    --facts-only. Of a page about one software, which lists none, the masthead is imported: a
    list of its address, version, licence, platforms and versions of Python.

    \b
      fwgraph import page.moin --edition my-page-2026 -o my-page-2026.ttl
      fwgraph import page.moin --claims
      fwgraph import - --edition my-page-2026 --facts-only -f nt < page.moin
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.cli.mastheads import masthead_as_triples
    from fwgraph.wiki.entries import passed_over_note, read_sections
    from fwgraph.wiki.known import known_names, names_for
    from fwgraph.wiki.markups import read_page_file
    from fwgraph.wiki.mastheads import read_masthead

    form = import_form(form, output, claims=claims)
    text, markup = read_page_file(page)
    wiki_page = markup.read(text)
    graph = load(*data)
    names = names_for(wiki_page, known_names(graph))
    sections = read_sections(wiki_page, names.categories)
    urls = {"--url": url, "--address": address}
    lists_none = not any(section.entries for section in sections)
    masthead = read_masthead(wiki_page) if lists_none or software or document else None
    if masthead and not claims:
        source = replace(page_source(page, document or slug, date, urls), revision=revision)
        found = masthead_as_triples(page, text, masthead, software, source, graph)
        options.write_rdf(form, output, serialize_edition(found, page.name))
        return
    note = passed_over_note(sections)
    options.echo_note(note and f"{page}: {note}")
    if lists_none:
        raise BadRequest(f"{page}: no entries found; is this a page of frameworks?")
    if software or document:
        raise BadRequest(f"{page}: there is no masthead: --software and --source are of no use")
    if claims:
        options.write_output(propose_claims(wiki_page, graph), output)
        return
    source = replace(page_source(page, slug, date, urls), revision=revision)
    source = complete_source(source, text, sections, graph)
    names = replace(names, decisions=read_decisions(graph, source.slug, identities))
    count = sum(len(section.entries) for section in sections)
    triples = list_triples(wiki_page, source, names, facts_only, package_urls)
    triples = watch_listings(triples, count)
    options.write_rdf(form, output, serialize_edition(triples, page.name))


def import_form(form: str | None, output: Path | None, *, claims: bool) -> str:
    """Return the form of an import; raises BadRequest for one that it does not have."""
    known = ("csv",) if claims else RDF_ENDINGS
    chosen = options.choose_format(form, output, known, known[0])
    if chosen not in known:
        what = "--claims proposes a table" if claims else "an edition is RDF"
        raise BadRequest(f"{what}: choose one of {', '.join(known)}")
    return chosen


def list_triples(
    page: WikiPage, source: PageSource, names: KnownNames, facts_only: bool, package_urls: bool
) -> Iterable[Triple]:
    """Return the edition of a page that lists something, packages as URLs where asked for."""
    from fwgraph.wiki.edition import edition_triples
    from fwgraph.wiki.package_links import replace_index_addresses

    triples = edition_triples(page, source, names, facts_only=facts_only)
    return replace_index_addresses(triples) if package_urls else triples


def watch_listings(triples: Iterable[Triple], count: int) -> Iterator[Triple]:
    """Yield the triples of an edition, with a bar of the entries for whoever waits."""
    listing = term("fw:Listing")
    with options.open_progress(count, "entries") as bar:
        for triple in triples:
            bar.update(int(triple.object == listing))
            yield triple


def read_decisions(
    graph: Graph, slug: str, identities: Path | None
) -> dict[tuple[str, NamedNode], str]:
    """Return which identities a person decided: in a file, or in the graph's edition."""
    from fwgraph.store.loading import load_file
    from fwgraph.wiki.known import decided_identities

    if identities is None:
        return decided_identities(graph.store, term(f"edition:{slug}"))
    store = Store()
    load_file(store, identities)
    return decided_identities(store, None)


def page_source(
    page: Path, slug: str | None, date: str | None, urls: Mapping[str, str | None]
) -> PageSource:
    """Return where the page comes from; raises BadRequest for a wrong slug, date or address.

    ``urls`` are the values of --url and --address.
    """
    from fwgraph.wiki.edition import PageSource, slug_of

    slug = slug or slug_of(page.stem)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        raise BadRequest(f"--edition {slug}: a slug is lower-case letters, digits and hyphens")
    if date is not None:
        parse_day("--date", date)
    for option, url in urls.items():
        if url is not None and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", url):
            raise BadRequest(f"{option} {url}: write a whole web address")
    return PageSource(slug, date, urls["--url"], state=urls["--address"])


def complete_source(
    source: PageSource, text: str, sections: tuple[Section, ...], graph: Graph
) -> PageSource:
    """Return the source with the hash of its text, and those that the graph has of this state.

    Where nobody says a day, it is inferred.
    """
    from hashlib import sha256

    from fwgraph.wiki.edition import NEWEST_DATE, newest_day
    from fwgraph.wiki.known import other_hashes

    own = sha256(text.encode()).hexdigest()
    others = other_hashes(graph.store, term(f"edition:{source.slug}"), own)
    source = replace(source, sha256=own, other_hashes=others)
    day = newest_day(entry for section in sections for entry in section.entries)
    if source.date or day is None:
        return source
    return replace(source, date=day, date_basis=NEWEST_DATE)


def serialize_edition(triples: Iterable[Triple], name: str) -> str:
    """Return a page's edition as Turtle, under the page's name."""
    from fwgraph.formats import turtle

    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return turtle.write_turtle(triples, f"# Imported from {shown}.\n")


def propose_claims(document: WikiPage, graph: Graph) -> str:
    """Return the claims that the page's prose seems to make, as CSV."""
    from fwgraph.wiki.prose import cues

    return cues.candidates_csv(cues.page_candidates(document, graph))


COMMANDS = (import_,)
