"""A défi, a guide, an annonce as a list shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.next_action import NextAction
from generator.content.fiches import Document, FicheAnnonce, FicheGuide
from generator.content.model import Defi
from generator.content.vocabulary import ETATS, index
from generator.outputs.kit.blocks import ContactView, Link
from generator.text.typography import capital, heure, jour

_ETATS = index(ETATS)


def foot_of_card(defi: Defi, action: NextAction) -> str:
    """The foot of a card: the next date and its hour, else where the défi stands.

    The card says where the défi is, so that only another town is told.
    """
    if defi.is_finished:
        return _ETATS[defi.etat].label
    if action.is_coming and action.date:
        hour = heure(action.debut) if action.debut is not None else ""
        town = action.commune.name if action.commune else ""
        return f"{', '.join(filter(None, (_day_of_card(action.date), hour, town)))} : {action.quoi}"
    return _ETATS[defi.etat].label if defi.is_paused else "Date à fixer"


@lru_cache(maxsize=4096)
def _day_of_card(day: date) -> str:
    return capital(jour(day).rpartition(" ")[0])


GuideCard = tuple[FicheGuide, str]
"""A guide in a list, and its address."""


def guide_cards(
    guides: Iterable[Document[FicheGuide]], racine: str, fits: Callable[[FicheGuide], bool]
) -> list[GuideCard]:
    """Those of some guides that fit, on a page from which the root of the site is `racine`."""
    return [(g.fiche, racine + addresses.guide(g.slug)) for g in guides if fits(g.fiche)]


class AnnonceCard(NamedTuple):
    """What one person said, and what others make of it."""

    fiche: FicheAnnonce
    reprises: Sequence[Link]
    """The défis that take it up."""
    en_reponse_a: str
    """The first words of the annonce that it answers, if it answers one."""
    quelques_mots: str
    """Its own first words."""
    repondre: str
    """Where one answers it: a form or a letter already about it; nothing where there is none."""
    finie: str
    """Where one says that it is found, taken, or holds no more, likewise; never of an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoncesView:
    """The annonces of a place, and how to answer them."""

    cartes: Sequence[AnnonceCard]
    autres: int
    """How many older ones are not shown."""
    contact: ContactView | None
    """Whom to write a letter to; never an example, whom nobody reads."""
    par_formulaire: bool
    """Whether one answers by a form, whose answer will stand on the same page."""
    rencontre: Link | None
    """Where nothing can be sent: the next date of the place, and the défi that one meets there."""
    annoncer: str
    """Where one says one's own."""
    guides: str
    sans_porte: bool
    """Whether an annonce can only be prepared and printed."""
    inventees: bool
    """Whether all are examples: nobody waits for an answer."""
    ensemble: Sequence[str]
    """« Cinq annonces, autour de Mirecourt, cherchent la même chose… »: those that can be gathered."""
    tous: str
    """Where they are read together, and all that is looked for and offered in the place."""
