"""Which of several representations a request prefers (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Every quantifier is possessive (`++`): a header of 64 KB is read in linear time.
TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"  # noqa: S105 - the RFC's word, section 5.6.2
QUOTED = r'"(?:[^"\\]|\\.)*+"'
ELEMENT = re.compile(rf'(?:[^",]|{QUOTED}?)++')
"""One element of a list; a comma between quotation marks does not part it."""
PARAMETER = re.compile(rf"\s*+;\s*+(?:({TOKEN})\s*+=\s*+({TOKEN}|{QUOTED}))?+\s*+")
RANGE = re.compile(rf"\s*+(?:({TOKEN})/({TOKEN})|\*)\s*+((?:{PARAMETER.pattern})*+)")
WEIGHT = re.compile(r"0?\.\d+|[01](?:\.\d*)?")
OPTIONAL_PARAMETERS = frozenset({"charset", "profile"})
"""Parameters that narrow nothing where a representation has none of that name."""
MAX_LENGTH = 8_000
"""Characters of a header that are read."""


class MediaRange(NamedTuple):
    """What a request accepts: ``text/turtle``, ``text/*``, ``*/*``; its weight is 0 to 1."""

    type: str
    subtype: str
    parameters: Mapping[str, str]
    weight: float

    @property
    def specificity(self) -> tuple[bool, bool, int]:
        """How specific it is: of those that match, the most specific one decides."""
        return self.type != "*", self.subtype != "*", len(self.parameters)

    def matches(self, offer: MediaRange) -> bool:
        """Tell whether an offered media type is within the range."""
        return (
            self.type in {"*", offer.type}
            and self.subtype in {"*", offer.subtype}
            and all(
                offer.parameters.get(name, value if name in OPTIONAL_PARAMETERS else None) == value
                for name, value in self.parameters.items()
            )
        )


def negotiate_media_type(header: str | None, offers: Sequence[str]) -> str | None:
    """Return the offered media type that an Accept header prefers, None where none will do.

    Among equals the first offer wins. Without a header, or with one that holds nothing
    well formed, everything is accepted.
    """
    header = header or ""
    if len(header) > MAX_LENGTH:
        header = header[:MAX_LENGTH].rpartition(",")[0]
    ranges = media_ranges(header)
    weights = {offer: offer_weight(ranges, offer) for offer in offers}
    preferred = max(offers, key=weights.__getitem__, default=None)
    return preferred if preferred and weights[preferred] > 0 else None


def offer_weight(ranges: Sequence[MediaRange], offer: str) -> float:
    """Return the weight that an offered media type has, 0 where it is not accepted."""
    if not ranges:
        return 1.0
    media_type = media_ranges(offer)[0]
    matching = [accepted for accepted in ranges if accepted.matches(media_type)]
    return max(matching, key=lambda accepted: accepted.specificity).weight if matching else 0.0


@lru_cache(64)  # clients send few; 64 hostile ones of full length take 36 MB
def media_ranges(header: str) -> tuple[MediaRange, ...]:
    """Return the media ranges of an Accept header; what is not well formed is passed over."""
    ranges = []
    for element in ELEMENT.findall(header):
        match = RANGE.fullmatch(element)
        if not match or (match[1] == "*" and match[2] != "*"):
            continue
        parameters: dict[str, str] = {}
        for name, value in PARAMETER.findall(match[3]):
            if name and "q" not in parameters:  # what follows the weight is not the type's
                parameters[name.lower()] = unquote_value(value)
        weight = parameters.pop("q", "1")
        if WEIGHT.fullmatch(weight):
            kind, subkind = (match[1] or "*").lower(), (match[2] or "*").lower()
            ranges.append(MediaRange(kind, subkind, parameters, min(float(weight), 1.0)))
    return tuple(ranges)


def unquote_value(value: str) -> str:
    """Return a parameter's value without quotation marks; letter case does not count."""
    return (re.sub(r"\\(.)", r"\1", value[1:-1]) if value[:1] == '"' else value).lower()
