"""An SVG document as a PNG picture, in the font that comes with the package.

Fonts of the machine are not looked at, so the same drawing has the same pixels everywhere.
"""

import re

from fwgraph.drawing import bundle
from fwgraph.drawing.palette import COLOURS
from fwgraph.errors import BadRequest

FONTS = ("fonts/DejaVuSans.ttf", "fonts/DejaVuSans-Bold.ttf")
FAMILY = "DejaVu Sans"
SCALE = 2
"""Pixels of the picture for each pixel of the drawing; one where two would be too many."""

MAX_PIXELS = 100_000_000
"""How many pixels a picture may have, which takes four bytes for each while it is drawn."""

SIZE = re.compile(r'<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"')


def svg_to_png(picture: str) -> bytes:
    """Return the picture of a document that ``svg`` has written.

    Raises BadRequest for one with too many pixels.
    """
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=picture,
            zoom=png_scale(picture),
            background=COLOURS["ground"][0],
            # With a font of the machine, other pixels would come out on every machine.
            skip_system_fonts=True,
            font_files=[str(bundle.bundle_file(name)) for name in FONTS],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )


def png_scale(picture: str) -> int:
    """Return how many pixels of the picture make one of the drawing."""
    size = SIZE.match(picture)
    width, height = map(float, size.groups()) if size else (0.0, 0.0)
    for scale in range(SCALE, 0, -1):
        if width * height * scale * scale <= MAX_PIXELS:
            return scale
    raise BadRequest(
        f"the picture would have {width:,.0f} by {height:,.0f} pixels: draw .svg instead, or narrow"
        " it with --focus, --relation or --edition"
    )
