"""The command that says whether software is still maintained, and who says so: status."""

from __future__ import annotations

import os

from fwgraph.cli import results
from fwgraph.cli.declarations import GRAPH, OUTPUT, Command, argument, format_option, option


def write_status(
    name: str,
    source: results.GraphOptions,
    form: str | None,
    output: os.PathLike[str] | None,
    policy: str | None = None,
) -> None:
    """Write the verdict on a software's status, with its reasons, by a policy if one is given."""
    from fwgraph.questions.policy import read_status_policy
    from fwgraph.questions.status_report import find_status

    form = results.choose_format(form, output, results.ANSWER_FORMATS, "text")
    chosen = None if policy is None else read_status_policy(policy)
    graph = source.open_graph(whole=False)
    report = find_status(graph, graph.names.find(name, ("software",)), chosen)
    if form == "json":
        content = results.serialize_json(report.as_dict())
    elif form == "text":
        from fwgraph.questions.status_text import render_status

        content = render_status(report, *results.text_style(output))
    else:
        content = results.serialize_table(report.table, form, output)
    results.write_answer_form(content, form, output)


COMMANDS: tuple[Command, ...] = (
    Command(
        "status",
        write_status,
        (
            argument("name", "software"),
            option(
                "--policy",
                values="file",
                metavar="FILE",
                help="Judge by this file of who is believed.",
            ),
            GRAPH,
            format_option(),
            OUTPUT,
        ),
        """Say whether software is still maintained, and who says so.

        Who says otherwise stands beside it. The verdict is the newest statement of the strongest
        voice, by a policy that a file can replace. Measurements say "silent since", never
        "discontinued"; where nobody says anything it is "not stated".

        \b
          fwgraph status pylons
          fwgraph status masonite --on 2025-10-01
        """,
    ),
)
