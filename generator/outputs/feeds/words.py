"""What an entry says, in French: of what it is, of which défi, and where it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from generator import addresses
from generator.accompaniment import feed
from generator.accompaniment.agenda import ACTION, ACTIVITY, RendezVous
from generator.accompaniment.examples import lieu
from generator.accompaniment.feed import Told
from generator.accompaniment.news import SHOWN_PAST, SHOWN_ROAD, past_meetings
from generator.accompaniment.next_action import EVENT
from generator.content.model import Defi
from generator.content.vocabulary import GENRES_RENCONTRE, NATURES, PHASE, TERRITOIRE, VENUES, index
from generator.outputs.feeds.atom import Entry, author, category, text
from generator.outputs.site.site import Site
from generator.text.typography import capital, heures, jour, sentence

_GENRES = {slug: term.label for slug, term in index(GENRES_RENCONTRE).items()} | {
    EVENT: "Grand jour",
    ACTION: "Prochaine action",
    ACTIVITY: "Ça revient",
}
_NATURES = index(NATURES)
_VENUES = index(VENUES)

LABELS = {
    feed.NEW: "Nouveau défi",
    feed.STEP: "Étape",
    feed.JOURNAL: "Journal",
    feed.DECISION: "Décidé",
    feed.DATE: "Rendez-vous",
    feed.MINUTES: "Compte rendu",
    feed.NEED: "On cherche",
    feed.FOUND: "Trouvé",
    feed.TRIAL: "Essai",
    feed.LESSON: "Ce que nous avons appris",
}
"""What each kind of news is called, at the head of its title."""

_CUT = 80
"""How many signs of a text make its title."""


class Known(NamedTuple):
    """What all the entries of a défi say alike."""

    first: str
    """What its titles begin with: that it is invented."""
    of: str
    """« (Un café à nous) »: what they end with."""
    page: str
    """The address of its page, as XML; that of its dossier begins likewise."""
    filed: str
    """Its author and its categories, its phase apart: it was another before."""
    place: str
    """« Mirecourt, Vosges, territoire petite ville. »"""
    on_page: frozenset[str]
    """The keys of what its page tells, and its dossier might."""


def known_of(site: Site, defi: Defi, told: Sequence[Told]) -> Known:
    """What the entries of a défi say alike; `told` is all that is told of it, the newest first."""
    themes = site.catalogue.themes
    filed = [author(defi.porteur), category(defi.territoire, TERRITOIRE[defi.territoire].label)]
    filed += [category(slug, themes[slug].fiche.titre) for slug in defi.themes if slug in themes]
    place = f"{defi.commune.label}, territoire {TERRITOIRE[defi.territoire].label.lower()}."
    return Known(
        first="Exemple : " if defi.exemple else "",
        of=f" ({defi.titre})",
        page=text(site.url) + addresses.defi(defi.slug),
        filed="".join(filed),
        place=_INVENTED + place if defi.exemple else place,
        on_page=_on_page(defi, told, site.today),
    )


_INVENTED = "Cet exemple est inventé pour montrer le site. "


def _on_page(defi: Defi, told: Sequence[Told], today: date) -> frozenset[str]:
    road = [one.key for one in told if one.genre in _ROAD][:SHOWN_ROAD]
    held = {(one.date, one.titre) for one in past_meetings(defi, today)[:SHOWN_PAST]}
    minutes = (one for one in told if one.genre == feed.MINUTES)
    return frozenset((*road, *(one.key for one in minutes if (one.day, one.sujet) in held)))


def entry_of(known: Known, told: Told) -> Entry:
    """The entry of one thing that is told of a défi."""
    return Entry(
        feed.identity(told),
        _title(known, told),
        f"{_text(told)}\n{known.place}",
        told.day,
        told.published,
        known.page + _where(known, told),
        known.filed + _filed(told.genre, told.phase),
    )


_ROAD = frozenset({feed.NEW, feed.STEP, feed.JOURNAL})


@lru_cache(maxsize=64)
def _filed(genre: str, phase: str) -> str:
    return category(genre, LABELS[genre]) + category(phase, PHASE[phase].label)


_TOLD_AT: Mapping[str, str] = {
    feed.NEW: "",
    feed.STEP: "#chemin",
    feed.JOURNAL: "#chemin",
    feed.DECISION: "#decisions",
    feed.DATE: "",  # once it is gone by, the page tells it elsewhere
    feed.MINUTES: "#recits",
    feed.NEED: "#besoins",
    feed.FOUND: "#besoins",
    feed.TRIAL: "#essais",
    feed.LESSON: "#bilan",
}
_MAYBE_IN_DOSSIER = frozenset({feed.STEP, feed.JOURNAL, feed.MINUTES})
_IN_DOSSIER = frozenset({feed.DECISION, feed.TRIAL})


def _where(known: Known, told: Told) -> str:
    """Where a défi tells it, from its page: there, or in its dossier."""
    genre = told.genre
    older = genre in _MAYBE_IN_DOSSIER and told.key not in known.on_page
    inside = _DOSSIER if older or genre in _IN_DOSSIER else ""
    return inside + _TOLD_AT[genre]


_DOSSIER = addresses.dossier("…").removeprefix(addresses.defi("…"))


def _title(known: Known, told: Told) -> str:
    """« Décidé : on ouvre à deux (Un café à nous) »: a list of titles must be enough to choose."""
    what = LABELS[told.genre]
    if told.genre in _OF_ALL:
        return f"{known.first}{what} : {told.defi.titre}"
    one = told.rendez_vous
    if one is None:
        return f"{known.first}{what} : {told.sujet or _beginning(told.texte)}{known.of}"
    if one.is_cancelled:
        what = "Annulé"
    return f"{known.first}{what} : {told.sujet}, {_when(one)}{known.of}"


_OF_ALL = frozenset({feed.NEW, feed.LESSON})


def _beginning(said: str) -> str:
    """The beginning of a text, cut between two words; a short one whole, without its full stop."""
    line = " ".join(
        said.split(None, _CUT // 2 + 1)
    )  # each word has a sign and a blank: the rest is cut
    if len(line) <= _CUT:
        return line.removesuffix(".")
    return f"{line[: line.rfind(' ', 20, _CUT)].rstrip(' ,;:.')}…"


def _when(one: RendezVous) -> str:
    """« samedi 5 décembre 2026, 18 h 30 – 20 h »; of what comes back, how."""
    if one.retour:
        return f"jusqu’au {jour(one.retour.jusqu_au)}"
    return ", ".join(filter(None, (jour(one.jour), heures(one.debut, one.fin))))


def _text(told: Told) -> str:
    """What an entry says under its title."""
    if told.rendez_vous:
        return "\n".join(_of_date(told.rendez_vous))
    if told.genre in _OF_NEEDS:
        return sentence(f"{_NATURES[told.texte].label} : {told.sujet}")
    return capital(told.texte) if told.genre == feed.STEP else told.texte


_OF_NEEDS = frozenset({feed.NEED, feed.FOUND})


def _of_date(one: RendezVous) -> Iterator[str]:
    if one.is_cancelled:
        yield "Ce rendez-vous est annulé."
    elif feed.has_changed(one):
        yield "La date, les heures ou le lieu ont changé depuis l’annonce."
    yield sentence(f"{_GENRES[one.genre]} : {one.titre}")
    yield sentence(capital(_when(one)))
    if one.lieu:
        elsewhere = f", {one.commune_dite.label}" if one.commune_dite else ""
        yield sentence(lieu(one.lieu, one.defi) + elsewhere)
    if one.question:
        yield one.question
    if one.is_cancelled:
        return
    for said in (one.accessibilite, _VENUES[one.venir].label if one.venir else ""):
        if said:
            yield sentence(capital(said))
