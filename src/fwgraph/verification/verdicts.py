"""What does not fit: phrases that their texts do not have, or have elsewhere."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fwgraph.namespaces import expand_name, shorten_iri
from fwgraph.rules.findings import Finding
from fwgraph.rules.positions import Position
from fwgraph.rules.shapes import Rule
from fwgraph.verification.expectations import Expectation, Source
from fwgraph.verification.readings import SourceReader
from fwgraph.verification.releases import ReleaseExpectation
from fwgraph.verification.requirements import find_requirement
from fwgraph.verification.tags import TagShelf
from fwgraph.verification.texts import SourceText

LINES_NAMED = 3
"""How many of the lines on which a phrase stands are named, the nearest ones."""
DIGITS_SHOWN = 12


def evidence_rule(identifier: str, name: str, message: str, enforces: str) -> Rule:
    """Return what all findings of a kind have in common."""
    return Rule(
        identifier, name, message, "violation", repair=None, enforces=expand_name(enforces),
        faults_value=False, forbidden=None,
    )  # fmt: skip


MISSING = evidence_rule(
    "phrase-missing", "phrase in the text",
    "The phrase of a statement is in the text of its source, word for word", "fw:quote",
)  # fmt: skip
MOVED = evidence_rule(
    "phrase-moved", "phrase on its line",
    "The phrase of a statement starts on the line that the statement says", "fw:line",
)  # fmt: skip
CHANGED = evidence_rule(
    "source-changed", "text unchanged",
    "The text in the place of a source has the SHA-256 that the source says", "fw:sha256",
)  # fmt: skip
NAMED = evidence_rule(
    "named-after-all", "absent indeed",
    "What a denial calls absent is no requirement in the text of its source", "fw:fromAbsence",
)  # fmt: skip
DATED = evidence_rule(
    "release-date", "date as in the source",
    "The date of a release is the one that its source writes, or that of its tag", "fw:released",
)  # fmt: skip
TAGGED = evidence_rule(
    "release-tag", "tag in the repository",
    "The tag of a release names the object that the record says, on its day", "fw:tag",
)  # fmt: skip
EVIDENCE_RULES = (MISSING, MOVED, CHANGED, NAMED, DATED, TAGGED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings, how much was looked up in how many texts, and how much was not, by source.

    ``releases`` are the records of releases among what was looked up, ``tags`` those by a tag.
    """

    findings: list[Finding]
    looked_up: int
    texts: int
    without_text: Mapping[str, int]
    releases: int = 0
    tags: int = 0


