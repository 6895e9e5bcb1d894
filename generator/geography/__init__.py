"""French places: communes by any spelling, distances, the type of territory one would guess.

The reference stands in `generator/data/`, made by `tools/places.py` from public packages; its
README says what is in it and what is not certain.
"""

from generator.geography.reference import SOURCES, Commune, Departement, departements, places_of
from generator.geography.search import PlaceRefused, find_commune, find_departement
from generator.geography.spelling import search_key
from generator.geography.sphere import NEAR_KM, Point, distance_km
from generator.geography.suggestion import suggest
from generator.geography.zones import zone_of

__all__ = [
    "NEAR_KM",
    "SOURCES",
    "Commune",
    "Departement",
    "PlaceRefused",
    "Point",
    "departements",
    "distance_km",
    "find_commune",
    "find_departement",
    "places_of",
    "search_key",
    "suggest",
    "zone_of",
]
