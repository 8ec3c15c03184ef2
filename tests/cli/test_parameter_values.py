"""Words behind a question are values by name, or in the order of what it requires."""

import pytest

from fwgraph.cli.parameter_values import assign_values
from fwgraph.errors import BadRequest, UnknownName
from fwgraph.questions.catalogue import find_question


@pytest.mark.parametrize(
    ("question", "words", "values"),
    [
        ("lineage", ["pyramid"], {"framework": "pyramid"}),
        ("lineage", ["framework=pyramid"], {"framework": "pyramid"}),
        ("path", ["flask", "jinja2"], {"from": "flask", "to": "jinja2"}),
        ("path", ["jinja2", "from=flask"], {"from": "flask", "to": "jinja2"}),
        ("path", ["to=jinja2", "flask"], {"from": "flask", "to": "jinja2"}),
        ("relations", ["web-frameworks-2016"], {"edition": "web-frameworks-2016"}),
        ("frameworks-of-category", ["popular", "2016"], {"category": "popular", "edition": "2016"}),
        ("frameworks-of-category", ["edition=2016", "x"], {"category": "x", "edition": "2016"}),
        ("quotes", ["text=a=b"], {"text": "a=b"}),
        ("quotes", ["text=text=a"], {"text": "text=a"}),
        ("quotes", ["text="], {"text": ""}),
        ("quotes", ["=b"], {"text": "=b"}),
        ("quotes", ["a >= 2"], {"text": "a >= 2"}),
        ("quotes", ["jinja2>=3.1"], {"text": "jinja2>=3.1"}),
        ("lineage", ["https://example.org/?x=y"], {"framework": "https://example.org/?x=y"}),
        ("quotes", ["für=immer"], {"text": "für=immer"}),
        ("impact", [], {}),
    ],
)
def test_words_become_values(question: str, words: list[str], values: dict[str, str]) -> None:
    assert assign_values(find_question(question), words) == values


@pytest.mark.parametrize(
    ("question", "words", "message"),
    [
        ("quotes", ["a=b"], "no parameter of quotes is called 'a'; it takes text; a value with an"
                            " equals sign is written text=a=b"),
        ("impact", ["a=b"], "no parameter of impact is called 'a'; it takes none"),
        ("lineage", ["framework=x", "y"], "lineage takes framework=… and has all: what is 'y' for?"
                                          " A name of several words stands in quotes: 'x y'"),
        ("path", ["a", "b", "c", "d"], "path takes from=…, to=… and has all: what is 'c d' for?"
                                       " A name of several words stands in quotes: 'b c d'"),
    ],
)  # fmt: skip
def test_words_that_fit_nothing_are_explained(
    question: str, words: list[str], message: str
) -> None:
    with pytest.raises((BadRequest, UnknownName)) as raised:
        assign_values(find_question(question), words)
    assert str(raised.value) == message
