"""The défis for maps: GeoJSON (RFC 7946), all of them and by facet.

A défi whose commune has no known point is there all the same, with a geometry of `null`
(section 3.2), so that every file holds as many défis as the list of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

import orjson

from generator import addresses
from generator.accompaniment.facets import By, Facet
from generator.content.model import Defi
from generator.outputs.data.json_lines import json_line, json_list
from generator.outputs.data.tables import properties
from generator.outputs.kit.output import Output
from generator.outputs.site.site import Site

EXTRACTS = (By.PHASE, By.TERRITORY, By.THEME, By.PILOTE, By.DEPARTEMENT)
"""The facets that have a file of their own, in the order of the index."""


def extracts(site: Site) -> Iterator[Facet]:
    """The facets that have a file: among départements, those with a défi."""
    for by in EXTRACTS:
        for facet in site.facets:
            if facet.by is by and (facet.members or by is not By.DEPARTEMENT):
                yield facet


def extract_address(facet: Facet) -> str:
    """Where the file of a facet is."""
    return addresses.extract(facet.by, facet.slug)


def draw_geojson(site: Site) -> Iterator[Output]:
    """All défis, then each extract; every défi is written once, and its bytes joined."""
    defis = site.catalogue.defis
    drawn = {slug: _feature(site, defi) for slug, defi in defis.items()}
    yield Output(addresses.DEFIS_GEOJSON, _collection(tuple(defis.values()), drawn))
    for extract in extracts(site):
        yield Output(
            extract_address(extract), _collection(sorted(extract.members, key=_slug), drawn)
        )


_slug = attrgetter("slug")


def _feature(site: Site, defi: Defi) -> bytes:
    point = defi.commune.point
    feature = {
        "type": "Feature",
        "id": defi.slug,
        "geometry": {"type": "Point", "coordinates": tuple(point)} if point else None,
        "properties": properties(site, defi),
    }
    return json_line(feature)


def _collection(defis: Sequence[Defi], drawn: Mapping[str, bytes]) -> bytes:
    """A collection with its `bbox`: west, south, east and north; none without a point."""
    points = [defi.commune.point for defi in defis if defi.commune.point]
    longitudes, latitudes = zip(*points, strict=True) if points else ((), ())
    sides = [edge(side) for edge in (min, max) for side in (longitudes, latitudes) if side]
    bbox = f'"bbox":{orjson.dumps(sides).decode()},' if sides else ""
    return json_list(
        f'{{"type":"FeatureCollection",{bbox}"features":['.encode(),
        [drawn[defi.slug] for defi in defis],
    )
