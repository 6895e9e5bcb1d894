"""From a place on the sphere to a place on paper, in kilometres: x to the east, y to the south."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, exp, log, pi, radians, sin, tan

from generator.geography.sphere import KM_OF_A_DEGREE, Point

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
