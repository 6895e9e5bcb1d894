"""The square that a telephone reads: the address of a page, drawn (QR code, ISO/IEC 18004)."""

from __future__ import annotations

import segno
from markupsafe import Markup

from generator.outputs.kit.disk_cache import DiskCache

QUIET = 4
"""The white margin that the standard asks for, in modules."""


def qr_code(cache: DiskCache, address: str) -> Markup:
    """An SVG without a size of its own, black on white in every theme, its quiet zone within.

    Level M stands fifteen per cent of dirt or of worn ink. Finding the best of the eight masks takes
    4 ms: what was drawn is kept. Raises OSError when it cannot be.
    """
    svg = cache.get(f"qr {segno.__version__} {address}", lambda: _draw(address)).decode()
    return Markup(svg)  # noqa: S704 - modules drawn by segno: the address is in no text of it


def _draw(address: str) -> bytes:
    code = segno.make(address, error="m", micro=False, boost_error=False)
    svg: str = code.svg_inline(
        border=QUIET, omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return svg.encode()
