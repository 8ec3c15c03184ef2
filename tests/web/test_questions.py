"""The catalogue over HTTP: forms, answers in every form, and a description that holds."""

import csv
import io
import json
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results
from tests.web.reading import Page
from tests.web.serving import BROWSER, Served

from fwgraph import Graph
from fwgraph.questions.catalogue import Question, read_catalogue

CATALOGUE = list(read_catalogue().values())
RESULTS = "application/sparql-results"


def examples(question: Question, *, required: bool = False) -> dict[str, str]:
    return {each.name: each.example for each in question.parameters
            if each.required or not required}  # fmt: skip


def address(question: Question, ending: str = "") -> str:
    return f"/questions/{question.name}{ending}?{urlencode(examples(question))}"


@pytest.mark.parametrize("question", CATALOGUE, ids=lambda each: each.name)
def test_a_question_is_answered_as_on_the_command_line(
    served: Served, graph: Graph, question: Question
) -> None:
    expected = graph.ask(question.name, **examples(question))
    assert served.get(address(question), "text/csv").text == expected.csv()
    assert served.get(address(question, ".json")).text == expected.json()


@pytest.mark.parametrize("question", CATALOGUE, ids=lambda each: each.name)
def test_a_page_has_an_input_for_each_parameter(served: Served, question: Question) -> None:
    answer = served.get(address(question), BROWSER)
    found = Page(answer.text)
    assert (answer.status, found.faults) == (200, [])
    inputs = {given["name"]: given for tag, given in found.tags if tag in {"input", "select"}}
    names = {each.name for each in question.parameters}
    assert inputs.keys() == names | {"q"}, "and the search that is on every page"
    assert all(("required" in inputs[each.name]) == each.required for each in question.parameters)
    assert question.summary in found.visible_text


def test_inputs_are_of_the_parameters_types(served: Served) -> None:
    def of(path: str, name: str) -> tuple[str, dict[str, str]]:
        found = Page(served.get(path, BROWSER).text)
        return next(each for each in found.tags if each[1].get("name") == name)

    assert of("/questions/widely-used", "least")[1]["type"] == "number"
    assert of("/questions/quiet-since", "day")[1]["pattern"]
    assert of("/questions/things-of-kind", "kind")[0] == "select"
    assert of("/questions/lineage", "framework")[1]["list"] == "names-framework"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/html"),
        (BROWSER, "text/html"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/json"),
        (f"{RESULTS}+json, application/json;q=0.5", f"{RESULTS}+json"),
        (f"{RESULTS}+xml", f"{RESULTS}+xml"),
        ("application/sparql-query", "application/sparql-query"),
    ],
)
def test_accept_decides(served: Served, accept: str | None, media_type: str) -> None:
    answer = served.get("/questions/frameworks", accept)
    assert (answer.status, answer.type) == (200, media_type)
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"
    assert '</openapi.json>; rel="service-desc"' in answer.headers["Link"]


def test_forms_keep_the_parameters(served: Served) -> None:
    answer = served.get("/questions/lineage?framework=pyramid", "text/csv")
    assert answer.headers["Content-Location"] == "/questions/lineage.csv?framework=pyramid"
    assert served.get(answer.headers["Content-Location"]).body == answer.body


@pytest.mark.parametrize(("ending", "form"), [("srj", QueryResultsFormat.JSON),
                                             ("srx", QueryResultsFormat.XML)])  # fmt: skip
def test_result_formats_say_the_same_to_a_parser(
    served: Served, graph: Graph, ending: str, form: QueryResultsFormat
) -> None:
    expected = graph.ask("frameworks")
    body = served.get(f"/questions/frameworks.{ending}").body
    found = parse_query_results(body, format=form)
    assert isinstance(found, QuerySolutions)
    assert tuple(each.value for each in found.variables) == expected.columns
    assert [tuple(solution) for solution in found] == list(expected.rows)


