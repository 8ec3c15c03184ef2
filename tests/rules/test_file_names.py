"""A data file tells of what it is named after; a copy of another thing's file is found."""

from pathlib import Path

import pytest

from fwgraph.rules.file_names import find_stray, misnamed_file_triples
from fwgraph.store import resources

SHIPPED = resources.resource_root() / "data"


def copy_of(folder: Path, what: str, name: str) -> Path:
    """Return a copy of a shipped file under another name, in a folder of the same name."""
    source = SHIPPED / what
    target = folder / source.parent.name / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
    return target


def test_no_shipped_file_tells_of_another_thing() -> None:
    assert misnamed_file_triples(resources.shipped_files()) == ([], {})


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("frameworks/flask.ttl", "software/flask"),
        ("components/wsgi.ttl", "specification/wsgi"),
        ("documents/flask-changes.ttl", "document/flask-changes"),
        ("releases/flask.ttl", "release/flask/0.1/flask-changes"),
    ],
)
def test_a_copy_tells_of_what_it_was_copied_from(what: str, told: str, tmp_path: Path) -> None:
    copy = copy_of(tmp_path, what, "x.ttl")
    (_, tells), positions = misnamed_file_triples([copy])
    assert getattr(tells.object, "value", "").endswith(f"/fwgraph/{told}")
    assert {each.path for each in positions.values()} == {str(copy)}


def test_claims_left_of_another_thing_are_found(tmp_path: Path) -> None:
    copy = copy_of(tmp_path, "frameworks/flask.ttl", "x.ttl")
    copy.write_text(copy.read_text("utf-8").replace("\nsoftware:flask\n", "\nsoftware:x\n"))
    stray = find_stray(copy)
    assert stray is not None
    assert stray[0].startswith("https://w3id.org/fwgraph/claim/flask.")
    assert copy.read_text("utf-8").splitlines()[stray[1] - 1].startswith("claim:flask.")


def test_a_file_outside_of_the_folders_may_have_any_name(tmp_path: Path) -> None:
    copy = copy_of(tmp_path, "frameworks/flask.ttl", "x.ttl").rename(tmp_path / "mine.ttl")
    assert misnamed_file_triples([copy]) == ([], {})
