"""What several tests hand to the code: the values that their texts would give, made without a text."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.content.fiches import Document, FicheAnnonce, FicheGuide, FichePilote, FicheTheme
from generator.content.markdown import render
from generator.content.model import Defi, Rencontre
from generator.geography import Commune, find_commune

MIRECOURT = find_commune("Mirecourt (Vosges)")
REQUIRED: dict[str, Any] = {
    "titre": "Un café à nous",
    "resume": "Et si nous en ouvrions un ?",
    "phase": "creaction",
    "depuis": date(2026, 9, 12),
    "territoire": "petite-ville",
    "commune": MIRECOURT,
    "porteur": "Les voisins",
    "concerne": ("quartier",),
}


def defi(
    slug: str = "cafe", text: str = "", /, *, commune: str | Commune = MIRECOURT, **more: Any
) -> Defi:
    """A défi that says what it must, and more; its commune may be given as people write it."""
    place = find_commune(commune) if isinstance(commune, str) else commune
    said = REQUIRED | {"commune": place} | more
    return Defi(slug=slug, texte=text.encode(), corps=render(text), **said)


def rencontre(day: date, titre: str = "Un débat", /, **more: Any) -> Rencontre:
    """A meeting of a défi, to come unless `more` says otherwise."""
    said = {"genre": "debat", "lieu": "La halle", "statut": "prevue"}
    return Rencontre(date=day, titre=titre, **(said | more))


def theme(slug: str, titre: str = "Un thème") -> Document[FicheTheme]:
    return Document(slug, f"content/themes/{slug}.md", FicheTheme(titre=titre, resume="a"))


def annonce(slug: str, **more: Any) -> Document[FicheAnnonce]:
    """A wish of Mirecourt, unless `more` says otherwise."""
    said = {"genre": "envie", "texte": "a", "commune": MIRECOURT, "depuis": REQUIRED["depuis"]}
    return Document(slug, f"annonces/{slug}.md", FicheAnnonce(**(said | more)))


def pilote(slug: str, **more: Any) -> Document[FichePilote]:
    """A rural pilot territory; `more` says its area, `communes` or `departements`."""
    fiche = FichePilote(**({"nom": slug, "territoire": "rural"} | more))
    return Document(slug, f"content/territoires-pilotes/{slug}.md", fiche)


def guide(slug: str, **more: Any) -> Document[FicheGuide]:
    """A guide of the first phase, right for some months yet, unless `more` says otherwise."""
    said = {"titre": slug, "resume": "a", "phases": ("informaction",), "sources": ()}
    said |= {"revu_le": REQUIRED["depuis"], "a_reverifier_avant": date(2027, 9, 12)}
    return Document(slug, f"content/ressources/{slug}.md", FicheGuide(**(said | more)))
