"""Helping hands: what people look for and what they offer, and which of one meets which of the other.

A need and an offer meet when they are of the same nature, have a theme in common, and are near.
What is invented only meets what is invented: nobody is there to answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from generator.content.fiches import Document, FicheAnnonce
from generator.content.model import Besoin, Defi
from generator.geography import NEAR_KM, Commune
from generator.geography.grid import Grid

MOST = 3
"""How many of those that meet one are told, the nearest first."""

_SIDES = "besoin", "offre"
"""The kinds of annonces that look for something, that offer something."""


class CoupDeMain(NamedTuple):
    """One thing that is looked for or offered and still open, by a défi or by one person."""

    quoi: str
    nature: str
    """A word of vocabulary.NATURES; nothing where an annonce does not say it."""
    themes: tuple[str, ...]
    communes: tuple[Commune, ...]
    """Where it is: the commune of who says it first."""
    depuis: date | None
    """Since when, if that is said."""
    exemple: bool
    defi: Defi | None = None
    annonce: Document[FicheAnnonce] | None = None
    """Whichever of the two says it."""

    @property
    def commune(self) -> Commune:
        return self.communes[0]


class Match(NamedTuple):
    """One that meets another, and how far it is."""

    une: CoupDeMain
    km: float


def of_need(defi: Defi, need: Besoin) -> CoupDeMain:
    """What a défi looks for, or offers."""
    themes = tuple(dict.fromkeys(defi.themes))
    return CoupDeMain(
        need.quoi, need.nature, themes, defi.communes, need.depuis, defi.exemple, defi=defi
    )


def of_annonce(annonce: Document[FicheAnnonce]) -> CoupDeMain:
    """What one person looks for, or offers."""
    fiche = annonce.fiche
    themes, nature = tuple(dict.fromkeys(fiche.themes)), fiche.nature or ""
    return CoupDeMain(
        fiche.texte,
        nature,
        themes,
        (fiche.commune,),
        fiche.depuis,
        fiche.exemple,
        annonce=annonce,
    )


def sought(
    defis: Iterable[Defi], annonces: Iterable[Document[FicheAnnonce]]
) -> Iterator[CoupDeMain]:
    """What défis and some annonces look for, in their order; `annonces` are those that still hold."""
    yield from (of_need(defi, need) for defi in defis for need in defi.open_needs)
    yield from (of_annonce(one) for one in annonces if one.fiche.genre == _SIDES[0])


def offered(
    defis: Iterable[Defi], annonces: Iterable[Document[FicheAnnonce]]
) -> Iterator[CoupDeMain]:
    """What they offer, likewise."""
    yield from (of_need(defi, offer) for defi in defis for offer in defi.open_offers)
    yield from (of_annonce(one) for one in annonces if one.fiche.genre == _SIDES[1])


class Matches:
    """Which of some things meet another, told from one side: the needs of an offer, or its offers."""

    def __init__(self, others: Iterable[CoupDeMain]) -> None:
        self._by_subject: dict[tuple[bool, str, str], list[CoupDeMain]] = defaultdict(list)
        for one in others:
            for subject in _subjects(one):
                self._by_subject[subject].append(one)
        self._grids: dict[tuple[bool, str, str], Grid[CoupDeMain]] = {}

    def of(self, one: CoupDeMain) -> Sequence[Match]:
        """Those that meet one, the nearest first, `MOST` at most; never what the same group says."""
        found: dict[int, Match] = {}
        for subject in _subjects(one):
            for other, km in self._near(one, subject):
                is_own = one.defi is not None and other.defi is one.defi
                known = found.get(id(other))
                if not is_own and (known is None or km < known.km):
                    found[id(other)] = Match(other, km)
        return sorted(found.values(), key=_nearest)[:MOST]

    def _near(
        self, one: CoupDeMain, subject: tuple[bool, str, str]
    ) -> Iterator[tuple[CoupDeMain, float]]:
        others = self._by_subject.get(subject)
        if not others:
            return
        for place in one.communes:
            if place.point is None:
                yield from ((other, 0.0) for other in others if place in other.communes)
                continue
            if subject not in self._grids:
                self._grids[subject] = _grid(others)
            yield from ((other, km) for km, other in self._grids[subject].near(place.point))


def _grid(some: Iterable[CoupDeMain]) -> Grid[CoupDeMain]:
    return Grid(
        NEAR_KM, ((place.point, one) for one in some for place in one.communes if place.point)
    )


def _subjects(one: CoupDeMain) -> Iterator[tuple[bool, str, str]]:
    """What another must share one of: whether it is invented, the nature, and a theme."""
    return ((one.exemple, one.nature, theme) for theme in one.themes if one.nature)


def _nearest(met: Match) -> tuple[float, str, str]:
    """By distance; the rest only makes the order total."""
    une = met.une
    name = une.defi.slug if une.defi else une.annonce.slug if une.annonce else ""
    return met.km, name, une.quoi
