"""What is done with each kind of input, and what has to come of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from tests.fuzz.checks import (
    colour_quads,
    is_readable,
    named_triples,
    page_lines,
    read_quads,
    without_graphs,
)
from tests.fuzz.corpora import SEEDS, TESTS, read_seeds, read_tokens
from tests.fuzz.mutation import mutate
from tests.fuzz.processes import Fault, Outcome, run_command
from tests.fuzz.servers import ask_server

from fwgraph.wiki.markups import MARKUPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

BARE = SEEDS / "bare.ttl"
TINY = TESTS / "graphs" / "tiny.ttl"
FINDING_FORMATS = ("text", "json", "sarif", "github", "junit", "ttl", "accept")
TRIPLE_FORMATS = ("ttl", "jsonld", "nq", "trig", "rdf")
TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld")
EXPORTS = ("ttl", "jsonld", "nt", "rdf", "csv", "dot", "graphml", "mmd")
EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"
READING = (
    ("ask", "frameworks"),
    ("ask", "relations", "--format", "json"),
    ("show", "birch"),
    ("lineage", "birch"),
    ("sparql", "-q", "SELECT * { ?s ?p ?o }", "--format", "json"),
    ("sparql", "-q", "ASK { ?s ?p ?o }"),
    ("sparql", "-q", EVERYTHING),
    ("verify", "--sources", "."),
    ("export", "all.ttl"),
    ("draw", "all.svg"),
)


@dataclass
class Case:
    """One input: all about it follows from the seed, its kind, its number and the good inputs."""

    seed: int
    kind: str
    number: int
    folder: Path
    addresses: dict[str, str] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(f"{self.seed}:{self.kind}:{self.number}")

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.number}"

    def input_bytes(self, ending: str, tokens: str = "") -> bytes:
        """Return a mutated seed."""
        seeds = read_seeds(ending)
        good, other = self.random.choice(seeds), self.random.choice(seeds)
        return mutate(good, self.random, read_tokens(tokens or ending), other)

    def write_input(self, ending: str) -> Path:
        """Write a mutated seed into the folder; return where."""
        path = self.folder / f"input.{ending}"
        path.write_bytes(self.input_bytes(ending))
        return path

    def run(self, *arguments: str | Path) -> Outcome:
        """Run a command line in the folder, and remember how it ended."""
        outcome = run_command([str(argument) for argument in arguments], self.folder)
        self.outcomes.append(outcome)
        return outcome

    def lost(self, detail: str) -> Fault:
        command = next(iter(self.outcomes[-1].arguments), "") if self.outcomes else ""
        return Fault("lost", f"{self.kind}, {command}: {detail}")


def try_page(case: Case, ending: str) -> Iterator[Fault]:
    page = case.write_input(ending)
    yield from try_fix(case, page)
    yield from try_import(case, page)
    if case.random.random() < 0.25:
        form = case.random.choice(FINDING_FORMATS)
        outcome = case.run("validate", page.name, "--format", form)
        if outcome.code in {0, 1} and not is_readable(outcome.out, form):
            yield case.lost(f"unreadable {form}")
    if case.random.random() < 0.1:
        case.run("import", page.name, "--claims")


def try_fix(case: Case, page: Path) -> Iterator[Fault]:
    """A repair moves entries, pads dates and rewrites tables, once; all else stays.

    So does a page that is not read.
    """
    raw = page.read_bytes()
    outcome = case.run("fix", page.name)
    if outcome.code in {0, 1}:
        rewritten = ": table written with pipes" in outcome.err
        acted = rewritten or ": moved" in outcome.err or ": date padded" in outcome.err
        if not acted and outcome.out != raw:
            yield case.lost("a page changed without a word")
        if not rewritten and page_lines(outcome.out) != page_lines(raw):
            yield case.lost("a line changed or was lost")
        if outcome.out != raw:
            page.write_bytes(outcome.out)
            if case.run("fix", page.name).out != outcome.out:
                yield case.lost("a repaired page is repaired again")
            page.write_bytes(raw)
    elif case.run("fix", "--write", page.name).code == 2 and page.read_bytes() != raw:
        yield case.lost("an unreadable page was written")


def try_import(case: Case, page: Path) -> Iterator[Fault]:
    """An imported page can be written back, byte for byte; a refused one leaves no file."""
    edition = case.folder / "edition.ttl"
    refused = case.run("import", page.name, "--edition", "fuzz", "-o", edition.name).code != 0
    if refused and edition.exists():
        yield case.lost("a refused page was written as RDF")
    elif not refused:
        form = page.suffix.removeprefix(".")
        if case.run("export", "--format", form, "--data", edition.name).out != page.read_bytes():
            yield case.lost("not the page that was imported")


def try_turtle(case: Case) -> Iterator[Fault]:
    path = case.write_input("ttl")
    shutil.copy(path, case.folder / "formatted.ttl")
    yield from try_format(case, case.folder / "formatted.ttl")
    yield from try_triples(case, "ttl")


def try_format(case: Case, path: Path) -> Iterator[Fault]:
    """Laid out anew, a file has the same triples, and stays as it is; else it is not touched."""
    raw, before = path.read_bytes(), read_quads(path, "ttl")
    if case.run("format", path.name).code != 0:
        if path.read_bytes() != raw:
            yield case.lost("a refused file was written")
        return
    after = read_quads(path, "ttl")
    if before is not None and (after is None or colour_quads(before) != colour_quads(after)):
        yield case.lost("other triples than before")
    if case.run("format", "--check", path.name).code != 0:
        yield case.lost("a formatted file is formatted again")


def try_triples(case: Case, ending: str) -> Iterator[Fault]:
    """Triples are the same in every format, and all those of the file are among them."""
    path = case.folder / f"input.{ending}"
    if not path.exists():
        case.write_input(ending)
    given = read_quads(path, ending)
    if case.run(
        "sparql", "-q", EVERYTHING, "--data", path.name, "--format", "nt", "-o", "all.nt"
    ).code:
        return
    triples = read_quads(case.folder / "all.nt", "nt")
    if triples is None:
        yield case.lost("unreadable nt")
        return
    if given is not None and not named_triples(given) <= named_triples(triples):
        yield case.lost("triples of the file are missing")
    yield from try_formats(case, path, triples)
    if case.random.random() < 0.2:
        yield from try_twin(case, path, triples)
    yield from try_reading(case, path)


def try_formats(case: Case, path: Path, triples: set[Quad]) -> Iterator[Fault]:
    form = case.random.choice(TRIPLE_FORMATS)
    written = case.folder / f"all.{form}"
    arguments = ("sparql", "-q", EVERYTHING, "--data", path.name, "--format", form)
    if case.run(*arguments, "-o", written.name).code == 0:
        other = read_quads(written, form)
        if other is None:
            yield case.lost(f"unreadable {form}")
        elif colour_quads(without_graphs(other)) != colour_quads(triples):
            yield case.lost(f"{form} and nt differ")


def try_twin(case: Case, path: Path, triples: set[Quad]) -> Iterator[Fault]:
    """Of two files, the blank nodes are never one, whatever they are called."""
    if any(case.folder.as_uri() in str(quad) for quad in triples):
        return  # relative IRIs mean something else in another file
    twin = case.folder / f"twin{path.suffix}"
    shutil.copy(path, twin)
    files = ("--data", path.name, "--data", twin.name)
    if case.run("sparql", "-q", EVERYTHING, *files, "--format", "nt", "-o", "both.nt").code == 0:
        twice = {
            row: count * 2 if any(term.startswith("_:") for term in row) else count
            for row, count in colour_quads(triples).items()
        }
        if colour_quads(read_quads(case.folder / "both.nt", "nt") or ()) != twice:
            yield case.lost("blank nodes of two files met")


def try_reading(case: Case, path: Path) -> Iterator[Fault]:
    """Run one command that reads data, over this file."""
    chance = case.random.random()
    if chance < 0.01:  # takes two seconds of a processor, whatever the file
        form = case.random.choice(FINDING_FORMATS)
        written = case.run("validate", path.name, "--format", form)
        if written.code in {0, 1} and not is_readable(written.out, form):
            yield case.lost(f"unreadable {form}")
    elif chance < 0.5:
        case.run(*case.random.choice(READING), "--data", path.name)
    else:
        form = case.random.choice((*EXPORTS, "svg"))
        command = "draw" if form == "svg" else "export"
        written = case.run(command, "--format", form, "--data", path.name)
        if written.code == 0 and not is_readable(written.out, form):
            yield case.lost(f"unreadable {form}")


def try_query(case: Case) -> Iterator[Fault]:
    path = case.write_input("rq")
    form = case.random.choice(TABLE_FORMATS)
    outcome = case.run("sparql", path.name, "--data", BARE, "--format", form)
    if outcome.code == 0 and form in {"json", "xml"} and not is_readable(outcome.out, form):
        yield case.lost(f"unreadable {form}")


def try_words(case: Case) -> Iterator[Fault]:
    """Names and values that nobody should type; an option among them is fine."""
    commands = ("ask", "ask", "show", "lineage", "dependents", "why", "sparql", "import", "draw")
    tokens = read_tokens("words")
    words = [
        mutate(case.random.choice(tokens), case.random, tokens, b"birch").replace(b"\0", b"")
        for _ in range(case.random.randint(1, 3))
    ]
    texts = [word[:2_000].decode("utf-8", "surrogateescape") for word in words]
    outcome = case.run(case.random.choice(commands), *texts, "--data", TINY)
    if outcome.code == 0 and not is_readable(outcome.out, ""):
        yield case.lost("output that is no UTF-8")


def try_request(case: Case) -> Iterator[Fault]:
    raw = case.input_bytes("http")
    (case.folder / "input.http").write_bytes(raw)
    yield from ask_server(case.addresses["web"], raw, repair_length=case.random.random() < 0.6)


def try_store(case: Case) -> Iterator[Fault]:
    """Ask a store that answers oddly; its answers are kept in the folder."""
    address = f"{case.addresses['store']}{case.seed}/{case.folder}"
    chance = case.random.random()
    if chance < 0.08:
        case.run("validate", address, "--timeout", "5")
    elif chance < 0.25:
        case.run("push", address, "--data", BARE, "--timeout", "5")
    else:
        case.run(*case.random.choice(READING), "--endpoint", address, "--timeout", "5")
    yield from ()


@dataclass(frozen=True)
class Kind:
    """A kind of input: how many of a hundred are of it, and what is tried with one."""

    share: int
    attempt: Callable[[Case], Iterator[Fault]]


KINDS = {
    **{ending: Kind(14 // len(MARKUPS), partial(try_page, ending=ending)) for ending in MARKUPS},
    "turtle": Kind(16, try_turtle),
    "jsonld": Kind(12, partial(try_triples, ending="jsonld")),
    "nt": Kind(3, partial(try_triples, ending="nt")),
    "nq": Kind(3, partial(try_triples, ending="nq")),
    "trig": Kind(3, partial(try_triples, ending="trig")),
    "rdf": Kind(4, partial(try_triples, ending="rdf")),
    "sparql": Kind(11, try_query),
    "words": Kind(4, try_words),
    "http": Kind(7, try_request),
    "store": Kind(7, try_store),
}


def warming_lines(folder: Path) -> list[list[str]]:
    """Return command lines that load what the cases need; their inputs are written here."""
    page = next(seed for seed in read_seeds("moin") if b"||" in seed)
    (folder / "page.moin").write_bytes(page)
    shutil.copy(BARE, folder / "bare.ttl")
    lines = [
        ["fix", "page.moin"],
        ["validate", "page.moin"],
        ["import", "page.moin", "-o", "edition.ttl"],
        ["import", "page.moin", "--claims"],
        ["export", "--format", "moin", "--data", "edition.ttl"],
        ["format", "--check", "bare.ttl"],
        ["show", "flask"],
        ["ask", "frameworks", "--endpoint", "http://127.0.0.1:9/", "--timeout", "1"],
    ]
    lines += [["export", "--format", form, "--data", "bare.ttl"] for form in EXPORTS]
    return lines + [[*arguments, "--data", "bare.ttl"] for arguments in READING]
