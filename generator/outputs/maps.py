"""The maps that are drawn with the pages: marks over a ground, each a link; no script is needed.

On France a mark is a département, as large as it has défis; closer, a mark is a défi. A map says
what the list above it says, and tells which défis it cannot show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from generator.geography import Commune, Departement
from generator.model import Defi
from generator.outputs import addresses
from generator.outputs.grounds import WIDTH, Ground, france, small_france, some
from generator.outputs.kept import Kept
from generator.outputs.views import CAPS, LocatorView, MapView, MarkView
from generator.typography import pluriel
from generator.vocabulary import PHASES, index

_PHASES = index(PHASES)

SPACING = 46
"""Units between two défis of one commune: they stand around it, apart enough for a finger."""

MOST_SHOWN = 200
"""Beyond so many défis in a département, a mark is a commune: single ones would be a blot."""


SMALL = 6.5
"""The width, in `rem`, of the map that shows where one défi is."""


class Place(NamedTuple):
    x: float
    y: float


class Placed(NamedTuple):
    """A défi, the commune at which a map shows it, and where that is."""

    defi: Defi
    commune: Commune
    place: Place


class Maps:
    """The grounds of a site, each prepared once, and the maps that are drawn on them."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._some: dict[tuple[str, ...], Ground | None] = {}

    @cached_property
    def france(self) -> Ground:
        return france(self._kept)

    @cached_property
    def _small(self) -> Ground:
        return small_france(self._kept)

    def ground(self, codes: Iterable[str]) -> Ground:
        """That of some départements; all of France for none, or when an ocean parts them."""
        key = tuple(sorted(codes))
        if key not in self._some:
            self._some[key] = some(self._kept, key)
        return self._some[key] or self.france

    def small(self, departement: Departement) -> Ground:
        """Where the page of a défi shows that it is: in France, or on its island."""
        known = self._small
        return known if known.frame_of(departement.code) else self.ground([departement.code])

    def locator(self, commune: Commune, root: str) -> LocatorView | None:
        """Where a commune is, for a page at `root`; nothing where no point is known."""
        ground = self.small(commune.departement)
        place = ground.place(commune)
        if place is None:
            return None
        unit = SMALL / WIDTH
        return LocatorView(
            fond=root + ground.path,
            largeur=SMALL,
            hauteur=round(ground.height * unit, 2),
            gauche=round(place[0] * unit, 2),
            haut=round(place[1] * unit, 2),
            departement=commune.departement.nom,
            url=root + addresses.departement(commune.departement.code),
        )


def map_view(
    ground: Ground, defis: Sequence[Defi], root: str, *, titre: str, liste: str = "#bloc-liste"
) -> MapView | None:
    """The map of some défis, for a page at `root`; nothing where there is none to show.

    A mark that stands for several défis of one commune leads to their list, `liste`.
    """
    placed = [found for defi in defis if (found := _placed(ground, defi))]
    if not placed:
        return None
    whole = len(ground.frames) > 1
    marks = _departements(placed, root) if whole else _defis(placed, root, liste)
    return MapView(
        titre=titre,
        fond=root + ground.path,
        largeur=WIDTH,
        hauteur=ground.height,
        bornes=sorted(marks, key=lambda mark: (mark.y, mark.x, mark.nom)),
        cartouches=[(*frame.box[:2], frame.nom) for frame in ground.frames if frame.nom],
        bilan=_said(placed, len(defis) - len(placed), whole),
        france=whole,
    )


def _placed(ground: Ground, defi: Defi) -> Placed | None:
    """Where a défi stands: at its commune, else at the first other that the map shows."""
    for commune in (defi.commune, *defi.autres_communes):
        if place := ground.place(commune):
            return Placed(defi, commune, Place(*place))
    return None


