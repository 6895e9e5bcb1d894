"""The communes and the départements of today, and the outlines of départements and collectivities.

They are read from `generator/data/` when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from generator.geography.sphere import Point

_DATA = Path(__file__).parent.parent / "data"

SOURCES = (
    "INSEE, Code officiel géographique 2026, populations municipales 2023 (Mayotte : 2017) ; DGCL ; "
    "La Poste ; IGN, ADMIN EXPRESS ; DILA, annuaire de l’administration – Licence Ouverte 2.0. "
    "Outre-mer : GeoNames – CC BY 4.0 ; Natural Earth."
)
"""What a publication of these places has to say (see `generator/data/README.md`)."""


def files() -> list[Path]:
    """Everything from which what is said of places follows: the data and the code."""
    data = (path for kind in ("*.csv", "*.geojson") for path in _DATA.glob(kind))
    return sorted([*data, *Path(__file__).parent.glob("*.py")])


class Departement(NamedTuple):
    """A département, or an overseas collectivity that stands in its place."""

    code: str
    nom: str
    region: str
    """The name of its région."""

    @property
    def is_overseas(self) -> bool:
        """Whether it is far away: there, a région or a collectivity is one département."""
        return self.nom == self.region


class Commune(NamedTuple):
    """A commune of today, and the part of it that was named if only a part was."""

    insee: str
    nom: str
    codes_postaux: tuple[str, ...]
    departement: Departement
    population: int | None
    km2: float | None
    """Approximate: the outlines are simplified."""
    point: Point | None
    epci: str
    """SIREN of its intercommunality, or nothing."""
    population_around: int | None
    """Inhabitants of the communes within `AROUND_KM`, this one included."""
    neighbour: str
    """INSEE code of the most populated other commune within `AROUND_KM`."""
    is_centre: bool
    """Whether it is the most populated of its intercommunality."""
    partie: str = ""
    """An arrondissement or a former commune: « Paris 18e », « Arbignieu »."""

    @property
    def name(self) -> str:
        """What was named: « Mirecourt », « Paris 18e »."""
        return self.partie or self.nom

    @property
    def label(self) -> str:
        """As its sign shows it: « Mirecourt, Vosges »."""
        name = self.partie if self.partie.startswith(f"{self.nom} ") else self.nom
        if self.partie and name != self.partie:
            name = f"{self.partie} ({self.nom})"
        return name if self.nom == self.departement.nom else f"{name}, {self.departement.nom}"

    @property
    def written(self) -> str:
        """As a file names it: « Mirecourt (Vosges) »."""
        return f"{self.name} ({self.departement.nom})"


class Table:
    """A sorted text file, searched where it stands: 35,000 rows need not become objects."""

    def __init__(self, name: str) -> None:
        self._text = (_DATA / name).read_bytes()
        self._start = self._text.index(b"\n") + 1

    def find(self, key: str) -> Iterator[list[str]]:
        """The rows whose first column is `key`, taken apart."""
        for row in self.starting(key):
            if row[0] != key:
                return
            yield row

    def starting(self, prefix: str) -> Iterator[list[str]]:
        """The rows whose first column begins with `prefix`, taken apart: itself comes first."""
        wanted = prefix.encode()
        offsets = range(len(self._text))
        start = bisect_left(offsets, wanted, self._start, key=self._key_at)
        while start < len(self._text) and self._text.startswith(wanted, start):
            end = self._text.index(b"\n", start)
            yield self._text[start:end].decode().split(";")
            start = end + 1

    def rows(self) -> Iterator[list[str]]:
        """All rows, taken apart."""
        for line in self._text.decode().splitlines()[1:]:
            yield line.split(";")

    def _key_at(self, offset: int) -> bytes:
        """The first column of the row that an offset stands in."""
        start = self._text.rfind(b"\n", 0, offset) + 1
        return self._text[start : self._text.index(b";", start)]


@cache
def table(name: str) -> Table:
    return Table(name)


@cache
def departements() -> dict[str, Departement]:
    """Every département by its code, in the order of codes."""
    regions = {code: _typographic(nom) for code, nom, *_ in table("regions.csv").rows()}
    rows = table("departements.csv").rows()
    return {
        code: Departement(code, _typographic(nom), regions[region])
        for code, nom, region, *_ in rows
    }


def _typographic(name: str) -> str:
    """A name with the apostrophe of French typography, where the sources have the typewriter's."""
    return name.replace("'", "’")


@lru_cache(maxsize=16384)
def commune(insee: str) -> Commune | None:
    """The commune of an INSEE code."""
    return next(map(_commune, table("communes.csv").find(insee)), None)


def communes() -> Iterator[Commune]:
    """Every commune, in the order of their codes."""
    return map(_commune, table("communes.csv").rows())


def places_of(departement: Departement) -> Iterator[Commune]:
    """Its communes in the order of their codes, each followed by its parts, by name."""
    for row in table("communes.csv").starting(departement.code):
        whole = _commune(row)
        named = filter(None, map(part, _parts_of().get(whole.insee, ())))
        by_name = {place.partie: place for place in named if place.partie}
        yield whole
        yield from (by_name[name] for name in sorted(by_name))


def _commune(row: list[str]) -> Commune:
    insee, nom, codes, departement, population, km2, lon, lat, epci, around, neighbour, centre = row
    return Commune(
        insee=insee,
        nom=_typographic(nom),
        codes_postaux=tuple(codes.split()),
        departement=departements()[departement],
        population=int(population) if population else None,
        km2=float(km2) if km2 else None,
        point=_point(lon, lat),
        epci=epci,
        population_around=int(around) if around else None,
        neighbour=neighbour,
        is_centre=bool(centre),
    )


def _point(longitude: str, latitude: str) -> Point | None:
    return Point(float(longitude), float(latitude)) if longitude else None


@cache
def parts() -> list[list[str]]:
    return list(table("parties.csv").rows())


@cache
def _parts_of() -> dict[str, list[list[str]]]:
    """The rows of parts, by the code of their commune."""
    found: dict[str, list[list[str]]] = {}
    for row in parts():
        found.setdefault(row[3], []).append(row)
    return found


def part(row: Sequence[str]) -> Commune | None:
    """The commune that a part belongs to, with the name and the place of that part.

    A name that is borne no more gives the commune of today, a short name that of the whole name.
    """
    _, official, genre, insee, lon, lat = row
    nom = _typographic(official)
    whole = commune(insee)
    if whole is None or genre in {"ancienne", "courte"} or nom == whole.nom:
        return whole
    point = _point(lon, lat) or whole.point
    return whole._replace(partie=nom.removesuffix(" Arrondissement"), point=point)


def former_name(row: Sequence[str]) -> str:
    """What a part was called, when it is only a name or a code of another time."""
    return _typographic(row[1]) if row[2] == "ancienne" else ""


def short_name(row: Sequence[str]) -> str:
    """The first words of the name of a town, when they are the whole name of smaller communes."""
    return _typographic(row[1]) if row[2] == "courte" else ""


Ring = tuple[Point, ...]
"""A closed line: its last point is its first."""


def outlines_geojson() -> bytes:
    """The file as it is, in GeoJSON (RFC 7946): one feature a département, with `bbox`, `code`, `nom`."""
    return (_DATA / "departements.geojson").read_bytes()


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
