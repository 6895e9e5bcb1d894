"""The square that a telephone reads: the address of a page, drawn (QR code, ISO/IEC 18004)."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET = 4
"""The white margin that the standard asks for, in modules."""

_MASK = 3
"""Which of the eight patterns mixes black and white: the best of them would be looked for during seven
of the eight milliseconds that a square takes, and readers take any."""


def qr_code(address: str) -> Markup:
    """An SVG without a size of its own, black on white in every theme, its quiet zone within.

    Level M stands fifteen per cent of dirt or of worn ink. Of an address that is too long for any
    square (2,331 bytes), nothing: who prints still has it in letters.
    """
    try:
        code = segno.make(address, error="m", micro=False, boost_error=False, mask=_MASK)
    except segno.DataOverflowError:
        return Markup()
    svg: str = code.svg_inline(
        border=QUIET, omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return Markup(svg)  # noqa: S704 - modules drawn by segno: the address is in no text of it
