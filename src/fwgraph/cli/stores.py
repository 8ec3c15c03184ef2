"""The commands that put the graph into stores: build, push."""

from pathlib import Path

import click

from fwgraph.cli import options
from fwgraph.graph import load


@click.command()
@click.argument("folder", type=options.PATH, metavar="DIR")
@click.option("--force", is_flag=True, help="Replace the store that is there.")
@options.data_option
@options.day_option
def build(folder: Path, force: bool, data: tuple[Path, ...], on: str | None) -> None:
    """Write the graph as a store on disk.

    `--data DIR` reads it on every command, and `oxigraph serve -l DIR` serves it.

    \b
      fwgraph build store
      fwgraph build store --force --on 2016-06-04
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.store import on_disk

    count = on_disk.build_store(load(*data, on=on), folder, replace=force)
    click.echo(f"{folder}: {count} triples", err=True)


@click.command()
@click.argument("url")
@click.option("--graph", metavar="IRI", help="The graph to replace; by default fwgraph's own.")
@click.option("--query", metavar="URL", default="", help="Where the store answers, if not beside.")
@click.option("--gsp", metavar="URL", help="Send the triples by the Graph Store Protocol: quicker.")
@options.data_option
@options.day_option
@options.timeout_option
def push(
    url: str,
    graph: str | None,
    query: str,
    gsp: str | None,
    data: tuple[Path, ...],
    on: str | None,
    timeout: float,
) -> None:
    """Replace a graph of a SPARQL store by this one.

    URL is where the store takes updates. Readers see the old graph or the new one, never a
    part, unless the store refuses so large an update: then that is said. User and password
    come from FWGRAPH_USER and FWGRAPH_PASSWORD.

    \b
      fwgraph push http://localhost:7878/update
      fwgraph push http://localhost:7878/update --gsp http://localhost:7878/store
      fwgraph push http://localhost:8890/sparql-auth
    """  # noqa: D301 - click's mark for lines that stay
    from fwgraph.endpoint.push import push_triples
    from fwgraph.endpoint.remote_graph import GRAPH_IRI, remote_graph
    from fwgraph.endpoint.transport import Transport

    target = remote_graph(url, graph or GRAPH_IRI, query, gsp)
    triples = load(*data, on=on)
    with options.open_progress(len(triples)) as bar:
        transport = Transport(timeout=timeout)
        count = push_triples(triples, target, transport, bar.update, options.echo_note)
    click.echo(f"{target.graph.value}: {count} triples; read them with", err=True)
    click.echo(f"  --endpoint {target.query} --graph {target.graph.value}", err=True)


COMMANDS = (build, push)
