"""Which index pip is told to use, read from where pip reads it."""

import os
from pathlib import Path

import pytest

from fwgraph.errors import BadRequest, Unreadable
from fwgraph.upstream.index_address import find_index_address, parse_index_address
from fwgraph.upstream.pip_configuration import read_pip_setting


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment whose home and whose machine are folders of the test."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("sys.prefix", str(tmp_path / "prefix"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    return {"XDG_CONFIG_DIRS": str(tmp_path / "xdg"), "XDG_CONFIG_HOME": str(tmp_path / "config")}


def write_config(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_stronger_file_wins(home: dict[str, str], tmp_path: Path) -> None:
    places = ("xdg/pip", "home/.pip", "config/pip", "prefix")
    for number, place in enumerate(places):
        write_config(tmp_path / place / "pip.conf", f"[global]\nindex-url = https://{number}/\n")
        assert read_pip_setting("index-url", home) == f"https://{number}/"
    chosen = write_config(tmp_path / "chosen.ini", "[global]\nindex_url: https://chosen/\n")
    environ = {**home, "PIP_CONFIG_FILE": str(chosen)}
    assert read_pip_setting("index-url", environ) == "https://chosen/"
    assert read_pip_setting("index-url", {**environ, "PIP_INDEX_URL": "https://e/"}) == "https://e/"
    assert read_pip_setting("index-url", {**home, "PIP_CONFIG_FILE": os.devnull}) is None


def test_a_chosen_file_replaces_the_users(home: dict[str, str], tmp_path: Path) -> None:
    write_config(tmp_path / "config/pip/pip.conf", "[global]\nindex-url = https://user/\n")
    chosen = write_config(tmp_path / "chosen.ini", "[global]\ntimeout = 5\n")
    assert read_pip_setting("index-url", {**home, "PIP_CONFIG_FILE": str(chosen)}) is None


def test_the_section_of_installing_goes_before_that_for_all(
    home: dict[str, str], tmp_path: Path
) -> None:
    text = "[install]\nindex-url = https://install/%/\n[global]\nindex-url = https://global/\n"
    write_config(tmp_path / "prefix/pip.conf", text)
    assert read_pip_setting("index-url", home) == "https://install/%/"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"index-url = x\n", "pip.conf:1: pip's configuration cannot be read"),
        (b"[global]\n[global]\n", "pip.conf:2: pip's configuration cannot be read"),
        (b"[global]\nindex-url = \xff\n", "pip.conf:2: this is not UTF-8 text"),
    ],
)
def test_a_broken_file_is_said(
    home: dict[str, str], tmp_path: Path, raw: bytes, expected: str
) -> None:
    path = write_config(tmp_path / "prefix/pip.conf", "")
    path.write_bytes(raw)
    with pytest.raises(Unreadable) as raised:
        read_pip_setting("index-url", home)
    assert expected in str(raised.value)


def test_option_environment_and_configuration_in_this_order(
    home: dict[str, str], tmp_path: Path
) -> None:
    write_config(tmp_path / "prefix/pip.conf", "[global]\nindex-url = https://configured/x\n")
    assert find_index_address(None, home).url == "https://configured/x/"
    environ = {**home, "PIP_INDEX_URL": "https://pip/"}
    assert find_index_address(None, environ).url == "https://pip/"
    environ["FWGRAPH_INDEX"] = "https://ours/"
    assert find_index_address(None, environ).url == "https://ours/"
    assert find_index_address("https://option", environ).url == "https://option/"
    with pytest.raises(BadRequest, match="no package index is known"):
        find_index_address(None, {"PIP_CONFIG_FILE": os.devnull})


def test_credentials_are_kept_apart() -> None:
    address = parse_index_address("--index", "https://us%40er:p%3Aw@index.example:8443/simple")
    assert address.url == "https://index.example:8443/simple/"
    assert address.authorization == "Basic dXNAZXI6cDp3"
    assert "Basic" not in repr(address)


@pytest.mark.parametrize(
    "written", ["", "/opt/simple", "file:///opt/simple", "https://", "https://x:0/", "https://x /",
                "https://x:port/", "https://[x/", "https://x/?a=b", "https://x/\n"]
)  # fmt: skip
def test_what_is_no_web_address_is_said(written: str) -> None:
    with pytest.raises(BadRequest, match="pip's index-url"):
        parse_index_address("pip's index-url", written)
