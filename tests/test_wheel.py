"""A wheel is enough: it carries the graph, the rules and the questions, and no checkout."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a freshly built wheel was unpacked into."""
    folder = tmp_path_factory.mktemp("wheel")
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def answered(installed: Path, folder: Path, *arguments: str) -> str:
    """Return what the wheel's own command prints in an empty folder."""
    done = subprocess.run(
        [sys.executable, "-m", "fwgraph", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_the_four_folders_travel_in_the_package(installed: Path) -> None:
    for folder in ("ontology", "data", "shapes", "queries"):
        here = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.*")}
        there = {path.relative_to(installed / "fwgraph") for path in
                 (installed / "fwgraph" / folder).rglob("*.*")}  # fmt: skip
        assert there == here


def test_a_wheel_in_an_empty_folder_answers_as_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    said = answered(installed, tmp_path, "ask", "frameworks", "--format", "csv")
    checkout = answered(ROOT / "src", tmp_path, "ask", "frameworks", "--format", "csv")
    assert said == checkout
    pages = [line for line in said.splitlines() if "/edition/web-frameworks-" in line]
    assert len(pages) == 70 + 87


def test_a_wheel_validates_its_own_graph(installed: Path, tmp_path: Path) -> None:
    found = answered(installed, tmp_path, "validate")
    assert ": info: " in found
    assert ": violation: " not in found


def test_the_explorer_travels_with_the_licences_of_what_it_is_made_of(installed: Path) -> None:
    browser = installed / "fwgraph" / "browser"
    assert {path.name for path in browser.iterdir()} == {"dist"}
    for name in (
        "explorer.html",
        "explorer.js",
        "query.js",
        "yasgui.min.js",
        "fonts/DejaVuSans.ttf",
    ):
        assert (browser / "dist" / name).stat().st_size > 0, name
    licences = (browser / "dist" / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("cytoscape", "cytoscape-fcose", "cose-base", "layout-base", "@zazuko/yasgui",
                 "codemirror", "datatables.net", "jquery", "dejavu-fonts-ttf"):  # fmt: skip
        assert f"\n{name} " in f"\n{licences}", name
    assert licences.count("WITHOUT WARRANTY OF ANY KIND") > 20
    assert "layout-base" in (browser / "dist" / "explorer.js").read_text(encoding="utf-8")[:9000]


def test_both_licences_stand_in_the_wheel(installed: Path) -> None:
    (metadata,) = installed.glob("*.dist-info")
    assert {path.name for path in (metadata / "licenses").iterdir()} == {"LICENSE", "LICENSE-DATA"}
    assert "License-Expression: MIT AND CC0-1.0" in (metadata / "METADATA").read_text()


def test_a_source_distribution_carries_the_bundle_and_needs_no_node(tmp_path: Path) -> None:
    built = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert (source / "src/fwgraph/browser/dist/explorer.js").is_file()
    assert not (source / "src/fwgraph/browser/node_modules").exists()
    needs = "from hatchling import build; print(build.get_requires_for_build_wheel())"
    done = subprocess.run(
        [sys.executable, "-c", needs], cwd=source, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"
