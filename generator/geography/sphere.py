"""Points and distances on Earth, taken as a sphere: right to half a percent, which is plenty."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

EARTH_RADIUS_KM = 6371.0088
"""Mean radius R1 of the Earth: Moritz, Geodetic Reference System 1980."""

KM_OF_A_DEGREE = math.radians(EARTH_RADIUS_KM)
"""Of latitude."""

NEAR_KM = 30
"""How far « near » goes (design, section 4)."""

AROUND_KM = 10
"""How far the surroundings go by which a type of territory is guessed."""


class Point(NamedTuple):
    """A place on Earth, in degrees (WGS 84), in the order of GeoJSON (RFC 7946, section 3.1.1)."""

    longitude: float
    latitude: float


def distance_km(one: Point, other: Point) -> float:
    """The distance between two points on the sphere, in km, by the haversine formula.

    R. W. Sinnott, « Virtues of the Haversine », Sky and Telescope 68(2), 1984.
    """
    phi, psi = math.radians(one.latitude), math.radians(other.latitude)
    half_lat = math.sin((psi - phi) / 2)
    half_lon = math.sin(math.radians(other.longitude - one.longitude) / 2)
    chord = half_lat**2 + math.cos(phi) * math.cos(psi) * half_lon**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


_Cell = tuple[int, int, int]
_NEIGHBOURS = tuple(product((-1, 0, 1), repeat=3))


class Grid(Generic[T]):
    """Things by place, so that those near a point are found without looking at all of them.

    Points stand on the unit sphere in cubes as wide as the longest distance that is asked:
    neither the poles nor the 180th meridian are particular.
    """

    def __init__(self, things: Iterable[tuple[Point, T]], limit_km: float) -> None:
        self._limit_km = limit_km
        angle = min(limit_km / EARTH_RADIUS_KM, math.pi)
        self._width = 2 * math.sin(angle / 2) * (1 + 1e-9)
        self._cells: dict[_Cell, list[tuple[Point, T]]] = defaultdict(list)
        for point, thing in things:
            self._cells[self._cell(point)].append((point, thing))

    def near(self, point: Point) -> Iterator[tuple[float, T]]:
        """Each thing within the limit with its distance in km, in no particular order."""
        x, y, z = self._cell(point)
        for i, j, k in _NEIGHBOURS:
            for place, thing in self._cells.get((x + i, y + j, z + k), ()):
                distance = distance_km(point, place)
                if distance <= self._limit_km:
                    yield distance, thing

    def _cell(self, point: Point) -> _Cell:
        lon, lat = math.radians(point.longitude), math.radians(point.latitude)
        x, y, z = math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
        return int(x // self._width), int(y // self._width), int(z // self._width)
