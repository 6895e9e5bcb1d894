"""What kind of project a défi is, in plain words."""

from __future__ import annotations

from generator.content.catalogue import Catalogue
from generator.content.model import Defi
from generator.text.typography import words_of


def kind_of(defi: Defi, catalogue: Catalogue) -> str:
    """« Café participatif »: as its group says it, else by its model, else by its first theme.

    Nothing when none of these is told.
    """
    if defi.genre_de_projet:
        return defi.genre_de_projet
    if defi.modele and (modele := catalogue.modeles.get(defi.modele)):
        return modele.fiche.titre
    if not defi.themes:
        return ""
    slug = defi.themes[0]
    theme = catalogue.themes.get(slug)
    return theme.fiche.titre if theme else words_of(slug)
