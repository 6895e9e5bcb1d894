"""Which annonces answer which: what a person said in reply, among what still holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.content.fiches import Document, FicheAnnonce
from generator.outputs.site.site import Site

Annonce = Document[FicheAnnonce]


def answers_to(site: Site, slug: str) -> Sequence[Annonce]:
    """The annonces that answer one, by its name, the latest first."""
    return site.once(_answers).get(slug, ())


def answered_by(site: Site, annonce: Annonce) -> Annonce | None:
    """The annonce that this one answers, while that one holds."""
    other = site.once(_standing).get(annonce.fiche.repond_a or "")
    return other if other and _counts(annonce, other) else None


def _answers(site: Site) -> Mapping[str, Sequence[Annonce]]:
    """The annonces that answer each, by its name."""
    found: dict[str, list[Annonce]] = defaultdict(list)
    for one in site.annonces:
        if answered_by(site, one) and one.fiche.repond_a:
            found[one.fiche.repond_a].append(one)
    return found


def _standing(site: Site) -> Mapping[str, Annonce]:
    """The annonces that have a page, by their names."""
    return {one.slug: one for one in site.annonces}


def _counts(one: Annonce, other: Annonce) -> bool:
    """What is invented only answers what is invented: who said something real still waits."""
    return other.fiche.exemple or not one.fiche.exemple
