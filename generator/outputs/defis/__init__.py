"""Each défi: its page, its dossier, its road to print, its earlier addresses, its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator import addresses
from generator.content.images import ImageInfo
from generator.content.model import Defi
from generator.outputs.defis.context import DefiContext, defi_context, families, road_of
from generator.outputs.defis.dossier import draw_dossier
from generator.outputs.defis.page import draw_page
from generator.outputs.defis.shared import dossiers
from generator.outputs.defis.steps import draw_steps
from generator.outputs.kit.output import Job, Output
from generator.outputs.kit.pictures import used
from generator.outputs.site.dates import dates
from generator.outputs.site.feature import Feature, Row
from generator.outputs.site.roads import neighbourhoods
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site

SHEET = "defi.css"
"""The style sheet of these pages."""


def _jobs(site: Site) -> Iterator[Job]:
    for shared in (dates, families, dossiers, neighbourhoods, _shell):
        site.once(shared)  # here, so that no copy of this process does it again
    for info in used(site.catalogue):
        yield partial(_draw_picture, site, info)


def _shell(site: Site) -> Shell:
    return site.shell("defis", editable=True, exemple=True, sheets=[SHEET])


def _draw(site: Site, defi: Defi) -> Iterable[Output]:
    known = defi_context(site, defi)
    draw = partial(_draw_files, site, site.once(_shell), defi, known)
    return site.incremental.keep(defi.slug, (defi, known), draw)


def _draw_picture(site: Site, info: ImageInfo) -> Iterable[Output]:
    draw = partial(site.pictures.draw, info)
    return site.incremental.keep(f"images/{info.name}", info.digest, draw)


def _draw_files(site: Site, shell: Shell, defi: Defi, known: DefiContext) -> Iterator[Output]:
    road = road_of(defi, known)
    yield from draw_page(site, shell, defi, known, road)
    yield from draw_dossier(site, shell, defi, known)
    yield from draw_steps(site, shell, defi, known, road)
    yield from draw_redirects(site, defi)


def draw_redirects(site: Site, defi: Defi) -> Iterator[Output]:
    """One page for each earlier address of a défi."""
    for slug in defi.anciens_slugs:
        address = addresses.defi(slug)
        url = f"{addresses.root_from(address)}{addresses.defi(defi.slug)}"
        page = site.template("defis/redirection.html").render(
            url=url, titre=defi.titre, canonique=site.canonical(addresses.defi(defi.slug))
        )
        yield Output(addresses.file_of(address), page.encode())


def _sitemap(site: Site) -> Iterator[Row]:
    for slug in site.catalogue.defis:
        day = site.changes[slug].isoformat()
        yield Row(addresses.defi(slug), day)
        yield Row(addresses.etapes(slug), day)
        if site.once(dossiers)[slug]:
            yield Row(addresses.dossier(slug), day)


FEATURE = Feature(
    section="defis",
    jobs=_jobs,
    of_defi=_draw,
    sitemap=_sitemap,
    sheets={
        SHEET: [
            "defis/stepper.css",
            "defis/next-action.css",
            "defis/now.css",
            "defis/join.css",
            "defis/parts.css",
            "defis/locator.css",
            "defis/dossier.css",
            "defis/steps.css",
        ]
    },
    visits={
        "un défi": "defis/cafe-participatif-mirecourt/",
        "un dossier": "defis/cafe-participatif-mirecourt/dossier/",
        "tous les pas": "defis/cafe-participatif-mirecourt/etapes/",
        "un défi abouti": "defis/groupement-achat-cilaos/",
        "un défi en pause": "defis/co-promotion-chantepie/",
    },
)
