"""What maps are drawn on: France with its insets, a few départements, or all of it very small.

A ground is one file under `assets/cartes/`, which many pages show below their own marks; here it
is known where a place stands on it. Lines and lands are of colours that are seen on a light page
as well as on a dark one: an image knows nothing of the theme that a reader chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import orjson

from generator import addresses
from generator.geography import Commune, Point
from generator.geography.reference import Ring, files, outlines
from generator.geography.sphere import Projection, flat, lambert_93
from generator.outputs.kit.disk_cache import DiskCache, digest_of
from generator.outputs.kit.output import Output

WIDTH = 600
"""Of every ground, in its own units."""

_PARIS = ("75", "92", "93", "94")
"""So small that they have an inset of their own, as have those overseas."""

_STYLE = (
    "<style>path{fill:#7b8f83;fill-opacity:.16;stroke:#7b8f83;stroke-linejoin:round}"
    ".v{fill-opacity:.06;stroke-opacity:.5}rect{fill:none;stroke:#7b8f83;stroke-opacity:.6}</style>"
)


class Box(NamedTuple):
    """A rectangle on a ground."""

    x: float
    y: float
    width: float
    height: float


class Frame(NamedTuple):
    """A part of a ground: some départements, how they are projected, and where it stands."""

    codes: Sequence[str]
    box: Box
    latitude: float | None
    """Where degrees are measured, for what is not in Lambert-93."""
    scale: float
    """Units for one kilometre."""
    x: float
    y: float
    """What is added to a projected place, once it is scaled."""
    nom: str = ""
    """What is written in it."""

    @property
    def projection(self) -> Projection:
        return lambert_93 if self.latitude is None else flat(self.latitude)

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point stands, never out of the box."""
        x, y = self.projection(point)
        left, top, width, height = self.box
        return (
            min(max(x * self.scale + self.x, left), left + width),
            min(max(y * self.scale + self.y, top), top + height),
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """One file to draw marks on."""

    name: str
    height: int
    frames: Sequence[Frame]
    grain: float = 0.5
    """Units between two places that a line may pass by: it is shown smaller, it needs fewer."""

    @property
    def path(self) -> str:
        """Its file, from the site's root."""
        return f"{addresses.CARTES}{self.name}.svg"

    def place(self, commune: Commune) -> tuple[float, float] | None:
        """Where the point of a commune stands, or nothing where none is known or shown."""
        frame = self.frame_of(commune.departement.code)
        return frame.place(commune.point) if frame and commune.point else None

    def frame_of(self, code: str) -> Frame | None:
        """The frame of a département: an inset before what it is taken out of."""
        held = (frame for frame in reversed(self.frames) if code in frame.codes)
        return next(held, None)


# --- The grounds there are --------------------------------------------------------------------

_INSETS = (
    ("971", "972", "973", "974", "975", "976"),
    ("977", "978", "986", "987", "988"),
)
"""Overseas, by rows; nobody lives in the lands that are not there (984, 989)."""

_MAINLAND_HEIGHT = 565
_INSET_WIDTH, _INSET_HEIGHT, _LABEL, _GAP = 92, 78, 26, 9.6


def france(cache: DiskCache) -> Ground:
    """All of it: the mainland and Corsica, Paris larger, each land overseas in its box."""
    height = _MAINLAND_HEIGHT + len(_INSETS) * (_INSET_HEIGHT + _LABEL + 10)
    return Ground("france", height, _remembered(cache, "france", _france))


def small_france(cache: DiskCache) -> Ground:
    """The mainland and Corsica, to show in passing where a place is."""
    draw = partial(_one, sorted(_metropole()), Box(0, 0, 600, _MAINLAND_HEIGHT))
    return Ground("metropole", _MAINLAND_HEIGHT, _remembered(cache, "metropole", draw), grain=4)


def some(cache: DiskCache, codes: Iterable[str]) -> Ground | None:
    """A few départements beside each other; nothing where an ocean parts them."""
    wanted = sorted(codes)
    known = [code for code in wanted if code in outlines()]
    if not known or (len(known) > 1 and not set(known) <= set(_metropole())):
        return None
    name = "-".join(known).lower()
    (frame,) = _remembered(cache, name, partial(_one, known, Box(20, 20, 560, 480)))
    return Ground(name, round(frame.box.height + 40), [frame])


def _metropole() -> list[str]:
    return [code for code in outlines() if len(code) == 2]


def _remembered(cache: DiskCache, name: str, draw: Callable[[], list[Frame]]) -> list[Frame]:
    """The frames of a ground: to project eleven thousand points takes longer than to read this."""
    source = f"{digest_of(*files(), __file__)} cadres {name}"
    found = orjson.loads(cache.get(source, lambda: orjson.dumps(draw(), default=tuple)))
    return [Frame(codes, Box(*box), *rest) for codes, box, *rest in found]


def _france() -> list[Frame]:
    return [
        _frame(_metropole(), Box(4, 4, WIDTH - 8, _MAINLAND_HEIGHT - 8)),
        _frame(_PARIS, Box(4, 330, 118, 104), inset="Paris"),
        *(
            _frame([code], _inset_box(row, column), inset=code)
            for row, codes in enumerate(_INSETS)
            for column, code in enumerate(codes)
        ),
    ]


def _inset_box(row: int, column: int) -> Box:
    y = _MAINLAND_HEIGHT + row * (_INSET_HEIGHT + _LABEL + 10)
    return Box(column * (_INSET_WIDTH + _GAP), y + _LABEL, _INSET_WIDTH, _INSET_HEIGHT)


def _one(codes: Sequence[str], box: Box) -> list[Frame]:
    return [_frame(codes, box, close=True)]


def _frame(codes: Sequence[str], box: Box, *, inset: str = "", close: bool = False) -> Frame:
    """Départements as large as a box lets them be, in its middle; `close` shrinks the box to them."""
    rings = [ring for code in codes for ring in outlines()[code]]
    latitude = None if len(codes[0]) == 2 else _middle(point.latitude for r in rings for point in r)
    project = lambert_93 if latitude is None else flat(latitude)
    xs, ys = zip(*(project(point) for ring in rings for point in ring), strict=True)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    inner = 12 if inset else 0
    scale = min((box.width - inner) / wide, (box.height - inner) / high)
    if close:
        box = box._replace(height=round(high * scale))
    x = box.x + box.width / 2 - (min(xs) + max(xs)) / 2 * scale
    y = box.y + box.height / 2 - (min(ys) + max(ys)) / 2 * scale
    return Frame(list(codes), box, latitude, scale, x, y, inset)


def _middle(values: Iterable[float]) -> float:
    known = list(values)
    return (min(known) + max(known)) / 2


# --- Drawing ----------------------------------------------------------------------------------


def draw_grounds(cache: DiskCache, grounds: Iterable[Ground]) -> Iterator[Output]:
    """The file of each ground."""
    for ground in {each.name: each for each in grounds}.values():
        source = f"{digest_of(*files(), __file__)} fond {ground.name}"
        yield Output(ground.path, cache.get(source, partial(_draw, ground)))


def _draw(ground: Ground) -> bytes:
    whole = len(ground.frames) > 1 or ground.name == "metropole"
    parts = [part for frame in ground.frames for part in _draw_frame(frame, ground.grain, whole)]
    size = f'width="{WIDTH}" height="{ground.height}" viewBox="0 0 {WIDTH} {ground.height}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_STYLE}{"".join(parts)}</svg>\n'
    return svg.encode()


def _draw_frame(frame: Frame, grain: float, whole: bool) -> Iterator[str]:
    """Its lands, those beside them when it is drawn alone, and the box of an inset."""
    if frame.nom:
        x, y, width, height = frame.box
        yield f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6"/>'
    if not whole and frame.latitude is None:
        beside = [code for code in _metropole() if code not in frame.codes]
        if path := _path(frame, grain, beside):
            yield f'<path class="v" d="{path}"/>'
    yield f'<path d="{_path(frame, grain, frame.codes)}"/>'


def _path(frame: Frame, grain: float, codes: Iterable[str]) -> str:
    drawn = (_ring(frame, grain, ring) for code in codes for ring in outlines()[code])
    return "".join(filter(None, drawn))


def _ring(frame: Frame, grain: float, ring: Ring) -> str:
    """A closed line through whole grains: neighbours, rounded alike, keep one border."""
    project, scale = frame.projection, frame.scale
    places: list[tuple[float, float]] = []
    for point in ring:
        x, y = project(point)
        place = (
            round((x * scale + frame.x) / grain) * grain,
            round((y * scale + frame.y) / grain) * grain,
        )
        if not places or place != places[-1]:
            places.append(place)
    if len(places) < 4 or not _in_sight(places, frame.box):
        return ""
    steps = " ".join(
        f"{right - left:g} {low - high:g}" for (left, high), (right, low) in pairwise(places[:-1])
    )
    x, y = places[0]
    return f"M{x:g} {y:g}l{steps}z"


def _in_sight(places: Sequence[tuple[float, float]], box: Box) -> bool:
    """Whether a line is in a box, or close to it."""
    xs, ys = zip(*places, strict=True)
    margin = 40
    return bool(
        max(xs) > box.x - margin
        and min(xs) < box.x + box.width + margin
        and max(ys) > box.y - margin
        and min(ys) < box.y + box.height + margin
    )
