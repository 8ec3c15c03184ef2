"""The page on which people write queries: the editor, the prefixes, queries to begin with."""

from collections.abc import Iterable

from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.questions.catalogue import GROUPS, Question
from fwgraph.web.http.links import Links
from fwgraph.web.pages.templating import render_template


def editor_page(questions: Iterable[Question], seconds: float, rows: int, links: Links) -> bytes:
    """Return the page of the editor; queries may take so long and have so many rows."""
    ready = [each for each in questions if not any(one.required for one in each.parameters)]
    ready.sort(key=lambda each: list(GROUPS).index(each.tags[0]))
    examples = [{"label": each.summary, "query": query_without_header(each)} for each in ready]
    return render_template(
        "query.html",
        links,
        title="Query",
        editor={"base": BASE, "prefixes": PREFIXES, "examples": examples},
        limits={"seconds": f"{seconds:g}", "rows": f"{rows:,}"},
        first=examples[0]["query"],
    )


def query_without_header(question: Question) -> str:
    """Return a question's query without its header."""
    lines = question.text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
