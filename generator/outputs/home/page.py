"""The home page: the next meetings, what groups look for, the latest défis, doors to all lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from markupsafe import Markup

from generator import addresses
from generator.content.model import Besoin, Defi
from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.outputs.kit.json_in_page import json_in_page
from generator.outputs.lists.doors import DoorView, doors_to, theme_doors
from generator.outputs.site.annonces import has_real_date
from generator.outputs.site.dates import DateRow, coming, date_row, real_first
from generator.outputs.site.site import Site

CARDS = 6
MEETINGS = 4
NEEDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What the home page shows: things of a défi with the défi, and where they are told."""

    rendez_vous: Sequence[DateRow]
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
    meetings = sorted(site.once(coming), key=real_first)
    latest = sorted(living, key=lambda d: (d.exemple, -site.changes[d.slug].toordinal(), d.slug))
    needs = _in_turn((defi, n) for defi in living for n in defi.open_needs)
    return HomeView(
        rendez_vous=[date_row(site, one, root) for one in meetings[:MEETINGS]],
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


def _in_turn(needs: Iterable[tuple[Defi, Besoin]]) -> list[tuple[Defi, Besoin]]:
    """Open needs in the order of their défis, the first of each before the second of any.

    All those of real défis come before that.
    """
    ranks: Counter[str] = Counter()
    ranked = []
    for defi, need in needs:
        ranked.append(((defi.exemple, ranks[defi.slug]), defi, need))
        ranks[defi.slug] += 1
    return [(defi, need) for _, defi, need in sorted(ranked, key=itemgetter(0))]


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
