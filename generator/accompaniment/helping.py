"""Helping hands: what people look for and what they offer, and which of one meets which of the other.

A need and an offer meet when they are of the same nature, have a theme in common, and are near.
What is invented only meets what is invented: nobody is there to answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from generator.accompaniment.subjects import WEAK, subjects_of
from generator.content.fiches import Document, FicheAnnonce
from generator.content.model import Besoin, Defi
from generator.geography import NEAR_KM, Commune
from generator.geography.grid import Grid

MOST = 3
"""How many of those that meet one are told, those that say its words first."""

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
    besoin: Besoin | None = None
    """Of a défi, the row of its file."""

    @property
    def commune(self) -> Commune:
        return self.communes[0]


class Match(NamedTuple):
    """One that meets another, and how far it is."""

    une: CoupDeMain
    km: float
    meme_commune: bool = False
    """Whether both have a commune in common."""


def of_need(defi: Defi, need: Besoin) -> CoupDeMain:
    """What a défi looks for, or offers."""
    themes = tuple(dict.fromkeys(defi.themes))
    return CoupDeMain(
        need.quoi,
        need.nature,
        themes,
        defi.communes,
        need.depuis,
        defi.exemple,
        defi=defi,
        besoin=need,
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
    defis: Iterable[Defi], annonces: Iterable[Document[FicheAnnonce]], today: date = date.max
) -> Iterator[CoupDeMain]:
    """What défis and some annonces look for, in their order; `annonces` are those that still hold.

    A day after `today` is a slip, and told as one: until it is mended, that was said today.
    """
    yield from (_by(of_need(defi, need), today) for defi in defis for need in defi.open_needs)
    yield from (_by(of_annonce(one), today) for one in annonces if one.fiche.genre == _SIDES[0])


def offered(
    defis: Iterable[Defi], annonces: Iterable[Document[FicheAnnonce]], today: date = date.max
) -> Iterator[CoupDeMain]:
    """What they offer, likewise."""
    yield from (_by(of_need(defi, offer), today) for defi in defis for offer in defi.open_offers)
    yield from (_by(of_annonce(one), today) for one in annonces if one.fiche.genre == _SIDES[1])


def _by(one: CoupDeMain, today: date) -> CoupDeMain:
    return one._replace(depuis=today) if one.depuis and one.depuis > today else one


_Subject = tuple[bool, str, str]

_OF_ONE_TOWN = 50
"""How many of one commune are held to one thing, those said last: in a big town, thousands would
each be held to thousands."""


class Matches:
    """Which of some things meet another, told from one side: the needs of an offer, or its offers."""

    def __init__(self, others: Iterable[CoupDeMain]) -> None:
        self._by_subject: dict[_Subject, list[CoupDeMain]] = defaultdict(list)
        for one in sorted(others, key=_newest):
            for subject in _subjects(one):
                self._by_subject[subject].append(one)
        self._towns: dict[_Subject, _Towns] = {}

    def of(self, one: CoupDeMain) -> Sequence[Match]:
        """Those that meet one, `MOST` at most; never what the same group says.

        First those that say the most of its words, then the nearest, then what was said last.
        """
        found: dict[int, Match] = {}
        for subject in _subjects(one):
            for place in one.communes:
                for other, km in self._near(place, subject):
                    is_own = one.defi is not None and other.defi is one.defi
                    known = found.get(id(other))
                    if not is_own and (known is None or km < known.km):
                        found[id(other)] = Match(other, km)
        first = nsmallest(MOST, found.values(), key=lambda met: _order(met, one))
        return [met._replace(meme_commune=_is_same_commune(one, met.une)) for met in first]

    def _near(self, place: Commune, subject: _Subject) -> Iterator[tuple[CoupDeMain, float]]:
        if subject not in self._towns:
            self._towns[subject] = _Towns(self._by_subject.pop(subject, ()))
        return self._towns[subject].near(place)


class _Towns:
    """Some things by where they are; those of a commune without a known point are near its own."""

    def __init__(self, some: Iterable[CoupDeMain]) -> None:
        self._lost: dict[str, list[CoupDeMain]] = defaultdict(list)
        placed = []
        for place, thing in ((place, one) for one in some for place in one.communes):
            if place.point is None:
                self._lost[place.insee].append(thing)
            else:
                placed.append((place.point, thing))
        self._grid = Grid(NEAR_KM, placed)

    def near(self, place: Commune) -> Iterator[tuple[CoupDeMain, float]]:
        """The first ones of each commune near a place, with how far it is."""
        if place.point is None:
            return ((one, 0.0) for one in self._lost.get(place.insee, ())[:_OF_ONE_TOWN])
        towns = self._grid.near(place.point)
        return ((one, km) for km, some in towns for one in some[:_OF_ONE_TOWN])


def _subjects(one: CoupDeMain) -> Iterator[_Subject]:
    """What another must share one of: whether it is invented, the nature, and a theme."""
    return ((one.exemple, one.nature, theme) for theme in one.themes if one.nature)


def _newest(one: CoupDeMain) -> int:
    """What was said last comes first; that whose day nobody said, last."""
    return -one.depuis.toordinal() if one.depuis else 0


def _order(met: Match, one: CoupDeMain) -> tuple[int, float, int, str, str]:
    """By words in common, by distance, by day; the rest only makes the order total."""
    une = met.une
    name = une.defi.slug if une.defi else une.annonce.slug if une.annonce else ""
    return -_shared(one.quoi, une.quoi), met.km, _newest(une), name, une.quoi


def _shared(text: str, other: str) -> int:
    """How much two texts have in common of what they are about: « percolateur », not « samedi »."""
    mine, its = _about(text), _about(other)
    return sum(mine[subject] for subject in mine.keys() & its.keys())


@lru_cache(maxsize=4096)
def _about(text: str) -> Mapping[str, int]:
    return {one: weight for one, weight in subjects_of(text).items() if weight > WEAK}


def _is_same_commune(one: CoupDeMain, other: CoupDeMain) -> bool:
    """Whether a commune of the one is a commune of the other: two parts of a town are one."""
    return not {place.insee for place in one.communes}.isdisjoint(
        place.insee for place in other.communes
    )
