"""The défis for maps: GeoJSON (RFC 7946), all of them and by facet.

A défi whose commune has no known point is there all the same, with a geometry of `null`
(section 3.2), so that every file holds as many défis as the list of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson

from generator import addresses
from generator.content.model import Defi
from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.geography import departements
from generator.outputs.data.table import json_line, json_list, properties
from generator.outputs.kit.output import Output
from generator.outputs.site.site import Site


class Extract(NamedTuple):
    """The défis of one facet: the folder of its kind, its name in addresses, its words."""

    folder: str
    name: str
    titre: str
    members: Sequence[Defi]

    @property
    def address(self) -> str:
        return addresses.extract(self.folder, self.name)


def extracts(site: Site) -> Iterator[Extract]:
    """Each phase, type of territory, theme, pilot territory, and each département with a défi."""
    catalogue = site.catalogue
    for phase in PHASES:
        yield Extract("phases", phase.slug, phase.label, catalogue.in_phase(phase.slug))
    for kind in TERRITOIRES:
        yield Extract("territoires", kind.slug, kind.label, catalogue.in_territory(kind.slug))
    for slug, theme in catalogue.themes.items():
        yield Extract("themes", slug, theme.fiche.titre, catalogue.in_theme(slug))
    accompanied = catalogue.by_pilote()
    for slug, pilote in catalogue.pilotes.items():
        yield Extract("pilotes", slug, pilote.fiche.nom, accompanied.get(slug, ()))
    lived = catalogue.by_departement()
    for code, departement in departements().items():
        if code in lived:
            yield Extract("departements", code, departement.nom, lived[code])


def draw_geojson(site: Site) -> Iterator[Output]:
    """All défis, then each extract; every défi is written once, and its bytes joined."""
    defis = site.catalogue.defis
    drawn = {slug: _feature(site, defi) for slug, defi in defis.items()}
    yield Output(addresses.DEFIS_GEOJSON, _collection(tuple(defis.values()), drawn))
    for extract in extracts(site):
        yield Output(extract.address, _collection(extract.members, drawn))


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
