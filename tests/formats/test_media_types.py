"""The table of formats agrees with the writers, and costs a short command next to nothing."""

import subprocess
import sys

import pytest
from pyoxigraph import RdfFormat

from fwgraph.formats.sparql_results import TABLE_WRITERS
from fwgraph.media_types import (
    DUMP_FORMATS,
    OPENAPI,
    RDF_FORMATS,
    RDF_MEDIA_TYPES,
    RESULT_MEDIA_TYPES,
    TABLE_FORMATS,
    Format,
    endings,
    import_function,
)


@pytest.mark.parametrize("form", DUMP_FORMATS, ids=lambda form: form.name)
def test_every_format_of_the_graph_has_its_writer(form: Format) -> None:
    assert import_function(form.writer)([]) is not None


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda form: form.name)
def test_every_rdf_format_can_be_read(form: Format) -> None:
    assert form.reader or RdfFormat.from_extension(form.ending) is not None
    assert RdfFormat.from_media_type(form.media_types[0]) == RdfFormat.from_extension(form.ending)


def test_every_format_of_a_table_has_its_writer() -> None:
    assert endings(TABLE_FORMATS) == tuple(TABLE_WRITERS)


def test_generic_media_types_come_last_and_rdf_1_1_after_rdf_1_2() -> None:
    """A CONSTRUCT may answer with what JSON-LD and RDF/XML cannot hold."""
    assert list(RDF_MEDIA_TYPES) == [
        "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml",
        "application/json", "application/xml",
    ]  # fmt: skip
    assert list(RESULT_MEDIA_TYPES)[-3:] == ["application/json", "application/xml", "text/xml"]


def test_text_says_its_charset_and_json_does_not() -> None:
    types = [form.content_type for form in RDF_FORMATS]
    assert "text/turtle; charset=utf-8" in types
    assert "application/rdf+xml; charset=utf-8" in types
    assert "application/ld+json" in types
    assert OPENAPI.content_type == "application/vnd.oai.openapi+json"


def test_the_table_imports_no_writer() -> None:
    code = "import sys, fwgraph.media_types; print([m for m in sys.modules if 'formats' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
