"""The commands that read a package index, or a list of one: upstream index, upstream list."""

from __future__ import annotations

from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

import click

from fwgraph.cli import options
from fwgraph.cli.verifying import count_of
from fwgraph.errors import BadRequest
from fwgraph.files import BYTE_ORDER_MARK, decode_text, input_name, read_input
from fwgraph.graph import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fwgraph.upstream.index_client import IndexClient
    from fwgraph.upstream.index_edition import IndexListing
    from fwgraph.upstream.index_reply import IndexedProject
    from fwgraph.upstream.known_packages import KnownPackage


@click.command(name="index")
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option(
    "--edition", "slug", metavar="SLUG", help="The slug of the snapshot; else that of its date."
)
@click.option("--date", required=True, metavar="YYYY-MM-DD", help="Today, in UTC.")
@click.option("--index", "address", metavar="URL", help="The Simple API of the index.")
@click.option(
    "--package", "tried", multiple=True, metavar="PURL",
    help="Read this package too, even if the graph does not know it; repeatable.",
)  # fmt: skip
@click.option(
    "--ranks", type=options.PATH, metavar="FILE", help="Take ranks by downloads from this list."
)
@click.option(
    "--cache", type=options.PATH, metavar="DIR", help="Keep replies here, to ask again politely."
)
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=60, show_default=True,
    metavar="SECONDS", help="How long the index may take for one project.",
)  # fmt: skip
@options.data_option
@options.rdf_output_options
def index(
    names: tuple[str, ...],
    slug: str | None,
    date: str,
    address: str | None,
    tried: tuple[str, ...],
    ranks: Path | None,
    cache: Path | None,
    timeout: float,
    data: tuple[Path, ...],
    write: Callable[[str], None],
) -> None:
    """Read what the package index says today of the packages of the graph.

    It becomes an edition (Turtle): for each package the newest version that is neither a
    pre-release nor withdrawn, the day of its first upload, and the status of the project. NAMEs
    are software of the graph; without one all packages are read. Nothing else of fwgraph
    asks a package index.

    The address is that of --index, FWGRAPH_INDEX, PIP_INDEX_URL or pip's configuration, in this
    order; user and password in it are used and never shown.

    \b
      fwgraph upstream index flask --date 2026-11-27 -o snapshot.ttl
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.store.days import parse_day
    from fwgraph.upstream.download_ranks import read_download_ranks
    from fwgraph.upstream.index_address import find_index_address
    from fwgraph.upstream.index_client import IndexClient
    from fwgraph.upstream.index_edition import IndexEdition, write_index_edition
    from fwgraph.upstream.known_packages import choose_packages
    from fwgraph.upstream.pip_configuration import read_pip_setting
    from fwgraph.upstream.snapshot import new_software_triples, snapshot_listings

    slug = slug or f"package-index-{parse_day('--date', date)}"
    IndexEdition(slug, date, "")  # a wrong slug is said before anything is asked
    by_downloads = read_download_ranks(ranks) if ranks else {}
    packages = choose_packages(load(*data), names, tried)
    if not packages:
        raise BadRequest("the graph names no package of the Python package index")
    certificates = read_pip_setting("cert")
    client = IndexClient(find_index_address(address), cache, timeout, certificates=certificates)
    notes: list[str] = []
    with closing(client):
        projects = read_projects(client, packages)
        listings = list(snapshot_listings(projects, by_downloads, date, notes.append))
    for note in notes:
        options.echo_note(note)
    if not listings:
        raise BadRequest(
            f"{client.address.url}: none of the projects is there;"
            " is this the address of the Simple API?"
        )
    edition = IndexEdition(slug, date, client.digest.hexdigest())
    listed = {listing.name for listing in listings}
    others = new_software_triples(each for each in packages if each.name in listed)
    write(write_index_edition(edition, listings, others))
    echo_counts(len(packages), listings)


def read_projects(
    client: IndexClient, packages: list[KnownPackage]
) -> Iterator[tuple[KnownPackage, IndexedProject | None]]:
    """Yield what the index says of each package, with a bar for whoever waits."""
    for package in options.show_progress(packages):
        yield package, client.read_project(package.name)


def echo_counts(asked: int, listings: list[IndexListing]) -> None:
    """Say how many packages were read, and of how many something is known."""
    dated = sum(1 for listing in listings if listing.released)
    versions = sum(1 for listing in listings if listing.version)
    options.echo_note(
        f"{count_of(asked, 'package')} asked for, {len(listings):,} there;"
        f" {versions:,} with a version, {dated:,} with its day"
    )


@click.command(name="list")
@click.argument("file", type=options.PATH, metavar="FILE|-")
@click.option("--edition", "slug", required=True, metavar="SLUG", help="The slug of the edition.")
@click.option(
    "--date", required=True, metavar="DATE",
    help="The day that the list is of, YYYY-MM-DD, or the month, YYYY-MM.",
)  # fmt: skip
@options.data_option
@options.rdf_output_options
def list_packages(
    file: Path, slug: str, date: str, data: tuple[Path, ...], write: Callable[[str], None]
) -> None:
    """Turn a list of a package index into an edition of it (Turtle).

    The list has tab-separated columns with a header: name (of the package), and slug (of the
    software), version, month, rank and match as far as it knows. Nothing is fetched.

    \b
      fwgraph upstream list packages.tsv --edition package-index-2026-10 --date 2026-10
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.upstream.index_edition import IndexEdition, write_index_edition
    from fwgraph.upstream.index_list import list_listings, read_list_rows

    raw = read_input(file)
    edition = IndexEdition(slug, date, sha256(raw).hexdigest())
    text = decode_text(raw, input_name(file)).removeprefix(BYTE_ORDER_MARK)
    rows = read_list_rows(input_name(file), text)

    def report(line: int, problem: str) -> None:
        options.echo_note(f"{input_name(file)}:{line}: {problem}")

    listings = list(list_listings(load(*data), rows, report))
    if not listings:
        raise BadRequest(f"{input_name(file)}: the graph knows none of these packages")
    write(write_index_edition(edition, listings))
    echo_counts(len(rows), listings)


COMMANDS = (index, list_packages)
