"""What a package index says of a project: a reply of the Simple API in JSON.

Read are versions, files with their upload times and what was withdrawn of them, and the
project's status: PEP 691 (JSON), 700 (versions, upload times), 592 (yanked), 792 (status).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import UnionType
from typing import Any

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    canonicalize_version,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

STATUSES = ("active", "archived", "deprecated", "quarantined")
"""The statuses of PEP 792; none said means active."""
TYPE_NAMES: dict[object, str] = {dict: "object", list: "array", str: "string"}
"""What JSON calls the types that are asked for."""
FILE_ENDINGS = re.compile(r"\.(?:tar\.(?:gz|bz2|xz|Z)|tgz|tbz|zip|whl|egg|exe|msi|rpm|deb|dmg)$")


class OddReply(Exception):
    """A reply is not what the Simple API in JSON says that it is."""


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file of a project: its name, the moment of its upload if said, whether withdrawn."""

    name: str
    uploaded: datetime | None
    yanked: bool


@dataclass(frozen=True, slots=True)
class IndexedProject:
    """What an index says of a project: its newest version and when that was first uploaded.

    Both are None where the index offers no file. ``status`` is a word, one of STATUSES unless
    the index knows others; ``reason`` is what it gives for it.
    """

    name: str
    version: str | None
    released: datetime | None
    status: str = "active"
    reason: str | None = None


def parse_reply(body: bytes, name: str) -> IndexedProject:
    """Return what a reply says of the project of a name; raises OddReply."""
    try:
        reply = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise OddReply("the reply is not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise OddReply("the reply is no JSON") from None
    meta = member(reply, "meta", dict)
    api = member(meta, "api-version", str)
    if not re.fullmatch(r"1\.[0-9]{1,4}", api):
        raise OddReply(f"the index speaks version {api[:20]!r} of the Simple API, not 1")
    own_name = canonicalize_name(member(reply, "name", str))
    if own_name != name:
        raise OddReply(f"the reply is about another project, {own_name[:100]!r}")
    files = [parse_file(each) for each in member(reply, "files", list)]
    versions = member(reply, "versions", list, optional=True) or []
    if not all(isinstance(version, str) and version for version in versions):
        raise OddReply("versions: not all of them are text")
    status, reason = parse_status(reply, meta)
    version, released = newest_release(name, versions, files)
    return IndexedProject(name, version, released, status, reason)


def member(holder: object, key: str, kind: type | UnionType, *, optional: bool = False) -> Any:
    """Return a member of a JSON object, of a type; raises OddReply where it is not there."""
    if not isinstance(holder, dict):
        raise OddReply(f"{key}: there is no object that has it")
    value = holder.get(key)
    if isinstance(value, kind) or (optional and value is None):
        return value
    what = "is missing" if key not in holder else f"is not of the type {TYPE_NAMES.get(kind, kind)}"
    raise OddReply(f"{key} {what}")


def parse_file(entry: object) -> IndexedFile:
    """Return a file of a reply; raises OddReply. ``yanked`` is true, or the reason for it."""
    name = member(entry, "filename", str)
    yanked = member(entry, "yanked", bool | str, optional=True)
    moment = member(entry, "upload-time", str, optional=True)
    return IndexedFile(name, parse_moment(name, moment), yanked not in {None, False})


def parse_moment(name: str, written: str | None) -> datetime | None:
    """Return the moment of an upload in UTC; raises OddReply where it is none."""
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise OddReply(f"{name[:100]}: its upload-time, {written[:40]!r}, is no moment") from None


def parse_status(reply: dict[str, Any], meta: dict[str, Any]) -> tuple[str, str | None]:
    """Return the status of a project and the reason for it; raises OddReply.

    It is an object or a word, under ``project-status`` or ``status``, of the reply or its meta.
    """
    holders = (reply, meta)
    given = next(
        (
            (holder, holder[key])
            for key in ("project-status", "status")
            for holder in holders
            if holder.get(key) is not None
        ),
        None,
    )
    if given is None:
        return "active", None
    holder, status = given
    reason = next(
        (holder[key] for key in ("project-status-reason", "status-reason") if key in holder), None
    )
    if isinstance(status, dict):
        status, reason = status.get("status", "active"), status.get("reason")
    if not isinstance(status, str) or not isinstance(reason, str | None):
        raise OddReply("the project's status or its reason is no text")
    return status.strip().casefold(), reason or None


def newest_release(
    name: str, versions: list[str], files: list[IndexedFile]
) -> tuple[str | None, datetime | None]:
    """Return the newest version that the index offers, and when its first file was uploaded.

    What was withdrawn and what has no file is not offered; a pre-release is the newest only
    where nothing else is offered. Versions that PEP 440 does not know are older than others.
    """
    by_version: dict[str, list[IndexedFile]] = {}
    spelled = {canonicalize_version(version): version for version in reversed(versions)}
    for file in files:
        if version := version_of_file(name, file.name, versions):
            spelling = spelled.get(canonicalize_version(version), version)
            by_version.setdefault(spelling, []).append(file)
    offered = [
        version
        for version, of_version in by_version.items()
        if not all(file.yanked for file in of_version)
    ]
    if not offered:
        return None, None
    newest = max(offered, key=lambda version: sort_key(version, by_version[version]))
    return newest, first_upload(by_version[newest])


def first_upload(files: list[IndexedFile]) -> datetime | None:
    """Return the moment at which the first of some files was uploaded, if any says so."""
    return min((file.uploaded for file in files if file.uploaded), default=None)


def sort_key(version: str, files: list[IndexedFile]) -> tuple[object, ...]:
    """Return by what versions are ordered; of those that PEP 440 does not know, by upload."""
    try:
        parsed = Version(version)
    except InvalidVersion:
        moment = first_upload(files)
        return (0, False, moment.timestamp() if moment else 0.0, version)
    return (1, not parsed.is_prerelease, parsed, version)


def version_of_file(name: str, file: str, versions: list[str]) -> str | None:
    """Return the version that a file is of, or nothing where its name does not say so.

    Files of old kinds, such as installers, carry one of the versions behind the name.
    """
    parse = parse_wheel_filename if file.endswith(".whl") else parse_sdist_filename
    try:
        of_project, version, *_ = parse(file)
        return str(version) if of_project == name else None
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
        pass
    stem = FILE_ENDINGS.sub("", file)
    for rest in rests_behind_name(name, stem):
        known = [v for v in versions if re.match(rf"{re.escape(v)}(?![\w+])", rest)]
        if known:
            return max(known, key=len)
        if not versions and rest:
            return rest
    return None


def rests_behind_name(name: str, stem: str) -> Iterator[str]:
    """Yield what stands behind the hyphens of a file's name that end the project's name."""
    for hyphen in re.finditer("-", stem):
        if canonicalize_name(stem[: hyphen.start()]) == name:
            yield stem[hyphen.end() :]
