"""The commands that show the graph in a browser: serve, site."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from pyoxigraph import Quad, Store

from fwgraph.cli import options
from fwgraph.errors import BadRequest
from fwgraph.graph import Graph
from fwgraph.store.loading import STORE_MARK
from fwgraph.store.on_disk import build_store

NO_FORK = (
    "this system cannot fork processes, which answer the queries of visitors: serve on Linux, macOS"
    " or in WSL, or write the pages as plain files with `fwgraph site DIR`"
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
    help="0 takes any that is free.",
)  # fmt: skip
@click.option("--open", "browse", is_flag=True, help="Show the explorer in the browser.")
@click.option("--base-url", metavar="URL", help="The public address, where it is not this one.")
@click.option(
    "--allow-origin", "origins", multiple=True, metavar="ORIGIN",
    help="Let scripts of this site read the answers, * for every site; repeatable."
    " By default every site for the shipped graph, none for another one.",
)  # fmt: skip
@click.option(
    "--query-timeout", type=click.FloatRange(min=0, min_open=True), default=10, show_default=True,
    metavar="SECONDS", help="How long a query of a visitor may take.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(min=1, max=64), default=4, show_default=True,
    help="How many queries are answered at once.",
)  # fmt: skip
@options.graph_options
def serve(
    host: str,
    port: int,
    browse: bool,
    base_url: str | None,
    origins: tuple[str, ...],
    query_timeout: float,
    workers: int,
    source: options.GraphOptions,
) -> None:
    """Serve the explorer, pages and a SPARQL endpoint.

    Everything is read-only, and a query opens no file and no connection: it may be
    public. Behind a proxy, say the public address with --base-url. Ctrl+C stops it.

    A graph of your own is yours: no page of another site reads it through your browser,
    unless you say --allow-origin.

    \b
      fwgraph serve --open
      fwgraph serve --host 0.0.0.0 --port 80 --base-url https://example.org/
    """  # noqa: D301 - click's mark for lines that stay
    if not hasattr(os, "fork"):
        raise BadRequest(NO_FORK)
    from fwgraph.web import app
    from fwgraph.web.http import server
    from fwgraph.web.http.links import parse_public_url
    from fwgraph.web.http.origins import read_policy
    from fwgraph.web.sparql.limits import Limits
    from fwgraph.web.sparql.pool import Pool

    public = parse_public_url(base_url) if base_url else None
    is_shipped = not (source.data or source.endpoint)
    policy = read_policy(origins or ("*",) * is_shipped, host, public)
    limits = Limits(seconds=query_timeout, short=workers, long=max(1, workers // 2))
    bound = server.bind_socket(host, port)

    def announce_address() -> None:
        click.echo("\n".join((server.server_url(bound), *server.reach_notices(bound))), err=True)
        if browse:
            click.launch(server.server_url(bound))

    # the folder last: a signal that comes before its handler would leave the folder behind
    with bound, server.exit_on_signal(), TemporaryDirectory(prefix="fwgraph-") as folder:
        graph = local_graph(source)
        pool = Pool(ensure_store(source, graph, Path(folder)), limits)
        settings = app.Settings(public, query_timeout, limits=limits, policy=policy)
        server.run_server(app.application(graph, pool, settings), bound, announce_address)
    server.exit_without_threads()


def local_graph(source: options.GraphOptions) -> Graph:
    """Return the graph in this process: a remote one is read once, whole."""
    graph = source.open_graph()
    if isinstance(graph, Graph):
        return graph
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in graph)
    return Graph(store)


def ensure_store(source: options.GraphOptions, graph: Graph, folder: Path) -> Path:
    """Return the graph as a store on disk: the one it was read from, or a new one."""
    if source.data and not source.on and (Path(source.data[0]) / STORE_MARK).is_file():
        return Path(source.data[0])
    build_store(graph, folder / "store")
    return folder / "store"


@click.command()
@click.argument("folder", type=options.PATH, metavar="DIR")
@click.option(
    "--base-url", metavar="URL", help="Where it will be published; by default the IRIs' base."
)
@click.option("--force", is_flag=True, help="Replace the site that is there.")
@options.graph_options
def site(folder: Path, base_url: str | None, force: bool, source: options.GraphOptions) -> None:
    """Write the explorer, pages and the data as plain files.

    Any web host serves them, in any folder. There are no queries then: the questions without
    required parameters are answered in their pages. The address of a claim, a listing or a
    release leads to its line on the page of its source.

    \b
      fwgraph site public
      fwgraph site public --force --base-url https://example.org/fwgraph/
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.web import site as sites
    from fwgraph.web.http.links import parse_public_url

    public = parse_public_url(base_url) if base_url else None
    count = sites.build_site(
        local_graph(source), folder, public, replace=force, watch=options.show_progress
    )
    click.echo(f"{folder}: {count} files", err=True)


COMMANDS = (serve, site)
