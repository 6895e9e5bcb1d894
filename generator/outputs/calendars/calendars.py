"""Which dates each calendar holds: that of all, of a territory, a theme, a département, a défi.

A date is drawn for the files of its défi, and again for the calendars of many, which one process
makes: what all the copies of a process held would be as many times in memory.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.agenda import RendezVous, order
from generator.accompaniment.facets import By, Facet
from generator.content.model import Defi
from generator.geography import zone_of
from generator.geography.zones import PARIS
from generator.outputs.calendars.event import EXAMPLE, About, about, draw_event
from generator.outputs.calendars.rfc5545 import calendar, named
from generator.outputs.calendars.zones import vtimezone
from generator.outputs.kit.output import Output
from generator.outputs.site.dates import dates
from generator.outputs.site.site import Site
from generator.text.typography import nombre

BACK = timedelta(days=31)
"""How long a date that is gone by stays in the calendars of many défis."""

CANCELLED_FOR = timedelta(days=365)
"""How long after its day a date still says that it was called off, to whoever had it."""

ROOM = 145_000
"""How many bytes the dates of a calendar of many défis may take once compressed: it stays under
150,000 with what stands around them."""

TOGETHER = 16
"""How many dates are weighed at a time."""

FACETS = (By.TERRITORY, By.PILOTE, By.DEPARTEMENT, By.THEME)
"""The facets that have a calendar of their own, beside that of all."""


class Drawn(NamedTuple):
    """A date, and its bytes."""

    une: RendezVous
    zone: str
    event: bytes


def drawn_of(site: Site, defi: Defi) -> Sequence[Drawn]:
    """Every date of a défi that a calendar holds; in `serve`, what was drawn of it last if it still holds."""
    some = site.once(dates)[defi.slug]
    if not some:
        return ()
    known = about(site, defi)
    return site.incremental.made(f"calendars/{defi.slug}", known, partial(_draw, site, some, known))


def _draw(site: Site, some: Sequence[RendezVous], known: About) -> Sequence[Drawn]:
    return [
        Drawn(one, zone_of(one.commune), draw_event(one, known))
        for one in some
        if is_held(one, site.today)
    ]


def is_held(one: RendezVous, today: date) -> bool:
    """Whether calendars hold a date: what was planned and never will be leaves them for good.

    Of a défi that is finished, that is what it still had planned; what came back there ends with it.
    """
    if one.is_cancelled:
        return one.jour >= today - CANCELLED_FOR
    return one.is_planned or one.is_past(today) or one.retour is not None


def has_file(one: RendezVous, today: date) -> bool:
    """Whether a date that calendars hold has a file of its own."""
    return one.is_cancelled or one.is_coming(today)


def _last_day(one: RendezVous) -> date:
    return one.retour.jusqu_au if one.retour else one.jour


def draw_defi(site: Site, defi: Defi, some: Sequence[Drawn]) -> Iterator[Output]:
    """The calendar of a défi and a file for each date to keep, at its earlier addresses too."""
    says = f"{EXAMPLE if defi.exemple else ''}{defi.titre}"
    name = named(says, "Toutes les dates de ce défi, passées et à venir.")
    whole = _whole(name, some, zone_of(defi.commune))
    kept = [
        (each.une.nom, calendar((vtimezone(each.zone), each.event)))
        for each in some
        if has_file(each.une, site.today)
    ]
    for slug in (defi.slug, *defi.anciens_slugs):  # telephones that follow one ask for it there
        yield Output(addresses.defi_calendar(slug), whole)
        for nom, alone in kept:
            yield Output(addresses.date_calendar(slug, nom), alone)


def _whole(name: bytes, some: Sequence[Drawn], zone: str = PARIS) -> bytes:
    """A calendar of some dates; one without any still holds a zone, since it must hold something."""
    zones = sorted({each.zone for each in some}) or [zone]
    return calendar((name, *map(vtimezone, zones), *(each.event for each in some)))


class Held(NamedTuple):
    """A facet and the dates of its défis, the nearest first."""

    facet: Facet
    dates: Sequence[Drawn]


def held(site: Site) -> Sequence[Held]:
    """The calendars of many défis; each date is put in its own."""
    some = [facet for facet in site.facets if _has_calendar(facet)]
    of_defi: dict[str, list[list[Drawn]]] = defaultdict(list)
    found = []
    for facet in some:
        mine: list[Drawn] = []
        found.append(Held(facet, mine))
        for defi in facet.members:
            of_defi[defi.slug].append(mine)
    for each in _nearest_first(site):
        for mine in of_defi[each.une.defi.slug]:
            mine.append(each)
    return found


def _has_calendar(facet: Facet) -> bool:
    if facet.by is By.DEPARTEMENT:
        return bool(facet.members)
    return facet.by is By.NOTHING or facet.by in FACETS


def _nearest_first(site: Site) -> Iterable[Drawn]:
    """The dates that are not long gone: those to come, then those gone by, the latest first.

    One that was called off stays as long as it does in the calendar of its défi.
    """
    since = site.today - BACK
    every = (each for defi in site.catalogue.defis.values() for each in drawn_of(site, defi))
    recent = [each for each in every if each.une.is_cancelled or _last_day(each.une) >= since]

    def away(each: Drawn) -> tuple[bool, int]:
        days = (each.une.jour - site.today).days
        return days < 0, abs(days)

    recent.sort(key=lambda each: order(each.une))
    recent.sort(key=away)
    return recent


def facet_address(facet: Facet) -> str:
    """Where the calendar of a facet is."""
    return (
        addresses.calendar() if facet.by is By.NOTHING else addresses.calendar(facet.by, facet.slug)
    )


def draw_facet(site: Site, one: Held) -> Iterator[Output]:
    """The calendar of a facet: as many of its dates as a telephone fetches without a thought."""
    facet, some = one
    is_all = facet.by is By.NOTHING
    kept = some if is_all else some[: _fitting(some)]
    nom = site.view.nom if is_all else f"{site.view.nom}, {facet.nom}"
    says = (
        f"Les dates des défis : celles qui viennent, et celles des {BACK.days} derniers jours ; "
        "celles qui sont annulées y restent un an."
    )
    if len(kept) < len(some):
        says += f" Les {nombre(len(kept))} plus proches seulement : il y en a {nombre(len(some))}."
    yield Output(facet_address(facet), _whole(named(nom, says), kept))


def _fitting(some: Sequence[Drawn]) -> int:
    """How many dates, the first ones, fit in `ROOM` as nginx compresses by default."""
    if sum(len(each.event) for each in some) <= ROOM:
        return len(some)
    squeeze, taken = zlib.compressobj(1), 0
    for start in range(0, len(some), TOGETHER):
        for each in some[start : start + TOGETHER]:
            taken += len(squeeze.compress(each.event))
        taken += len(squeeze.flush(zlib.Z_SYNC_FLUSH))
        if taken > ROOM:
            return start
    return len(some)
