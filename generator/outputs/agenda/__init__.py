"""The dates to come: all of them, of this week, of each facet; those gone by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator import addresses
from generator.outputs.agenda.agendas import day_of, past_pages
from generator.outputs.agenda.date_files import build_sum, draw_dates
from generator.outputs.agenda.departements import draw_departements
from generator.outputs.agenda.page import (
    SHEET,
    agenda_pages,
    draw_agenda_page,
    draw_past_page,
    main_view,
)
from generator.outputs.kit.output import Job
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site


def _jobs(site: Site) -> Iterator[Job]:
    site.once(build_sum)  # here, so that no copy of this process does it again
    shells = {own: site.shell("agenda", exemple=own, sheets=[SHEET]) for own in (False, True)}
    for one, number in agenda_pages(site):
        yield partial(draw_agenda_page, site, shells[one.exemple], one, number)
    for number in range(1, len(site.once(past_pages)) + 1):
        yield partial(draw_past_page, site, shells[False], number)
    yield partial(draw_departements, site, shells[False])


def _sitemap(site: Site) -> Iterator[Row]:
    yield Row(addresses.AGENDA, site.latest_news(), is_editorial=True)
    for one, number in agenda_pages(site):
        yield Row(addresses.page(one.address, number), day_of(one.page(number), site.changes))
    for number, some in enumerate(site.once(past_pages), start=1):
        yield Row(addresses.page(addresses.AGENDA_PASSES, number), day_of(some, site.changes))
    yield Row(addresses.AGENDA_DEPARTEMENTS, site.latest_news())


FEATURE = Feature(
    pages={"agenda.md": Page("agenda/agenda.html", main_view, [SHEET])},
    section="agenda",
    menu=[("agenda", addresses.AGENDA, "Agenda")],
    jobs=_jobs,
    whole=draw_dates,
    sheets={SHEET: ["lists/filters.css", "lists/pages.css", "agenda/agenda.css"]},
    scripts={
        "agenda.js": [
            "scripts/noeuds.js",
            "scripts/outils.js",
            "agenda/jours.js",
            "agenda/agenda.js",
        ],
        "jours.js": ["agenda/jours.js"],
    },
    sitemap=_sitemap,
    visits={
        "l’agenda": addresses.AGENDA,
        "l’agenda de la semaine": addresses.AGENDA_SEMAINE,
        "l’agenda du week-end": addresses.AGENDA_WEEK_END,
        "l’agenda d’un type": "agenda/territoires/petite-ville/",
        "l’agenda d’un thème": "agenda/themes/alimentation/",
        "l’agenda par département": addresses.AGENDA_DEPARTEMENTS,
        "les dates passées": addresses.AGENDA_PASSES,
    },
)
