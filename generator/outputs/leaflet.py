"""What the map that moves is made of: Leaflet, its clusters, its own style, and the ground.

The libraries come out of their packages as they are, their licences beside them; a page asks for
them when someone opens its map.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import rcssmin
from jinja2 import Environment

from generator.geography import ground
from generator.outputs import addresses
from generator.outputs.drawn import Drawn
from generator.outputs.output import Output
from generator.outputs.sources import source
from generator.reader import read_packaged

GROUND = "departements.geojson"

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


def draw_leaflet(environment: Environment, drawn: Drawn | None = None) -> Iterator[Output]:
    """The files that a map loads when it opens."""
    draw = partial(_draw, environment)
    style = source(environment, "styles/apart/live-map.css")
    yield from drawn.keep(addresses.CARTES, style, draw) if drawn else draw()


def _draw(environment: Environment) -> Iterator[Output]:
    files = {name: read_packaged(*where) for name, where in _PACKAGED.items()}
    files[_LICENCE] = source(environment, f"assets/{_LICENCE}").encode()
    files["carte.css"] = str(
        rcssmin.cssmin(source(environment, "styles/apart/live-map.css"))
    ).encode()
    files[GROUND] = ground()
    for name, content in files.items():
        yield Output(f"{addresses.CARTES}{name}", content)
