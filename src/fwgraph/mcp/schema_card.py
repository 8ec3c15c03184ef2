"""What an agent should know of the graph before it asks: how much there is, and what misleads."""

from fwgraph.graph import Graph
from fwgraph.mcp.bounds import Answer
from fwgraph.namespaces import shorten_iri
from fwgraph.questions.catalogue import GROUPS, answer_question, read_catalogue
from fwgraph.questions.policy import STATUSES, read_shipped_policy

PITFALLS = (
    "No rows means that nobody says so in this graph; it does not mean that it is not so.",
    "The graph is of one day. Cite the day with the answer: a relation can have ended since.",
    "A claim is what a source says. Whether it holds on the day is another matter: weigh denials,"
    " which `ask evidence`, `ask former-relations` and `ask contradictions` tell.",
    "That an edition of the page lists something as popular or discontinued is the opinion of its"
    " editors on that day. For what has become of software use `status`, which weighs the voices.",
    "Not stated is no status, and silence is none either: a status of not stated is not dead.",
    "integrates with is optional and never a dependence; requires and built on are.",
    "dependencies and dependents follow relations to any depth: depth 1 is what is direct.",
    "A relation may follow from a narrower one: depends on rests on requires, uses, built on …",
    "X powers Y is told as Y built on X: mind which end is the subject.",
    "Versions are text as the source writes it, and a date may be a month or a year only.",
    "Several names can be one thing, and one name several things: `resolve` first, and use its id.",
    "`why` through a specification or platform that many share explains nothing; it says so.",
)
"""What has misled people who asked."""
ABOUT = (
    "Python web frameworks and what they are made of: who is built on whom, who succeeded whom,"
    " what is still alive, and who says so, where and when."
)
NAMES = (
    "Every parameter that names a thing takes a label, an alias, a slug or an id such as"
    " software:flask, without regard to case, blanks, dots and hyphens."
)


def read_schema_card(graph: Graph) -> Answer:
    """Return what the graph holds, in counts, its words with what they mean, and the pitfalls."""
    policy = read_shipped_policy()
    return {
        "about": ABOUT,
        "names": NAMES,
        "triples": len(graph),
        "classes": {
            str(row["class"]): row["things"] for row in answer_question(graph, "class-counts")
        },
        "relations": describe_relations(graph),
        "editions": [
            {"id": shorten_iri(str(row["edition_iri"])), "date": row["date"],
             "frameworks": row["frameworks"]}
            for row in answer_question(graph, "editions")
        ],
        "voices": "who is believed on a status, the strongest first: " + ", ".join(policy.voices),
        "statuses": list(STATUSES),
        "question_groups": GROUPS,
        "questions": len(read_catalogue()),
        "pitfalls": list(PITFALLS),
    }  # fmt: skip


def describe_relations(graph: Graph) -> Answer:
    """Return for each relation that is stated what it means, and how often it is stated."""
    meanings = {row["term_iri"]: row["definition"] for row in answer_question(graph, "vocabulary")}
    return {
        str(row["relation"]): {
            "claims": row["claims"],
            "denials": row["denials"],
            "meaning": meanings.get(row["relation_iri"]),
        }
        for row in answer_question(graph, "relation-counts")
    }
