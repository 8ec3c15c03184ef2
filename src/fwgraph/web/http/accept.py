"""Which of several representations a request prefers (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

RFC_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
"""A token, as section 5.6.2 of the RFC calls it."""
ELEMENT = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*+"?)++')
"""One element of a list; a comma between quotation marks does not part it."""
RANGE = re.compile(rf"\s*+(?:({RFC_WORD})/({RFC_WORD})|\*)\s*+")
PARAMETER = re.compile(rf'\s*+;\s*+(?:({RFC_WORD})\s*+=\s*+({RFC_WORD}|"(?:[^"\\]|\\.)*+"))?\s*+')
WEIGHT = re.compile(r"0?\.\d+|[01](?:\.\d*)?")
OPTIONAL_PARAMETERS = frozenset({"charset", "profile"})
"""Parameters that narrow nothing where a representation has none of that name."""
MAX_CACHED_LENGTH, MAX_READ_LENGTH = 500, 8_000
"""Characters of a header that is kept in memory, and those of a longer one that are read."""


@dataclass(frozen=True, slots=True)
class MediaRange:
    """What a request accepts: ``text/turtle``, ``text/*``, ``*/*``; and how gladly, 0 to 1."""

    type: str
    subtype: str
    parameters: Mapping[str, str]
    weight: float = 1.0

    @property
    def specificity(self) -> tuple[bool, bool, int]:
        """How specific it is: of those that match, the most specific one decides."""
        return self.type != "*", self.subtype != "*", len(self.parameters)

    def matches(self, offer: "MediaRange") -> bool:
        """Tell whether an offered media type is within the range."""
        return (
            self.type in {"*", offer.type}
            and self.subtype in {"*", offer.subtype}
            and all(
                offer.parameters.get(name, value if name in OPTIONAL_PARAMETERS else None) == value
                for name, value in self.parameters.items()
            )
        )


def negotiate_media_type(header: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that an Accept header prefers, None where none will do.

    Among equals the first offer wins. Without a header, or with one that holds nothing
    well formed, everything is accepted.
    """
    accepted = parse_accept(header or "")
    weights = {offer: offer_weight(accepted, offer) for offer in offered}
    liked = max(offered, key=lambda offer: weights[offer], default=None)
    return liked if liked is not None and weights[liked] > 0 else None


def offer_weight(accepted: Sequence[MediaRange], offer: str) -> float:
    """Return how gladly an offered media type is accepted, 0 for not at all."""
    if not accepted:
        return 1.0
    media_type = parse_accept(offer)[0]
    matching = [each for each in accepted if each.matches(media_type)]
    return max(matching, key=lambda each: each.specificity).weight if matching else 0.0


def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """Return the media ranges of an Accept header; those of common ones are kept."""
    if len(header) > MAX_READ_LENGTH:
        header = header[:MAX_READ_LENGTH].rpartition(",")[0]
    return (
        cached_ranges(header) if len(header) <= MAX_CACHED_LENGTH else tuple(media_ranges(header))
    )


@lru_cache(1000)
def cached_ranges(header: str) -> tuple[MediaRange, ...]:
    """Return the media ranges of a short Accept header."""
    return tuple(media_ranges(header))


def media_ranges(header: str) -> Iterator[MediaRange]:
    """Yield the media ranges of an Accept header; what is not well formed is passed over."""
    for element in ELEMENT.findall(header):
        start = RANGE.match(element)
        if not start:
            continue
        kind, subkind = (start[1] or "*").lower(), (start[2] or "*").lower()
        found = range_parameters(element, start.end())
        if found is None or (kind == "*" and subkind != "*"):
            continue
        written = found.pop("q", "1")
        if WEIGHT.fullmatch(written):
            yield MediaRange(kind, subkind, found, min(float(written), 1.0))


def range_parameters(element: str, position: int) -> dict[str, str] | None:
    """Return the parameters that follow a media range; None where they are not well formed.

    Nothing after the weight ``q`` belongs to the media type.
    """
    found: dict[str, str] = {}
    while position < len(element):
        match = PARAMETER.match(element, position)
        if not match:
            return None
        if match[1] and "q" not in found:
            found[match[1].lower()] = unquote_value(match[2])
        position = match.end()
    return found


def unquote_value(written: str) -> str:
    """Return a parameter's value without quotation marks; letter case does not count."""
    if written.startswith('"'):
        written = re.sub(r"\\(.)", r"\1", written[1:-1])
    return written.lower()
