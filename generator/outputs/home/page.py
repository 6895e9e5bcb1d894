"""The home page: the next meetings, what groups look for, the latest défis, doors to all lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.agenda import week_end
from generator.content.model import Besoin, Defi
from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.outputs.kit.json_in_page import json_in_page
from generator.outputs.kit.needs import needs_in_turn
from generator.outputs.lists.doors import DoorView, doors_to, theme_doors
from generator.outputs.site.annonces import has_real_date
from generator.outputs.site.dates import DateRow, coming, date_row, first_dates
from generator.outputs.site.site import Site

CARDS = 6
MEETINGS = 4
NEEDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What the home page shows: things of a défi with the défi, and where they are told."""

    rendez_vous: Sequence[DateRow]
    week_end: bool
    """Whether there is something to go to at the end of this week."""
    besoins: Sequence[tuple[Defi, Besoin, str]]
    derniers: Markup
    phases: Sequence[DoorView]
    territoires: Sequence[DoorView]
    themes: Sequence[DoorView]
    genres: Mapping[str, str]
    """What kind of project each défi is, by slug: its title does not always say so."""
    rien: str
    """That nothing can be sent, where it is so: then home promises only to prepare and print."""
    ou_parler: str
    """Where one speaks of what one has prepared: at a meeting only where a real one is to come."""
    sans_compte: bool
    """Whether what one writes can be sent without an account."""
    accompagne: bool
    """Whether someone accompanies défis: a pilot territory that is no example."""
    liees: Markup
    """What the page says of the site to search engines."""


def home_view(site: Site, path: str) -> HomeView:
    """What the home page shows beside its text."""
    root = addresses.root_from(addresses.HOME)
    living = site.living
    latest = sorted(living, key=lambda d: (d.exemple, -site.changes[d.slug].toordinal(), d.slug))
    needs = needs_in_turn(living)
    return HomeView(
        rendez_vous=[date_row(site, one, root) for one in first_dates(site, living, MEETINGS)],
        week_end=_has_week_end(site),
        besoins=[
            (defi, need, f"{root}{addresses.defi(defi.slug)}#besoins")
            for defi, need in needs[:NEEDS]
        ],
        derniers=site.cards_of(latest[:CARDS], root),
        phases=doors_to(site, PHASES, addresses.phase, root),
        territoires=doors_to(site, TERRITOIRES, addresses.territory, root),
        themes=theme_doors(site, root),
        genres=site.kinds,
        rien=site.doors.rien,
        ou_parler="au prochain rendez-vous" if site.once(has_real_date) else "autour de vous",
        sans_compte=site.doors.lettre or site.doors.relais,
        accompagne=any(not one.fiche.exemple for one in site.catalogue.pilotes.values()),
        liees=_linked(site),
    )


def _has_week_end(site: Site) -> bool:
    """Whether there is a date to come on the Saturday or the Sunday of this week."""
    days = week_end(site.today)
    return any(days.holds(one.jour) for one in site.once(coming))


def _linked(site: Site) -> Markup:
    """The JSON-LD of the site (https://schema.org/WebSite), where who publishes and where are
    known; else nothing.
    """
    if not (site.url and site.view.organisation):
        return Markup()
    document = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.view.nom,
        "description": site.view.description,
        "url": site.url,
        "inLanguage": "fr",
        "publisher": {"@type": "Organization", "name": site.view.organisation},
    }
    return json_in_page(document)
