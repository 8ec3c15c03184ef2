"""What the README tells people to ask of a server is answered."""

import re
import shlex
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from tests.web.serving import Served

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
LINES = re.findall(r"^    curl (.*)", README, re.MULTILINE)
TYPES = ("text/turtle", "text/csv", "application/sparql-results+json")
ASKED = list(zip(LINES, TYPES, strict=True))


@pytest.mark.parametrize(("line", "content_type"), ASKED, ids=TYPES)
def test_a_request_of_the_readme_is_answered(line: str, content_type: str, served: Served) -> None:
    *options, address = shlex.split(line.removeprefix("-G "))
    path = urlsplit(address)._replace(scheme="", netloc="").geturl()
    given = dict(zip(options[::2], options[1::2], strict=True))
    headers = dict([given["-H"].split(": ")]) if "-H" in given else {}
    if form := given.get("--data-urlencode"):
        name, _, value = form.partition("=")
        path += f"?{name}={quote(value)}"
    answer = served.request("GET", path, headers)
    assert (answer.status, answer.type) == (200, content_type)
    assert answer.body
