"""Annonces that say the same thing near each other: from single needs to a collective search.

Some are gathered when they have a theme in common, are near, and have words in common that say what
they are about. The rule prefers to miss some than to gather what is apart: who reads « ces
annonces cherchent la même chose » must find it true. What is offered is never gathered, nor what a
défi takes up already; what is invented only goes with what is invented.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.accompaniment.subjects import ENOUGH, SETS_APART, WEAK, as_written, subjects_of
from generator.content.fiches import Document, FicheAnnonce
from generator.geography import NEAR_KM, Commune
from generator.geography.grid import Grid
from generator.geography.spelling import spelling

Annonce = Document[FicheAnnonce]

LEAST = 3
"""How many are gathered at least: annonces bear no name, so that two may be of one person who wrote
twice."""

_SHOWN_WORDS = 3

_COUNTS = ("", "Une", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix")


class Gathered(NamedTuple):
    """Some annonces that say the same thing near each other."""

    annonces: tuple[Annonce, ...]
    """In the order in which they were given."""
    mots: tuple[str, ...]
    """What they have in common, as they write it: « garde », « mercredi »."""
    autour: Commune
    """The commune that all of them are near."""

    @property
    def exemple(self) -> bool:
        """Whether they are invented: all of them are, or none."""
        return self.annonces[0].fiche.exemple

    @property
    def slugs(self) -> tuple[str, ...]:
        """Their names, for `addresses.proposer_pour`."""
        return tuple(one.slug for one in self.annonces)

    @property
    def phrase(self) -> str:
        """« Cinq annonces, autour de Mirecourt, cherchent la même chose : garde, mercredi. »"""
        count = len(self.annonces)
        said = _COUNTS[count] if count < len(_COUNTS) else str(count)
        seek = all(one.fiche.genre in _SEEKING for one in self.annonces)
        verb = "cherchent" if seek else "parlent de"
        words = ", ".join(self.mots)
        return f"{said} annonces, autour {_of(self.autour.name)}, {verb} la même chose : {words}."


_SEEKING = {"besoin", "envie"}


def gathered(annonces: Iterable[Annonce], taken_up: Container[str] = frozenset()) -> list[Gathered]:
    """Those of some annonces that say the same thing near each other: each in one group at most.

    `annonces` are those that still hold; `taken_up`, the names of those that a défi takes up. The
    real ones come first, then the largest groups. The order of `annonces` changes nothing but that
    of each group's own.
    """
    ranks = {one.slug: (rank, one) for rank, one in enumerate(annonces)}
    loose = [one for _, one in ranks.values() if _is_loose(one, taken_up)]
    found, used = [], set[str]()
    for centre, subject, some in sorted(_candidates(loose), key=_rank):
        left = [one for one in some if one.slug not in used]
        if centre.slug not in used and len(left) >= LEAST:
            used.update(one.slug for one in left)
            ordered = tuple(sorted(left, key=lambda one: ranks[one.slug][0]))
            found.append(Gathered(ordered, _in_common(centre, subject, left), _place(centre)))
    return sorted(found, key=lambda one: (one.exemple, -len(one.annonces), min(one.slugs)))


def _is_loose(one: Annonce, taken_up: Container[str]) -> bool:
    return one.fiche.genre != "offre" and one.slug not in taken_up


def _place(one: Annonce) -> Commune:
    return one.fiche.commune


_Candidate = tuple[Annonce, str, list[Annonce]]
"""An annonce, a word of it, and all those that say the same with that word, itself among them."""


def _rank(candidate: _Candidate) -> tuple[int, str, str]:
    centre, subject, some = candidate
    return -len(some), centre.slug, subject


def _candidates(annonces: Sequence[Annonce]) -> Iterator[_Candidate]:
    """Those that are alike have a word in common: only who shares one is looked at."""
    sharing: dict[tuple[bool, str, str], list[Annonce]] = defaultdict(list)
    for one in annonces:
        for theme in dict.fromkeys(one.fiche.themes):
            for word, weight in _said(one).items():
                if weight > WEAK:
                    sharing[one.fiche.exemple, theme, word].append(one)
    for (_, _, word), some in sharing.items():
        if len(some) >= LEAST:
            near = _Near(some)
            for centre in some:
                alike = [one for one in near.of(centre) if _is_alike(centre, one)]
                if len(alike) >= LEAST:
                    yield centre, word, alike


class _Near:
    """Some annonces by where they are; those of a commune without a known point are near its own."""

    def __init__(self, some: Sequence[Annonce]) -> None:
        self._grid = Grid(NEAR_KM, ((p, one) for one in some if (p := _place(one).point)))
        self._lost: dict[str, list[Annonce]] = defaultdict(list)
        for one in some:
            if _place(one).point is None:
                self._lost[_place(one).insee].append(one)

    def of(self, one: Annonce) -> list[Annonce]:
        place = _place(one)
        if place.point is None:
            return self._lost[place.insee]
        return [other for _, other in self._grid.near(place.point)]


def _said(one: Annonce) -> Mapping[str, int]:
    return subjects_of(one.fiche.texte)


def _is_alike(one: Annonce, other: Annonce) -> bool:
    mine, its = _said(one), _said(other)
    if SETS_APART & (mine.keys() ^ its.keys()):
        return False
    return sum(mine[word] for word in mine.keys() & its.keys()) >= ENOUGH


def _in_common(centre: Annonce, subject: str, some: Sequence[Annonce]) -> tuple[str, ...]:
    """What most of them say, the word that all say first, then what most of them say."""
    mine = _said(centre)
    counts = Counter(word for one in some for word in _said(one).keys() & mine.keys())
    shared = [word for word in mine if word != subject and counts[word] * 2 > len(some)]
    shared.sort(key=lambda word: (-mine[word], -counts[word], word))
    written = as_written(centre.fiche.texte)
    return tuple(written[word] for word in [subject, *shared][:_SHOWN_WORDS])


def _of(name: str) -> str:
    """« de Mirecourt », « d’Épinal », « du Moule », « des Arcs », « de La Rochelle »."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    elides = spelling(name)[0][0] in "aeiou"
    return f"d’{name}" if elides else f"de {name}"
