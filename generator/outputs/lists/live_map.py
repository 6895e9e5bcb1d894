"""The map that moves: where each défi is, and what its script is told by the page that holds it.

A défi is known by its rank in the list of all of them, as in the index of the filters. The points
come with the map; names come after them, in parts, for those on the screen only.

`carte/points.json`, every list in the order of the list of all défis:

    {"somme": "…", as that of the index,
     "par_noms": 2000,
     "longitudes": [6.134, …], "latitudes": [48.302, …],   or null where no point is known
     "departements": ["88", …], "departement": [0, …],     the rank of its code
     "pilotes": ["plaine-des-vosges", …], "pilote": [0, …]}  or null where nobody accompanies

`carte/noms/1.json` names the first `par_noms` of them, and so on:

    {"somme": "…", "titres": ["Un café…", …], "communes": ["Mirecourt", …]}

Titles are what people wrote: to be shown as text only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import orjson

from generator import addresses
from generator.content.model import Defi
from generator.content.vocabulary import PHASES
from generator.geography import SOURCES, Commune
from generator.outputs.kit.output import Output
from generator.outputs.lists.filters import INDEX, TERRITOIRE, build_sum
from generator.outputs.maps.leaflet import OUTLINES
from generator.outputs.site.site import Site

POINTS = "points.json"
NAMES = "noms/"
NAMES_PER_FILE = 2_000
"""Titles are what weighs: ten thousand in one file would be more than a phone should wait for."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Images of a map made by others, shown after a click only."""

    bouton: str
    nom: str
    hote: str
    url: str
    credit: str
    referent: str
    """What a request says of the page: `origin` for the address of the site, or nothing."""
    voit: str


TILES = (
    Tiles(
        "Afficher le plan de l’IGN (votre navigateur demandera les images à data.geopf.fr)",
        "Le plan de l’IGN",
        "https://data.geopf.fr",
        "https://data.geopf.fr/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&STYLE=normal"
        "&TILEMATRIXSET=PM&FORMAT=image/png&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
        "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
        "Plan : © IGN, Géoplateforme.",
        "",
        "L’IGN, un établissement public français, verra l’adresse de votre connexion (adresse IP) "
        "et l’endroit que vous regardez.",
    ),
    Tiles(
        "Afficher le plan d’OpenStreetMap (votre navigateur demandera les images à "
        "tile.openstreetmap.org)",
        "Le plan d’OpenStreetMap",
        "https://tile.openstreetmap.org",
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "Plan : © les contributeurs et contributrices d’OpenStreetMap, licence ODbL.",
        "origin",
        "La fondation OpenStreetMap, au Royaume-Uni, verra l’adresse de votre connexion (adresse "
        "IP), l’endroit que vous regardez et, parce qu’elle le demande, l’adresse de ce site.",
    ),
)

_HOSTS = " ".join(each.hote for each in TILES)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveView:
    """The map that moves."""

    reglages: str
    """What its script is told, in JSON."""
    hotes: str
    """The other hosts that it may ask for images, once someone chose to."""
    affiner: str
    """Where the same map can be narrowed with filters; nothing where it already can."""


def live_view(site: Site, root: str, *, territoire: str = "", pilote: str = "") -> LiveView:
    """The map of a page at `root`: of all défis, of a type of territory or of a pilot territory."""
    somme = site.once(build_sum)
    told = {
        "index": f"{root}{addresses.DEFIS}{INDEX}?{somme}",
        "points": f"{root}{addresses.CARTE}{POINTS}?{somme}",
        "noms": f"{root}{addresses.CARTE}{NAMES}",
        "fichiers": f"{root}{addresses.CARTES}",
        "sol": f"{root}{addresses.CARTES}{OUTLINES}",
        "territoire": territoire,
        "pilote": pilote,
        "etapes": [phase.label for phase in PHASES],
        "sources": SOURCES,
        "fonds": [asdict(each) for each in TILES],
    }
    chosen = f"?{urlencode({TERRITOIRE: territoire})}" if territoire else ""
    narrower = territoire or pilote
    return LiveView(
        reglages=orjson.dumps(told).decode(),
        hotes=_HOSTS,
        affiner=f"{root}{addresses.CARTE}{chosen}" if narrower else "",
    )


def draw_points(site: Site) -> Iterator[Output]:
    """Where each défi is, and how it is called."""
    somme = site.once(build_sum)
    defis = site.ordered
    yield _output(POINTS, {"somme": somme, "par_noms": NAMES_PER_FILE, **_points(site, defis)})
    for start in range(0, len(defis), NAMES_PER_FILE):
        some = defis[start : start + NAMES_PER_FILE]
        document = {
            "somme": somme,
            "titres": [defi.titre for defi in some],
            "communes": [_place(defi).name for defi in some],
        }
        yield _output(f"{NAMES}{start // NAMES_PER_FILE + 1}.json", document)


def _points(site: Site, defis: Sequence[Defi]) -> dict[str, Any]:
    places = [_place(defi) for defi in defis]
    points = [place.point for place in places]
    codes, departement = _ranked(place.departement.code for place in places)
    pilotes, pilote = _ranked(site.areas.pilote_of(defi) for defi in defis)
    return {
        "longitudes": [point and round(point.longitude, 3) for point in points],
        "latitudes": [point and round(point.latitude, 3) for point in points],
        "departements": codes,
        "departement": departement,
        "pilotes": pilotes,
        "pilote": pilote,
    }


def _place(defi: Defi) -> Commune:
    """Where it stands: its commune, else the first other whose point is known."""
    return next((place for place in defi.communes if place.point), defi.commune)


def _ranked(words: Iterable[str]) -> tuple[list[str], list[int | None]]:
    """The different words, in their order, and the rank of each one among them; none for nothing."""
    told = list(words)
    known = sorted(set(filter(None, told)))
    ranks = {word: rank for rank, word in enumerate(known)}
    return known, [ranks.get(word) for word in told]


def _output(name: str, document: dict[str, Any]) -> Output:
    return Output(f"{addresses.CARTE}{name}", orjson.dumps(document) + b"\n")
