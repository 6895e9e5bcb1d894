"""The drawing of a figure: plain bars, one under the other, each with its words beside it.

Lengths are in `em` and widths in hundredths, so that its letters are as large as those of the page
whatever the width of the screen, and grow with them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from generator.accompaniment.figures import Figure, Line

SIGNS = 24
"""How many signs of a name stand beside its number on one line of a telephone, in large letters too."""

_LINE, _BAR, _GAP = 1.35, 0.6, 0.6
"""The heights of a line of words, of a bar, of what stands between two rows, in `em`."""

_BASE = 1.0
"""From the top of a line of words to the foot of its letters."""


class Bar(NamedTuple):
    """One row: its name on its lines and what it is worth, then a bar. All in `em` from the top."""

    noms: Sequence[tuple[float, str]]
    dit_a: float
    """Where the foot of its number stands."""
    dit: str
    haut: float
    largeur: float
    """In hundredths; nothing is drawn of nothing."""


class Drawing(NamedTuple):
    """What the template draws."""

    titre: str
    """All that it shows, in words."""
    hauteur: float
    barres: Sequence[Bar]
    epaisseur: float = _BAR


def draw(figure: Figure) -> Drawing:
    """The bars of a figure, which has something to draw; the longest has the whole width."""
    longest = max((line.nombre or 0 for line in figure.shown), default=0)
    top, bars = 0.0, []
    for line in figure.shown:
        bar = _bar(line, top, longest)
        bars.append(bar)
        top = bar.haut + _BAR + _GAP
    told = " ; ".join(f"{line.label}, {line.dit}" for line in figure.shown)
    return Drawing(f"{figure.titre}. {told}.", _short(top - _GAP), bars)


def _bar(line: Line, top: float, longest: int) -> Bar:
    names = textwrap.wrap(line.label, SIGNS) or [line.label]
    placed = [(_short(top + _BASE + rank * _LINE), name) for rank, name in enumerate(names)]
    under = _short(top + len(names) * _LINE)
    width = _short((line.nombre or 0) * 100 / longest) if longest else 0
    return Bar(placed, placed[-1][0], line.dit, under, width)


def _short(length: float) -> float:
    """A length with as many digits as one sees."""
    return round(length, 2)
