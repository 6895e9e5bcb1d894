"""What a town shows on its own site: a bare list or a bare map of some défis, each in a frame.

They need no script and ask nothing of another host; one of them weighs less than 30 KB in all.
Their address is that of the list that they show, after `integrer/liste/` or `integrer/carte/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.examples import Count
from generator.accompaniment.facets import By
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Output
from generator.outputs.lists.list_page import ground_of
from generator.outputs.lists.lists import DefiList, Lists, make_lists
from generator.outputs.maps.drawn_maps import MapView, map_view
from generator.outputs.site.site import Site

SHOWN = 8
"""How many défis a bare list shows: those that live, in the order of lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """A bare list or a bare map, which another site shows in a frame."""

    titre: str
    compte: Count
    est_carte: bool
    cartes: Markup
    carte: MapView | None
    """Nothing for a list, and for a map of nothing."""
    url: str
    """The whole list, on our site."""
    canonique: str
    proposer: str


class EmbedChoices(NamedTuple):
    """What one may embed."""

    groupes: Sequence[tuple[str, Sequence[Link]]]
    """A heading, then (label, address) of lists."""
    base: str
    """The whole address of `/integrer/`, where the site's own is known."""


def embedded(lists: Lists) -> list[DefiList]:
    """The lists that one may embed: all but those that cross a phase and a type of territory."""
    return [one for one in lists.values() if one.facet.by is not By.BOTH]


_TITLES = {
    By.NOTHING: "Toute la France",
    By.DEPARTEMENT: "Un département",
    By.PILOTE: "Un territoire pilote",
    By.TERRITORY: "Un type de territoire",
    By.PHASE: "Une étape",
    By.THEME: "Un thème",
}


def embed_choices(site: Site, path: str) -> EmbedChoices:
    """What the page `/integrer/` offers, in groups; an address goes without its last slash."""
    groups: dict[By, list[Link]] = {by: [] for by in _TITLES}
    for one in embedded(site.once(make_lists)):
        groups[one.facet.by].append((one.titre, one.address.rstrip("/")))
    shown = [(_TITLES[by], found) for by, found in groups.items() if found]
    return EmbedChoices(shown, f"{site.url}{addresses.INTEGRER}" if site.url else "")


def draw_embedded(site: Site, one: DefiList) -> Iterator[Output]:
    """The bare list and the bare map of one list."""
    for forme, address in (
        ("liste", addresses.embedded_list(one.address)),
        ("carte", addresses.embedded_map(one.address)),
    ):
        root = addresses.root_from(address)
        view = _view(site, one, root, carte=forme == "carte")
        page = site.template("embed/cadre.html").render(vue=view, racine=root)
        yield Output(addresses.file_of(address), page.encode())


def _view(site: Site, one: DefiList, root: str, *, carte: bool) -> EmbedView:
    living = [defi for defi in one.members if not defi.is_finished]
    shown = [] if carte else living[:SHOWN]
    return EmbedView(
        titre=one.titre,
        compte=one.compte,
        est_carte=carte,
        cartes=site.cards_of(shown, root, said=one.said_at_its_head),
        carte=_map(site, one, root) if carte else None,
        url=f"{root}{one.address}",
        canonique=site.canonical(one.address),
        proposer=f"{root}{addresses.PROPOSER}",
    )


def _map(site: Site, one: DefiList, root: str) -> MapView | None:
    return map_view(
        ground_of(site, one),
        one.members,
        root,
        titre=one.carte or f"Sur la carte : {one.titre}",
        liste=f"{root}{one.address}#bloc-liste",
    )
