"""What a reply of an index says of a project, and what of it cannot be read."""

import json
from typing import Any

import pytest
from tests.upstream.index_server import project, wheel

from fwgraph.upstream.index_reply import OddReply, parse_reply

PLAIN = [
    wheel("c", "1.0", "2020-01-01"),
    wheel("c", "2.0", "2021-01-02"),
    {**wheel("c", "2.0", "2021-01-01"), "filename": "c-2.0.tar.gz"},
    wheel("c", "3.0rc1", "2022-01-01"),
]


def newest(files: list[dict[str, Any]], **more: Any) -> tuple[str | None, str | None]:
    """Return the newest version, and the day of its first upload."""
    said = parse_reply(project("c", files, **more), "c")
    return said.version, said.released.date().isoformat() if said.released else None


def test_the_newest_version_is_no_prerelease_and_dated_by_its_first_file() -> None:
    assert newest(PLAIN) == ("2.0", "2021-01-01")


def test_a_prerelease_is_the_newest_where_there_is_nothing_else() -> None:
    assert newest(PLAIN[3:]) == ("3.0rc1", "2022-01-01")


@pytest.mark.parametrize("yanked", [True, "broken", ""])
def test_what_was_withdrawn_does_not_count(yanked: bool | str) -> None:
    """A reason makes a file yanked, also an empty one (PEP 592)."""
    files = [PLAIN[0], *({**file, "yanked": yanked} for file in PLAIN[1:3])]
    assert newest(files) == ("1.0", "2020-01-01")


def test_a_version_of_which_one_file_is_left_is_offered() -> None:
    assert newest([PLAIN[0], {**PLAIN[1], "yanked": True}, PLAIN[2]]) == ("2.0", "2021-01-01")


@pytest.mark.parametrize(
    ("files", "versions", "expected"),
    [
        (["C-1.0-py2.4.egg", "C-0.9.win32.exe"], ["0.9", "1.0"], "1.0"),
        (["c-1.10.tar.gz", "c-1.9.tar.gz"], ["1.10", "1.9"], "1.10"),
        (["c-1.0.0.tar.gz"], ["1.0"], "1.0"),
        (["c-2004e.tar.bz2", "c-2004d.tar.bz2"], ["2004d", "2004e"], "2004e"),
        (["c-4.0.0a2dev-r227.tar.gz"], ["4.0.0a2dev-r227"], "4.0.0a2dev-r227"),
        (["c-1.0-1.src.rpm"], [], "1.0-1.src"),
        (["readme.txt", "d-9.0.tar.gz"], ["1.0"], None),
        ([], ["1.0"], None),
        (["c-1!1.0.tar.gz", "c-2020.1.tar.gz"], ["1!1.0", "2020.1"], "1!1.0"),
        (["c-1.0+local.1-py3-none-any.whl"], ["1.0+local.1"], "1.0+local.1"),
    ],
)
def test_files_tell_their_version(
    files: list[str], versions: list[str], expected: str | None
) -> None:
    """Also those of kinds that no index takes any more, and versions that are not of PEP 440."""
    entries: list[dict[str, Any]] = [
        {"filename": file, "upload-time": f"2020-01-0{9 - number}T00:00:00Z"}
        for number, file in enumerate(files)
    ]
    assert newest(entries, versions=versions)[0] == expected


def test_an_index_of_the_first_version_says_neither_versions_nor_days() -> None:
    files = [{"filename": "c-1.0.tar.gz"}, {"filename": "c-0.9.tar.gz"}]
    reply = {"meta": {"api-version": "1.0"}, "name": "C", "files": files}
    said = parse_reply(json.dumps(reply).encode(), "c")
    assert (said.version, said.released, said.status) == ("1.0", None, "active")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"project-status": {"status": "archived", "reason": "done"}}, ("archived", "done")),
        ({"project-status": "deprecated"}, ("deprecated", None)),
        ({"status": "quarantined"}, ("quarantined", None)),
        ({"status": {"status": "active"}}, ("active", None)),
        ({"status": "archived", "project-status-reason": "done"}, ("archived", "done")),
        ({"project-status": {}}, ("active", None)),
        ({"project-status": None}, ("active", None)),
        (
            {"meta": {"api-version": "1.4", "project-status": {"status": "Archived"}}},
            ("archived", None),
        ),
        ({"project-status": {"status": "paused"}}, ("paused", None)),
    ],
)
def test_the_status_is_read_in_every_spelling(
    more: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    said = parse_reply(project("c", **more), "c")
    assert (said.status, said.reason) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "the reply is no JSON"),
        (b'{"meta": ', "the reply is no JSON"),
        (b"[" * 100_000, "the reply is no JSON"),
        (b"9" * 10_000, "the reply is no JSON"),
        (b"\xff{}", "the reply is not UTF-8 text"),
        (b"[]", "meta: there is no object that has it"),
        (b"{}", "meta is missing"),
        (b'{"meta": []}', "meta is not of the type object"),
        (b'{"meta": {"api-version": 1.0}}', "api-version is not of the type string"),
        (project("c", meta={"api-version": "2.0"}), "version '2.0' of the Simple API"),
        (project("c", meta={"api-version": "1"}), "version '1' of the Simple API"),
        (project("d"), "about another project, 'd'"),
        (project("c", files={"c": 1}), "files is not of the type array"),
        (project("c", versions="1.0"), "versions is not of the type array"),
        (project("c", versions=[1.0]), "versions: not all of them are text"),
        (project("c", [{**PLAIN[0], "yanked": 1}]), "yanked is not of the type"),
        (project("c", [{**PLAIN[0], "upload-time": 5}]), "upload-time is not of the type string"),
        (project("c", [{**PLAIN[0], "upload-time": "soon"}]), "'soon', is no moment"),
        (
            project("c", [{**PLAIN[0], "upload-time": "0001-01-01T00:00:00+23:00"}]),
            "is no moment",
        ),
        (project("c", status=[]), "the project's status or its reason is no text"),
        (project("c", status={"status": "archived", "reason": 5}), "its reason is no text"),
    ],
)
def test_an_odd_reply_is_said_to_be_odd(body: bytes, expected: str) -> None:
    with pytest.raises(OddReply) as raised:
        parse_reply(body, "c")
    assert expected in str(raised.value)


def test_a_file_that_is_no_object_is_odd() -> None:
    reply = {"meta": {"api-version": "1.0"}, "name": "c", "files": ["c-1.0.tar.gz"]}
    with pytest.raises(OddReply, match="filename: there is no object that has it"):
        parse_reply(json.dumps(reply).encode(), "c")
