"""What each command promises: exit code, stream and text."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

import fwgraph
from fwgraph.cli import COMMAND_MODULES
from fwgraph.export import EXPORT_FORMATS, serialize_graph
from fwgraph.graph import Graph, load
from fwgraph.media_types import DUMP_FORMATS, endings
from fwgraph.questions.catalogue import read_catalogue

TINY = Path(__file__).parents[1] / "graphs" / "tiny.ttl"
TABLES = ("table", "csv", "tsv", "json", "xml")
GRAPHS = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")
SELECT = "SELECT ?name ?line { ?x rdfs:label ?name OPTIONAL { ?x fw:line ?line } FILTER (?name = 'Gamma') } ORDER BY ?line"  # noqa: E501
SELECTED = {
    "table": "name   line\n─────  ────\nGamma\nGamma  3\n",
    "csv": "name,line\nGamma,\nGamma,3\n",
    "tsv": '?name\t?line\n"Gamma"\t\n"Gamma"\t"3"^^<http://www.w3.org/2001/XMLSchema#integer>\n',
    "json": (
        '{"head":{"vars":["name","line"]},"results":{"bindings":['
        '{"name":{"type":"literal","value":"Gamma"}},'
        '{"name":{"type":"literal","value":"Gamma"},"line":{"type":"literal","value":"3",'
        '"datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}\n'
    ),
    "xml": (
        '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
        '<variable name="name"/><variable name="line"/></head><results>'
        '<result><binding name="name"><literal>Gamma</literal></binding></result>'
        '<result><binding name="name"><literal>Gamma</literal></binding><binding name="line">'
        '<literal datatype="http://www.w3.org/2001/XMLSchema#integer">3</literal></binding>'
        "</result></results></sparql>\n"
    ),
}
ASKED = {
    "table": "true\n",
    "csv": "true\n",
    "tsv": "true\n",
    "json": '{"head":{},"boolean":true}\n',
    "xml": (
        '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head>'
        "<boolean>true</boolean></sparql>\n"
    ),
}
RELATIONS = """\
subject             relation         object   source    line  quote     date        statement  holds
──────────────────  ───────────────  ───────  ────────  ────  ────────  ──────────  ─────────  ─────
Gamma               built on         Beta     Notes           made wi…              claim      true
Gamma               built on         Beta     Tiny, 2…  3     on Beta   2020-02-02  claim      true
Gamma               successor of     Epsilon  Tiny, 2…  3     after E…  2020-02-02  claim      true
Gamma               uses             Delta    Tiny, 2…  3     with De…  2020-02-02  claim      true
Beta                built on         Alpha    Tiny, 2…  4     stands …  2020-02-02  claim      true
Say "hi" <b>{x}</…  integrates with  Beta     Tiny, 2…  5     a  [2Jb…  2020-02-02  claim      true
"""
NOTES = (
    "subject,relation,object,source,line,quote,date,statement,holds,"
    "subject_iri,relation_iri,object_iri,source_iri,statement_iri\n"
    'Gamma,built on,Beta,Notes,,"made with ""Beta""",,claim,true,'
    "https://w3id.org/fwgraph/software/c,https://w3id.org/fwgraph/ontology#builtOn,"
    "https://w3id.org/fwgraph/software/b,https://w3id.org/fwgraph/document/notes,"
    "https://w3id.org/fwgraph/claim/c.builtOn.b.notes\n"
)


Command = Callable[..., tuple[int, str, str]]


def test_show_prints_a_card(run: Command) -> None:
    assert run("show", "ALPHA", "--data", TINY) == (
        0,
        "Alpha  framework, software  as of 2020-02-02\n"
        "https://w3id.org/fwgraph/software/a\n"
        "\n"
        "  status     not stated\n"
        "\n"
        "What depends on Alpha (1)\n"
        "  Beta built on …\n"
        "      “stands on Alpha”  [tiny-2020:4, 2020-02-02]\n",
        "",
    )


def test_show_answers_from_the_shipped_graph(run: Command) -> None:
    code, out, err = run("show", "bfg")
    assert (code, err) == (0, "")
    assert out.startswith(
        f"repoze.bfg  web framework  as of {load().day}\n"
        "https://w3id.org/fwgraph/software/repoze-bfg\n"
    )


