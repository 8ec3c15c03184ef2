"""What the fields of a masthead state: addresses, releases, licences, platforms, Python versions.

A fact is read where all of a text, or a clause of it that stands for itself, has a known form.
The rest is left, and said. What a template has in its place (``?.?.?``, ``???``) is no fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fwgraph.wiki.mastheads import MastheadField
from fwgraph.wiki.releases import date_literal
from fwgraph.wiki.spans import SpanKind

MOST_WORDS = 12
"""How long a phrase of a source may be."""
DEFAULT_DAY, DEFAULT_VERSION = "2000-01-01", "0.0.0"
"""What the template of the wiki has in the place of a release."""
DEFAULT = re.compile(r"[?.\s]*(?:\(.*\))?")
RELEASE = re.compile(
    r"v?(?P<version>[\w.+-]*[0-9][\w.+-]*)"
    r"(?:\s*\(\s*(?:(?i:dated?|released?)\s*:?\s*(?:on\s+)?)?(?P<date>[0-9][0-9./-]*)\s*\))?"
)
REMARK = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)")
LICENCE = re.compile(r"(?:\w[\w.+-]*,? ){0,5}\w[\w.+-]*")
REMARK_BEHIND_DASH = re.compile(r"\s+[-–—]\s+.*", re.DOTALL)  # noqa: RUF001 - as typed
LICENCE_IN_SENTENCE = re.compile(
    r"\b(?:under|uses) (?:an?|the) (?P<name>(?:[\w.+-]+ ){0,3}[\w.+-]+) licen[sc]e\b", re.IGNORECASE
)
LOOSE = re.compile(
    r"\b(?:or|and/or|based|derived|choice|free|see|will|depends|not|but|should|seems?|most|may|if"
    r"|approved|various|etc|that|supports?|supporting|everywhere|anywhere|where|known)\b",
    re.IGNORECASE,
)
"""Words by which a text says more than the names in it."""
ON_PLATFORMS = re.compile(r"(?:[\w ]+ )?(?:works?|runs?|tested) on |any |all ", re.IGNORECASE)
AND = re.compile(r"\s*(?:[,;/]|\band\b|\bor\b|&)\s*", re.IGNORECASE)
PLATFORM_WORDS = re.compile(
    r"^(?:and|or|on|including|the)\s+|\s+(?:platforms?|systems?|x86|amd64|i386|x86_64)$",
    re.IGNORECASE,
)
PYTHON = re.compile(
    r"(?P<denied>\bnot\s+(?:on\s+|with\s+)?)?(?:\bPython\s*)?(?P<sign>[<>]=?|={1,2}|~=)?\s*"
    r"(?P<version>\b(?P<major>[1-9])(?:\.(?:[0-9]+|x|\*)){0,3})(?:\.(?![\w]))?"
    r"(?P<open>\+|-|\s+(?:(?:and|or)\s+)?(?:up(?:wards)?|higher|later|above|better|newer|greater)\b)?",
    re.IGNORECASE,
)
PYTHON_WORDS = {
    "python",
    "and",
    "or",
    "tested",
    "on",
    "required",
    "requires",
    "version",
    "versions",
}


@dataclass(frozen=True, slots=True)
class StatedFact:
    """What a field states: a kind of fact, its value as written, and the phrase that carries it.

    ``specifier`` are versions of the value; ``is_denied`` tells that the source says it is not so.
    """

    kind: str
    value: str
    quote: str
    line: int
    specifier: str | None = None
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class MastheadRelease:
    """A version, and the date as written if there is one, with the term that names the branch."""

    term: str
    version: str
    date: str | None
    line: int


@dataclass(frozen=True, slots=True)
class UnreadWords:
    """Words of a masthead that are not understood, and where they stand."""

    line: int
    words: str
    reason: str = "not understood"


Stated = StatedFact | MastheadRelease | UnreadWords


def read_field(field: MastheadField) -> Iterator[Stated]:
    """Yield what a field states, and the words in it that are not understood."""
    if field.topic is None:
        if field.value:
            yield UnreadWords(field.line, field.term, "no known term")
    elif not DEFAULT.fullmatch(field.value):
        yield from READERS[field.topic](field)


def read_address(field: MastheadField) -> Iterator[Stated]:
    """Yield the first address that stands for itself; a remark behind one makes it doubtful."""
    rest, is_found = field.value, False
    for number, span in enumerate(field.text.spans):
        if span.kind not in {SpanKind.LINK, SpanKind.URL} or not span.target:
            continue
        behind = "".join(each.text for each in field.text.spans[number + 1 :]).lstrip()
        is_remark = field.text.plain[: field.text.plain_starts[number]].count("(")
        is_remark -= field.text.plain[: field.text.plain_starts[number]].count(")")
        if is_found or is_remark or behind.startswith("("):
            continue
        is_found = True
        quote = span.text.strip() or span.target
        yield StatedFact("address", span.target, quote, field.line)
        rest = rest.replace(span.text, "", 1)
    if rest := rest.strip(" ,;"):
        yield UnreadWords(field.line, rest)


def read_release(field: MastheadField) -> Iterator[Stated]:
    """Yield the release that a text is, unless it is the template's."""
    stated = RELEASE.fullmatch(field.value)
    if not stated:
        yield UnreadWords(field.line, field.value)
        return
    date = stated["date"]
    if date == DEFAULT_DAY:
        yield UnreadWords(field.line, field.value, "the template's date, no fact")
        date = None
    elif date and date_literal(date) is None:
        yield UnreadWords(field.line, date, "no date of the calendar")
    if stated["version"] != DEFAULT_VERSION:
        yield MastheadRelease(field.term, stated["version"], date, field.line)


