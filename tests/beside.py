"""A défi drawn beside a built site: its page and its data follow its file at once.

The other pages, those of the forms among them, are those of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from drawing import SAID, site_of
from playwright.sync_api import Page, Route

from generator.content.catalogue import Catalogue
from generator.content.model import Defi
from generator.outputs.data.json_files import draw_data, draw_defi_data
from generator.outputs.defis import FEATURE
from generator.outputs.site.site import Site

PREFIXES = ("defis/", "api/v1/defis")


def site_around(defi: Defi, beside: Catalogue, today: date) -> Site:
    """The site of a day that has a défi, and what a catalogue has beside it; no picture."""
    others = [each for slug, each in beside.defis.items() if slug != defi.slug]
    return site_of(
        defi,
        *others,
        today=today,
        view=SAID,
        annonces=beside.annonces.values(),
        themes=beside.themes.values(),
        pilotes=beside.pilotes,
        modeles=beside.modeles,
    )


def drawn(site: Site, slug: str) -> dict[str, bytes]:
    """The files of a défi, by their addresses."""
    defi = site.catalogue.defis[slug]
    drawn = [*FEATURE.of_defi(site, defi), *draw_defi_data(site, defi)]
    return {each.path: each.content for each in drawn}


def known(site: Site) -> dict[str, bytes]:
    """What the data tell of all the défis of a site."""
    defis = site.catalogue.defis.values()
    outputs = [*draw_data(site), *(one for defi in defis for one in draw_defi_data(site, defi))]
    return {each.path: each.content for each in outputs}


def show(
    page: Page,
    files: Callable[[], dict[str, bytes]],
    home: str,
    prefixes: Iterable[str] = PREFIXES,
) -> None:
    """Let a browser find some files where a site at `home` would have them, under some `prefixes`."""

    def answer(route: Route) -> None:
        path = route.request.url.partition("?")[0].partition("#")[0].removeprefix(home)
        name = f"{path}index.html" if path.endswith("/") else path
        found = files().get(name)
        if found is None:
            route.fallback()
        else:
            kind = "application/json" if name.endswith(".json") else "text/html; charset=utf-8"
            route.fulfill(body=found, content_type=kind)

    for prefix in prefixes:
        page.route(f"{home}{prefix}**", answer)
