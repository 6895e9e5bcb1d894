"""The addresses of the generated pages, for the sitemap, and the day of the latest news of each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator import addresses
from generator.outputs.kit.views import dossier_parts
from generator.outputs.lists.lists import DefiList, Lists, list_pages
from generator.outputs.site.site import Site

_OF_EVERYTHING = (
    addresses.HOME, addresses.DEPARTEMENTS, addresses.PILOTES, addresses.THEMES, addresses.DONNEES,
)  # fmt: skip
"""The editorial pages that show all défis, or count them."""


def generated(site: Site, lists: Lists) -> Iterator[tuple[str, str]]:
    """Each page that MkDocs does not know: its whole address and the day it last changed.

    https://www.sitemaps.org/protocol.html asks for whole addresses: none without a `site_url`.
    """
    if not site.url:
        return
    days = {one.address: _day_of(site, one) for one in lists.by_address.values()}
    for one, number in list_pages(lists):
        yield site.canonical(addresses.page(one.address, number)), days[one.address]
    for defi in site.catalogue.defis.values():
        day = site.changes[defi.slug].isoformat()
        yield site.canonical(addresses.defi(defi.slug)), day
        if dossier_parts(defi, site.today):
            yield site.canonical(addresses.dossier(defi.slug)), day


def editorial(site: Site, lists: Lists) -> dict[str, str]:
    """The day of the latest news of MkDocs' own pages, by address: those where one is known.

    A guide was read again on a day that it says, a list is as recent as its défis; when a plain
    text changed, only Git knows.
    """
    latest = _latest(site.changes.values())
    days = dict.fromkeys(_OF_EVERYTHING, latest)
    days |= {each.address: _day_of(site, each) for each in lists.by_address.values()}
    guides = site.catalogue.guides.items()
    days |= {addresses.guide(slug): guide.fiche.revu_le.isoformat() for slug, guide in guides}
    return days


def _day_of(site: Site, one: DefiList) -> str:
    """The latest news of a list: of its défis, and of what is said in its place."""
    said = (annonce.fiche.depuis for annonce in one.said)
    news = [*(site.changes[defi.slug] for defi in one.members), *said]
    return _latest(day for day in news if day <= site.today)


def _latest(days: Iterable[date]) -> str:
    latest = max(days, default=None)
    return latest.isoformat() if latest else ""
