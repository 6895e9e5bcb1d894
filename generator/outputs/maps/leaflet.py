"""What the map that moves is made of: Leaflet, its clusters, and the ground.

The libraries come out of their packages as they are, their licences beside them; a page asks for
them when someone opens its map.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from generator import addresses
from generator.content.reader import read_packaged
from generator.geography.reference import outlines_geojson
from generator.outputs.kit.assets import source
from generator.outputs.kit.output import Output

OUTLINES = "departements.geojson"

_PACKAGED = {
    "leaflet.js": ("django-js-lib-leaflet", "js_lib_leaflet/static/js_lib_leaflet/leaflet.js"),
    "leaflet.css": ("django-js-lib-leaflet", "js_lib_leaflet/static/js_lib_leaflet/leaflet.css"),
    "leaflet-licence.txt": ("django-js-lib-leaflet", "LICENSE"),
    "leaflet.markercluster.js": (
        "xstatic-leaflet-markercluster",
        "xstatic/pkg/leaflet_markercluster/data/leaflet.markercluster.js",
    ),
}
"""Each file, the package it comes in, and how its path ends there."""

_LICENCE = "markercluster-licence.txt"
"""The package has none: this one says what the project of that library says."""


def draw_leaflet(environment: Environment) -> Iterator[Output]:
    """The files that a map loads when it opens."""
    for name, where in _PACKAGED.items():
        yield _output(name, read_packaged(*where))
    yield _output(_LICENCE, source(environment, f"lists/{_LICENCE}").encode())
    yield _output(OUTLINES, outlines_geojson())


def _output(name: str, content: bytes) -> Output:
    return Output(f"{addresses.CARTES}{name}", content)
