"""The pages of guides, and that of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator import addresses
from generator.content.fiches import FicheGuide
from generator.content.vocabulary import PHASES, TERRITOIRE, Term
from generator.outputs.kit.cards import GuideCard, guide_cards
from generator.outputs.site.site import Site

CARDS = 3
"""How many défis a guide shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """What stands around the text of a guide."""

    guide: FicheGuide
    territoires: str
    en_retard: bool
    defis: Markup


def guide_view(site: Site, path: str) -> GuideView:
    """A guide: for whom, its sources, some défis that it may help."""
    guide = site.catalogue.guides[addresses.slug_of(path)]
    fiche = guide.fiche
    root = addresses.root_from(addresses.guide(guide.slug))
    here = [defi for defi in site.living if defi.phase in fiche.phases]
    return GuideView(
        guide=fiche,
        territoires=", ".join(TERRITOIRE[slug].label for slug in fiche.territoires),
        en_retard=fiche.a_reverifier_avant < site.today,
        defis=site.cards_of(here[:CARDS], root),
    )


def resources_view(site: Site, path: str) -> Iterator[tuple[Term, list[GuideCard]]]:
    """All guides, by phase."""
    root = addresses.root_from(addresses.GUIDES)
    for phase in PHASES:
        fits = partial(_is_of, phase.slug)
        yield phase, guide_cards(site.catalogue.guides.values(), root, fits)


def _is_of(phase: str, guide: FicheGuide) -> bool:
    return phase in guide.phases
