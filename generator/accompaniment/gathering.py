"""Annonces that say the same thing near each other: from single needs to a collective search.

Some are gathered when they have a theme in common, are near, and have words in common that say what
they are about. The rule prefers to miss some than to gather what is apart: who reads « ces
annonces cherchent la même chose » must find it true. What is offered is never gathered, nor what a
défi takes up already; what is invented only goes with what is invented.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from generator.accompaniment.subjects import (
    AGAINST,
    ENOUGH,
    SETS_APART,
    WEAK,
    as_written,
    subjects_of,
)
from generator.content.fiches import Document, FicheAnnonce
from generator.geography import NEAR_KM, Commune
from generator.geography.grid import Grid
from generator.geography.spelling import spelling

Annonce = Document[FicheAnnonce]

LEAST = 3
"""How many are gathered at least: annonces bear no name, so that two may be of one person who wrote
twice."""

MANY = 5
"""From how many on one word is enough, which says what: fewer may have it in common by chance."""

_LARGE = 12
"""From how many on a group need not be compared with what another one of them would make."""

_LOOKED_AT = 200
"""How many of one commune that have a word in common are held to one annonce, those said last: in
a big town, thousands would each be held to thousands."""

_ROUNDS = 5
"""How many times what is left is looked at again at most."""

_SHOWN_WORDS = 3

_COUNTS = ("", "Une", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix")


class Gathered(NamedTuple):
    """Some annonces that say the same thing near each other."""

    annonces: tuple[Annonce, ...]
    """In the order in which they were given."""
    mots: tuple[str, ...]
    """What they have in common, as they write it: « garde », « mercredi »; nothing where the same few
    words say nothing else."""
    autour: Commune
    """The commune that all of them are near."""
    sur_un_mot: bool = False
    """Whether one word alone gathers them: then they speak of it, each in its way."""

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
        seek = not self.sur_un_mot and all(one.fiche.genre in _SEEKING for one in self.annonces)
        verb = "cherchent" if seek else "parlent de"
        words = f" : {', '.join(self.mots)}" if self.mots else ""
        return f"{said} annonces, autour {_of(self.autour.name)}, {verb} la même chose{words}."


_SEEKING = {"besoin", "envie"}


def gathered(annonces: Iterable[Annonce], taken_up: Container[str] = frozenset()) -> list[Gathered]:
    """Those of some annonces that say the same thing near each other: each in one group at most.

    `annonces` are those that still hold; `taken_up`, the names of those that a défi takes up. The
    real ones come first, then the largest groups. The order of `annonces` changes nothing but that
    of each group's own.
    """
    ranks = {one.slug: (rank, one) for rank, one in enumerate(annonces)}
    loose = _read([one for _, one in ranks.values() if _is_loose(one, taken_up)])
    found, used = [], set[str]()
    for rule in (_Rule(_is_alike, LEAST), _Rule(_may_be_alike, MANY)):
        for centre, subject, some in _groups(loose, used, rule):
            own = tuple(sorted((one.annonce for one in some), key=lambda one: ranks[one.slug][0]))
            words = _in_common(centre, subject, some)
            found.append(Gathered(own, words, centre.place, rule.least == MANY))
    return sorted(found, key=lambda one: (one.exemple, -len(one.annonces), min(one.slugs)))


class _Rule(NamedTuple):
    """When some say the same thing."""

    holds: Callable[[_Read, _Read], bool]
    """Of two that have a word in common."""
    least: int
    """How many they are at least."""


def _groups(loose: Sequence[_Read], used: set[str], rule: _Rule) -> Iterator[_Candidate]:
    """The largest first. Whose centre goes with others is looked at again: what is left of it may
    stand around another one.
    """
    for _ in range(_ROUNDS):
        before = len(used)
        left = [one for one in loose if one.slug not in used]
        for centre, subject, alike in sorted(_candidates(left, rule), key=_rank):
            some = [one for one in alike if one.slug not in used]
            if centre.slug not in used and len(some) >= rule.least:
                used.update(one.slug for one in some)
                yield centre, subject, some
        if len(used) == before:
            return


def _is_loose(one: Annonce, taken_up: Container[str]) -> bool:
    return one.fiche.genre != "offre" and one.slug not in taken_up


class _Read(NamedTuple):
    """An annonce, and what it is about: each subject, and how much it counts."""

    slug: str
    annonce: Annonce
    said: Mapping[str, int]
    text: str
    """Without what spellings differ by: the same words say the same thing, however few they are."""

    @property
    def place(self) -> Commune:
        return self.annonce.fiche.commune

    @property
    def is_opinion(self) -> bool:
        return self.annonce.fiche.genre == "opinion"


def _read(some: Sequence[Annonce]) -> list[_Read]:
    """The name of a town says where, and not what: those of a département are not about it."""
    names: dict[str, set[str]] = defaultdict(set)
    for place in {one.fiche.commune for one in some}:
        names[place.departement.code].update(spelling(f"{place.name} {place.nom}"))
    return [
        _Read(
            one.slug,
            one,
            subjects_of(one.fiche.texte, names[one.fiche.commune.departement.code]),
            " ".join(spelling(one.fiche.texte)),
        )
        for one in some
    ]


_Candidate = tuple[_Read, str, list[_Read]]
"""An annonce, a subject of it, and all those that say the same with it, itself among them."""


def _rank(candidate: _Candidate) -> tuple[int, str, str]:
    centre, subject, some = candidate
    return -len(some), centre.slug, subject


_Subject = tuple[bool, str, str]
"""What all of a group share: whether it is invented, a theme, what they are about."""


def _candidates(annonces: Iterable[_Read], rule: _Rule) -> Iterator[_Candidate]:
    """Those that are alike have a subject in common: only who shares one is looked at."""
    sharing: dict[_Subject, list[_Read]] = defaultdict(list)
    for one in sorted(annonces, key=_newest):
        fiche = one.annonce.fiche
        for theme in dict.fromkeys(fiche.themes):
            for subject in (f"={one.text}", *one.said):
                if one.said.get(subject, ENOUGH) > WEAK:
                    sharing[fiche.exemple, theme, subject].append(one)
    for (_, _, subject), some in sharing.items():
        if len(some) >= rule.least:
            near = _Near(some)
            for centre, alike in _around_each(some, near, rule):
                beside = near.of(centre, _LOOKED_AT)
                yield centre, subject, [*alike, *_joining(centre, subject, alike, beside)]


def _joining(
    centre: _Read, subject: str, alike: Sequence[_Read], beside: Iterable[_Read]
) -> Iterator[_Read]:
    """Who says with a group what all of it are about, and one more thing that most of it say."""
    known = {one.slug for one in alike}
    counts = Counter(each for one in alike for each in one.said)
    most = {each for each, count in counts.items() if count * 2 > len(alike)}
    for one in beside:
        common = most & one.said.keys()
        if one.slug not in known and {subject} < common and _may_be_alike(centre, one):
            yield one


def _newest(one: _Read) -> tuple[int, str]:
    return -one.annonce.fiche.depuis.toordinal(), one.slug


def _around_each(
    some: Sequence[_Read], near: _Near, rule: _Rule
) -> Iterator[tuple[_Read, list[_Read]]]:
    """Each of some annonces with those that are near it and say the same.

    Who stands in a group that is large already makes no other one: in a big town, thousands would
    each be compared with thousands.
    """
    covered = set[str]()
    for centre in some:
        if centre.slug not in covered:
            alike = [one for one in near.of(centre, _LOOKED_AT) if rule.holds(centre, one)]
            if len(alike) >= _LARGE:
                alike = [one for one in near.of(centre) if rule.holds(centre, one)]
                covered.update(one.slug for one in alike)
            if len(alike) >= rule.least:
                yield centre, alike


class _Near:
    """Some annonces by where they are; those of a commune without a known point are near its own."""

    def __init__(self, some: Iterable[_Read]) -> None:
        self._lost: dict[str, list[_Read]] = defaultdict(list)
        placed = []
        for one in some:
            if point := one.place.point:
                placed.append((point, one))
            else:
                self._lost[one.place.insee].append(one)
        self._grid = Grid(NEAR_KM, placed)

    def of(self, one: _Read, most: int | None = None) -> Iterator[_Read]:
        """Those that are near one, itself among them; of each commune, the first `most`."""
        if one.place.point is None:
            return iter(self._lost[one.place.insee][:most])
        towns = self._grid.near(one.place.point)
        return (other for _, some in towns for other in some[:most])


def _is_alike(one: _Read, other: _Read) -> bool:
    if one.text == other.text:
        return True
    mine, its = one.said, other.said
    common = mine.keys() & its.keys()
    if sum(mine[subject] for subject in common) < ENOUGH:
        return False
    if SETS_APART & (mine.keys() ^ its.keys()):
        return False
    return one.is_opinion == other.is_opinion or _are_many(mine[subject] for subject in common)


def _may_be_alike(one: _Read, other: _Read) -> bool:
    """Whether two that have a word in common may say the same: nobody is against, nothing is set apart."""
    opinions = one.is_opinion or other.is_opinion
    return not opinions and not SETS_APART & (one.said.keys() ^ other.said.keys())


def _are_many(weights: Iterable[int]) -> bool:
    """Whether two words at least tell what: on one alone, an opinion may be against what is sought."""
    return sum(weight > WEAK for weight in weights) > 1


def _in_common(centre: _Read, subject: str, some: Sequence[_Read]) -> tuple[str, ...]:
    """What they have in common, as the text of the centre writes it: the subject of all of them,
    then what most of them say.
    """
    mine = centre.said
    counts = Counter(each for one in some for each in one.said.keys() & mine.keys())
    shared = [each for each in mine if each != subject and counts[each] * 2 > len(some)]
    shared.sort(key=lambda each: (-mine[each], -counts[each], each))
    written = as_written(centre.annonce.fiche.texte)
    shown = (written[each] for each in (subject, *shared) if each in mine and each != AGAINST)
    return tuple(islice(shown, _SHOWN_WORDS))


def _of(name: str) -> str:
    """« de Mirecourt », « d’Épinal », « du Moule », « des Arcs », « de La Rochelle »."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    elides = spelling(name)[0][0] in "aeiou"
    return f"d’{name}" if elides else f"de {name}"
