"""What search engines read of a défi: JSON-LD in the words of schema.org, in its page.

A défi is a `Project` and its coming days are `Event`s. An example says that it is one in its name
and has no event, so that nobody is sent to a meeting that does not exist.
https://schema.org/Project, https://schema.org/Event, https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.next_action import NextAction
from generator.content.model import Defi, Rencontre
from generator.geography import Commune
from generator.outputs.defis.context import DefiContext
from generator.outputs.kit.json_in_page import json_in_page
from generator.text.typography import day_of_end

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
    if not defi.exemple and (events := list(_events(defi, address, known))):
        document["event"] = events
    return json_in_page(document)


def _events(defi: Defi, address: str, known: DefiContext) -> Iterator[dict[str, Any]]:
    """The coming days, those called off among them: search engines ask to be told."""
    today, action = known.today, known.action
    common = {"@type": "Event", "organizer": {"@type": "Organization", "name": defi.porteur}}
    if address:
        common["url"] = address
    if action.is_complete and not action.genre:  # else it is one of those below, or has no place
        yield common | _action(action, defi.commune)
    for meeting in defi.rencontres:
        if not meeting.is_past(today):
            yield common | _meeting(meeting, meeting.commune or defi.commune)
    for day in defi.evenements:
        if day.is_coming(today):
            place = _place(day.commune or defi.commune, day.lieu)
            start = day.date.isoformat()
            yield common | {"name": day.titre, "startDate": start, "location": place} | _HELD


_HELD = {"eventStatus": _SCHEDULED}


def _action(action: NextAction, place: Commune) -> dict[str, Any]:
    """A next action that is neither a meeting nor a great day of the file."""
    day = action.date or date.max
    told: dict[str, Any] = {
        "name": action.quoi,
        "startDate": _moment(day, action.debut),
        "location": _place(place, action.lieu),
    }
    if action.fin is not None:
        told["endDate"] = _moment(day_of_end(day, action.debut, action.fin), action.fin)
    return told | _HELD


def _meeting(meeting: Rencontre, place: Commune) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": meeting.titre,
        "startDate": _moment(meeting.date, meeting.debut),
        "location": _place(place, meeting.lieu),
        "eventStatus": _CANCELLED if meeting.is_cancelled else _SCHEDULED,
    }
    if meeting.fin_le:
        told["endDate"] = _moment(meeting.fin_le, meeting.fin)
    if meeting.question:
        told["description"] = meeting.question
    return told


def _moment(day: date, hour: time | None) -> str:
    """A day, with the hour on the clocks of the place: ISO 8601, without a zone."""
    return f"{day.isoformat()}T{hour:%H:%M}" if hour else day.isoformat()


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
