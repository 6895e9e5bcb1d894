"""Points on Earth: how far one is from another, and where each stands on a map, in kilometres.

Earth is taken as a sphere: right to half a percent, which is plenty.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, cos, exp, log, pi, radians, sin, sqrt, tan
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088
"""Mean radius R1 of the Earth: Moritz, Geodetic Reference System 1980."""

KM_OF_A_DEGREE = radians(EARTH_RADIUS_KM)
"""Of latitude."""

NEAR_KM = 30
"""How far « near » goes."""

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
    phi, psi = radians(one.latitude), radians(other.latitude)
    half_lat = sin((psi - phi) / 2)
    half_lon = sin(radians(other.longitude - one.longitude) / 2)
    chord = half_lat**2 + cos(phi) * cos(psi) * half_lon**2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


Projection = Callable[[Point], tuple[float, float]]
"""From a point to kilometres, as a screen counts them: y grows towards the south."""

# Lambert-93 (EPSG:2154), conic conformal: constants of IGN, « Projections cartographiques en usage
# en France », NTG 71: https://geodesie.ign.fr/ (algorithms ALG0001 and ALG0003).
_E = 0.0818191910428158
_N = 0.7256077650532670
_C = 11754255.4260960
_XS, _YS = 700000.0, 12655612.0498760
_MERIDIAN = 3.0


def lambert_93(point: Point) -> tuple[float, float]:
    """The official projection of metropolitan France."""
    latitude = radians(point.latitude)
    wave = _E * sin(latitude)
    isometric = log(tan(pi / 4 + latitude / 2) * ((1 - wave) / (1 + wave)) ** (_E / 2))
    radius = _C * exp(-_N * isometric)
    angle = _N * radians(point.longitude - _MERIDIAN)
    return (_XS + radius * sin(angle)) / 1000, -(_YS - radius * cos(angle)) / 1000


def flat(latitude: float) -> Projection:
    """Degrees as they measure at a latitude: enough for an island or an archipelago."""
    width = KM_OF_A_DEGREE * cos(radians(latitude))
    return lambda point: (point.longitude * width, -point.latitude * KM_OF_A_DEGREE)