def test_show_as_json_is_one_object(run: Command) -> None:
    _, out, _ = run("show", "alpha", "--format", "json", "--data", TINY)
    assert json.loads(out) == {
        "iri": "https://w3id.org/fwgraph/software/a",
        "day": "2020-02-02",
        "facts": {"class": ["framework", "software"], "label": ["Alpha"]},
        "listings": [],
        "claims": [
            {
                "direction": "in",
                "relation": "built on",
                "other": "Beta",
                "source": "https://w3id.org/fwgraph/edition/tiny-2020",
                "line": 4,
                "quote": "stands on Alpha",
                "date": "2020-02-02",
                "statement": "claim",
                "holds": "true",
                "relation_iri": "https://w3id.org/fwgraph/ontology#builtOn",
                "other_iri": "https://w3id.org/fwgraph/software/b",
                "place": "tiny-2020:4",
            }
        ],
    }


@pytest.mark.parametrize(
    "arguments",
    [("show", "odd"), ("ask", "relations"), ("ask", "frameworks"), ("show", "red herrin")],
)
def test_names_cannot_write_to_the_terminal(arguments: tuple[str, ...], run: Command) -> None:
    _, out, err = run(*arguments, "--data", TINY)
    assert "".join((out + err).split("\n")).isprintable()


def test_ask_without_a_name_lists_the_questions(run: Command) -> None:
    code, out, err = run("ask")
    assert (code, err) == (0, "")
    lines = [line.strip() for line in out.splitlines()]
    for question in read_catalogue().values():
        (place,) = [n for n, line in enumerate(lines) if line.split(" ")[0] == question.name]
        assert " ".join(lines[place + 1 : place + 3]).startswith(question.summary)


@pytest.mark.parametrize("form", [(), ("--format", "table")])
def test_ask_answers_with_a_table(form: tuple[str, ...], run: Command) -> None:
    assert run("ask", "relations", "--data", TINY, *form) == (0, RELATIONS, "")


def test_ask_answers_with_csv(run: Command) -> None:
    code, out, err = run("ask", "relations", "edition=Notes", "--data", TINY, "--format", "csv")
    assert (code, out, err) == (0, NOTES, "")


def test_ask_answers_with_tsv(run: Command) -> None:
    _, out, _ = run("ask", "relations", "edition=notes", "--data", TINY, "--format", "tsv")
    header, row = out.splitlines()
    assert header.startswith("?subject\t?relation\t?object\t?source\t?line\t?quote\t")
    assert row.split("\t")[:6] == [
        *['"Gamma"', '"built on"', '"Beta"', '"Notes"', "", '"made with \\"Beta\\""']
    ]


def test_ask_answers_with_one_json_list(run: Command) -> None:
    _, out, _ = run("ask", "relations", "edition=notes", "--data", TINY, "--format", "json")
    (row,) = json.loads(out)
    assert row["subject"] == "Gamma"
    assert row["line"] is None


