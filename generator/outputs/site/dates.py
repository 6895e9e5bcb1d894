"""The dates of all défis, and one of them as a row of a page: home, agendas, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from heapq import nsmallest
from itertools import takewhile
from typing import NamedTuple

from generator import addresses
from generator.accompaniment import agenda
from generator.accompaniment.agenda import ACTION, ACTIVITY, RendezVous
from generator.accompaniment.examples import lieu
from generator.accompaniment.news import last_told
from generator.accompaniment.next_action import EVENT
from generator.content.model import Defi
from generator.content.vocabulary import GENRES_RENCONTRE
from generator.geography import Commune, search_key
from generator.outputs.site.site import Site
from generator.text.typography import capital, heures, lower_first, sentences


class DateRow(NamedTuple):
    """A date to which one can go, in a list."""

    une: RendezVous
    page: str
    """Where its défi tells it."""
    detail: str
    """« 18 h 30 – 20 h 30. Salle des fêtes. Accès : plain-pied. »: what is known of it."""
    genre: str
    """The kind of project, which its title does not always say."""
    calendrier: str
    """The file that puts it in the calendar of a telephone; none of a date that was called off."""
    geste: str
    """« Dans mon agenda »: what that file puts there."""


def dates(site: Site) -> Mapping[str, Sequence[RendezVous]]:
    """Every date of each défi, by slug, in its order: for `site.once`."""
    return {defi.slug: agenda.dates_of(defi, site.today) for defi in site.ordered}


def last_days(site: Site) -> Mapping[str, date]:
    """The day of the latest thing that the file of each défi tells, by slug: for `site.once`."""
    return {slug: last_told(defi, site.today) for slug, defi in site.catalogue.defis.items()}


def coming(site: Site) -> Sequence[RendezVous]:
    """Every date of the site to which one can still go, in the order of days: for `site.once`."""
    found = site.once(dates)
    return sorted(
        (one for some in found.values() for one in agenda.coming(some, site.today)),
        key=agenda.order,
    )


def this_week(site: Site, defis: Iterable[Defi]) -> Iterator[RendezVous]:
    """The dates of some défis from today to Sunday, in the order of days."""
    last, slugs = agenda.week(site.today).fin, {defi.slug for defi in defis}
    soon = takewhile(lambda one: one.jour <= last, site.once(coming))
    return (one for one in soon if one.defi.slug in slugs)


def ahead(site: Site, defi: Defi) -> Iterator[RendezVous]:
    """The dates of a défi to which one can still go, in their order.

    What comes back stands there once, by its next time, and waits while its group pauses.
    """
    return (
        one
        for one in site.once(dates)[defi.slug]
        if one.is_coming(site.today) and not (one.retour and defi.is_paused)
    )


def first_dates(site: Site, defis: Iterable[Defi], count: int) -> list[RendezVous]:
    """The first dates of some défis to which one can still go, as a page shows a few of them.

    What comes back stands there once, or it would stand there alone.
    """
    some = (one for defi in defis for one in ahead(site, defi))
    return nsmallest(count, some, key=real_first)


def real_first(one: RendezVous) -> tuple[bool, tuple[date, time, str, str]]:
    """The order of the few dates that a page shows first: those of a real group before examples."""
    return one.defi.exemple, agenda.order(one)


def date_row(site: Site, one: RendezVous, root: str) -> DateRow:
    """A date as a row of a page at `root`."""
    defi = one.defi
    calendar = addresses.date_calendar(defi.slug, one.nom)
    return DateRow(
        une=one,
        page=root + told_at(one),
        detail=detail_of(one),
        genre=site.kinds[defi.slug],
        calendrier="" if one.is_cancelled else root + calendar,
        geste=in_calendar(one),
    )


GENRES: Mapping[str, str] = {term.slug: term.label for term in GENRES_RENCONTRE} | {
    EVENT: "Grand jour",
    ACTION: "Prochaine action",
    ACTIVITY: "Ça revient",
}
"""What each kind of date is called, by `RendezVous.genre`."""

MEETINGS = "rendez-vous"
"""Where the page of a défi tells its meetings."""

_ANCHORS = {EVENT: "grands-jours", ACTION: "prochaine-action", ACTIVITY: "activites"}


def anchor_of(one: RendezVous) -> str:
    """Under which heading the page of its défi tells a date."""
    return _ANCHORS.get(one.genre, MEETINGS)


def told_at(one: RendezVous) -> str:
    """Where the page of its défi tells a date, from the site's root."""
    return f"{addresses.defi(one.defi.slug)}#{anchor_of(one)}"


def in_calendar(one: RendezVous) -> str:
    """« Dans mon agenda »; of what comes back, all that its file puts there: « Chaque samedi, dans mon
    agenda ».
    """
    if one.retour is None:
        return "Dans mon agenda"
    return f"{capital(agenda.returning(one.retour.jour, one.retour.rang))}, dans mon agenda"


PAUSED = "Le groupe fait une pause : vérifiez avant de venir."
"""What is said beside a date that was announced before its group paused."""


def detail_of(one: RendezVous) -> str:
    """The hours of a date, its place and its access, as far as they are known, each a sentence."""
    access = f"accès : {lower_first(one.accessibilite)}" if one.accessibilite else ""
    warning = PAUSED if one.defi.is_paused and not one.is_cancelled else ""
    return sentences(heures(one.debut, one.fin), lieu(one.lieu, one.defi), access, warning)


def hours_and_place(
    defi: Defi, hours: tuple[time | None, time | None], place: str, town: Commune | None
) -> str:
    """« 9 h 30 – 12 h 30. Salle des fêtes, Épinal, Vosges. »: what is known of them.

    The `town` is that of what happens elsewhere than the défi does.
    """
    told = lieu(place, defi)
    if town:
        told = placed(told, town.name, town.label)
    return sentences(heures(*hours), told)


@lru_cache(maxsize=4096)
def placed(place: str, town: str, told: str, others: tuple[str, ...] = ()) -> str:
    """A place, and its town as it is `told`, unless the place says where it is already.

    It names the `town` anywhere, or another one between commas: « rue d’Épinal » is not at Épinal.
    """
    where = {search_key(part) for part in _PARTS.split(place)}
    is_said = f" {search_key(town)} " in f" {search_key(place)} "
    if is_said or not where.isdisjoint(map(search_key, others)):
        return place
    return ", ".join(filter(None, (place, told)))


_PARTS = re.compile(r"[,;()]")
