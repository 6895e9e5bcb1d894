"""The maps that are drawn with the pages: marks over a ground, each a link; no script is needed.

On France a mark is a département, as large as it has défis; closer, a mark is a défi. A map says
what the list above it says, and tells which défis it cannot show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from math import copysign, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.examples import count_of
from generator.content.model import Defi
from generator.content.vocabulary import PHASE, PHASES
from generator.geography import Commune, Departement, departements
from generator.outputs.kit.blocks import CAPS
from generator.outputs.kit.disk_cache import DiskCache
from generator.outputs.maps.grounds import WIDTH, Frame, Ground, france, small_france, some
from generator.text.typography import pluriel

SPACING = 46
"""Units between two marks, on a telephone as wide as a hand: less, and a finger hits both."""

MOST_SPREAD = 7
"""How many défis of one place stand around it, each a mark; one mark stands for more."""

DENSE = 40
"""From so many marks on, they are smaller."""

PASSES = 12
"""How often marks that cover each other are pushed apart, at most."""

SMALL = 6.5
"""The width, in `rem`, of the map that shows where one défi is, as `styles/locator.css` says it."""

MARK = (28, 34)
"""Width and height of the smallest mark of a département."""

ENLARGED, ENLARGED_WHEN_DENSE = 1.9, 1.3
"""How many times larger it is on a telephone, as `lists/map.css` says it: of few marks, of many."""


class MarkView(NamedTuple):
    """A mark on a map: a link at a place, in the units of its ground."""

    x: int
    y: int
    url: str
    nom: str
    nombre: int
    """How many défis it stands for; 0 for a mark that is one défi, and shows only its shape."""
    formes: Sequence[str]
    """« p1 », « p2 », « p3 »: the phases in which they are."""
    taille: float
    """How many times larger than the smallest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A map that is drawn with its page."""

    titre: str
    fond: str
    """The file of its ground."""
    largeur: int
    hauteur: int
    bornes: Sequence[MarkView]
    cartouches: Sequence[tuple[float, float, str, str]]
    """The insets: their upper left corner, what is written there, and what that means if it is a
    code."""
    bilan: str
    france: bool
    """Whether it is all of France, where a mark is a département."""
    dense: bool
    """Whether it has so many marks that they must be small."""
    integrer: str = ""
    """Where a town learns how to show it on its own site."""


class LocatorView(NamedTuple):
    """Where a défi is, very small, with the door to its département."""

    fond: str
    largeur: int
    hauteur: int
    """In the units of the ground, for its proportions."""
    gauche: float
    haut: float
    """In `rem`, from the corner of the map."""
    departement: str
    url: str


class Spot(NamedTuple):
    x: float
    y: float


class Located(NamedTuple):
    """A défi, the commune at which a map shows it, and where that is."""

    defi: Defi
    commune: Commune
    place: Spot


class Maps:
    """The grounds of a site, each prepared once, and the maps that are drawn on them."""

    def __init__(self, cache: DiskCache) -> None:
        self._cache = cache
        self._some: dict[tuple[str, ...], Ground | None] = {}

    @cached_property
    def france(self) -> Ground:
        return france(self._cache)

    @cached_property
    def _small(self) -> Ground:
        return small_france(self._cache)

    def ground(self, codes: Iterable[str]) -> Ground:
        """That of some départements; all of France for none, or when an ocean parts them."""
        key = tuple(sorted(codes))
        if key not in self._some:
            self._some[key] = some(self._cache, key)
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
            largeur=WIDTH,
            hauteur=ground.height,
            gauche=round(place[0] * unit, 2),
            haut=round(place[1] * unit, 2),
            departement=commune.departement.nom,
            url=root + addresses.departement(commune.departement.code),
        )


def map_view(
    ground: Ground,
    defis: Sequence[Defi],
    root: str,
    *,
    titre: str,
    liste: str = "#bloc-liste",
    embed: str = "",
) -> MapView | None:
    """The map of some défis, for a page at `root`; nothing where there is none to show.

    A mark that stands for several défis of one commune leads to their list, `liste`; `embed` is
    where one learns to show this map elsewhere.
    """
    found = [(defi, _placed(ground, defi)) for defi in defis]
    placed = [place for _, place in found if place]
    if not placed:
        return None
    whole = len(ground.frames) > 1
    marks = [*(_departements(placed, root, ground) if whole else _defis(placed, root, liste))]
    return MapView(
        titre=titre,
        fond=root + ground.path,
        largeur=WIDTH,
        hauteur=ground.height,
        bornes=sorted(marks, key=_from_the_south),
        cartouches=[
            (*frame.box[:2], frame.nom, _overseas(frame)) for frame in ground.frames if frame.nom
        ],
        bilan=_said(placed, [defi for defi, place in found if not place], whole),
        france=whole,
        dense=len(marks) > DENSE,
        integrer=embed,
    )


def _overseas(frame: Frame) -> str:
    """The name of the land that is in an inset, where only its code is written."""
    known = departements().get(frame.nom)
    return known.nom if known else ""


def _from_the_south(mark: MarkView) -> tuple[int, int, str]:
    """The order of drawing: where two marks touch, the number at the foot of each is seen."""
    return -mark.y, mark.x, mark.nom


def _placed(ground: Ground, defi: Defi) -> Located | None:
    """Where a défi stands: at its commune, else at the first other that the map shows."""
    for commune in (defi.commune, *defi.autres_communes):
        if place := ground.place(commune):
            return Located(defi, commune, Spot(*place))
    return None


def _said(placed: Sequence[Located], missing: Sequence[Defi], whole: bool) -> str:
    """How many are on the map, in how many places, and how many are not."""
    if whole:
        departements = {one.commune.departement for one in placed}
        places = pluriel(len(departements), "département", "départements")
    else:
        places = pluriel(len({one.commune.insee for one in placed}), "commune", "communes")
    said = f"{count_of([one.defi for one in placed]).mots} sur la carte, dans {places}."
    if missing:
        have, are = ("n’a", "il est") if len(missing) == 1 else ("n’ont", "ils sont")
        said += f" {count_of(missing).mots} {have} pas de point ici : {are} dans la liste."
    return said


# --- One mark a département -------------------------------------------------------------------


def _departements(placed: Iterable[Located], root: str, ground: Ground) -> list[MarkView]:
    """Each where its défis are, in their middle, or beside that when marks would cover others."""
    groups: dict[Departement, list[Located]] = defaultdict(list)
    for one in placed:
        groups[one.commune.departement].append(one)
    most = max(map(len, groups.values()))
    sizes = {each: _size(len(members), most) for each, members in groups.items()}
    middles = {each: _middle(members) for each, members in groups.items()}
    places = _parted(middles, sizes, ground)
    return [
        MarkView(
            x=round(places[departement].x),
            y=round(places[departement].y),
            url=root + addresses.departement(departement.code),
            nom=f"{departement.nom} : {_counted([one.defi for one in members])}",
            nombre=len(members),
            formes=_shapes(one.defi for one in members),
            taille=sizes[departement],
        )
        for departement, members in groups.items()
    ]


def _middle(members: Sequence[Located]) -> Spot:
    xs, ys = zip(*(one.place for one in members), strict=True)
    return Spot(sum(xs) / len(xs), sum(ys) / len(ys))


def _parted(
    places: dict[Departement, Spot], sizes: dict[Departement, float], ground: Ground
) -> dict[Departement, Spot]:
    """The places of marks, moved apart until none covers another, or nearly.

    Only those of one frame move: an inset holds few, and stays where it is.
    """
    grown = ENLARGED_WHEN_DENSE if len(places) > DENSE else ENLARGED
    parted = {each: _inside(*place) for each, place in places.items()}
    by_frame: dict[int, list[Departement]] = defaultdict(list)
    for each in sorted(places):
        by_frame[id(ground.frame_of(each.code))].append(each)
    for members in by_frame.values():
        for _ in range(PASSES):
            if not _pushed(parted, {each: sizes[each] * grown for each in members}):
                break
    return parted


def _pushed(places: dict[Departement, Spot], sizes: dict[Departement, float]) -> bool:
    """Push each pair that overlaps apart, the shorter way; gives whether there was one."""
    moved = False
    for one, other in combinations(sorted(sizes, key=lambda each: places[each].y), 2):
        across = places[other].x - places[one].x
        down = places[other].y - places[one].y
        larger = (sizes[one] + sizes[other]) / 2
        wide, high = MARK[0] * larger - abs(across), MARK[1] * larger - abs(down)
        if wide <= 0 or high <= 0:
            continue
        moved = True
        by = (copysign(wide / 2, across), 0.0) if wide < high else (0.0, copysign(high / 2, down))
        places[one] = _inside(places[one].x - by[0], places[one].y - by[1])
        places[other] = _inside(places[other].x + by[0], places[other].y + by[1])
    return moved


def _inside(x: float, y: float) -> Spot:
    """A place from which a mark does not go over the sides."""
    half = MARK[0] * ENLARGED / 2
    return Spot(min(max(x, half), WIDTH - half), y)


def _size(count: int, most: int) -> float:
    """From 1 to 1.4: the surface of what is added grows as the count does."""
    return round(1 + 0.4 * sqrt((count - 1) / max(1, most - 1)), 2)


def _shapes(defis: Iterable[Defi]) -> Sequence[str]:
    return sorted({CAPS[defi.phase] for defi in defis})


def _counted(defis: Collection[Defi]) -> str:
    """« 3 défis (2 en Inform’action, 1 en Activ’action) »."""
    counts = Counter(defi.phase for defi in defis)
    by_phase = [f"{counts[t.slug]} en {t.label}" for t in PHASES if t.slug in counts]
    return f"{count_of(defis).mots} ({', '.join(by_phase)})"


# --- One mark a défi --------------------------------------------------------------------------


class Cluster(NamedTuple):
    """Défis that stand too close to each other to be told apart."""

    place: Spot
    """Of the first of them."""
    members: list[Located]

    @property
    def reach(self) -> float:
        """How far its marks go when they are spread around it."""
        count = len(self.members)
        return SPACING * sqrt(count - 1) if count <= MOST_SPREAD else 0


def _defis(placed: Sequence[Located], root: str, liste: str) -> Iterator[MarkView]:
    groups = _groups(placed)
    most = max(len(group.members) for group in groups)
    for group in groups:
        if _is_spread(group, groups):
            yield from _spread(group, root)
        else:
            yield _one_mark(group, liste, most)


def _groups(placed: Iterable[Located]) -> list[Cluster]:
    """Each défi joins the first group that is less than `SPACING` away, or begins one."""
    groups: list[Cluster] = []
    for one in placed:
        near = (group for group in groups if _distance(group.place, one.place) < SPACING)
        if group := next(near, None):
            group.members.append(one)
        else:
            groups.append(Cluster(one.place, [one]))
    return groups


def _distance(one: Spot, other: Spot) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _is_spread(group: Cluster, groups: Iterable[Cluster]) -> bool:
    """Whether there is room around a group for one mark a défi."""
    if len(group.members) == 1:
        return True
    return len(group.members) <= MOST_SPREAD and all(
        other is group or _distance(other.place, group.place) >= group.reach + other.reach + SPACING
        for other in groups
    )


def _one_mark(group: Cluster, liste: str, most: int) -> MarkView:
    defis = [one.defi for one in group.members]
    communes = list(dict.fromkeys(one.commune.name for one in group.members))
    where = communes[0] if len(communes) == 1 else f"{communes[0]} et alentour"
    x, y = map(round, group.place)
    size = _size(len(defis), most)
    return MarkView(x, y, liste, f"{where} : {_counted(defis)}", len(defis), _shapes(defis), size)


def _spread(group: Cluster, root: str) -> Iterator[MarkView]:
    """One mark a défi, in the order of their list."""
    places = _spiral(len(group.members))
    for (defi, commune, _), (across, down) in zip(group.members, places, strict=True):
        yield MarkView(
            x=round(group.place.x + across),
            y=round(group.place.y + down),
            url=root + addresses.defi(defi.slug),
            nom=f"{defi.titre} ({commune.name}, {PHASE[defi.phase].label})",
            nombre=0,
            formes=[CAPS[defi.phase]],
            taille=1,
        )


@cache
def _spiral(count: int) -> Sequence[Spot]:
    """Places around one, at equal distances.

    H. Vogel, « A better way to construct the sunflower head », Mathematical Biosciences 44, 1979.
    """
    turn = pi * (3 - sqrt(5))
    return [
        Spot(SPACING * sqrt(n) * cos(n * turn), SPACING * sqrt(n) * sin(n * turn))
        for n in range(count)
    ]