def read_licence(field: MastheadField) -> Iterator[Stated]:
    """Yield the licence that a text names, alone or in a sentence that says "under" it."""
    name, remarks = without_remarks(field)
    dash = REMARK_BEHIND_DASH.search(name)
    name = name[: dash.start()] if dash else name
    if LICENCE.fullmatch(name) and not LOOSE.search(name):
        yield StatedFact("licence", name, *phrase_of(field, name))
        yield from remarks
        if dash:
            yield UnreadWords(field.line, dash[0].strip())
    elif said := LICENCE_IN_SENTENCE.search(field.value):
        yield StatedFact("licence", said["name"], said[0], field.line)
    else:
        yield UnreadWords(field.line, field.value)


def read_platforms(field: MastheadField) -> Iterator[Stated]:
    """Yield each platform that a text lists; remarks in brackets are left."""
    text, remarks = without_remarks(field)
    begun = ON_PLATFORMS.match(text)
    listed = text[begun.end() :] if begun else text
    if LOOSE.search(re.sub(r"\bor\b", "", listed, flags=re.IGNORECASE)):
        yield UnreadWords(field.line, field.value)
        return
    yield from remarks
    for piece in AND.split(listed):
        named = piece
        while named != (shorter := PLATFORM_WORDS.sub("", named)):
            named = shorter
        if version := re.fullmatch(r"Python ([1-9][\w.+]*)", named):
            yield StatedFact("python", version[1][0], *phrase_of(field, named), version[1])
        elif named:
            yield StatedFact("platform", named, *phrase_of(field, piece))


def read_python(field: MastheadField) -> Iterator[Stated]:
    """Yield each major version of Python with the versions of it that a text names.

    A clause behind "but" counts where it says which versions are not meant.
    """
    text, remarks = without_remarks(field)
    clause, _, objection = text.partition(" but ")
    clause = clause.rstrip(" ,;")
    found = [each for each in PYTHON.finditer(clause) if each["version"]]
    rest = set(re.findall(r"[^\W\d_][\w-]*", PYTHON.sub(" ", clause).casefold()))
    if not found or rest - PYTHON_WORDS or any(each["denied"] for each in found):
        yield UnreadWords(field.line, field.value)
        return
    yield from remarks
    for major in dict.fromkeys(each["major"] for each in found if not is_bound(each)):
        same = [each for each in found if each["major"] == major or is_bound(each)]
        specifier = clause[same[0].start() : same[-1].end()].strip()
        specifier = re.sub(r"^Python\s*", "", specifier, flags=re.IGNORECASE)
        if any(
            same[0].start() < each.start() < same[-1].start() for each in found if each not in same
        ):
            specifier = ", ".join(each["version"] + (each["open"] or "") for each in same)
        yield StatedFact("python", major, *phrase_of(field, clause), specifier)
    denied = PYTHON.fullmatch(objection)
    if denied and denied["denied"]:
        quote, line = phrase_of(field, text)
        yield StatedFact("python", denied["major"], quote, line, denied["version"], is_denied=True)
    elif objection:
        yield UnreadWords(field.line, f"but {objection}")


def is_bound(version: re.Match[str]) -> bool:
    """Tell whether a version is one below which the others are."""
    return (version["sign"] or "").startswith("<")


def without_remarks(field: MastheadField) -> tuple[str, list[UnreadWords]]:
    """Return the text of a field without what stands in brackets and the last dot; and that."""
    remarks = [UnreadWords(field.line, each[0].strip()) for each in REMARK.finditer(field.value)]
    return REMARK.sub("", field.value).strip().rstrip("."), remarks


def phrase_of(field: MastheadField, words: str) -> tuple[str, int]:
    """Return the phrase that carries a fact, and its line: term and text, or as much as fits."""
    if len(field.phrase.split()) <= MOST_WORDS:
        return field.phrase, field.term_line
    return phrase_around(field.value, words), field.line


def phrase_around(text: str, words: str) -> str:
    """Return at most twelve words of a text: its first ones where these words are among them."""
    shown, wanted = text.split(), words.split()
    ends = (
        at + len(wanted)
        for at in range(len(shown))
        if [each.strip(",;.") for each in shown[at : at + len(wanted)]]
        == [each.strip(",;.") for each in wanted]
    )
    end = max(next(ends, MOST_WORDS), min(MOST_WORDS, len(shown)))
    return " ".join(shown[max(0, end - MOST_WORDS) : end]).rstrip(",;")


READERS = {
    "address": read_address,
    "release": read_release,
    "licence": read_licence,
    "platforms": read_platforms,
    "python": read_python,
}
