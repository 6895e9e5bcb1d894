"""The page `/suivre/`, and that of each place and theme: one calendar and one feed, how to take them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.facets import By, Facet, followed
from generator.accompaniment.feed import KINDS
from generator.geography import departements
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Output
from generator.outputs.lists.doors import by_region
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site

Group = tuple[str, Sequence[Link]]
"""A heading, and links."""


class Door(NamedTuple):
    """A file that one can follow."""

    url: str
    """From the page."""
    adresse: str
    """Whole, to be written down or copied; nothing where the site does not know where it stands."""
    ouvrir: str
    """Opens the calendar of the device (`webcal:`), likewise; nothing for a feed."""


class FollowView(NamedTuple):
    """What one follows on a page: its dates and its news."""

    nom: str
    """What they are of: a place, a theme; nothing for all of them."""
    calendrier: Door
    flux: Door
    agenda: str
    """Where the same dates are read."""
    liste: str
    """Where the same is read without a reader of feeds."""
    lire: str
    """What that page is."""
    sortes: Sequence[Link] = ()
    """On the page of all, the feed of each kind of news."""
    lieux: Sequence[Group] = ()
    """On the page of all, the other pages of this family."""
    regions: Sequence[Group] = ()
    """Likewise, those of départements by région."""


def follow_view(site: Site, path: str) -> FollowView:
    """All défis, and where else one can choose to look."""
    root = addresses.root_from(addresses.SUIVRE)
    return FollowView(
        nom="",
        calendrier=_door(site, root, addresses.calendar(), is_calendar=True),
        flux=_door(site, root, addresses.feed()),
        agenda=root + addresses.AGENDA,
        liste=root + addresses.SUIVI,
        lire="ce qui a changé",
        sortes=[(kind.titre, root + addresses.feed_of_kind(kind.nom)) for kind in KINDS],
        lieux=[(titre, some) for by, titre in _GROUPS.items() if (some := _links(site, root, by))],
        regions=_regions(site, root),
    )


_GROUPS = {
    By.TERRITORY: "Un type de territoire",
    By.PILOTE: "Un territoire pilote",
    By.THEME: "Un thème",
}


def draw_followed(site: Site, shell: Shell, facet: Facet) -> Iterator[Output]:
    """The page of one place or of one theme."""
    address = addresses.follow(facet.by, facet.slug)
    root = addresses.root_from(address)
    nom = site.name_of(facet)
    view = FollowView(
        nom=nom,
        calendrier=_door(site, root, addresses.calendar(facet.by, facet.slug), is_calendar=True),
        flux=_door(site, root, addresses.feed(facet.by, facet.slug)),
        agenda=root + addresses.agenda(facet.by, facet.slug),
        liste=root + addresses.facet(facet.by, facet.slug),
        lire="la page de ces défis",
    )
    content = site.template("follow/lieu.html").render(vue=view, racine=root)
    feed = f"Les nouvelles : {facet.nom}", addresses.feed(facet.by, facet.slug)
    head = site.head(address, f"Suivre : {nom}", _SAID.format(nom), feed=feed)
    yield Output(addresses.file_of(address), shell.wrap(root, head, content).encode())


_SAID = "{} : ses dates, ses nouvelles, et comment en être tenu au courant."


def _door(site: Site, root: str, address: str, *, is_calendar: bool = False) -> Door:
    """A file at an address."""
    whole = site.canonical(address)
    return Door(root + address, whole, addresses.subscription(whole) if is_calendar else "")


def _links(site: Site, root: str, by: By) -> list[Link]:
    return [
        (site.name_of(facet), root + addresses.follow(by, facet.slug))
        for facet in followed(site.facets)
        if facet.by is by
    ]


def _regions(site: Site, root: str) -> Sequence[Group]:
    """The départements that one can follow, by région, those overseas together."""
    return by_region(
        (departements()[facet.slug], (facet.nom, root + addresses.follow(facet.by, facet.slug)))
        for facet in followed(site.facets)
        if facet.by is By.DEPARTEMENT
    )
