"""What the notebook of the documentation shows is what comes."""

import json
from pathlib import Path

import pytest
from tests.notebook import run_notebook, write_notebook

TOUR = Path(__file__).parents[1] / "docs" / "tour.ipynb"


def test_the_notebook_shows_what_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("networkx", reason="networkx is not installed")
    monkeypatch.setenv("COLUMNS", "100")
    text = TOUR.read_text(encoding="utf-8")
    shown = write_notebook(run_notebook(json.loads(text)))
    assert shown == text, "run: make -B docs/tour.ipynb"


def test_the_notebook_is_one() -> None:
    notebook = json.loads(TOUR.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        keys = {"cell_type", "id", "metadata", "source"}
        extra = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert cell.keys() == keys | extra
