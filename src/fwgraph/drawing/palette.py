"""The colours of every picture and page, nowhere else: each in light and in dark.

Contrast of text to its ground is at least 4.5 to 1 in both (WCAG 2.2, 1.4.3), which a
test measures. Kinds differ in shape as well, relations in line style, so that no reader
depends on colour.
"""

from collections.abc import Iterator
from typing import Final

from fwgraph.store.description import OTHER, read_description

COLOURS: Final[dict[str, tuple[str, str]]] = {
    "ground": ("#fdfcfa", "#16191d"),
    "panel": ("#f3f1ec", "#1f242a"),
    "rule": ("#d8d4cb", "#39414a"),
    "ink": ("#1d2329", "#e8e6e1"),
    "quiet": ("#59626c", "#a3adb8"),
    "link": ("#0b5cad", "#7db8f5"),
    "accent": ("#b3400e", "#f2915c"),
    "framework": ("#dbe8f7", "#1d3a5c"),
    "framework-edge": ("#2a6cb0", "#6fa8e2"),
    "component": ("#e2f0dc", "#24421f"),
    "component-edge": ("#4a7f3a", "#86c274"),
    "specification": ("#f8ecd0", "#4a3a12"),
    "specification-edge": ("#976a0c", "#dcb04e"),
    "platform": ("#ece2f4", "#3b2950"),
    "platform-edge": ("#7a4fa3", "#b890dc"),
    "descent": ("#b3400e", "#f2915c"),
    "dependence": ("#44525f", "#9fb0c0"),
    "other": ("#7b8794", "#7d8996"),
}
"""The name of each colour, as light and dark; ``css`` makes ``--name`` of each."""


def palette_css() -> str:
    """Return the colours as custom properties of CSS, dark ones where a reader prefers dark."""
    light, dark = (css_properties(mode) for mode in (0, 1))
    return (
        f":root {{\n  color-scheme: light dark;\n{light}}}\n"
        f"@media (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"
        f"{''.join(described_rules())}{''.join(picture_rules())}"
    )


def described_rules() -> Iterator[str]:
    """Yield the rules for the words of each family and the mark of each kind in its colour."""
    description = read_description()
    for name in description.outlines:
        colours = f"background: var(--{name}); border-color: var(--{name}-edge);"
        yield f".{name} .tag:first-child {{ {colours} }}\n"
    for family in description.families:
        if family.name in COLOURS and family.name != OTHER:
            words = f'.relation.{family.name}, [data-family="{family.name}"] .family span'
            yield f"{words} {{ color: var(--{family.name}); font-weight: 600; }}\n"


def picture_rules() -> Iterator[str]:
    """Yield the rules for pictures that are elements of a page, which have no style sheet."""
    for name in COLOURS:
        yield f".fill-{name} {{ fill: var(--{name}); }}\n"
        yield f".line-{name} {{ stroke: var(--{name}); }}\n"


def css_properties(mode: int) -> str:
    """Return a declaration for each colour, of the light or the dark mode."""
    return "".join(f"  --{name}: {pair[mode]};\n" for name, pair in COLOURS.items())
