"""Findings stand at the line of the subject, whatever the Turtle looks like."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from fwgraph.rules.data_graph import read_rdf_file
from fwgraph.rules.positions import subject_positions

BASE = "http://b.example/d/f"

LAYOUTS = [
    ("indented", "  @prefix e: <http://x.example/> .\n\t e:a e:p e:o .", {"a": (2, 3)}),
    (
        "several on one line",
        "PREFIX e: <http://x.example/> e:a e:p 1 . e:b e:p 2.0 .e:c e:p 3.",
        {"a": (1, 31), "b": (1, 43), "c": (1, 56)},
    ),
    (
        "long literals",
        '@prefix e: <http://x.example/> .\ne:a e:p """\ne:no e:p e:o .\n""" , \'\'\'\n'
        "<http://x.example/never> e:p '.\n''' .\ne:b e:p \"e:x e:y .\\\" .\" .",
        {"a": (2, 1), "b": (7, 1)},
    ),
    (
        "comments",
        "@prefix e: <http://x.example/> . # e:no e:p e:o .\n#e:no e:p e:o .\ne:a # .\n e:p e:o.",
        {"a": (3, 1)},
    ),
    (
        "a base and relative names",
        "@base <http://x.example/> .\n<a> <p> <o> .\nBASE <deep/>\nPREFIX : <#>\n<../b> :p <o> .\n"
        "@base </> .\n<c> <p> <o> .",
        {"a": (2, 1), "b": (5, 1), "c": (7, 1)},
    ),
    (
        "prefixes that change",
        "@prefix e: <http://y.example/> .\ne:a e:p 1 .\nprefix e: <http://x.example/>\ne:a e:p 1 .",
        {"a": (4, 1)},
    ),
    (
        "nested nodes and lists",
        "@prefix e: <http://x.example/> .\ne:a e:p [ e:p e:o ; e:q ( e:o [ e:p 1 ] ) ] .\n"
        "[ e:p e:o ] e:q e:o .\n( 1 2 ) e:p e:o .\n\n e:b e:p ( ) .",
        {"a": (2, 1), "b": (6, 2)},
    ),
    (
        "names with dots and escapes",
        "@prefix e.x: <http://x.example/> .\ne.x:v1.2.3 a e.x:o.\ne.x:a\\-b e.x:p 1 .\n"
        "e.x:%41.c:d e.x:p .5, 1e3, -1.E3, true .\n<http://x.example/\\u0061> e.x:p 'x'@en-GB .",
        {"v1.2.3": (2, 1), "a-b": (3, 1), "%41.c:d": (4, 1), "a": (5, 1)},
    ),
    (
        "the subject and its properties on lines of their own",
        "@prefix e:\n <http://x.example/>\n.\n\n\ne:a\n  e:p\n    e:o\n.\n",
        {"a": (6, 1)},
    ),
    ("a carriage return", "@prefix e: <http://x.example/> .\r\ne:a e:p 1 .\r\n", {"a": (2, 1)}),
    ("a byte order mark", "\ufeff<http://x.example/a> <x:p> 1 .", {"a": (1, 1)}),
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=[row[0] for row in LAYOUTS])
def test_a_subject_stands_where_its_statement_begins(
    layout: tuple[str, str, dict[str, tuple[int, int]]], tmp_path: Path
) -> None:
    _, text, expected = layout
    file = tmp_path / "x.ttl"
    file.write_bytes(text.encode())
    prefix = "http://x.example/"
    found = {
        iri.removeprefix(prefix): (place.line, place.column)
        for iri, place in subject_positions([file]).items()
        if iri.startswith(prefix)
    }
    assert found == expected


def test_a_graph_has_a_name_that_is_no_subject(tmp_path: Path) -> None:
    file = tmp_path / "x.trig"
    file.write_text(
        "PREFIX e: <http://x.example/>\ne:g {\n e:a e:p 1 . e:b e:p 2 }\nGRAPH e:h { e:c e:p 3. }\n"
        "{ e:d e:p 4 }\n[] { e:e e:p 5 }\ne:f e:p 6 .\n",
        encoding="utf-8",
    )
    lines = {iri[-1]: place.line for iri, place in subject_positions([file]).items()}
    assert lines == {"a": 3, "b": 3, "c": 4, "d": 5, "e": 6, "f": 7}


def test_names_relative_to_the_file_are_found(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text("<x:o> <x:p> 1 .\n<#me> <x:p> 1 .\n<> <x:p> 2 .\n", encoding="utf-8")
    found = read_rdf_file_positions(file)
    assert found == {"x:o": 1, f"{file.as_uri()}#me": 2, file.as_uri(): 3}


def read_rdf_file_positions(file: Path) -> dict[str, int]:
    """Return the line of every node of a file that uses a term of ours."""
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}<x:z> <https://w3id.org/fwgraph/ontology#p> 1 .", encoding="utf-8")
    places = read_rdf_file(file).positions
    return {node: place.line for node, place in places.items() if node != "x:z"}


def test_a_blank_node_stands_with_the_node_that_leads_to_it(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text("\n<x:a> <x:p> 1 .\n<x:b> <x:p> [ <x:q> [ <x:r> 1 ] ] .\n", encoding="utf-8")
    assert sorted(read_rdf_file_positions(file).values()) == [2, 3, 3, 3]


def test_a_compressed_file_has_lines_too(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl.gz"
    file.write_bytes(gzip.compress(b"\xef\xbb\xbf\n\n <x:a> <x:p> 1 ."))
    (place,) = subject_positions([file]).values()
    assert (place.path, place.line, place.column) == (str(file), 3, 2)


@pytest.mark.parametrize("name", ["x.jsonld", "x.rdf"])
def test_other_forms_have_no_lines_of_subjects(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    assert subject_positions([tmp_path / name]) == {}


SUBJECTS = st.sampled_from(
    [
        "<http://x.example/a>",
        "e:b",
        "e:b.c",
        "<c>",
        "<../d#e>",
        "_:b1",
        "[]",
        "( 1 )",
        "e:\\~f",
        ":",
    ]
)
OBJECTS = st.sampled_from(
    ["e:o.", "1.", "1.5.", "'''\n<x:no> <x:p> 1 .\n'''.", '"<x:no> ." .', "[ e:p e:no ] .",
     "( e:no '.' ) ; e:q 2 .", "e:o , # .\n e:p .", "'x'@en--ltr .", "'1'^^e:t ."]
)  # fmt: skip
STATEMENTS = st.lists(
    st.tuples(st.sampled_from([" ", "\n", "\n\t", "  #.\n"]), SUBJECTS, OBJECTS), max_size=6
)


@given(STATEMENTS)
def test_subjects_are_those_that_the_parser_reads(
    tmp_path_factory: pytest.TempPathFactory, statements: list[tuple[str, str, str]]
) -> None:
    head = f"@base <{BASE}> .\n@prefix e: <http://x.example/> . @prefix : <http://y.example/#> .\n"
    text, expected = head, dict[str, int]()
    for blank, subject, value in statements:
        line = (text + blank).count("\n") + 1
        text += f"{blank}{subject} e:p {value}"
        (*_, quad) = parse(f"{head}{subject} e:p 1 .", format=RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode):
            expected.setdefault(quad.subject.value, line)
    file = tmp_path_factory.getbasetemp() / "subjects.ttl"
    file.write_text(text, encoding="utf-8")
    list(parse(path=file, format=RdfFormat.TURTLE))  # it is Turtle
    assert {iri: place.line for iri, place in subject_positions([file]).items()} == expected
