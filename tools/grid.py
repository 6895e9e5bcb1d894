"""Things by place, for `make data`, which looks for what is near each of 35,000 communes."""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Generic, TypeVar

from generator.geography.sphere import EARTH_RADIUS_KM, Point, distance_km

T = TypeVar("T")

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
