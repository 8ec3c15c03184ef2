"""Text can be read on every ground that it stands on, in light and in dark (WCAG 2.2, 1.4.3)."""

import pytest

from fwgraph.drawing.palette import COLOURS, palette_css
from fwgraph.store.description import read_description

SHAPES = list(read_description().outlines)

LIGHT, DARK = 0, 1
FADED = 0.35
"""How much of its colour the shape of a discontinued thing keeps."""


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def luminance(values: tuple[float, ...]) -> float:
    parts = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour(name: str, mode: int) -> tuple[float, ...]:
    return channels(COLOURS[name][mode])


def over(top: str, below: str, mode: int) -> tuple[float, ...]:
    """Return what a faded colour looks like over another."""
    pairs = zip(colour(top, mode), colour(below, mode), strict=True)
    return tuple(FADED * a + (1 - FADED) * b for a, b in pairs)


@pytest.mark.parametrize("mode", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["ground", "panel", *SHAPES])
def test_names_are_readable(ground: str, mode: int) -> None:
    assert contrast(colour("ink", mode), colour(ground, mode)) >= 4.5


@pytest.mark.parametrize("mode", [LIGHT, DARK])
@pytest.mark.parametrize("text", ["ink", "quiet", "link", "accent"])
@pytest.mark.parametrize("ground", ["ground", "panel"])
def test_words_are_readable(text: str, ground: str, mode: int) -> None:
    assert contrast(colour(text, mode), colour(ground, mode)) >= 4.5


@pytest.mark.parametrize("mode", [LIGHT, DARK])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("below", ["ground", "panel"])
def test_what_is_discontinued_is_faded_and_still_readable(
    shape: str, below: str, mode: int
) -> None:
    assert contrast(colour("quiet", mode), over(shape, below, mode)) >= 4.5


@pytest.mark.parametrize("mode", [LIGHT, DARK])
@pytest.mark.parametrize("shape", SHAPES)
def test_notes_in_shapes_are_readable(shape: str, mode: int) -> None:
    assert contrast(colour("quiet", mode), colour(shape, mode)) >= 4.5


@pytest.mark.parametrize("mode", [LIGHT, DARK])
@pytest.mark.parametrize("line", ["descent", "dependence", "other", *[f"{s}-edge" for s in SHAPES]])
def test_lines_and_rims_can_be_seen(line: str, mode: int) -> None:
    """3 to 1, as WCAG 2.2, 1.4.11 asks of what is not text."""
    assert contrast(colour(line, mode), colour("ground", mode)) >= 3


def test_css_has_every_colour_twice() -> None:
    text = palette_css()
    assert all(text.count(f"--{name}: ") == 2 for name in COLOURS)
