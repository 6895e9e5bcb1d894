"""The défis near each département, by which a form says « there is one already beside you ».

`assets/proches/88.json`, for every département of `assets/communes/index.json` (`"defis": []` where
there is none: a script never asks for a file that is not there):

    {"regle": {"km": 10, "titre": 78, "mots_vides": ["a", "au", …],
               "etats": {"abouti": " Il a abouti.", …}},
     "defis": [{"slug": "cafe-de-la-place", "titre": "Un café à nous", "phase": "creaction",
                "etat": "actif", "themes": ["convivialite"], "commune": "Mirecourt, Vosges",
                "longitude": 6.134, "latitude": 48.302, "exemple": false}, …]}

Défis are in the order of their slugs: those whose commune is in the rectangle of the places of the
département, widened by 10 km. Titles are what people wrote: to be shown as text only.

The rule is that of `generator/accompaniment/duplicates.py`: at most `km` between the two points,
and a theme in common or a likeness of titles of at least `titre`; shown by distance, then slug; a défi that is
`abouti` or `arrete` is shown and said to be.
`overrides/forms/lieux.js` repeats `likeness`, and its tests hold the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from math import cos, radians
from typing import Any

import orjson

from generator import addresses
from generator.accompaniment.duplicates import ALIKE, EMPTY_WORDS, LIMIT_KM, STATES
from generator.content.model import Defi
from generator.geography import Commune, Point, departements
from generator.geography.sphere import KM_OF_A_DEGREE
from generator.outputs.kit.output import Output
from generator.outputs.near.places import Bounds, bounds
from generator.outputs.site.site import Site

_RULE = {"km": LIMIT_KM, "titre": ALIKE, "mots_vides": EMPTY_WORDS, "etats": STATES}


def draw_candidates(site: Site) -> Iterator[Output]:
    """One file for each département."""
    found = candidates(site.catalogue.defis.values(), bounds(site.disk_cache))
    for code in departements():
        defis = found.get(code, [])
        draw = partial(_draw, code, defis)
        yield from site.incremental.keep(f"{addresses.PROCHES}{code}", defis, draw)


def candidates(defis: Iterable[Defi], known: Mapping[str, Bounds]) -> dict[str, list[Defi]]:
    """The défis by the code of each département that they are in or near, in their order."""
    codes = cache(partial(departements_near, known=known))
    found: dict[str, list[Defi]] = defaultdict(list)
    for defi in defis:
        for code in codes(defi.commune):
            found[code].append(defi)
    return found


def departements_near(
    place: Commune, known: Mapping[str, Bounds], km: float = LIMIT_KM
) -> list[str]:
    """The codes of the départements that a place is in or near, by their `known` rectangles.

    Near is at most `km` from a rectangle; nowhere, where no point is known.
    """
    if place.point is None:
        return []
    longitude, latitude = place.point
    high = km / KM_OF_A_DEGREE
    wide = high / cos(radians(abs(latitude)))
    return [
        code
        for code, (west, south, east, north) in known.items()
        if west - wide <= longitude <= east + wide and south - high <= latitude <= north + high
    ]


def _draw(code: str, defis: Sequence[Defi]) -> Iterator[Output]:
    shown = [_shown(defi, place, place.point) for defi in defis if (place := defi.commune).point]
    yield Output(
        f"{addresses.PROCHES}{code}.json", orjson.dumps({"regle": _RULE, "defis": shown}) + b"\n"
    )


def _shown(defi: Defi, place: Commune, point: Point) -> dict[str, Any]:
    return {
        "slug": defi.slug,
        "titre": defi.titre,
        "phase": defi.phase,
        "etat": defi.etat,
        "themes": defi.themes,
        "commune": place.label,
        "longitude": round(point.longitude, 3),
        "latitude": round(point.latitude, 3),
        "exemple": defi.exemple,
    }
