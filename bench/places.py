"""What Hugo is told of places: it cannot look a commune up, so its data folder holds the answers.

From each commune as the corpus writes it to its code, its names, its point, its pilot territory,
the départements that it is near, where it stands on the maps;
then the départements and the pilot territories that have a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.content.catalogue import Areas, Catalogue
from generator.content.fiches import Document, FichePilote
from generator.content.reader import Reader
from generator.geography import Commune, departements, find_commune
from generator.outputs.kit.disk_cache import NO_DISK_CACHE
from generator.outputs.maps.drawn_maps import Maps
from generator.outputs.near.duplicates import departements_near
from generator.outputs.near.places import bounds

OVERSEAS = "Outre-mer"

_COMMUNE = re.compile(r'(?m)^commune: "(.+)"$')


def read_catalogue(project: Path) -> Catalogue:
    """The content of `project`, read while it has no défi."""
    return Reader(project).read().catalogue


def write_places(defis: Path, catalogue: Catalogue, data: Path) -> None:
    """Write into `data` what Hugo looks up: communes.json, departements.json, pilotes.json.

    `defis` is the folder of the corpus. Raises PlaceRefused for a commune that does not exist.
    """
    places = {text: find_commune(text) for text in sorted(_communes_of(defis))}
    areas = catalogue.areas()
    known, maps = bounds(NO_DISK_CACHE), Maps(NO_DISK_CACHE)
    told = {
        text: _commune(place, areas)
        | {"proches": departements_near(place, known)}
        | _drawn(place, maps)
        for text, place in places.items()
    }
    _write(data / "communes.json", told)
    _write(data / "departements.json", _departements(places.values(), catalogue.pilotes))
    _write(data / "pilotes.json", {s: _pilote(p.fiche) for s, p in catalogue.pilotes.items()})


def _communes_of(defis: Path) -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in defis.glob("*.md"))
    return {text for found in texts for text in _COMMUNE.findall(found)}


def _commune(place: Commune, areas: Areas) -> dict[str, object]:
    return {
        "label": place.label,
        "departement": place.departement.code,
        "pilote": areas.pilote_at(place) or None,
        "donnees": {
            "insee": place.insee,
            "nom": place.nom,
            "departement": place.departement.code,
            "longitude": place.point and place.point.longitude,
            "latitude": place.point and place.point.latitude,
        },
    }


def _drawn(place: Commune, maps: Maps) -> dict[str, object]:
    """Where a commune stands on France, in its département, and very small."""
    ground = maps.ground([place.departement.code])
    small = maps.locator(place, "/")
    return {
        "france": maps.france.place(place),
        "ici": ground.place(place),
        "fond": ground.path,
        "situer": small and small._asdict(),
    }


def _departements(
    places: Iterable[Commune], pilotes: Mapping[str, Document[FichePilote]]
) -> dict[str, object]:
    """The départements where something happens: a défi, or a pilot territory."""
    touched = {slug: set(pilote.fiche.touched) for slug, pilote in pilotes.items()}
    lived = {place.departement for place in places}.union(*touched.values())
    return {
        each.code: {
            "nom": each.nom,
            "region": OVERSEAS if each.is_overseas else each.region,
            "pilotes": [slug for slug, held in touched.items() if each in held],
        }
        for each in departements().values()
        if each in lived
    }


def _pilote(fiche: FichePilote) -> dict[str, object]:
    return {
        "nom": fiche.nom,
        "territoire": fiche.territoire,
        "adresse": fiche.adresse,
        "aire": [*(d.nom for d in fiche.departements), *(c.name for c in fiche.communes)],
        "departements": sorted({each.code for each in fiche.touched}),
    }


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