def test_ask_writes_a_file_whose_ending_decides(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "answer.CSV"
    code, out, err = run("ask", "relations", "edition=notes", "--data", TINY, "-o", path)
    assert (code, out, err) == (0, "", "")
    assert path.read_text(encoding="utf-8") == NOTES


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize(("query", "answers"), [(SELECT, SELECTED), ("ASK {}", ASKED)])
def test_sparql_answers_with_each_form_of_a_table(
    form: str, query: str, answers: dict[str, str], run: Command
) -> None:
    code, out, err = run("sparql", "-q", query, "--data", TINY, "--format", form)
    assert (code, out, err) == (0, answers[form], "")


@pytest.mark.parametrize(("query", "answer"), [(SELECT, SELECTED), ("ASK {}", ASKED)])
def test_sparql_answers_with_a_table_unless_told_otherwise(
    query: str, answer: dict[str, str], run: Command
) -> None:
    assert run("sparql", "-q", query, "--data", TINY)[1] == answer["table"]


@pytest.mark.parametrize("form", GRAPHS)
@pytest.mark.parametrize(
    ("query", "count"),
    [("CONSTRUCT WHERE { software:c fw:uses ?x ; rdfs:label ?l }", 2), ("DESCRIBE platform:p", 2)],
)
def test_sparql_answers_with_each_form_of_a_graph(
    form: str, query: str, count: int, run: Command
) -> None:
    code, out, err = run("sparql", "--query", query, "--data", TINY, "--format", form)
    media = RdfFormat.from_extension(form)
    assert media is not None
    assert (code, err) == (0, "")
    assert len(list(parse(out, format=media))) == count


def test_sparql_answers_with_turtle_unless_told_otherwise(run: Command) -> None:
    assert run("sparql", "-q", "DESCRIBE platform:p", "--data", TINY)[1] == (
        "PREFIX fw: <https://w3id.org/fwgraph/ontology#>\n"
        "PREFIX platform: <https://w3id.org/fwgraph/platform/>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "\n"
        "platform:p\n"
        "    a fw:Platform ;\n"
        '    rdfs:label "Plat.form" ;\n'
        ".\n"
    )


def test_sparql_reads_a_file(run: Command, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(SELECT, encoding="utf-8")
    assert run("sparql", tmp_path / "q.rq", "--data", TINY)[1] == SELECTED["table"]


def test_sparql_reads_standard_input(run: Command) -> None:
    code, out, err = run("sparql", "-", "--data", TINY, stdin="SELECT ('é' AS ?x) {}".encode())
    assert (code, out, err) == (0, "x\n─\né\n", "")


@pytest.mark.parametrize("form", ["json", "xml", "csv"])
def test_sparql_writes_a_file_whose_ending_decides(form: str, run: Command, tmp_path: Path) -> None:
    path = tmp_path / f"answer.{form}"
    assert run("sparql", "-q", SELECT, "--data", TINY, "-o", path) == (0, "", "")
    assert path.read_text(encoding="utf-8") == SELECTED[form]


@pytest.mark.parametrize("form", sorted({*endings(DUMP_FORMATS)} - {"rdf"}))
def test_export_writes_to_standard_output_and_to_files(
    form: str, run: Command, tiny: Graph, tmp_path: Path
) -> None:
    path = tmp_path / f"graph.{form}"
    assert run("export", path, "--data", TINY) == (0, "", "")
    assert path.read_bytes() == serialize_graph(tiny, form)
    code, out, err = run("export", "--format", form, "--data", TINY)
    assert (code, err) == (0, "")
    assert out.encode() == serialize_graph(tiny, form).replace(b"\r\n", b"\n")


def test_format_lays_out_files_and_says_which(run: Command, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a:a>  <a:b> 1 .\n", encoding="utf-8")
    (tmp_path / "b.ttl").write_text("<a:a>\n    <a:b> 1 ;\n.\n", encoding="utf-8")
    assert run("format", tmp_path, "--check") == (
        1,
        f"{tmp_path / 'a.ttl'}: is not laid out; run fwgraph format\n",
        "",
    )
    assert run("format", tmp_path) == (0, f"{tmp_path / 'a.ttl'}: laid out\n", "")
    assert (tmp_path / "a.ttl").read_text(encoding="utf-8") == "<a:a>\n    <a:b> 1 ;\n.\n"
    assert run("format", tmp_path, "--check") == (0, "", "")


def test_the_version_is_printed(run: Command) -> None:
    assert run("--version") == (0, f"fwgraph, version {fwgraph.__version__}\n", "")


@pytest.mark.parametrize("command", [None, *COMMAND_MODULES])
def test_help_shows_no_marks(command: str | None, run: Command) -> None:
    code, out, err = run(*filter(None, [command]), "--help")
    assert (code, err) == (0, "")
    assert out.startswith("Usage: fwgraph ")
    assert "\\b" not in out


@pytest.mark.parametrize("command", [None, *COMMAND_MODULES])
def test_help_fits_a_terminal_of_80_columns(command: str | None) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fwgraph", *filter(None, [command]), "--help"],
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []
    if command is None:
        cut = [line for line in done.stdout.splitlines() if line.endswith("...")]
        assert cut[1:] == [], "only the usage ends so"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("show", "gama"), "no thing is called 'gama'; did you mean Gamma?"),
        (("show", "shared"), "'shared' names several things: say one of software:d, software:e"),
        (
            ("show", "https://["),
            "no thing is called 'https://['; the graph, as of 2020-02-02, does not cover it",
        ),
        (("ask", "zzz"), "no question is called 'zzz'; `fwgraph ask` lists the questions"),
        (
            ("ask", "impact", "x"),
            "impact takes no parameter: leave out 'x'",
        ),
        (
            ("ask", "releases", "x"),
            "releases has several parameters: say which 'x' is for: software=x or edition=x",
        ),
        (
            ("ask", "lineage", "repoze", "bfg"),
            "lineage takes framework=… and has all: what is 'bfg' for? A name of several words"
            " stands in quotes: 'repoze bfg'",
        ),
        (
            ("ask", "lineage", "frmaework=x"),
            "no parameter of lineage is called 'frmaework'; did you mean framework?",
        ),
        (
            ("ask", "relations", "e=x"),
            "no parameter of relations is called 'e'; it takes edition; a value with an equals"
            " sign is written edition=e=x",
        ),
        (
            ("ask", "relations", "-o", "answer.doc"),
            "answer.doc: the ending says no format; known: text, table, csv, tsv, json",
        ),
        (("sparql",), "give one query: a FILE, - for standard input, or --query TEXT"),
        (("sparql", "-", "-q", "ASK {}"),
         "give one query: a FILE, - for standard input, or --query TEXT"),
        (("sparql", "missing.rq"), "missing.rq: No such file or directory"),
        (
            ("sparql", "-q", "ASK {}", "--format", "ttl"),
            "this query answers with a table: choose one of text, table, csv, tsv, json, xml",
        ),
        (
            ("sparql", "-q", "DESCRIBE fw:x", "--format", "csv"),
            "this query answers with a graph: choose one of ttl, nt, nq, trig, jsonld, rdf",
        ),
        (
            ("sparql", "-q", "ASK {}", "-o", "answer.ttl"),
            "answer.ttl: the ending says no format; known: text, table, csv, tsv, json, xml",
        ),
        (
            ("sparql", "-q", "DESCRIBE fw:x", "-o", "answer.csv"),
            "answer.csv: the ending says no format; known: ttl, nt, nq, trig, jsonld, rdf",
        ),
        (
            ("sparql", "-q", "CLEAR ALL"),
            "this is a SPARQL update; the graph is read-only, ask with SELECT or CONSTRUCT",
        ),
        (
            ("sparql", "-q", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),
            "the query cannot be answered: The port 9 is not allowed for HTTP(S) because it is"
            " dedicated to an other use",
        ),
        (("export",), "give a FILE, or - for standard output"),
        (
            ("export", "graph.docx"),
            f"graph.docx: the ending says no format; known: {', '.join(EXPORT_FORMATS)}",
        ),
        (
            ("export", "missing/graph.ttl"),
            "missing/graph.ttl: cannot be written: No such file or directory",
        ),
        (
            ("export", "graph.rdf"),
            "RDF/XML cannot hold the character U+001B that stands in"
            " <http://www.w3.org/2000/01/rdf-schema#label> of"
            " <https://w3id.org/fwgraph/listing/tiny-2020/odd>; export another form",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_run_exits_with_2_and_a_sentence(
    arguments: tuple[str, ...],
    error: str,
    run: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments, "--data", TINY) == (2, "", f"error: {error}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("show", "c"), ("ask", "relations"), ("export", "x.ttl")])
def test_data_that_cannot_be_read_is_named(
    command: tuple[str, ...], run: Command, tmp_path: Path
) -> None:
    (tmp_path / "bad.ttl").write_text("<a:a> <a:b>", encoding="utf-8")
    assert run(*command, "--data", tmp_path / "bad.ttl") == (
        2,
        "",
        f"error: {tmp_path / 'bad.ttl'}:1: Parser error at line 1 column 12: Unexpected end\n",
    )


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"ASK {\n\xff}", "standard input:2: this is not UTF-8 text; convert it first"),
        (b"ASK {\0}", "standard input:1: there is a NUL byte: this is not text"),
    ],
)
def test_standard_input_that_is_no_text_is_refused(raw: bytes, error: str, run: Command) -> None:
    assert run("sparql", "-", stdin=raw) == (2, "", f"error: {error}\n")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<a:a> <a:b> .", ":1: Parser error at line 1 column 13: "),
        ("# a\n\n<a:a> <a:b> 1 . # lost\n", ": line 3: a comment below the head would be lost; "),
    ],
)
def test_format_changes_no_file_that_it_would_spoil(
    text: str, error: str, run: Command, tmp_path: Path
) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("format", path)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {path}{error}")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("sho", "bfg"), "Error: No such command 'sho'. Did you mean 'show'?"),
        (("show",), "Error: Missing argument 'NAME'."),
        (
            ("ask", "--format", "docx"),
            "Error: Invalid value for '-f' / '--format': 'docx' is not one of ",
        ),
    ],
)
def test_a_wrong_command_line_is_explained(
    arguments: tuple[str, ...], error: str, run: Command
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert any(line.startswith(error) for line in err.splitlines())


@pytest.mark.parametrize(
    ("arguments", "help_of_it"),
    [
        (("show",), "For example: fwgraph show bfg"),
        (("show", "flask", "pyramid"), "A name of several words stands in quotes."),
        (("ask", "lineage", "--framework"), "A parameter of a question is written NAME=VALUE."),
        (("flask",), "Error: No such command 'flask'. To see that thing: fwgraph show flask"),
        (("list",), "Error: No such command 'list'. Did you mean `fwgraph ask`?"),
        (("lineage", "wsgi"), "error: no software is called 'wsgi'; specification:wsgi is none"),
        (("show", ""), "error: no thing is called ''; the name is empty"),
        (("diff", "2016", "2026"),
         "error: no edition is called '2016'; did you mean web-frameworks-2016?"),
        (("ask", "flask"), "error: no question is called 'flask'; it is a thing: fwgraph show"
                           " flask, or a question of it: fwgraph ask lineage flask"),
        (("sparql", "ASK {}"), "error: ASK {}: there is no such file; a query itself follows -q"),
        (("import", "https://example.org/"),
         "error: https:/example.org: nothing is fetched from the web: save it to a file first"),
    ],
)  # fmt: skip
def test_a_newcomer_is_told_what_to_write(
    arguments: tuple[str, ...], help_of_it: str, run: Command
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert help_of_it in err.splitlines()


@pytest.mark.parametrize("arguments", [("help",), ("help", "show"), ("-V",)])
def test_help_is_given_as_people_ask_for_it(arguments: tuple[str, ...], run: Command) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert "fwgraph" in out


def test_a_system_without_fork_serves_nothing_and_says_so(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork")
    code, out, err = run("serve")
    assert (code, out) == (2, "")
    assert err.startswith("error: this system cannot fork processes")
    assert "fwgraph site DIR" in err


FWGRAPH = [sys.executable, "-m", "fwgraph"]


@pytest.mark.parametrize("arguments", ["show pyramid", "ask relations", "export --format nt"])
def test_a_reader_that_leaves_early_is_no_error(arguments: str) -> None:
    command = f'"{sys.executable}" -m fwgraph {arguments} | head -1'
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert found.stderr == ""
    assert len(found.stdout.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["show", "bfg"], ["export", "--format", "nt"]])
def test_a_full_disk_is_a_sentence(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [*FWGRAPH, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (found.returncode, found.stderr) == (2, "error: [Errno 28] No space left on device\n")


def on_a_terminal(arguments: list[str], environment: dict[str, str]) -> bytes:
    """Return what a command writes to a terminal."""
    leader, follower = os.openpty()
    try:
        subprocess.run(
            [*FWGRAPH, *arguments],
            stdin=follower, stdout=follower, stderr=subprocess.PIPE, check=True,
            env={**os.environ, **environment},
        )  # fmt: skip
        return os.read(leader, 1 << 16)
    finally:
        os.close(leader)
        os.close(follower)


def test_titles_are_bold_on_a_terminal_unless_no_color_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    arguments = ["show", "alpha", "--data", str(TINY)]
    assert on_a_terminal(arguments, {}).startswith(b"\x1b[1mAlpha\x1b[0m  framework")
    assert on_a_terminal(arguments, {"NO_COLOR": "1"}).startswith(b"Alpha  framework")


def test_nothing_is_bold_in_a_file(run: Command) -> None:
    assert "\x1b" not in run("show", "alpha", "--data", TINY)[1]


def test_the_catalogue_is_a_table_too(run: Command) -> None:
    code, out, err = run("ask", "--format", "csv")
    header, *rows = out.splitlines()
    assert (code, err, header) == (0, "", "question,summary,group,parameters")
    assert len(rows) == len(read_catalogue())
    assert any(row.startswith('lineage,"What does a framework descend from') for row in rows)


def test_a_parameter_given_twice_is_refused(run: Command) -> None:
    assert run("ask", "dependents", "software=flask", "software=werkzeug") == (
        2,
        "",
        "error: software= is given twice: say 'flask' or 'werkzeug'\n",
    )
