"""What a source says of where its text is."""

import pytest

from fwgraph.verification.expectations import Source

COMMIT = "0123456789abcdef0123456789abcdef01234567"
HOST = "https://example.org"


@pytest.mark.parametrize(
    ("address", "path", "repository"),
    [
        (f"{HOST}/owner/name/blob/{COMMIT}/docs/x.rst", "docs/x.rst", "name"),
        (f"{HOST}/group/sub/name/-/blob/{COMMIT}/x.rst#L5", "x.rst", "name"),
        (f"{HOST}/owner/name/{COMMIT}/x.rst", "x.rst", "name"),
        (f"{HOST}/owner/name/raw/{COMMIT}/a%20b/%C3%BC.txt?raw=1", "a b/ü.txt", "name"),
        (f"{HOST}/owner/name/blob/main/x.rst", None, None),
        (f"{HOST}/owner/name/blob/{COMMIT}/", None, None),
        (f"{HOST}/owner/name/blob/{COMMIT}/../../etc/passwd", None, None),
        (f"{HOST}/owner/name/blob/{COMMIT}/a%2F..%2Fb", None, None),
        (f"{HOST}/owner/name/blob/{COMMIT}/a%0Ab", None, None),
        (f"{HOST}/", None, None),
        ("http://[", None, None),
        (None, None, None),
    ],
)
def test_the_path_of_a_file_follows_its_commit(
    address: str | None, path: str | None, repository: str | None
) -> None:
    for revision in (COMMIT, None):
        source = Source("x:y", address, revision)
        assert (source.path, source.repository) == (path, repository)


@pytest.mark.parametrize("revision", ["1234", "main", "-x", "HEAD~1", f"{COMMIT}^{{tree}}", ""])
def test_what_is_no_commit_is_not_asked_for(revision: str) -> None:
    assert Source("x:y", f"{HOST}/owner/name/blob/{revision}/x.rst", revision).path is None
