"""Files to a store: what is read, what stays apart, and what is too much."""

import gzip
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Store

from fwgraph.errors import Unreadable
from fwgraph.store import bounds
from fwgraph.store.loading import load_file

MARK = b"\xef\xbb\xbf"
TURTLE = b"@prefix ex: <http://example.org/> .\nex:a ex:b [ ex:c ex:d ] ; ex:e ( 1 2 ) .\n"
RDF_XML = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://usefulinc.com/ns/doap#">
<Project rdf:about="http://example.org/p"><name>P</name><homepage rdf:resource="http://example.org/"/></Project></rdf:RDF>
"""
JSON_LD = b'{"http://example.org/p": "o"}'


def load(*files: Path) -> Store:
    store = Store()
    for file in files:
        load_file(store, file)
    return store


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("data.turtle", TURTLE, 7),
        ("ontology.owl", RDF_XML, 3),
        ("project.doap", RDF_XML, 3),
        ("schema.rdfs", RDF_XML, 3),
        ("DATA.TTL", TURTLE, 7),
        ("data.ttl.gz", gzip.compress(TURTLE, mtime=0), 7),
        ("data.nt.gz", gzip.compress(b'<a:a> <a:b> "c" .\n', mtime=0), 1),
        ("project.doap.GZ", gzip.compress(RDF_XML, mtime=0), 3),
        ("marked.ttl", MARK + TURTLE, 7),
        ("marked.nt", MARK + b'<a:a> <a:b> "c" .\n', 1),
        ("marked.nq", MARK + b'<a:a> <a:b> "c" .\n', 1),
        ("marked.trig", MARK + TURTLE, 7),
        ("marked.jsonld", MARK + JSON_LD, 1),
        ("marked.rdf", MARK + RDF_XML, 3),
        ("marked.ttl.gz", gzip.compress(MARK + TURTLE, mtime=0), 7),
    ],
)
def test_what_is_rdf_by_its_ending_is_read(
    name: str, content: bytes, count: int, tmp_path: Path
) -> None:
    assert len(load(write(tmp_path / name, content))) == count


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("nt", b'_:x <http://example.org/p> "1" .\n'),
        ("nq", b'_:x <http://example.org/p> "1" .\n'),
        ("ttl", b'_:x <http://example.org/p> "1" .\n'),
        ("trig", b'_:x <http://example.org/p> "1" .\n'),
        ("jsonld", b'{"@id": "_:x", "http://example.org/p": "1"}'),
        ("rdf", RDF_XML.replace(b'rdf:about="http://example.org/p"', b'rdf:nodeID="x"')),
    ],
)
def test_blank_nodes_of_two_files_stay_apart(ending: str, content: bytes, tmp_path: Path) -> None:
    files = [write(tmp_path / f"{name}.{ending}", content) for name in "ab"]
    subjects = {quad.subject for quad in load(*files)}
    assert len(subjects) == 2
    assert all(isinstance(subject, BlankNode) for subject in subjects)


DEEP = 20_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("d.jsonld", b'{"http://example.org/p":' * DEEP + b"1" + b"}" * DEEP),
        ("d.jsonld", b'{"a:p":' + b'{"@list":[' * DEEP + b"1" + b"]}" * DEEP + b"}"),
        ("d.jsonld", b'{"@graph":' * DEEP + b"[]" + b"}" * DEEP),
        ("d.json", b"[" * DEEP + b"]" * DEEP),
        ("d.jsonld", b'{"http://example.org/p":' * DEEP),
        ("d.ttl", b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * DEEP + b"1" + b" )>>" * DEEP + b" ."),
        ("d.nt", b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * DEEP + b"<a:a>" + b" )>>" * DEEP + b" ."),
        (
            "d.rdf",
            RDF_XML.replace(
                b"<name>P</name>", b"<name><Project>" * DEEP + b"</Project></name>" * DEEP
            ),
        ),
    ],
)
def test_what_is_too_deep_is_refused_before_it_is_parsed(
    name: str, content: bytes, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable, match=r"more than 250 levels within each other are not read$"):
        load(write(tmp_path / name, content))


def test_marks_within_text_are_no_levels(tmp_path: Path) -> None:
    text = b'<a:a> <a:b> "' + b"<<( [{" * 1000 + b'" . # ' + b"<<(" * 1000 + b"\n"
    assert len(load(write(tmp_path / "a.ttl", text))) == 1
    text = b'{"http://example.org/p": "\\"' + b"[{" * 1000 + b'"}'
    assert len(load(write(tmp_path / "a.jsonld", text))) == 1


def entity_bomb(levels: int, use: str) -> bytes:
    entities = ['<!ENTITY a "aaaaaaaaaa">'] + [
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("abcdefghij", "bcdefghij"[:levels], strict=False)
    ]
    declared = f"<!DOCTYPE r [{''.join(entities)}]>"
    return RDF_XML.replace(b"?>\n", f"?>{declared}\n".encode()).replace(b"<name>P", use.encode())


@pytest.mark.parametrize("use", ["<name>&h;", "<name>&j;", "<name x='&h;'>P", "<name>P&i;"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_grow_beyond_a_bound_are_refused(
    use: str, encoding: str, tmp_path: Path
) -> None:
    content = entity_bomb(9, use).decode().encode(encoding)
    with pytest.raises(Unreadable, match="its entities grow beyond 1,000,000 characters"):
        load(write(tmp_path / "bomb.rdf", content))


def test_small_entities_are_expanded(tmp_path: Path) -> None:
    store = load(write(tmp_path / "small.rdf", entity_bomb(1, "<name>&b;")))
    assert "a" * 100 in {getattr(quad.object, "value", None) for quad in store}


@pytest.mark.parametrize("content", [b"", b"no gzip", gzip.compress(TURTLE, mtime=0)[:-9]])
def test_a_damaged_gzip_file_is_named(content: bytes, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl.gz", content)
    if content:
        with pytest.raises(Unreadable, match=r"a\.ttl\.gz: this is no whole gzip file: "):
            load(path)
    else:
        assert len(load(path)) == 0


def test_a_file_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MAX_UNPACKED", 1000)
    with pytest.raises(Unreadable, match="it unpacks to more than 1,000 bytes"):
        load(write(tmp_path / "a.nt.gz", gzip.compress(b"#" * 1001)))


@pytest.mark.parametrize("encoding", ["name", f"UTF-{'9' * 300}", "shift_jis"])
def test_an_encoding_that_nobody_reads_is_a_sentence(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.rdf"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    file.write_text(f'<?xml version="1.0" encoding="{encoding}"?><r:RDF xmlns:r="{rdf}"/>')
    with pytest.raises(Unreadable, match="encoding"):
        load_file(Store(), file)
