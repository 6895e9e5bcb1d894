"""Open data: all défis in one JSON file, and each in its own with everything it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from generator.geography import SOURCES, Commune
from generator.model import Defi, FicheDefi
from generator.outputs import addresses
from generator.outputs.output import Output
from generator.outputs.site import Site

LICENCE = "Licence Ouverte 2.0"

_KEYS = tuple(field.name for field in fields(FicheDefi))
_SUMMARY = (
    "titre", "resume", "phase", "depuis", "territoire", "commune", "autres_communes", "porteur",
    "themes", "etat", "prochaine_action", "exemple",
)  # fmt: skip


def draw_data(site: Site) -> Iterator[Output]:
    """The list of all défis, in the order of their slugs."""
    document = {
        "licence": LICENCE,
        "sources_des_lieux": SOURCES,
        "date": site.today,
        "nombre": len(site.catalogue.defis),
        "defis": [_summary(site, defi) for defi in site.catalogue.defis.values()],
    }
    yield Output(f"{addresses.API}defis.json", _dump(document))


def draw_defi_data(site: Site, defi: Defi) -> Iterator[Output]:
    """One défi, every field of it, its text as Markdown."""
    document = {"licence": LICENCE, **_place(site, defi)}
    document |= {key: getattr(defi, key) for key in _KEYS}
    document["texte"] = defi.texte.decode()
    yield Output(f"{addresses.API}defis/{defi.slug}.json", _dump(document))


def _summary(site: Site, defi: Defi) -> dict[str, Any]:
    return {**_place(site, defi), **{key: getattr(defi, key) for key in _SUMMARY}}


def _place(site: Site, defi: Defi) -> dict[str, str | None]:
    """The slug, who accompanies, and the addresses: absolute where the site's own is known, else from its root."""
    return {
        "slug": defi.slug,
        "territoire_pilote": site.areas.pilote_of(defi) or None,
        "page": f"{site.url}{addresses.defi(defi.slug)}",
        "donnees": f"{site.url}{addresses.API}defis/{defi.slug}.json",
    }


@lru_cache(maxsize=16384)
def _commune(place: Commune) -> dict[str, Any]:
    """A commune as data: its official code, its names, its point where one is known."""
    known = {
        "insee": place.insee,
        "nom": place.nom,
        "departement": place.departement.code,
        "longitude": place.point and place.point.longitude,
        "latitude": place.point and place.point.latitude,
    }
    return known | ({"partie": place.partie} if place.partie else {})


def _dump(document: dict[str, Any]) -> bytes:
    return orjson.dumps(document, default=_plain) + b"\n"


def _plain(value: object) -> Any:
    """An amount as a number, whole euros without a decimal point; a commune as its public names."""
    if isinstance(value, Commune):
        return _commune(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
