"""What search engines read of a défi: JSON-LD in the words of schema.org, in its page.

A défi is a `Project` and its coming days are `Event`s. An example says that it is one in its name
and has no event, so that nobody is sent to a meeting that does not exist.
https://schema.org/Project, https://schema.org/Event, https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.agenda import ACTION, ACTIVITY, RendezVous, called_off
from generator.content.model import Defi
from generator.geography import Commune, zone_of
from generator.outputs.defis.context import DefiContext
from generator.outputs.kit.json_in_page import json_in_page

_CONTEXT = "https://schema.org"
_SCHEDULED, _CANCELLED = f"{_CONTEXT}/EventScheduled", f"{_CONTEXT}/EventCancelled"

EXAMPLE = "Exemple : "


def linked_defi(defi: Defi, known: DefiContext) -> Markup:
    """The JSON-LD of the page of one défi, safe in a script."""
    address = f"{known.url}{addresses.defi(defi.slug)}" if known.url else ""
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Project",
        "name": f"{EXAMPLE}{defi.titre}" if defi.exemple else defi.titre,
        "description": f"{EXAMPLE}{defi.resume}" if defi.exemple else defi.resume,
        "location": _place(defi.commune),
    }
    if known.genre:
        document["keywords"] = known.genre
    if address:
        document |= {"@id": f"{address}#defi", "url": address}
    if defi.contact:
        document["sameAs"] = defi.contact
    if not defi.exemple and (events := list(_events(address, known))):
        document["event"] = events
    return json_in_page(document)


def _events(address: str, known: DefiContext) -> Iterator[dict[str, Any]]:
    """The coming days, those called off among them: search engines ask to be told."""
    for one in known.dates:
        if _is_told(one) and (one.is_coming(known.today) or called_off([one], known.today)):
            event = {"@type": "Event", **_event(one)}
            yield event | {"url": address} if address else event


def _is_told(one: RendezVous) -> bool:
    """Whether so much is known of a date that one may go there."""
    return one.genre not in {ACTION, ACTIVITY} or bool(one.debut and one.lieu)


def _event(one: RendezVous) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": one.titre,
        "startDate": _moment(one.jour, one.debut, one.commune),
        "location": _place(one.commune, one.lieu),
        "eventStatus": _CANCELLED if one.is_cancelled else _SCHEDULED,
        "organizer": {"@type": "Organization", "name": one.defi.porteur},
    }
    if one.fin and one.fin_le:
        told["endDate"] = _moment(one.fin_le, one.fin, one.commune)
    if one.question:
        told["description"] = one.question
    return told


def _moment(day: date, hour: time | None, place: Commune) -> str:
    """A day; with an hour, that of the clocks of the place and how far they are from UTC: ISO 8601."""
    if hour is None:
        return day.isoformat()
    there = datetime.combine(day, hour, ZoneInfo(zone_of(place)))
    return there.isoformat(timespec="minutes")


def _place(place: Commune, name: str = "") -> dict[str, Any]:
    """A place in a commune, or the commune itself; the point is that of the commune."""
    address = {
        "@type": "PostalAddress",
        "addressLocality": place.name,
        "addressRegion": place.departement.region,
        "addressCountry": "FR",
    }
    if len(place.codes_postaux) == 1 and not place.partie:
        address["postalCode"] = place.codes_postaux[0]
    told: dict[str, Any] = {"@type": "Place", "name": name or place.label, "address": address}
    if place.point and not name:
        longitude, latitude = place.point
        told["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return told
