"""The page on which people write queries: the editor, the prefixes, queries to begin with."""

from collections.abc import Collection

from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.questions.catalogue import GROUPS, Question
from fwgraph.web.http.links import Links
from fwgraph.web.pages.templating import render_template

FIRST_QUERY = """\
# Which frameworks are built on which software? A column NAME_iri makes the names links.
SELECT ?framework ?foundation ?framework_iri ?foundation_iri
WHERE {
  ?framework_iri fw:builtOn ?foundation_iri ; rdfs:label ?framework .
  ?foundation_iri rdfs:label ?foundation .
}
ORDER BY ?framework ?foundation
LIMIT 20
"""
"""What stands in the editor at first."""


def editor_page(questions: Collection[Question], seconds: float, rows: int, links: Links) -> bytes:
    """Return the page of the editor; queries may take so long and have so many rows."""
    examples = [
        {"label": question.summary, "query": query_without_header(question)}
        for group in GROUPS
        for question in questions
        if question.tags[0] == group
        and not any(parameter.required for parameter in question.parameters)
    ]
    return render_template(
        "query.html",
        links,
        title="Query",
        editor={
            "on": links.on or "",
            "base": BASE,
            "prefixes": PREFIXES,
            "first": FIRST_QUERY,
            "examples": examples,
        },
        limits={"seconds": f"{seconds:g}", "rows": f"{rows:,}"},
        first=FIRST_QUERY,
    )


def query_without_header(question: Question) -> str:
    """Return a question's query without its header."""
    lines = question.text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
