"""Where the texts of sources are: in git repositories, in files, in the graph itself."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath, PurePosixPath

from fwgraph.errors import FwgraphError
from fwgraph.store.loading import is_rdf_file
from fwgraph.verification.expectations import Source
from fwgraph.verification.folders import MAX_TEXT, FoundFile, Report, Shelves
from fwgraph.verification.repositories import read_blobs
from fwgraph.wiki.edition import slug_of

FILES_NAMED = 3
"""How many of the files that are too large are named."""
COMMIT_PREFIX = re.compile(r"[0-9a-f]{7,40}")
MARKED_ENCODINGS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source: where it was found, and the path whose ending tells its markup.

    ``is_changed`` tells that its hash, ``digest``, is not the one that the source says.
    """

    text: str
    origin: str
    path: PurePath
    digest: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class FoundBytes:
    """Bytes that may be the text of a source."""

    content: bytes
    origin: str
    path: PurePath

    def read_for(self, source: Source) -> SourceText | None:
        """Return the text of a source; nothing where the bytes are no text."""
        text = decode_any_text(self.content)
        if text is None:
            return None
        digest = sha256(self.content).hexdigest()
        is_changed = bool(source.digests) and digest not in source.digests
        return SourceText(text, self.origin, self.path, digest, is_changed)


Found = Iterator[tuple[Source, FoundBytes]]


class TextSearch:
    """Finds texts below folders, and among those that a graph keeps.

    What goes wrong is reported, and what is too large or no text is noted.
    """

    def __init__(
        self,
        shelves: Shelves,
        kept: Mapping[str, str],
        report: Report,
        note: Callable[[str], object],
    ) -> None:
        self.shelves = shelves
        self.kept = kept
        self.report = report
        self.note = note

    def find_texts(self, sources: Iterable[Source]) -> dict[str, SourceText]:
        """Return the texts of sources by their IRIs.

        The text itself goes before one that stands in its place and has another hash.
        """
        texts: dict[str, SourceText] = {}
        missing = [*sources]
        for find in (self.find_by_commit, self.find_by_hash, self.find_kept, self.find_by_name):
            for source, found in self.report_errors(find(missing)):
                text = found.read_for(source)
                if text is None:
                    self.note(f"{found.origin}: this is not text")
                elif source.node not in texts or not text.is_changed:
                    texts[source.node] = text
            right = {node for node, text in texts.items() if not text.is_changed}
            missing = [source for source in missing if source.node not in right]
        return texts

    def report_errors(self, found: Found) -> Found:
        """Yield what is found until something goes wrong, which is reported."""
        try:
            yield from found
        except FwgraphError as error:
            self.report(error)

    def find_by_commit(self, sources: list[Source]) -> Found:
        """Yield the files that the repositories have at the commits of sources."""
        wanted = {(str(each.commit), each.path) for each in sources if each.path}
        blobs = read_blobs(self.shelves.object_stores, sorted(wanted), self.note)
        for source in sources:
            name = (str(source.commit), str(source.path))
            if name in blobs:
                origin = f"{source.path} at {source.commit}"
                yield source, FoundBytes(blobs[name], origin, PurePosixPath(name[1]))

    def find_by_hash(self, sources: list[Source]) -> Found:
        """Yield the files that have the hashes of sources, those with likely names first."""
        wanted: dict[str, list[Source]] = {}
        for source in sources:
            for digest in source.digests:
                wanted.setdefault(digest, []).append(source)
        likely = {PurePath(each.path or each.slug).stem for each in sources}
        for file in sorted(self.shelves.files, key=lambda file: file.path.stem not in likely):
            if not wanted:
                return
            if (content := self.read_file(file)) is not None:
                for source in wanted.pop(sha256(content).hexdigest(), ()):
                    yield source, FoundBytes(content, str(file.path), file.path)
        self.note_large([file for file in self.shelves.files if file.size > MAX_TEXT])

    def find_kept(self, sources: list[Source]) -> Found:
        """Yield the texts that the graph keeps."""
        for source in sources:
            if source.node in self.kept:
                content = self.kept[source.node].encode(errors="replace")
                page = PurePosixPath(source.segments[-1] if source.segments else "")
                yield source, FoundBytes(content, "the text that the graph keeps", page)

    def find_by_name(self, sources: list[Source]) -> Found:
        """Yield the files that stand where the texts of sources belong, or are named after them."""
        by_name: dict[str, list[FoundFile]] = {}
        for file in self.shelves.files:
            for name in {file.path.name, slug_of(file.path.stem)}:
                by_name.setdefault(name, []).append(file)
        for source in sources:
            names = (source.slug, PurePosixPath(source.path or "").name)
            files = [file for name in names for file in by_name.get(name, ())]
            found = next((file for file in files if stands_for(file, source)), None)
            if found and found.size > MAX_TEXT:
                self.note_large([found])
            elif found and (content := self.read_file(found)) is not None:
                yield source, FoundBytes(content, str(found.path), found.path)

    def note_large(self, files: list[FoundFile]) -> None:
        """Say of which files nothing is known, since they are too large to be read."""
        if files:
            names = ", ".join(str(file.path) for file in files[:FILES_NAMED])
            more = f" and {len(files) - FILES_NAMED} more" if len(files) > FILES_NAMED else ""
            self.note(f"not read, larger than {MAX_TEXT >> 20} MB: {names}{more}")

    def read_file(self, file: FoundFile) -> bytes | None:
        """Return what a file holds, or nothing where it is too large or cannot be read."""
        if file.size > MAX_TEXT:
            return None
        try:
            return file.read()
        except FwgraphError as error:
            self.report(error)
            return None


def stands_for(file: FoundFile, source: Source) -> bool:
    """Tell whether a file is what somebody would take for the text of a source.

    It has the name of the source, or the path of it: below a folder that is named by the
    commit or, where git does not track the file, by the repository. A path of several parts
    says enough right below the folder that was searched.
    """
    if slug_of(file.path.stem) == source.slug and not is_rdf_file(file.path):
        return True
    if source.path is None or source.commit is None:
        return False
    path = file.path.absolute().as_posix()
    if not path.endswith(f"/{source.path}"):
        return False
    above = PurePosixPath(path.removesuffix(f"/{source.path}")).name
    if any(source.commit.startswith(part) for part in COMMIT_PREFIX.findall(above)):
        return True
    is_below = "/" in source.path and file.relative == source.path
    return not file.is_tracked and (above == source.repository or is_below)


def decode_any_text(content: bytes) -> str | None:
    """Return the text of bytes: UTF-8 or UTF-16 by its mark, or else Latin-1; nothing if binary."""
    for mark, encoding in MARKED_ENCODINGS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\0" in content:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")
