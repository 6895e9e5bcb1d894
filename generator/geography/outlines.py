"""The outlines of the départements and of the overseas collectivities, read from `generator/data/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from generator.geography.sphere import Point

_FILE = Path(__file__).parent.parent / "data" / "departements.geojson"

Ring = tuple[Point, ...]
"""A closed line: its last point is its first."""


def outlines_geojson() -> bytes:
    """The file as it is, in GeoJSON (RFC 7946): one feature a département, with `bbox`, `code`, `nom`."""
    return _FILE.read_bytes()


@cache
def outlines() -> Mapping[str, Sequence[Ring]]:
    """The rings of each département by its code: its lands, its islands, its lakes and enclaves."""
    document: dict[str, Any] = orjson.loads(outlines_geojson())
    return {
        feature["properties"]["code"]: _rings(feature["geometry"])
        for feature in document["features"]
    }


def _rings(geometry: Mapping[str, Any]) -> Sequence[Ring]:
    """Those of a `Polygon` or of a `MultiPolygon` (RFC 7946, sections 3.1.6 and 3.1.7)."""
    whole = geometry["coordinates"]
    polygons = [whole] if geometry["type"] == "Polygon" else whole
    return [tuple(Point(*pair) for pair in ring) for polygon in polygons for ring in polygon]
