"""The pages of guides, and that of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator import addresses
from generator.content.fiches import Source
from generator.content.vocabulary import PHASES, TERRITOIRES, Term, index
from generator.outputs.kit.cards import GuideCard, guide_cards
from generator.outputs.site.site import Site

CARDS = 3
"""How many défis a guide shows."""

_PHASES = index(PHASES)
_TERRITOIRES = index(TERRITOIRES)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A text that a guide leans on; without `verifie_le`, one that is still to be read."""

    numero: int
    titre: str
    url: str
    verifie_le: date | None
    copie: bool
    a_verifier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """What stands around the text of a guide."""

    titre: str
    resume: str
    phases: Sequence[Term]
    territoires: Sequence[Term]
    duree: str
    public: str
    revu_le: date
    a_reverifier_avant: date
    en_retard: bool
    en_cours: bool
    sources: Sequence[SourceView]
    defis: Markup
    modifier: str


@dataclass(frozen=True, slots=True)
class ResourcesView:
    groupes: Sequence[tuple[Term, Sequence[GuideCard]]]


def guide_view(site: Site, path: str) -> GuideView:
    """A guide: for whom, its sources, some défis that it may help."""
    guide = site.catalogue.guides[addresses.slug_of(path)]
    fiche = guide.fiche
    root = addresses.root_from(addresses.guide(guide.slug))
    here = [defi for defi in site.living if defi.phase in fiche.phases]
    return GuideView(
        titre=fiche.titre,
        resume=fiche.resume,
        phases=tuple(_PHASES[slug] for slug in fiche.phases),
        territoires=tuple(_TERRITOIRES[slug] for slug in fiche.territoires),
        duree=fiche.duree or "",
        public=fiche.public or "",
        revu_le=fiche.revu_le,
        a_reverifier_avant=fiche.a_reverifier_avant,
        en_retard=fiche.a_reverifier_avant < site.today,
        en_cours=fiche.etat == "en-cours",
        sources=source_views(fiche.sources),
        defis=site.cards_of(here[:CARDS], root),
        modifier=site.view.file_url(path),
    )


def source_views(sources: Iterable[Source]) -> tuple[SourceView, ...]:
    """The sources of a guide, numbered as its notes call them."""
    return tuple(
        SourceView(
            numero=numero,
            titre=source.titre,
            url=source.url or "",
            verifie_le=source.verifie_le,
            copie=source.copie,
            a_verifier=source.a_verifier,
        )
        for numero, source in enumerate(sources, start=1)
    )


def resources_view(site: Site, path: str) -> ResourcesView:
    """All guides, by phase."""
    root = addresses.root_from(addresses.GUIDES)
    guides = site.catalogue.guides.values()
    return ResourcesView(
        tuple(
            (phase, guide_cards(guides, root, lambda g, slug=phase.slug: slug in g.phases))  # type: ignore[misc]
            for phase in PHASES
        )
    )
