"""What is known of a commune, in French sentences: for who asks, and for who starts a défi."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.catalogue import Catalogue
from generator.content.vocabulary import TERRITOIRE
from generator.geography import NEAR_KM, Commune, suggest
from generator.geography.search import understood
from generator.text.errors import problem
from generator.text.typography import nombre

_SHOWN = 5
"""How many near défis are named."""


def describe(place: Commune, catalogue: Catalogue) -> Iterator[str]:
    """All that is known of a commune: its names, its size, its type as one would guess, who is near."""
    yield place.label
    yield f"  à écrire : {place.written}"
    yield f"  code INSEE : {place.insee}"
    yield f"  région : {place.departement.region}"
    yield f"  codes postaux : {', '.join(place.codes_postaux) or 'aucun'}"
    yield f"  population : {_population(place)}"
    yield f"  superficie : {f'environ {_decimal(place.km2, 1)} km²' if place.km2 else 'non connue ici'}"
    yield f"  position : {_position(place)}"
    yield guess(place)
    pilote = catalogue.areas().pilote_at(place)
    if pilote:
        nom = catalogue.pilotes[pilote].fiche.nom
        yield f"Territoire pilote : {nom} (content/territoires-pilotes/{pilote}.md)"
    yield from neighbours(place, catalogue)


def guess(place: Commune) -> str:
    """The type of territory that one would guess, with its reason."""
    found = suggest(place)
    if not found.territoire:
        return f"Type de territoire : {found.raison}"
    label = TERRITOIRE[found.territoire].label.lower()
    return f"Type de territoire : plutôt « {label} ». {found.raison} C’est au groupe de choisir."


def neighbours(place: Commune, catalogue: Catalogue) -> Iterator[str]:
    """The défis near a commune, the nearest first."""
    if place.point is None:
        yield "Défis proches : impossible à dire, la position de cette commune n’est pas connue ici."
        return
    near = catalogue.near(place)
    if not near:
        yield f"Aucun défi à moins de {NEAR_KM} km pour l’instant."
        return
    yield f"Défis à moins de {NEAR_KM} km : {len(near)}"
    for distance, defi in near[:_SHOWN]:
        yield f"  {round(distance)} km : {defi.titre} ({defi.path})"
    if len(near) > _SHOWN:
        yield f"  et {len(near) - _SHOWN} de plus"


def how_read(text: str) -> Iterator[str]:
    """How a commune was read, when there is something to say of it: an old name, a code of two meanings."""
    if said := understood(text):
        kind, values = said
        yield problem(kind, "", **values).message


def _population(place: Commune) -> str:
    if place.population is None:
        return "non connue ici"
    return f"{nombre(place.population)} habitants" if place.population else "aucun habitant"


def _position(place: Commune) -> str:
    if place.point is None:
        return "non connue ici"
    point = place.point
    north = f"{_decimal(abs(point.latitude), 3)}° {'nord' if point.latitude >= 0 else 'sud'}"
    east = f"{_decimal(abs(point.longitude), 3)}° {'est' if point.longitude >= 0 else 'ouest'}"
    return f"{north}, {east}"


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
