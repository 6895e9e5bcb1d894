"""The page `/chiffres/`: each figure said in a sentence, drawn, and put in a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.figures import Figure
from generator.outputs.figures.drawing import Drawing, draw
from generator.outputs.site.figures import figures_of
from generator.outputs.site.site import Site


class FigureView(NamedTuple):
    """A figure, and its drawing if there is anything to draw."""

    chiffre: Figure
    dessin: Drawing | None


class FiguresView(NamedTuple):
    """What the page shows beside its text."""

    chiffres: Sequence[FigureView]
    aucun: bool
    """Whether there is no real défi yet: the page says what it will count."""
    exemples: int
    """How many défis are examples, which count for nothing."""
    csv: str


def figures_view(site: Site, path: str) -> FiguresView:
    """Every figure of the site, on its day."""
    told = site.once(figures_of)
    defis = site.catalogue.defis.values()
    invented = sum(defi.exemple for defi in defis)
    return FiguresView(
        [FigureView(one, draw(one) if one.is_drawn else None) for one in told],
        aucun=invented == len(defis),
        exemples=invented,
        csv=addresses.root_from(addresses.CHIFFRES) + addresses.table("chiffres"),
    )
