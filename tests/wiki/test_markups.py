"""A markup of pages is a folder with a reader and a writer, and one line: here is a small one."""

import subprocess
import sys
from pathlib import Path, PurePath

import pytest

from fwgraph.namespaces import BASE
from fwgraph.wiki.markups import DEFAULT_MARKUP, MARKUPS, page_markup, text_markup

READER = '''
"""Headings start with a hash, items with a dash, rows with a plus; <name@target> links."""

import re
from itertools import groupby

from fwgraph.wiki.document import (
    Heading, ListItem, PageTable, Paragraph, TableCell, TableRow, WikiPage,
)
from fwgraph.wiki.spans import InlineText, Span, SpanKind


def inline(source, line, column):
    spans = []
    for match in re.finditer(r"<([^@>]*)@([^>]*)>|[^<]+|<", source):
        link = match[2] is not None
        kind = SpanKind.LINK if link else SpanKind.TEXT
        spans.append(Span(kind, *match.span(), match[1] if link else match[0], match[2]))
    return InlineText(source, tuple(spans), line, (column,))


def row(line, raw):
    places = [cell.span(1) for cell in re.finditer(r"[+;] ([^;\\n]*?) ?(?=;|\\n|$)", raw)]
    return TableRow(line, line, tuple(TableCell(inline(raw[a:b], line, a)) for a, b in places))


def block(line, raw):
    at, text = (line, line, raw), inline(raw[2:].rstrip("\\n"), line, 2)
    if raw.startswith("# "):
        return Heading(*at, text, 1)
    return ListItem(*at, text, 0, "-") if raw.startswith("- ") else Paragraph(*at, text)


def parse_wiki_page(text):
    lines = enumerate(text.splitlines(keepends=True), 1)
    blocks = []
    for is_table, group in groupby(lines, key=lambda line: line[1].startswith("+ ")):
        group = list(group)
        if is_table:
            rows = tuple(row(*line) for line in group)
            raw = "".join(raw for _, raw in group)
            blocks.append(PageTable(group[0][0], group[-1][0], raw, rows))
        else:
            blocks += [block(*line) for line in group]
    return WikiPage(tuple(blocks))
'''
WRITER = """
def write_name(name, target):
    return f"<{name}@{target}>" if target else name


def write_row(cells, model):
    return "+ " + " ; ".join([*cells, "", "", ""][: len(model.cells)])
"""
SCRIPT = """
import sys

from fwgraph.wiki.markups import MARKUPS, PageMarkup

MARKUPS["toy"] = PageMarkup("toy")
from fwgraph.cli import main
main(sys.argv[1:])
"""
PAGE = """\
# Popular Full-Stack Frameworks
+ name ; version ; date ; text
+ <Zoo@http://zoo.example/> ; 1.0 ; 2010-02-03 ; runs on <Google App Engine@GAE>
+ <Ant@http://ant.example/> ; 2.0 ; 2011-05-84 ; some text
# Other Full-Stack Frameworks
- <Bee@http://bee.example/> (0.2 Released 2006-9-15) is based on <Werkzeug@Werkzeug>
- <Cow@Cow> (1.3) [[no]] ''marks'' || of another markup
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the markup's package and a page."""
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "reader.py").write_text(READER, encoding="utf-8")
    (tmp_path / "toy" / "writer.py").write_text(WRITER, encoding="utf-8")
    (tmp_path / "page.toy").write_text(PAGE, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Return exit code and output of a command line that knows the markup."""
    path = [str(folder), *sys.path]
    code = f"import sys; sys.path[:0] = {path!r}\n{SCRIPT}"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, check=False, cwd=folder, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_a_page_is_imported_and_written_back(folder: Path) -> None:
    assert run(folder, "import", "page.toy", "-o", "page.ttl") == (0, "", "")
    turtle = (folder / "page.ttl").read_text(encoding="utf-8")
    assert 'fw:homepage "http://zoo.example/"' in turtle
    assert 'fw:wikiPage "Cow"' in turtle
    assert run(folder, "export", "--data", "page.ttl", "back.toy")[0] == 0
    assert (folder / "back.toy").read_text(encoding="utf-8") == PAGE


def test_a_changed_and_a_new_listing_are_written_in_the_markup(folder: Path) -> None:
    run(folder, "import", "page.toy", "-o", "page.ttl")
    page = folder / "page.ttl"
    turtle = page.read_text(encoding="utf-8").replace('"1.3"', '"1.4"').replace('"1.0"', '"1.1"')
    for name, section in (("Fox", "popular"), ("Gnu", "other")):
        turtle += (
            f"\n<{BASE}listing/page/{name}> a fw:Listing ; fw:edition edition:page ; fw:list 1 ;"
            f" fw:section <{BASE}section/page/{section}-full-stack-frameworks> ; fw:position 2 ;"
            f' rdfs:label "{name}" ; fw:homepage "http://new.example/" ; fw:version "3" .\n'
        )
    page.write_text(turtle, encoding="utf-8")
    code, out, err = run(folder, "export", "--data", "page.ttl", "back.toy")
    assert (code, out, err) == (0, "", "")
    lines = PAGE.replace("; 1.0 ;", "; 1.1 ;").replace("(1.3)", "(1.4)").splitlines(keepends=True)
    lines.insert(4, "+ <Fox@http://new.example/> ; 3 ;  ; \n")
    lines.append("- <Gnu@http://new.example/> (3)\n")
    assert (folder / "back.toy").read_text(encoding="utf-8") == "".join(lines)


def test_claims_are_proposed_from_what_a_reader_sees(folder: Path) -> None:
    code, out, _ = run(folder, "import", "page.toy", "--claims")
    assert code == 0
    assert "software:zoo,fw:runsOn,platform:google-app-engine,3,runs on Google App Engine" in out
    assert "software:bee,fw:builtOn,software:werkzeug,6,based on Werkzeug" in out


def test_findings_stand_where_the_page_has_them(folder: Path) -> None:
    code, out, _ = run(folder, "validate", "page.toy")
    assert code == 1
    assert "page.toy:4:3: " in out
    assert "[page-date-real]" in out
    assert "page.toy:6:3: " in out
    assert "[page-date-format]" in out


def test_a_page_is_repaired(folder: Path) -> None:
    _, out, err = run(folder, "fix", "page.toy")
    rows = PAGE.replace("2006-9-15", "2006-09-15").splitlines(keepends=True)
    rows[2:4] = reversed(rows[2:4])
    assert out == "".join(rows)
    assert "page.toy:6: Bee: date padded: 2006-09-15" in err


def test_the_ending_of_a_file_says_its_markup() -> None:
    assert page_markup(Path("a/page.MOIN")) is page_markup(Path("b.txt")) is MARKUPS["moin"]
    assert page_markup(Path("a.md")) is page_markup(Path("b.markdown")) is MARKUPS["md"]
    assert [markup.name for markup in MARKUPS.values()] == ["moin", "md"]
    assert page_markup(Path("page.ttl")) is page_markup(Path("page")) is None
    assert DEFAULT_MARKUP.read("= x =\n").blocks == MARKUPS["moin"].read("= x =\n").blocks


@pytest.mark.parametrize(
    ("name", "text", "markup"),
    [
        ("-", "= Web =\n == Popular ==\n * [[http://a/|Alpha]]\n", "moin"),
        ("-", "# Web\n\n- [Alpha](http://a/)\n", "md"),
        ("page.dat", "# Web\n", "md"),
        ("-", "## a remark of MoinMoin\n= Web =\n", "moin"),
        ("-", "no heading\n", "moin"),
        ("page.moin", "# Web\n", "moin"),
    ],
)
def test_headings_say_the_markup_where_no_ending_does(name: str, text: str, markup: str) -> None:
    assert text_markup(PurePath(name), text).name == markup
