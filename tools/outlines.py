"""Outlines of départements and regions, simplified together so that neighbours keep one border."""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely  # type: ignore[import-untyped]  # it has no types

TOLERANCE = 0.017
"""How much of the detail goes, in degrees: the square root of the area that a vertex adds."""

LLIVIA = shapely.Point(1.98, 42.465)
"""The only place in France that is not of France: its hole is no gap."""

ISLET = 0.0005
"""In square degrees, about 4 km²: smaller islands go unless the point of a commune is there."""

NEAR = 0.01
"""In degrees, how far from its island the point of a commune may stand: about 1 km."""


class Hole(NamedTuple):
    """A gap between communes, and the codes of those beside it."""

    polygon: Any
    neighbours: Sequence[str]


class Cover(NamedTuple):
    """The polygons of communes without gaps nor overlaps, but for the holes."""

    codes: Sequence[str]
    polygons: Any
    holes: Sequence[Hole]


def clean(polygons: Mapping[str, Any]) -> Cover:
    """Makes the borders of neighbours the same: the source simplified each commune alone."""
    codes = sorted(polygons)
    cells = shapely.coverage_clean(np.array([polygons[code] for code in codes]))
    tree = shapely.STRtree(cells)
    holes = [
        Hole(hole, sorted(codes[i] for i in tree.query(hole, predicate="intersects")))
        for hole in _holes(shapely.coverage_union_all(cells))
        if not hole.contains(LLIVIA)
    ]
    return Cover(codes, cells, holes)


def _holes(shape: Any) -> Iterator[Any]:
    # A commune may stand alone inside a hole, as Hesdin does.
    for polygon in shapely.get_parts(shape):
        for ring in polygon.interiors:
            yield from shapely.get_parts(shapely.difference(shapely.Polygon(ring), shape))


def merge(cover: Cover, zones: Mapping[str, str]) -> dict[str, Any]:
    """The zones that communes are in; a hole goes to the zone of most communes beside it."""
    cells = defaultdict(list)
    for code, cell in zip(cover.codes, cover.polygons, strict=True):
        cells[zones[code]].append(cell)
    for hole in cover.holes:
        beside = Counter(zones[code] for code in hole.neighbours)
        cells[min(beside, key=lambda zone: (-beside[zone], zone))].append(hole.polygon)
    return {zone: shapely.coverage_union_all(cells[zone]) for zone in sorted(cells)}


def merge_again(shapes: Mapping[str, Any], zones: Mapping[str, str]) -> dict[str, Any]:
    """Larger zones, of the very vertices of the smaller."""
    cells = defaultdict(list)
    for code, shape in shapes.items():
        cells[zones[code]].append(shape)
    return {zone: shapely.coverage_union_all(cells[zone]) for zone in sorted(cells)}


def simplify(shapes: Mapping[str, Any]) -> dict[str, Any]:
    """Drops vertices, the same ones on both sides of a border, and rounds to 4 decimals.

    Raises AssertionError when a gap or a knot comes of it.
    """
    simple = shapely.coverage_simplify(np.array(list(shapes.values())), TOLERANCE)
    rounded = shapely.transform(simple, lambda xy: np.round(xy, 4) + 0.0)
    assert shapely.is_valid(rounded).all(), shapely.is_valid_reason(rounded)
    assert shapely.coverage_is_valid(rounded), "neighbours have two borders"
    return dict(zip(shapes, rounded, strict=True))


def drop_islets(shapes: Mapping[str, Any], points: Sequence[Any]) -> dict[str, Any]:
    """Keeps the islands that are large, and those near which is the point of a commune."""
    tree = shapely.STRtree(shapely.points(points))
    islets = [
        island
        for island in shapely.get_parts(shapely.coverage_union_all(list(shapes.values())))
        if island.area < ISLET and not len(tree.query(island, predicate="dwithin", distance=NEAR))
    ]
    lost = shapely.STRtree(islets)
    return {code: _without(shape, lost) for code, shape in shapes.items()}


def _without(shape: Any, lost: Any) -> Any:
    parts = shapely.get_parts(shape)
    kept = [part for part in parts if not len(lost.query(part, predicate="within"))]
    return shapely.MultiPolygon(kept) if kept[1:] else kept[0]


def dump(shapes: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A FeatureCollection as RFC 7946 wants it, a feature a line, sorted by code."""
    features = ",\n".join(
        json.dumps(
            _feature(code, names[code], shapes[code]), ensure_ascii=False, separators=(",", ":")
        )
        for code in sorted(shapes)
    )
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def _feature(code: str, name: str, shape: Any) -> dict[str, Any]:
    # Section 3.1.6: exterior rings turn counter-clockwise.
    geometry = shapely.geometry.mapping(shapely.orient_polygons(shape))
    return {
        "type": "Feature",
        "bbox": shape.bounds,
        "properties": {"code": code, "nom": name},
        "geometry": geometry,
    }
