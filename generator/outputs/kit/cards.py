"""A défi, a guide, an annonce as a list shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator import addresses
from generator.accompaniment.journey import NextAction
from generator.content.fiches import Document, FicheAnnonce, FicheGuide
from generator.content.model import Defi
from generator.content.vocabulary import (
    ETATS,
    GENRES_ANNONCE,
    NATURES,
    PHASES,
    TERRITOIRES,
    Term,
    index,
)
from generator.outputs.kit.blocks import CAPS, ContactView, Link
from generator.text.typography import capital, jour

_PHASES = index(PHASES)
_TERRITOIRES = index(TERRITOIRES)
_ETATS = index(ETATS)
_GENRES_ANNONCE = index(GENRES_ANNONCE)
_NATURES = index(NATURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A défi in a list."""

    url: str
    titre: str
    resume: str
    phase: Term
    territoire: Term
    commune: str
    quand: str
    exemple: bool
    cap: str


def card_view(defi: Defi, racine: str, action: NextAction) -> CardView:
    """The card of `defi` on a page from which the root of the site is `racine`."""
    return CardView(
        url=racine + addresses.defi(defi.slug),
        titre=defi.titre,
        resume=defi.resume,
        phase=_PHASES[defi.phase],
        territoire=_TERRITOIRES[defi.territoire],
        commune=defi.commune.label,
        quand=foot_of_card(defi, action),
        exemple=defi.exemple,
        cap=CAPS[defi.phase],
    )


def foot_of_card(defi: Defi, action: NextAction) -> str:
    """The foot of a card: the next date, else where the défi stands."""
    if defi.is_finished:
        return _ETATS[defi.etat].label
    if action.state == "a-venir" and action.date:
        return f"{_day_of_card(action.date)} : {action.quoi}"
    return _ETATS[defi.etat].label if defi.is_paused else "Date à fixer"


@lru_cache(maxsize=4096)
def _day_of_card(day: date) -> str:
    return capital(jour(day).rpartition(" ")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideCard:
    """A guide in a list."""

    url: str
    titre: str
    resume: str
    duree: str
    revu_le: date
    phases: Sequence[Term]


def guide_card(guide: Document[FicheGuide], racine: str) -> GuideCard:
    """A guide in a list, on a page from which the root of the site is `racine`."""
    fiche = guide.fiche
    return GuideCard(
        url=racine + addresses.guide(guide.slug),
        titre=fiche.titre,
        resume=fiche.resume,
        duree=fiche.duree or "",
        revu_le=fiche.revu_le,
        phases=tuple(_PHASES[phase] for phase in fiche.phases),
    )


def guide_cards(
    guides: Iterable[Document[FicheGuide]], racine: str, fits: Callable[[FicheGuide], bool]
) -> tuple[GuideCard, ...]:
    """Those of some guides that fit, on a page from which the root of the site is `racine`."""
    return tuple(guide_card(guide, racine) for guide in guides if fits(guide.fiche))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnonceCard:
    """What one person said, without a name; `reprises` are the défis that take it up."""

    genre: Term
    nature: str
    texte: str
    commune: str
    depuis: date
    exemple: bool
    reprises: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoncesView:
    """The annonces of a place, and how to answer them."""

    cartes: Sequence[AnnonceCard]
    autres: int
    """How many older ones are not shown."""
    contact: ContactView | None
    annoncer: str
    """Where one says one's own."""


def annonce_card(
    annonce: Document[FicheAnnonce], racine: str, taken_up: Iterable[Defi]
) -> AnnonceCard:
    """What one person said, on a page at `racine`, with the défis that take it up."""
    fiche = annonce.fiche
    return AnnonceCard(
        genre=_GENRES_ANNONCE[fiche.genre],
        nature=_NATURES[fiche.nature].label if fiche.nature else "",
        texte=fiche.texte,
        commune=fiche.commune.label,
        depuis=fiche.depuis,
        exemple=fiche.exemple,
        reprises=tuple((defi.titre, racine + addresses.defi(defi.slug)) for defi in taken_up),
    )
