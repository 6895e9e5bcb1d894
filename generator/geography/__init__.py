"""French places: communes by any spelling, distances, the type of territory one would guess.

The reference stands in `generator/data/`, made by `tools/places.py` from public packages; its
README says what is in it and what is not certain.
"""

from generator.geography.ground import ground
from generator.geography.outlines import Ring, outlines
from generator.geography.projection import Projection, flat, lambert_93
from generator.geography.reference import (
    SOURCES,
    Commune,
    Departement,
    commune,
    communes,
    departements,
    files,
    places_of,
)
from generator.geography.search import (
    PlaceRefused,
    choice,
    find_commune,
    find_departement,
    other_meaning,
    postal_codes,
    similar_names,
)
from generator.geography.spelling import search_key
from generator.geography.sphere import AROUND_KM, KM_OF_A_DEGREE, NEAR_KM, Grid, Point, distance_km
from generator.geography.suggestion import Suggestion, suggest

__all__ = [
    "AROUND_KM",
    "KM_OF_A_DEGREE",
    "NEAR_KM",
    "SOURCES",
    "Commune",
    "Departement",
    "Grid",
    "PlaceRefused",
    "Point",
    "Projection",
    "Ring",
    "Suggestion",
    "choice",
    "commune",
    "communes",
    "departements",
    "distance_km",
    "files",
    "find_commune",
    "find_departement",
    "flat",
    "ground",
    "lambert_93",
    "other_meaning",
    "outlines",
    "places_of",
    "postal_codes",
    "search_key",
    "similar_names",
    "suggest",
]
