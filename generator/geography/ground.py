"""What a map is drawn on: the outlines of the départements, as they are kept."""

from __future__ import annotations

from pathlib import Path

_OUTLINES = Path(__file__).parent.parent / "data" / "departements.geojson"


def ground() -> bytes:
    """The outlines, in GeoJSON (RFC 7946): one feature a département, with `bbox`, `code`, `nom`."""
    return _OUTLINES.read_bytes()
