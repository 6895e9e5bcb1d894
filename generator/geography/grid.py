"""What is near a point among thousands of places, without a look at each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import cos, floor, radians
from typing import Generic, TypeVar

from generator.geography.sphere import KM_OF_A_DEGREE, Point, distance_km

T = TypeVar("T")

_NORTHERNMOST = 60.0
"""Farther from the equator than any place of France: a cell is nowhere narrower than it is there."""


class Grid(Generic[T]):
    """Things by where they are: those within a distance of a point stand in nine cells around it."""

    def __init__(self, limit_km: float, things: Iterable[tuple[Point, T]]) -> None:
        """`limit_km` is the distance within which `near` finds what is there."""
        self._limit_km = limit_km
        self._height = limit_km / KM_OF_A_DEGREE
        self._width = self._height / cos(radians(_NORTHERNMOST))
        self._cells: dict[tuple[int, int], dict[Point, list[T]]] = defaultdict(dict)
        for point, thing in things:
            self._cells[self._cell(point)].setdefault(point, []).append(thing)

    def near(self, point: Point) -> Iterator[tuple[float, Sequence[T]]]:
        """What is within the distance of a point: how far in km, and all that stands there.

        Places come in no order, what stands at one in the order in which it was given. A big town
        is one place: who asks looks at as much of it as it needs.
        """
        column, row = self._cell(point)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                for there, things in self._cells.get((x, y), {}).items():
                    if (km := distance_km(point, there)) <= self._limit_km:
                        yield km, things

    def _cell(self, point: Point) -> tuple[int, int]:
        return floor(point.longitude / self._width), floor(point.latitude / self._height)
