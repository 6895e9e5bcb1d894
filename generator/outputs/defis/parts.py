"""What the page of a défi shows of it, and what its dossier holds beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.content.model import Defi
from generator.outputs.site.site import Site

SHOWN_PAST = 2
"""How many past meetings the page of a défi shows; its dossier shows all."""

SHOWN_ROAD = 5
"""How many moments of its road, likewise."""

SHOWN_PLAN = 5
"""How many tasks of its plan, likewise: those to do, then the latest done."""


def dossiers(site: Site) -> Mapping[str, tuple[str, ...]]:
    """What the dossier of each défi holds, by slug."""
    return {slug: dossier_parts(defi, site.today) for slug, defi in site.catalogue.defis.items()}


def dossier_parts(defi: Defi, today: date) -> tuple[str, ...]:
    """What the dossier of `defi` holds beside what its page shows, in the words of its headings.

    Nothing when its page says it all: there is then no dossier.
    """
    held = sum(r.is_past(today) for r in defi.rencontres if not r.is_gone(today))
    money = defi.financement
    parts = (
        ("Notre façon de faire", defi.organisation or defi.decision),
        ("Ce que nous avons décidé", defi.decisions),
        ("Le budget", money and (money.depenses or money.recettes)),
        ("Avec qui", defi.partenaires or defi.acteurs or defi.parrains),
        ("Qui accompagne", defi.accompagnement),
        ("Les pistes", defi.pistes),
        ("Ce que nous avons essayé", defi.experiences),
        ("Nos repères", defi.reperes),
        ("Ce qui est prévu", len(defi.plan) > SHOWN_PLAN),
        ("Tous les rendez-vous passés", held > SHOWN_PAST),
        ("Le chemin parcouru", 1 + len(defi.historique) + len(defi.journal) > SHOWN_ROAD),
    )
    return tuple(name for name, has in parts if has)