def _said(placed: Sequence[Placed], missing: int, whole: bool) -> str:
    """How many are on the map, in how many places, and how many are not."""
    if whole:
        departements = {one.commune.departement for one in placed}
        places = pluriel(len(departements), "département", "départements")
    else:
        places = pluriel(len({one.commune.insee for one in placed}), "commune", "communes")
    said = f"{pluriel(len(placed), 'défi', 'défis')} sur la carte, dans {places}."
    if missing:
        have, are = ("n’a", "il est") if missing == 1 else ("n’ont", "ils sont")
        said += (
            f" {pluriel(missing, 'défi', 'défis')} {have} pas de point ici : {are} dans la liste."
        )
    return said


# --- One mark a département -------------------------------------------------------------------


def _departements(placed: Iterable[Placed], root: str) -> Iterator[MarkView]:
    """Each where its défis are, in their middle."""
    groups: dict[Departement, list[Placed]] = defaultdict(list)
    for one in placed:
        groups[one.commune.departement].append(one)
    most = max(map(len, groups.values()))
    for departement, members in groups.items():
        yield MarkView(
            x=round(sum(one.place.x for one in members) / len(members)),
            y=round(sum(one.place.y for one in members) / len(members)),
            url=root + addresses.departement(departement.code),
            nom=f"{departement.nom} : {_counted(defi for defi, *_ in members)}",
            nombre=len(members),
            formes=_shapes(defi for defi, *_ in members),
            taille=_size(len(members), most),
        )


def _size(count: int, most: int) -> float:
    """From 1 to 1.6: the surface of what is added grows as the count does."""
    return round(1 + 0.6 * sqrt((count - 1) / max(1, most - 1)), 2)


def _shapes(defis: Iterable[Defi]) -> Sequence[str]:
    return sorted({CAPS[defi.phase] for defi in defis})


def _counted(defis: Iterable[Defi]) -> str:
    """« 3 défis (2 en Inform’action, 1 en Activ’action) »."""
    counts = Counter(defi.phase for defi in defis)
    by_phase = [f"{counts[t.slug]} en {t.label}" for t in PHASES if t.slug in counts]
    return f"{pluriel(counts.total(), 'défi', 'défis')} ({', '.join(by_phase)})"


# --- One mark a défi --------------------------------------------------------------------------


def _defis(placed: Sequence[Placed], root: str, liste: str) -> Iterator[MarkView]:
    groups: dict[Place, list[Placed]] = defaultdict(list)
    for one in placed:
        groups[one.place].append(one)
    most = max(map(len, groups.values()))
    for place, members in groups.items():
        if len(members) > 1 and len(placed) > MOST_SHOWN:
            yield _commune(place, members, liste, most)
        else:
            yield from _around(place, members, root)


def _commune(place: Place, members: Sequence[Placed], liste: str, most: int) -> MarkView:
    defis = [one.defi for one in members]
    nom = f"{members[0].commune.name} : {_counted(defis)}"
    x, y = map(round, place)
    return MarkView(x, y, liste, nom, len(defis), _shapes(defis), _size(len(defis), most))


def _around(place: Place, members: Sequence[Placed], root: str) -> Iterator[MarkView]:
    """The défis of one commune, in the order of its list, each a mark."""
    for (defi, commune, _), (across, down) in zip(members, _spiral(len(members)), strict=True):
        yield MarkView(
            x=round(place.x + across),
            y=round(place.y + down),
            url=root + addresses.defi(defi.slug),
            nom=f"{defi.titre} ({commune.name}, {_PHASES[defi.phase].label})",
            nombre=0,
            formes=[CAPS[defi.phase]],
            taille=1,
        )


@lru_cache(maxsize=256)
def _spiral(count: int) -> Sequence[Place]:
    """Places around one, at equal distances; closer when there are more than seven.

    H. Vogel, « A better way to construct the sunflower head », Mathematical Biosciences 44, 1979.
    """
    step = SPACING * min(1, sqrt(7 / count))
    turn = pi * (3 - sqrt(5))
    return [
        Place(step * sqrt(n) * cos(n * turn), step * sqrt(n) * sin(n * turn)) for n in range(count)
    ]
