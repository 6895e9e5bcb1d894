"""The pages of lists that begin with a text of `content/`: phases, themes, the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from generator import addresses
from generator.content.vocabulary import PHASE, PHASES, Term
from generator.outputs.kit.blocks import ListLink, PiloteLink
from generator.outputs.kit.cards import GuideCard, guide_cards
from generator.outputs.lists.doors import DoorView, doors_to, theme_doors
from generator.outputs.lists.list_page import ListView, list_view
from generator.outputs.lists.lists import BEFORE_A_MAP, BESIDE_A_MAP, make_lists
from generator.outputs.lists.live_map import LiveView, live_view
from generator.outputs.maps.drawn_maps import map_view
from generator.outputs.site.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """What stands around the text of a phase, a type of territory or a theme."""

    liste: ListView
    guides: Sequence[GuideCard]
    terme: Term | None = None
    suivante: ListLink | None = None
    pilotes: Sequence[PiloteLink] = ()
    vive: LiveView | None = None


@dataclass(frozen=True, slots=True)
class MapPageView:
    """The page of the map: the beginning of the list of all défis, what comes after, where they are."""

    liste: ListView
    suite: Markup
    """The cards that are folded before the map."""
    vive: LiveView


def phase_view(site: Site, path: str) -> TermView:
    """A phase: its défis, its guides, the next one."""
    slug = addresses.slug_of(path)
    address = addresses.phase(slug)
    root = addresses.root_from(address)
    later = [phase for before, phase in pairwise(PHASES) if before.slug == slug]
    return TermView(
        liste=list_view(site, site.once(make_lists)[address]),
        guides=guide_cards(site.catalogue.guides.values(), root, lambda g: slug in g.phases),
        terme=PHASE[slug],
        suivante=ListLink(later[0].label, f"{root}{addresses.phase(later[0].slug)}")
        if later
        else None,
    )


def phases_view(site: Site, path: str) -> Sequence[DoorView]:
    """The three phases, in the order of life."""
    return doors_to(site, PHASES, addresses.phase, addresses.root_from(addresses.PHASES))


def theme_view(site: Site, path: str) -> TermView:
    """A theme: its défis, its guides."""
    slug = addresses.slug_of(path)
    address = addresses.theme(slug)
    root = addresses.root_from(address)
    return TermView(
        liste=list_view(site, site.once(make_lists)[address]),
        guides=guide_cards(site.catalogue.guides.values(), root, lambda g: slug in g.themes),
    )


def themes_view(site: Site, path: str) -> Sequence[DoorView]:
    """All themes."""
    return theme_doors(site, addresses.root_from(addresses.THEMES))


def map_page_view(site: Site, path: str) -> MapPageView:
    """The beginning of the list of all défis, whose own page is as far from the root."""
    root = addresses.root_from(addresses.CARTE)
    everything = site.once(make_lists)[addresses.DEFIS]
    liste = list_view(site, replace(everything, first=BESIDE_A_MAP))
    shown = everything.members[:BESIDE_A_MAP]
    beginning = replace(
        liste,
        cartes=site.cards_of(shown[:BEFORE_A_MAP], root),
        devenus=Markup(),
        pages=(),
        toute=f"{root}{addresses.DEFIS}" if liste.suivante else "",
        carte=map_view(
            site.maps.france, site.ordered, root, titre="Les défis, sur la carte de France"
        ),
    )
    rest = site.cards_of(shown[BEFORE_A_MAP:], root)
    return MapPageView(beginning, rest, live_view(site, root))
