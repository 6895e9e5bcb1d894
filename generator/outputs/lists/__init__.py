"""The lists of défis, their filters, the pages of phases and themes, the map that moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from generator import addresses
from generator.content.vocabulary import PHASES
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Job, Output
from generator.outputs.kit.site_view import SiteView
from generator.outputs.lists.editorial import (
    map_page_view,
    phase_view,
    phases_view,
    theme_view,
    themes_view,
)
from generator.outputs.lists.filters import draw_index
from generator.outputs.lists.list_page import draw_list_page, draw_maps
from generator.outputs.lists.lists import PER_PAGE, SHEET, DefiList, list_pages, make_lists
from generator.outputs.lists.live_map import draw_points
from generator.outputs.maps.leaflet import draw_leaflet
from generator.outputs.site.dates import dates
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site


def _jobs(site: Site) -> Iterator[Job]:
    site.once(dates)  # here, so that no copy of this process does it again
    shells = {own: site.shell("defis", exemple=own, sheets=[SHEET]) for own in (False, True)}
    yield partial(draw_leaflet, site.environment)
    yield partial(draw_maps, site)
    for one, number in list_pages(site.once(make_lists)):
        yield partial(draw_list_page, site, shells[one.exemple], one, number)


def _whole(site: Site) -> Iterator[Output]:
    yield from draw_index(site, PER_PAGE)
    yield from draw_points(site)


def _sitemap(site: Site) -> Iterator[Row]:
    lists = site.once(make_lists)
    days = {one.address: _day_of(site, one) for one in lists.values()}
    for one, number in list_pages(lists):
        yield Row(addresses.page(one.address, number), days[one.address])
    for one in lists.values():
        if one.editorial:
            yield Row(one.address, days[one.address], is_editorial=True)
    for address in (addresses.PHASES, addresses.THEMES):
        yield Row(address, site.latest_news(), is_editorial=True)


def _day_of(site: Site, one: DefiList) -> str:
    """The latest news of a list: of its défis, and of what is said in its place."""
    said = (annonce.fiche.depuis for annonce in one.said)
    news = [*(site.changes[defi.slug] for defi in one.members), *said]
    return _latest(day for day in news if day <= site.today)


def _latest(days: Iterable[date]) -> str:
    latest = max(days, default=None)
    return latest.isoformat() if latest else ""


def _footer(site: SiteView) -> list[Link]:
    return [("Les thèmes", addresses.THEMES)]


FEATURE = Feature(
    pages={
        "phases/index.md": Page("lists/phases.html", phases_view),
        **{
            f"phases/{phase.slug}.md": Page("lists/phase.html", phase_view, [SHEET])
            for phase in PHASES
        },
        "themes/index.md": Page("lists/themes.html", themes_view),
        "themes/*.md": Page("lists/theme.html", theme_view, [SHEET]),
        "carte.md": Page("lists/carte.html", map_page_view, [SHEET]),
    },
    section="defis",
    menu=[("defis", addresses.DEFIS, "Les défis")],
    footer=_footer,
    jobs=_jobs,
    whole=_whole,
    sheets={
        SHEET: ["lists/filters.css", "lists/pages.css", "lists/map.css"],
        "cartes/vive.css": ["lists/live-map.css"],
    },
    scripts={
        # The button of the map is on the page of the filters too, for one request less.
        "filtre.js": ["lists/carte.js", "scripts/noeuds.js", "lists/liste.js", "lists/filtre.js"],
        "carte.js": ["lists/carte.js"],
        "carte-vive.js": ["scripts/noeuds.js", "lists/liste.js", "lists/carte-vive.js"],
    },
    sitemap=_sitemap,
    visits={
        "les défis": "defis/",
        "la carte": "carte/",
        "les étapes": "phases/",
        "une phase": "phases/creaction/",
        "une phase et un type": "phases/creaction/rural/",
        "les thèmes": "themes/",
        "un thème": "themes/alimentation/",
    },
)
