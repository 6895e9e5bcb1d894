"""Which défis may be the same as another: near it, and alike. It is advice, never a refusal.

The script of the web forms repeats the rule, with the numbers and the words that stand here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.content.catalogue import Catalogue
from generator.content.model import Defi
from generator.content.vocabulary import STATE_SAID
from generator.geography import Commune, Point, search_key
from generator.geography.grid import Grid
from generator.text.typography import fr

LIMIT_KM = 10
"""How far a défi may be and be a duplicate."""

ALIKE = 78
"""From which `likeness` on two titles are near, out of 100; its test shows what it tells apart."""

_EMPTY = """
    a au aux avec bourg ce ces chez commune creer d dans de des du en et faire il l la lancer le les
    leur ma mon monter nos notre nous on ou ouvrir par pas pour qu quartier que qui rue s sa se ses
    son sans sur un une vers village ville vos votre y
"""
EMPTY_WORDS = tuple(_EMPTY.split())
"""What says nothing of a défi in its title, as `search_key` writes it: articles, where it is."""


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """A défi that may be the same one."""

    defi: Defi
    why: str
    """A French sentence that holds nothing anyone wrote freely."""


def likely(one: Defi, catalogue: Catalogue) -> list[LikelyDuplicate]:
    """The défis near `one` that have a title like its own, or a theme in common, nearest first.

    Those that are finished are among them, and said to be. None where no point is known.
    """
    return [
        LikelyDuplicate(other, why)
        for distance, other in catalogue.near(one.commune, LIMIT_KM)
        if other.slug != one.slug
        if (why := _why(one, distance, other, catalogue))
    ]


_OF_ONE_PLACE = 50
"""How many of one place that share a word are held to one défi: a big town has thousands of
gardens, and each would be held to each."""


class Pair(NamedTuple):
    """Two défis that may be the same one."""

    une: Defi
    autre: Defi
    km: float


def pairs(defis: Iterable[Defi]) -> Iterator[Pair]:
    """Each of some défis, in their order, with the nearest of those after it that has a title near.

    Two that one of them ties together (`inspire_de`, `partie_de`) know each other. Titles that
    share no word are not compared: among ten thousand défis, each has a few others to be held to.
    """
    told = [
        (one, point, " ".join(_words(one.titre))) for one in defis if (point := one.commune.point)
    ]
    places: dict[str, list[tuple[Point, int]]] = defaultdict(list)
    for rank, (_, point, about) in enumerate(told):
        for word in set(about.split()):
            places[word].append((point, rank))
    grids = {word: Grid(LIMIT_KM, some) for word, some in places.items() if len(some) > 1}
    for rank, (one, point, about) in enumerate(told):
        shared = [grids[word] for word in set(about.split()) if word in grids]
        near = {other: km for grid in shared for other, km in _after(rank, grid, point)}
        for other in sorted(near, key=lambda other: (near[other], other)):
            autre, _, its_own = told[other]
            if _likeness(about, its_own) >= ALIKE and not _are_tied(one, autre):
                yield Pair(one, autre, near[other])
                break


def _after(rank: int, grid: Grid[int], point: Point) -> Iterator[tuple[int, float]]:
    """Those of a grid after `rank`, with how far they are: a few of each place, the first ones."""
    for km, ranks in grid.near(point):
        first = bisect_right(ranks, rank)
        yield from ((other, km) for other in ranks[first : first + _OF_ONE_PLACE])


def _are_tied(one: Defi, other: Defi) -> bool:
    """Whether one of two défis names the other."""
    named = {other.inspire_de, other.partie_de}
    return one.slug in named or other.slug in {one.inspire_de, one.partie_de}


def likeness(titre: str, other: str) -> float:
    """How much two titles have in common, from 0 to 100."""
    return _likeness(" ".join(_words(titre)), " ".join(_words(other)))


def _likeness(words: str, others: str) -> float:
    from rapidfuzz import fuzz  # a build without a défi only needs the numbers above

    return fuzz.token_set_ratio(words, others)


def _words(titre: str) -> Iterator[str]:
    """What a title is about: its words without accents, without the mark of the plural."""
    for word in search_key(titre).split():
        if word not in EMPTY_WORDS:
            yield word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _why(one: Defi, distance: float, other: Defi, catalogue: Catalogue) -> str:
    """What they have in common, or nothing."""
    shared = [theme for theme in dict.fromkeys(one.themes) if theme in other.themes]
    reasons = ["un titre proche"] if likeness(one.titre, other.titre) >= ALIKE else []
    if shared:
        reasons.append(_themes(shared, catalogue))
    if not reasons:
        return ""
    where = _where(one.commune, distance, other)
    state = STATES.get(other.etat, "")
    example = " C’est un exemple." if other.exemple else ""
    return fr(f"{where}, avec {' et '.join(reasons)}.{state}{example}")


STATES = {slug: f" Il {said}." for slug, said in STATE_SAID.items()}
"""What is added of a défi that is not simply going on."""


def _themes(shared: Sequence[str], catalogue: Catalogue) -> str:
    known = (catalogue.themes.get(slug) for slug in shared)
    named = ", ".join(theme.fiche.titre for theme in known if theme)
    words = "un thème en commun" if len(shared) == 1 else f"{len(shared)} thèmes en commun"
    return f"{words} ({named})" if named else words


def _where(here: Commune, distance: float, other: Defi) -> str:
    if (here.insee, here.partie) == (other.commune.insee, other.commune.partie):
        return "Dans la même commune"
    return f"À {round(distance)} km" if distance >= 1 else "À moins de 1 km"
