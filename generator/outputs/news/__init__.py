"""What changed lately in all défis: `/suivi/`, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

import orjson

from generator import addresses
from generator.accompaniment.news import Moment, is_on_page, latest
from generator.content.model import Defi
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Job, Output
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site
from generator.text.typography import MOIS, capital

SHOWN = 50

ADDRESS = addresses.SUIVI
JSON = f"{ADDRESS}suivi.json"

_TOLD_AT = {
    "etape": "#chemin",
    "journal": "#chemin",
    "decision": "#decisions",
    "besoin": "#besoins",
    "compte-rendu": "#recits",
}
"""Under which heading a défi tells what happened, by its kind: on its page, or in its dossier."""


class NewsView(NamedTuple):
    """What the page shows: a heading for each month, then what happened, with its address."""

    mois: list[tuple[str, list[tuple[Defi, Moment, str]]]]
    """Those of real défis, then those of the examples."""
    json: str
    genres: Mapping[str, str]
    """What kind of project each défi is, by slug."""


def news(site: Site) -> list[tuple[Defi, Moment]]:
    """The latest news of all défis, the newest first; those of examples come after all real ones."""
    defis = site.catalogue.defis.values()
    real = latest((d for d in defis if not d.exemple), site.changes, site.today, SHOWN)
    room = SHOWN - len(real)
    invented = (defi for defi in defis if defi.exemple)
    return [*real, *latest(invented, site.changes, site.today, room)] if room else real


def news_view(site: Site, path: str) -> NewsView:
    """The latest news, by month."""
    root = addresses.root_from(ADDRESS)
    told_of = site.once(news)
    mixed = not told_of[0][0].exemple if told_of else False
    months = groupby(told_of, key=partial(_month, mixed=mixed))
    told = [
        (month, [(defi, one, f"{root}{_address(defi, one, site.today)}") for defi, one in some])
        for month, some in months
    ]
    return NewsView(told, root + JSON, site.kinds)


def _month(told: tuple[Defi, Moment], *, mixed: bool) -> str:
    """« Novembre 2026 »; « Exemples : novembre 2026 » after the news of real défis."""
    defi, moment = told
    month = f"{MOIS[moment.day.month - 1]} {moment.day.year}"
    return f"Exemples : {month}" if mixed and defi.exemple else capital(month)


def _address(defi: Defi, moment: Moment, today: date) -> str:
    page = addresses.defi if is_on_page(defi, moment, today) else addresses.dossier
    return page(defi.slug) + _TOLD_AT[moment.genre]


def _draw_json(site: Site) -> Iterator[Output]:
    """The same for a program; the words are those of the fields of a défi."""
    told = [
        {
            "date": moment.day,
            "genre": moment.genre,
            "texte": moment.texte,
            "phase": moment.phase,
            "defi": defi.slug,
            "titre": defi.titre,
            "commune": defi.commune.label,
            "territoire": defi.territoire,
            "exemple": defi.exemple,
            "page": f"{site.url}{_address(defi, moment, site.today)}",
        }
        for defi, moment in site.once(news)
    ]
    document = {"licences": site.view.licences, "date": site.today, "nouvelles": told}
    yield Output(JSON, orjson.dumps(document) + b"\n")


def _jobs(site: Site) -> Iterator[Job]:
    site.once(news)  # here, so that no copy of this process does it again
    yield partial(_draw_json, site)


def _sitemap(site: Site) -> Iterator[Row]:
    days = [moment.day.isoformat() for _, moment in site.once(news)]
    yield Row(ADDRESS, max(days, default=""), is_editorial=True)


def _footer(site: SiteView) -> list[Link]:
    return [("Ce qui a changé", ADDRESS)]


FEATURE = Feature(
    pages={"suivi.md": Page("news/suivi.html", news_view)},
    section="defis",
    footer=_footer,
    jobs=_jobs,
    sitemap=_sitemap,
    visits={"ce qui a changé": "suivi/"},
)
