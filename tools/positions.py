"""Where communes are and how large: only what the packages allow to say, and nothing else."""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

import numpy as np
import shapely  # type: ignore[import-untyped]  # it has no types
from outlines import Hole
from sources import GENRES, Division, Reading, read_geonames

from generator.geography.spelling import search_key
from generator.geography.sphere import EARTH_RADIUS_KM, Point, distance_km

FLAW_KM2 = 0.1
"""Smaller holes of the map are flaws of the source, larger ones are places that it lacks."""

TOO_LARGE = frozenset({"15141"})
"""Neussargues-Moissac: its polygon still holds four communes that were parts of it."""

STRAY_KM = 1
"""How far outside its commune a town hall may stand: the polygons are simplified."""

GEONAMES = {"PM": "975", "BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988"}
"""The overseas collectivities that GeoNames holds, by their code there (ISO 3166-1)."""


class Measures(NamedTuple):
    """What is known by INSEE code, and how many points were chosen each way."""

    points: Mapping[str, Point]
    areas: Mapping[str, float]
    """In km², approximate."""
    completed: AbstractSet[str]
    """The communes that a hole of the map was given to."""
    origins: Counter[str]


def read_polygons(reading: Reading) -> dict[str, Any]:
    """The polygon of each commune; that of its parts together when it has none of its own."""
    codes = {d.id: code for (kind, code), d in reading.divisions.items() if kind == "COM"}
    parts, found = defaultdict(list), {}
    for (kind, code), division in reading.divisions.items():
        if division.polygon is not None and kind == "COM":
            found[code] = division.polygon
        elif division.polygon is not None:
            parts[codes[division.parent]].append(division.polygon)
    return {code: shapely.union_all(shapes) for code, shapes in parts.items()} | found


def measure(reading: Reading, polygons: Mapping[str, Any], holes: Iterable[Hole]) -> Measures:
    """Points and areas, the communes that have grown since the polygons were drawn made whole."""
    gaps = [hole for hole in holes if area_km2(hole.polygon) >= FLAW_KM2]
    whole, unknown = complete(polygons, gaps, _lacking_a_part(reading), _grown(reading))
    unknown |= TOO_LARGE
    areas = {code: area_km2(shape) for code, shape in whole.items() if code not in unknown}
    chosen = {c["code"]: _choose(c, reading, whole) for c in reading.communes}
    chosen |= _islands(reading) | _towns(reading)
    points = {code: point for code, (_, point) in chosen.items() if point}
    completed = {code for code, shape in whole.items() if shape is not polygons[code]}
    return Measures(points, areas, completed, Counter(origin for origin, _ in chosen.values()))


# Polygons


def complete(
    polygons: Mapping[str, Any], holes: Iterable[Hole], *likely: AbstractSet[str]
) -> tuple[dict[str, Any], set[str]]:
    """Gives each hole of the map to the one commune beside it that is likely to lack it.

    `likely` are sets of communes, the likeliest first. Also returned: those of the first set who
    got nothing, and those between whom one cannot choose.
    """
    whole, settled, unsettled = dict(polygons), set[str](), set(likely[0])
    for hole in holes:
        owners = next(filter(None, (some & set(hole.neighbours) for some in likely)), set())
        if len(owners) != 1:
            unsettled |= owners
            continue
        (owner,) = owners
        whole[owner] = shapely.union_all([whole[owner], hole.polygon])
        settled.add(owner)
    return whole, unsettled - settled


def _lacking_a_part(reading: Reading) -> AbstractSet[str]:
    """The communes with a part, other than the one that gave its code, without a polygon."""
    return {
        part["chefLieu"]
        for part in reading.parts
        if part.get("chefLieu", part["code"]) != part["code"]
        and not _has_polygon(reading.divisions.get((GENRES[part["type"]][0], part["code"])))
    }


def _has_polygon(division: Division | None) -> bool:
    return division is not None and division.polygon is not None


def _grown(reading: Reading) -> AbstractSet[str]:
    """The communes that took in others of which no part remains."""
    known = {part["code"] for part in reading.parts}
    return {c["code"] for c in reading.communes if not known.issuperset(c.get("anciensCodes", ()))}


def area_km2(polygon: Any) -> float:
    """The area on the sphere, by Lambert's cylindrical projection, which keeps areas."""
    return float(shapely.transform(polygon, _lambert).area) * EARTH_RADIUS_KM**2


def _lambert(coordinates: Any) -> Any:
    longitudes, latitudes = np.radians(coordinates).T
    return np.column_stack((longitudes, np.sin(latitudes)))


# Points

Choice = tuple[str, Point | None]
"""How a point was chosen, and the point."""


def choose_point(polygon: Any, town_hall: Any) -> Choice:
    """The town hall unless it stands elsewhere, else a point inside."""
    if polygon is None:
        return ("mairie, sans polygone", _point(town_hall)) if town_hall else ("aucun", None)
    if town_hall and polygon.intersects(town_hall):
        return "mairie", _point(town_hall)
    if town_hall and _distance_km(polygon, town_hall) <= STRAY_KM:
        return f"mairie, à moins de {STRAY_KM} km du polygone", _point(town_hall)
    return "intérieur du polygone", _point(polygon.representative_point())


def _choose(commune: Any, reading: Reading, polygons: Mapping[str, Any]) -> Choice:
    division = reading.divisions.get(("COM", commune["code"]))
    return choose_point(polygons.get(commune["code"]), division.town_hall if division else None)


def _point(shape: Any) -> Point:
    return Point(round(shape.x, 4), round(shape.y, 4))


def _distance_km(polygon: Any, place: Any) -> float:
    # A degree of longitude is made as long as one of latitude, so that the nearest is the nearest.
    scale = np.array([math.cos(math.radians(place.y)), 1])
    line = shapely.shortest_line(
        shapely.transform(place, lambda xy: xy * scale),
        shapely.transform(polygon, lambda xy: xy * scale),
    )
    here, there = (Point(x / scale[0], y) for x, y in line.coords)
    return distance_km(here, there)


def _islands(reading: Reading) -> dict[str, Choice]:
    """A point inside each overseas collectivity that is a single commune."""
    communes = defaultdict(list)
    for commune in reading.communes:
        communes[commune["departement"]].append(commune["code"])
    return {
        communes[territory][0]: ("Natural Earth", _point(shape.representative_point()))
        for territory, shape in reading.territories.items()
        if len(communes[territory]) == 1
    }


def _towns(reading: Reading) -> dict[str, Choice]:
    """The communes overseas that share their name with one town of their collectivity."""
    found = defaultdict(list)
    for town in read_geonames():
        if territory := GEONAMES.get(town["countrycode"]):
            point = Point(round(town["longitude"], 4), round(town["latitude"], 4))
            found[territory, search_key(town["name"])].append(point)
    named = ((c["code"], (c["departement"], search_key(c["nom"]))) for c in reading.communes)
    return {code: ("GeoNames", found[key][0]) for code, key in named if len(found[key]) == 1}