def test_the_text_of_a_query_is_the_file(served: Served) -> None:
    assert served.get("/questions/lineage.rq").text == read_catalogue()["lineage"].text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "lineage needs framework=…, for example framework=pyramid"),
        ("framework=pyramd", "no software is called 'pyramd'; did you mean Pyramid"),
        (
            "framwork=pyramid",
            "no parameter of lineage is called 'framwork'; did you mean framework?",
        ),
        ("framework=pyramid&framework=flask", "framework= is given twice: say one of them."),
        ("framework=wsgi", "specification:wsgi is no software"),
        ("framework=" + "x" * 600, "At most 20 parameters, of 500 characters each."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(served: Served, query: str, sentence: str) -> None:
    answer = served.get(f"/questions/lineage?{query}", "application/json")
    assert (answer.status, answer.type) == (400, "application/problem+json")
    assert sentence in json.loads(answer.body)["detail"]


def test_a_page_says_what_is_wrong_above_the_form(served: Served) -> None:
    answer = served.get("/questions/lineage?framework=pyramd", BROWSER)
    found = Page(answer.text)
    assert (answer.status, found.faults) == (400, [])
    assert "did you mean Pyramid" in found.visible_text
    assert ("input", "pyramd") in [(tag, given.get("value")) for tag, given in found.tags]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_sent_with_an_empty_field_asks_for_everything(served: Served) -> None:
    assert served.get("/questions/frameworks?edition=", BROWSER).status == 200


def test_an_unknown_question_is_not_there(served: Served) -> None:
    assert served.get("/questions/linage", "text/plain").status == 404


def test_the_catalogue_is_json_as_well(served: Served) -> None:
    found = json.loads(served.get("/questions", "application/json").body)
    assert [each["name"] for each in found] == [each.name for each in CATALOGUE]
    assert all(served.get(f"{each['address']}.rq").status == 200 for each in found[:3])


def test_the_description_is_valid_openapi(served: Served) -> None:
    answer = served.get("/openapi.json")
    assert answer.type == "application/vnd.oai.openapi+json"
    validate(json.loads(answer.body), cls=OpenAPIV31SpecValidator)


def test_what_is_described_is_answered_with_its_examples(served: Served) -> None:
    described = json.loads(served.get("/openapi.json").body)
    assert {f"/questions/{each.name}" for each in CATALOGUE} <= described["paths"].keys()
    for template, path in described["paths"].items():
        operation = path["get"]
        given = {(each["in"], each["name"]): each["example"] for each in operation["parameters"]}
        place = template.format(**{name: value for (kind, name), value in given.items()
                                   if kind == "path"})  # fmt: skip
        asked = urlencode({name: value for (kind, name), value in given.items() if kind == "query"})
        for media_type in operation["responses"]["200"]["content"]:
            answer = served.get(f"{place}?{asked}" if asked else place, media_type)
            assert (answer.status, answer.type) == (200, media_type), f"{place}?{asked}"


def test_the_view_takes_what_the_drawing_takes(served: Served) -> None:
    found = json.loads(served.get("/graph.json?focus=software/flask&depth=1").body)
    paths = {each["path"] for each in found["things"]}
    assert {"software/flask", "software/werkzeug"} <= paths
    assert len(paths) < len(json.loads(served.get("/graph.json").body)["things"])
    for wrong in ("focus=nothing", "depth=-1", "depth=x", "depth=101", "relation=x", "colour=red"):
        assert served.get(f"/graph.json?{wrong}", "application/json").status == 400


def test_tables_have_a_header_and_rows(served: Served) -> None:
    rows = list(csv.reader(io.StringIO(served.get("/questions/frameworks.csv").text)))
    assert rows[0][:2] == ["framework", "category"]
    pages = [row for row in rows if "/edition/web-frameworks-" in row[-1]]
    assert len(pages) == 70 + 87
    xml = ElementTree.fromstring(served.get("/questions/frameworks.srx").body)
    found = [ElementTree.tostring(each) for each in xml.findall(".//{*}result")]
    assert sum(b"/edition/web-frameworks-" in each for each in found) == 70 + 87
