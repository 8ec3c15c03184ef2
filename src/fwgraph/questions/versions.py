"""Versions in their order: PEP 440, as far as pages, changelogs and tags write it."""

from __future__ import annotations

import re

from packaging.version import InvalidVersion, Version

LONGEST = 100
"""Longer words are no version."""


def version_key(words: str) -> Version | None:
    """Return what orders a version among others, or None for what is not understood.

    ``v2.0``, ``2.0`` and ``2.0.0`` are one; blanks may part a stage: ``1.0 beta``.
    """
    if len(words) > LONGEST:
        return None
    try:
        return Version(re.sub(r"\s+", "-", words.strip()))
    except InvalidVersion:
        return None


def is_same_version(one: str, other: str) -> bool:
    """Tell whether two versions are one: by their order, or else by their letters."""
    keys = version_key(one), version_key(other)
    if None in keys:
        return one.strip().casefold() == other.strip().casefold()
    return keys[0] == keys[1]


def is_prerelease(words: str) -> bool:
    """Tell whether a version is one before a release: alpha, beta, a candidate, development."""
    key = version_key(words)
    return key is not None and key.is_prerelease
