"""The explorer's slider shows on a day what the graph of that day holds."""

import json
from pathlib import Path

import pytest
from tests.browser.test_logic import BROWSER, node

import fwgraph
from fwgraph.view import View, read_view, view_json

STANDING = """
import {{ readFileSync }} from "node:fs";
import {{ Model }} from {model};
const model = new Model(JSON.parse(readFileSync({file}, "utf8"))).on({day});
const edges = model.edges.map(({{ from, relation, to, evidence }}) =>
  [from, relation, to, evidence.map(({{ sourcePath, line, quote }}) => [sourcePath, line, quote])]);
const gone = [...model.things.values()].filter((thing) => thing.discontinued);
console.log(JSON.stringify({{ edges, gone: gone.map(({{ path }}) => path) }}));
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write what the explorer is given of the shipped graph."""
    file = tmp_path_factory.mktemp("view") / "graph.json"
    file.write_bytes(view_json(read_view(fwgraph.load())))
    return file


@pytest.mark.parametrize("day", ["2009-06-30", "2016-06-04", "2025-01-01"])
def test_a_day_of_the_slider_is_the_graph_of_that_day(day: str, written: Path) -> None:
    if not (BROWSER / "src").is_dir():
        pytest.skip("the sources of the explorer are not installed with it")
    values = {"model": (BROWSER / "src/model.js").as_uri(), "file": str(written), "day": day}
    script = STANDING.format_map({name: json.dumps(value) for name, value in values.items()})
    done = node("--input-type=module", "--eval", script)
    assert done.returncode == 0, done.stderr
    shown, wanted = json.loads(done.stdout), read_view(fwgraph.load(on=day))
    assert sorted(shown["edges"]) == edges(wanted)
    assert set(shown["gone"]) == {thing.path for thing in wanted.things if thing.discontinued}
    assert len(shown["edges"]) > 10


def edges(view: View) -> list[list[object]]:
    """Return the edges of a view with their evidence, as the script tells them."""
    return sorted(
        [
            edge.start, edge.relation, edge.end,
            [[item.path, item.line, item.quote] for item in edge.evidence],
        ]
        for edge in view.edges
    )  # fmt: skip
