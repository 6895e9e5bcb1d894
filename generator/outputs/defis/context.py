"""What is known around a défi: all that its page shows and that does not stand in its own file.

A page is drawn from the défi and from this, so that two builds in which both are equal give the
same page: `serve` needs nothing else to know what it may leave as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.journey import Around, Stage, stages
from generator.accompaniment.next_action import NextAction
from generator.content.fiches import Document, FichePilote
from generator.content.images import ImageInfo
from generator.content.model import Defi
from generator.outputs.defis.shared import dossiers
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.site_view import SiteView
from generator.outputs.maps.drawn_maps import LocatorView
from generator.outputs.site.dates import ahead, dates
from generator.outputs.site.helping import NONE, Meetings, needs_met, offers_met
from generator.outputs.site.roads import neighbourhoods
from generator.outputs.site.site import Site
from generator.text.typography import words_of

ROOT_OF_PAGE = addresses.root_from(addresses.defi("…"))
"""The way from the page of any défi to the root of the site."""


class DefiContext(NamedTuple):
    """What other files, the day and the settings say around one défi.

    Links are pairs (words, slug); without a slug, nothing can be linked to.
    """

    site: SiteView
    url: str
    """Where the site will stand, with a slash at its end; empty when not known."""
    today: date
    action: NextAction
    change: date
    """The day of its latest news."""
    dates: Sequence[RendezVous] = ()
    """All of its dates, in their order."""
    coming: Sequence[RendezVous] = ()
    """Those to which one can still go; what comes back stands there once."""
    calendars: Mapping[str, str] = MappingProxyType({})
    """The file that puts each of these in a calendar, by the name of the date."""
    genre: str = ""
    """Its kind in plain words, or nothing."""
    pilote: Document[FichePilote] | None = None
    """The territory that accompanies it."""
    image: ImageInfo | None = None
    annonces: tuple[str, ...] = ()
    """The texts that it answers, as people wrote them."""
    themes: tuple[Link, ...] = ()
    around: Around = Around()
    """What its road depends on: who else asks near it, which guides help."""
    inspire_de: tuple[Link, ...] = ()
    partie_de: tuple[Link, ...] = ()
    modele: str = ""
    descendance: tuple[Link, ...] = ()
    """The défis that are part of this one, or inspired by it."""
    situer: LocatorView | None = None
    """Where it is on a small map."""
    besoins: Meetings = NONE
    """What is offered near it for what it lacks."""
    offres: Meetings = NONE
    """What is looked for near it among what it offers."""
    dossier: tuple[str, ...] = ()
    """What its dossier holds beside its page, in the words of its headings."""


def defi_context(site: Site, defi: Defi) -> DefiContext:
    """What is known around a défi, on the day of a site."""
    catalogue = site.catalogue
    coming = tuple(ahead(site, defi))
    return DefiContext(
        site=site.view,
        url=site.url,
        today=site.today,
        action=site.actions[defi.slug],
        change=site.changes[defi.slug],
        dates=site.once(dates)[defi.slug],
        coming=coming,
        calendars={
            one.nom: ROOT_OF_PAGE + addresses.date_calendar(defi.slug, one.nom) for one in coming
        },
        genre=site.kinds[defi.slug],
        pilote=site.pilote_of(defi),
        image=catalogue.images.get(defi.image) if defi.image else None,
        annonces=tuple(
            catalogue.annonces[slug].fiche.texte
            for slug in defi.repond_a
            if slug in catalogue.annonces
        ),
        themes=tuple(_theme(site, slug) for slug in defi.themes),
        around=site.once(neighbourhoods).of(defi),
        inspire_de=_other(site, defi.inspire_de),
        partie_de=_other(site, defi.partie_de),
        modele=_modele(site, defi.modele),
        descendance=tuple(site.once(families).get(defi.slug, ())),
        situer=site.maps.locator(defi.commune, ROOT_OF_PAGE),
        besoins=needs_met(site, defi, ROOT_OF_PAGE),
        offres=offers_met(site, defi, ROOT_OF_PAGE),
        dossier=site.once(dossiers)[defi.slug],
    )


Road = tuple[Stage, ...]
"""Where a défi is with each step."""


def road_of(defi: Defi, known: DefiContext) -> Road:
    """The whole road of a défi, which its page and that of its steps both show."""
    return stages(defi, known.today, known.around)


def families(site: Site) -> Mapping[str, Sequence[Link]]:
    """By slug, the (title, slug) of the défis that are part of one or inspired by it."""
    found: dict[str, list[Link]] = {}
    for family in (site.catalogue.parts(), site.catalogue.inspired()):
        for slug, defis in family.items():
            links = [(defi.titre, defi.slug) for defi in defis]
            known = found.setdefault(slug, [])
            known += [link for link in links if link not in known]
    return found


def _theme(site: Site, slug: str) -> Link:
    theme = site.catalogue.themes.get(slug)
    return (theme.fiche.titre, slug) if theme else (words_of(slug), "")


def _other(site: Site, slug: str | None) -> tuple[Link, ...]:
    """The défi of that slug, if one is given; in words when it is not there."""
    if not slug:
        return ()
    other = site.catalogue.defis.get(slug)
    return ((other.titre, slug) if other else (words_of(slug), ""),)


def _modele(site: Site, slug: str | None) -> str:
    if not slug:
        return ""
    modele = site.catalogue.modeles.get(slug)
    return modele.fiche.titre if modele else words_of(slug)
