"""The dates of all défis, and one of them as a row of a page: home, agendas, places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from heapq import nsmallest
from typing import NamedTuple

from generator import addresses
from generator.accompaniment import agenda
from generator.accompaniment.agenda import ACTION, ACTIVITY, RendezVous
from generator.accompaniment.examples import lieu
from generator.accompaniment.news import last_told
from generator.accompaniment.next_action import EVENT
from generator.content.model import Defi
from generator.outputs.site.site import Site
from generator.text.typography import capital, heures, lower_first, sentence


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


def coming_of(site: Site, slugs: Iterable[str]) -> list[RendezVous]:
    """Those of some défis, the real ones first, then by day."""
    found = site.once(dates)
    some = (one for slug in slugs for one in agenda.coming(found[slug], site.today))
    return sorted(some, key=real_first)


def first_dates(site: Site, defis: Iterable[Defi], count: int) -> list[RendezVous]:
    """The first dates of some défis to which one can still go, as a page shows a few of them.

    What comes back stands there once, by its next time, or it would stand there alone.
    """
    found = site.once(dates)
    some = (one for defi in defis for one in found[defi.slug] if one.is_coming(site.today))
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
    )


MEETINGS = "rendez-vous"
"""Where the page of a défi tells its meetings."""

_ANCHORS = {EVENT: "grands-jours", ACTION: "prochaine-action", ACTIVITY: "activites"}


def anchor_of(one: RendezVous) -> str:
    """Under which heading the page of its défi tells a date."""
    return _ANCHORS.get(one.genre, MEETINGS)


def told_at(one: RendezVous) -> str:
    """Where the page of its défi tells a date, from the site's root."""
    return f"{addresses.defi(one.defi.slug)}#{anchor_of(one)}"


def detail_of(one: RendezVous) -> str:
    """The hours of a date, its place and its access, as far as they are known, each a sentence."""
    access = f"accès : {lower_first(one.accessibilite)}" if one.accessibilite else ""
    parts = (heures(one.debut, one.fin), lieu(one.lieu, one.defi), access)
    return " ".join(sentence(capital(part)) for part in parts if part)
