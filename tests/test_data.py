"""The data is in order: one thing, one file; one fact, one place; each claim has its evidence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from fwgraph.formats import turtle
from fwgraph.graph import Graph
from fwgraph.namespaces import BASE, RDF_TYPE, RDFS_LABEL, STATEMENTS, local_name, term
from fwgraph.store import resources
from fwgraph.store.names import Names
from fwgraph.wiki.moin.inline import parse_inline

FOLDER = resources.resource_root() / "data"
FILES = resources.turtle_files(FOLDER)
PAGE = Path(__file__).parents[2] / "shared" / "pages" / "web-frameworks-2016.moin"
EDITION = "web-frameworks-2016"
KIND = {
    "frameworks": {"software"},
    "components": {"software", "specification", "platform"},
    "documents": {"document"},
    "editions": {"edition"},
    "releases": {"release"},
}
LAST_ACTIVITY = term("fw:lastActivity")
NOT_IN_IRIS = {
    term("doap:homepage"), term("fw:packageUrl"), term("fw:license"), LAST_ACTIVITY,
}  # fmt: skip
"""Properties whose values are addresses, days or words, which the IRIs of statements leave out."""
RUN = 14  # as many words in a row are no coincidence

needs_the_page = pytest.mark.skipif(
    not PAGE.is_file(), reason=f"the source page stays outside of the repository: no {PAGE}"
)


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def check_none(faults: Iterable[str]) -> None:
    """Fail with every fault on a line of its own."""
    found = sorted(faults)
    assert not found, "\n".join(["", *found])


def triples(path: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]


WRITTEN = {path: triples(path) for path in FILES}
TEXTS = {path: path.read_text(encoding="utf-8") for path in FILES}
FRAMEWORKS = [path for path in FILES if path.parent.name == "frameworks"]
EVERYTHING = [triple for path in FILES for triple in WRITTEN[path]]
LABELLED = {triple.subject for triple in EVERYTHING if triple.predicate == RDFS_LABEL}


def subjects(path: Path) -> set[str]:
    return {getattr(triple.subject, "value", "") for triple in WRITTEN[path]}


def statements(path: Path) -> dict[str, dict[str, NamedNode | Literal]]:
    """Return what each statement of a file says, by the local name of the property."""
    found: dict[str, dict[str, NamedNode | Literal]] = {}
    for triple in WRITTEN[path]:
        subject = triple.subject
        if isinstance(subject, NamedNode) and subject.value.startswith(STATEMENTS):
            about = found.setdefault(subject.value.removeprefix(BASE), {})
            name = local_name(triple.predicate.value)
            assert name not in about, f"{subject} has more than one {name}"
            assert isinstance(triple.object, NamedNode | Literal)
            about[name] = triple.object
    return found


def releases(path: Path) -> dict[str, dict[str, NamedNode | Literal]]:
    """Return what each record of a release says, by the local name of the property."""
    found: dict[str, dict[str, NamedNode | Literal]] = {}
    for subject, predicate, object_ in WRITTEN[path]:
        assert isinstance(subject, NamedNode)
        assert isinstance(object_, NamedNode | Literal)
        about = found.setdefault(subject.value.removeprefix(BASE), {})
        name = local_name(predicate.value)
        assert name not in about, f"{subject} has more than one {name}"
        about[name] = object_
    return found


RELEASES = {
    name: about
    for path in FILES
    if path.parent.name == "releases"
    for name, about in releases(path).items()
}
SAID = {name: statement for path in FILES for name, statement in statements(path).items()}


def test_the_files_are_tidy() -> None:
    check_none(
        f"{name_of(path)}: run fwgraph format"
        for path, text in TEXTS.items()
        if text != turtle.format_turtle(text)
    )


def misnamed(path: Path) -> Iterator[str]:
    """Yield what a file describes that is not the one thing it is named after."""
    things = {iri for iri in subjects(path) if not iri.startswith(STATEMENTS)}
    if path.parent.name == "releases":
        yield from sorted(
            iri for iri in things if not iri.startswith(f"{BASE}release/{path.stem}/")
        )
        if not things:
            yield "it has no release"
        return
    if path.parent.name == "editions":
        parts = {iri for iri in things if re.match(rf"{BASE}[a-z]+/{path.stem}/.", iri)}
        if not parts:
            yield "it has no listing"
        things -= parts
    if len(things) != 1:
        yield f"it describes {len(things)} things: {sorted(things)}"
    for thing in things:
        kind, _, slug = thing.removeprefix(BASE).partition("/")
        if slug != path.stem or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            yield f"the slug of {thing}"
        if kind not in KIND[path.parent.name]:
            yield f"{thing} is a {kind}"


def test_a_file_describes_the_thing_it_is_named_after() -> None:
    check_none(f"{name_of(path)}: {fault}" for path in FILES for fault in misnamed(path))


def test_a_file_begins_with_a_comment_for_people() -> None:
    check_none(name_of(path) for path, text in TEXTS.items() if not re.match(r"# \S.*\n", text))


def test_a_file_has_no_blank_node() -> None:
    check_none(
        f"{name_of(path)}: {triple}"
        for path in FILES
        for triple in WRITTEN[path]
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
    )


def test_a_file_makes_claims_about_its_own_thing_only() -> None:
    check_none(
        f"{name_of(path)}: {name}"
        for path in FILES
        for name, claim in statements(path).items()
        if claim["subject"].value not in subjects(path)
        or local_name(claim["subject"].value) != path.stem
    )


def test_a_slug_is_used_once() -> None:
    slugs = [path.stem for path in FILES if path.parent.name in {"frameworks", "components"}]
    assert sorted(slugs) == sorted(set(slugs))


def test_there_are_releases_to_look_at() -> None:
    written = Counter(local_name(about["wasDerivedFrom"].value) for about in RELEASES.values())
    of_changelogs = [source for source in written if not source.endswith("-tags")]
    assert sum(written[source] for source in of_changelogs) >= 1500
    assert len({iri.split("/")[1] for iri in RELEASES}) >= 28


def test_the_iri_of_each_release_is_made_of_what_it_says() -> None:
    for name, about in RELEASES.items():
        version = quote(about["version"].value, safe="!$&'()*+,;=:@")
        source = local_name(about["wasDerivedFrom"].value)
        made = f"release/{local_name(about['releaseOf'].value)}/{version}/{source}"
        place = (about.get("line") or about["tag"]).value
        assert name == made or (name == f"{made}/{place}" and made in RELEASES)


def test_each_release_is_of_what_is_there_on_a_day_that_its_source_can_know_of() -> None:
    days = {
        triple.subject: triple.object.value
        for triple in EVERYTHING
        if triple.predicate == term("dcterms:date") and isinstance(triple.object, Literal)
    }
    later = []
    for name, about in RELEASES.items():
        assert about["releaseOf"] in LABELLED, name
        assert about["wasDerivedFrom"] in LABELLED, name
        source = about["wasDerivedFrom"]
        assert isinstance(source, NamedNode)
        if "released" in about and about["released"].value > days[source]:
            later.append(name)
    assert later == ["release/litestar/3.0.0/litestar-changelog"]  # dated 2364 in the source


def test_there_are_statements_to_look_at() -> None:
    kinds = [statement["type"] for statement in SAID.values()]
    assert kinds.count(term("fw:Claim")) > 300
    assert kinds.count(term("fw:Denial")) > 10


def test_the_iri_of_each_statement_is_made_of_what_it_says() -> None:
    for name, statement in SAID.items():
        kind, _, about = name.partition("/")
        assert statement["type"] == term(f"fw:{kind.capitalize()}"), name
        parts = [local_name(statement[key].value) for key in ("subject", "predicate")]
        if statement["predicate"] not in NOT_IN_IRIS:
            parts.append(local_name(statement["object"].value))
        parts.append(local_name(statement["wasDerivedFrom"].value))
        parts += [statement["line"].value] if "line" in statement else []
        with_object = [*parts[:2], local_name(statement["object"].value), *parts[2:]]
        assert about in {".".join(parts), ".".join(with_object)}, name


def test_each_statement_speaks_of_what_is_there() -> None:
    for name, statement in SAID.items():
        assert statement["wasDerivedFrom"] in LABELLED, name
        assert statement["subject"] in LABELLED, name
        predicate, object_ = statement["predicate"], statement["object"]
        if predicate == term("fw:dependsOnNothing"):
            assert object_ == Literal(True), name
        elif predicate in {term("fw:kind"), term("fw:status")}:
            assert object_.value.startswith(f"{BASE}{local_name(predicate.value)}/"), name
        elif predicate not in NOT_IN_IRIS:
            assert object_ in LABELLED, name
            assert object_ != statement["subject"], name


def test_each_statement_has_a_place_and_at_most_twelve_words_or_rests_on_absence() -> None:
    for name, statement in SAID.items():
        has_no_place = "fromAbsence" in statement or statement["predicate"] == LAST_ACTIVITY
        assert has_no_place == ("line" not in statement) == ("quote" not in statement), name
        if "quote" in statement:
            quote = statement["quote"]
            assert isinstance(quote, Literal)
            assert quote.language == "en", name
            assert 1 <= len(quote.value.split()) <= 12, name


@needs_the_page
def test_each_quote_stands_in_its_line_of_the_page() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    quoted = {
        name: statement
        for name, statement in SAID.items()
        if local_name(statement["wasDerivedFrom"].value) == EDITION
    }
    assert len(quoted) > 100
    for name, statement in quoted.items():
        shown = parse_inline(lines[int(statement["line"].value) - 1]).plain
        assert statement["quote"].value in shown, name


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[n : n + RUN]) for n in range(len(found) - RUN + 1)}


@pytest.fixture(scope="module")
def runs_of_the_page() -> set[tuple[str, ...]]:
    text = PAGE.read_text(encoding="utf-8")
    return runs(text) | runs("\n".join(parse_inline(line).plain for line in text.splitlines()))


@needs_the_page
def test_no_sentence_of_the_page_is_in_the_data(runs_of_the_page: set[tuple[str, ...]]) -> None:
    assert len(runs_of_the_page) > 3000
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert set(FILES) <= set(files)
    check_none(
        f"{name_of(path)}: {' '.join(run)}"
        for path in files
        for run in runs_of_the_page & runs(path.read_text(encoding="utf-8"))
    )


def test_a_name_is_of_one_thing_only(graph: Graph) -> None:
    shared = {
        name: sorted(node.value for node in ranks)
        for name, ranks in Names(graph).index().items()
        if len(ranks) > 1
    }
    assert shared == {}


def test_a_package_is_that_of_one_thing_and_its_url_is_well_formed() -> None:
    urls = [
        triple.object.value
        for triple in EVERYTHING
        if triple.predicate == term("fw:packageUrl") and isinstance(triple.object, Literal)
    ]
    assert len(urls) > 50
    assert sorted(urls) == sorted(set(urls))
    assert [
        url for url in urls if not re.fullmatch(r"pkg:(pypi|npm)/[a-z0-9]+(-[a-z0-9]+)*", url)
    ] == []


def poor_summary(path: Path) -> Iterator[str]:
    """Yield what is wrong with the summary of a framework."""
    said = [
        triple.object for triple in WRITTEN[path] if triple.predicate == term("dcterms:description")
    ]
    if len(said) != 1:
        yield f"{len(said)} summaries"
    for summary in said:
        if not isinstance(summary, Literal) or summary.language != "en":
            yield f"{summary} is no text in English"
            continue
        if not 12 <= len(summary.value.split()) <= 40:
            yield f"{len(summary.value.split())} words"
        sentences = len(re.findall(r"[.!?](?=\s|$)", summary.value))
        if not 1 <= sentences <= 2 or not summary.value.endswith("."):
            yield f"{sentences} sentences, which end in {summary.value[-1:]!r}"


def test_a_framework_has_a_summary_of_one_or_two_sentences() -> None:
    check_none(f"{name_of(path)}: {fault}" for path in FRAMEWORKS for fault in poor_summary(path))


def test_a_file_of_frameworks_describes_a_framework() -> None:
    assert len(FRAMEWORKS) > 100
    check_none(
        name_of(path)
        for path in FRAMEWORKS
        if term("fw:Framework")
        not in {triple.object for triple in WRITTEN[path] if triple.predicate == RDF_TYPE}
    )