class Verifier:
    """Holds what is expected of sources to their texts.

    ``position_of`` says where a node stands, for findings about it; ``shelf`` has the tags.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        texts: Mapping[str, SourceText],
        position_of: Callable[[str], Position],
        shelf: TagShelf | None = None,
    ) -> None:
        self.sources = sources
        self.shelf = shelf or TagShelf()
        self.readers = {
            node: SourceReader(sources[node], text)
            for node, text in texts.items()
        }  # fmt: skip
        self.position_of = position_of

    def judge(self, expectations: Iterable[Expectation | ReleaseExpectation]) -> Verdict:
        """Return what does not fit, sorted by place."""
        findings: set[Finding] = set()
        read: Counter[str] = Counter()
        without_text: Counter[str] = Counter()
        releases = tags = 0
        for expected in expectations:
            is_release = isinstance(expected, ReleaseExpectation)
            is_tag = isinstance(expected, ReleaseExpectation) and expected.tag is not None
            found = self.check(expected)
            if found is None:
                without_text[expected.source] += 1
                continue
            findings.update(found)
            releases, tags = releases + is_release, tags + is_tag
            if not is_tag:
                read[expected.source] += 1
        findings.update(self.report_changes(read))
        looked_up = read.total() + tags
        return Verdict(sorted(findings), looked_up, len(read), without_text, releases, tags)

    def check(self, expected: Expectation | ReleaseExpectation) -> list[Finding] | None:
        """Return what is not as expected; None where there is nothing to look it up in."""
        if isinstance(expected, ReleaseExpectation) and expected.tag is not None:
            return self.check_tag(expected)
        reader = self.readers.get(expected.source)
        if reader is None:
            return None
        if isinstance(expected, ReleaseExpectation):
            return [*self.check_release(expected, reader)]
        return [*self.check_expectation(expected, reader)]

    def check_tag(self, expected: ReleaseExpectation) -> list[Finding] | None:
        """Return what of a release its repository has otherwise; None without a repository."""
        source = self.sources[expected.source]
        if expected.object not in self.shelf.objects and not self.shelf.has_repository(source):
            return None
        fault = self.shelf.find_fault(expected)
        return [self.build_finding(TAGGED, expected.node, fault)] if fault else []

    def check_release(
        self, expected: ReleaseExpectation, reader: SourceReader
    ) -> Iterator[Finding]:
        """Yield what of the version and the date of a release is not where it is said to be."""
        dates = [expected.written_date] if expected.written_date else []
        places = (
            (expected.version_phrases, expected.line),
            (dates, expected.date_line or expected.line),
        )
        for phrases, line in places:
            found = {phrase: reader.find_lines(phrase, line) for phrase in phrases}
            if phrases and not any(line in lines for lines in found.values()):
                phrase = next((phrase for phrase in phrases if found[phrase]), phrases[0])
                wanted = Expectation(expected.node, expected.source, line, phrase)
                yield from self.check_expectation(wanted, reader)
        if not expected.is_dated_as_written:
            message = f"{expected.date_text} is written, and {expected.released} is the date"
            yield self.build_finding(DATED, expected.node, message)

    def check_expectation(self, expected: Expectation, reader: SourceReader) -> Iterator[Finding]:
        """Yield what of an expectation a text does not fulfil."""
        node, slug = expected.node, reader.source.slug
        if expected.phrase is not None:
            lines = reader.find_lines(expected.phrase, expected.line)
            if not lines:
                hint = near_miss(reader, expected.phrase)
                yield self.build_finding(
                    MISSING, node, f"“{expected.phrase}” is not in {slug}{hint}"
                )
            elif expected.line is not None and expected.line not in lines:
                nearest = sorted(lines, key=lambda line: abs(line - (expected.line or 0)))
                places = name_lines(nearest[:LINES_NAMED])
                message = f"“{expected.phrase}” stands on {places} of {slug}, not on line"
                yield self.build_finding(MOVED, node, f"{message} {expected.line}")
        if found := find_requirement(reader.found.text, expected.absent):
            message = f"“{found[0]}” is named after all, on line {found[1]} of {slug}"
            yield self.build_finding(NAMED, node, message)

    def report_changes(self, nodes: Iterable[str]) -> Iterator[Finding]:
        """Yield a finding for each source in whose place another text stands."""
        for node in nodes:
            reader = self.readers[node]
            if reader.found.is_changed:
                new, old = (
                    str(digest)[:DIGITS_SHOWN]
                    for digest in (reader.found.digest, reader.source.digests[0])
                )
                message = f"{reader.found.origin} has the SHA-256 {new}…, and this source {old}…"
                yield self.build_finding(CHANGED, node, message)

    def build_finding(self, rule: Rule, node: str, message: str) -> Finding:
        """Return a finding about a node."""
        position = self.position_of(node)
        return Finding(
            position.path, position.line, position.column,
            rule.id, shorten_iri(node), message, rule.severity,
        )  # fmt: skip


def near_miss(reader: SourceReader, phrase: str) -> str:
    """Return where a phrase is found but for case, blanks and signs, to be added to a message."""
    line = reader.find_nearly(phrase)
    return "" if line is None else f"; line {line} differs in case or signs only"


def name_lines(lines: Iterable[int]) -> str:
    """Return lines as people say them."""
    *first, last = map(str, lines)
    return f"lines {', '.join(first)} and {last}" if first else f"line {last}"
