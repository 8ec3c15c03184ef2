"""A picture has the same pixels everywhere, in the font that comes with the package."""

import struct
import zlib

import pytest
from tests.drawing.cases import hostile, made

from fwgraph.drawing import bundle, draw_view, png
from fwgraph.errors import BadRequest, Unreadable

fonts = pytest.mark.skipif(
    not (bundle.BUNDLE / "fonts").is_dir(), reason="the browser files are not built"
)


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def chunks(picture: bytes) -> set[bytes]:
    """Return the types of a picture's chunks, whose checksums have to fit."""
    found, place = set(), 8
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        body = picture[place + 4 : place + 8 + length]
        (check,) = struct.unpack(">I", picture[place + 8 + length : place + 12 + length])
        assert check == zlib.crc32(body)
        found.add(body[:4])
        place += length + 12
    return found


@fonts
def test_a_picture_is_twice_as_large_as_the_drawing() -> None:
    shown = made("a uses b")
    picture = draw_view(shown, "png")
    found = png.SIZE.match(draw_view(shown, "svg").decode())
    assert found is not None
    expected = [2 * float(length) for length in found.groups()]
    assert all(abs(a - b) <= 2 for a, b in zip(size(picture), expected, strict=True))
    assert not chunks(picture) & {b"tIME", b"tEXt", b"iTXt"}


@fonts
def test_a_picture_has_the_same_bytes() -> None:
    shown = made("a uses b", "a runsOn c")
    assert draw_view(shown, "png") == draw_view(shown, "png")


@fonts
def test_words_are_in_the_picture() -> None:
    assert len(set(draw_view(made("a uses b"), "png"))) > 100
    assert draw_view(made("a uses b"), "png") != draw_view(made("a uses d"), "png")


@fonts
def test_hostile_names_can_be_drawn() -> None:
    assert size(draw_view(hostile(), "png"))[0] > 1000


@fonts
def test_a_large_picture_is_drawn_at_its_own_size() -> None:
    assert png.png_scale('<svg xmlns="" width="9000" height="9000" viewBox=""') == 1


def test_too_many_pixels_are_refused_with_a_way_out() -> None:
    with pytest.raises(BadRequest) as raised:
        png.png_scale('<svg xmlns="" width="20000.5" height="10000" viewBox=""')
    assert str(raised.value) == (
        "the picture would have 20,000 by 10,000 pixels: draw .svg instead, or narrow it with"
        " --focus, --relation or --edition"
    )


def test_a_missing_font_is_a_sentence(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "BUNDLE", tmp_path)
    with pytest.raises(Unreadable, match=r"DejaVuSans.ttf: there is no such file: it is made when"):
        draw_view(made("a uses b"), "png")
