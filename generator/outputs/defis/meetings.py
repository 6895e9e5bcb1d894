"""The meetings and the great days of a défi, as its page and its dossier show them."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import NamedTuple, TypeVar

from generator.content.model import Defi, Evenement, Rencontre
from generator.content.vocabulary import GENRES_RENCONTRE, index
from generator.text.typography import heures, jour_court, paragraphs, sentence

_GENRES = index(GENRES_RENCONTRE)


class MeetingView(NamedTuple):
    """A meeting; `note` says what is particular about it: cancelled, or gone by untold."""

    titre: str
    quand: date
    passe: bool
    detail: str
    question: str
    acces: str
    note: str
    recit: tuple[str, ...]


class EventView(NamedTuple):
    titre: str
    quand: date
    passe: bool
    detail: str


V = TypeVar("V", "MeetingView", "EventView")


def _parted(views: list[V]) -> tuple[tuple[V, ...], tuple[V, ...]]:
    """Those to come, the nearest first, and the others, the latest first.

    Those of one day keep the order of the file.
    """
    coming = [view for view in views if not view.passe]
    past = [view for view in views if view.passe]
    coming.sort(key=attrgetter("quand"))
    past.sort(key=attrgetter("quand"), reverse=True)
    return tuple(coming), tuple(past)


def events(defi: Defi, today: date) -> tuple[tuple[str, tuple[EventView, ...]], ...]:
    """The great days to come and the past ones, each group with its heading; no empty one."""
    if not defi.evenements:
        return ()
    views = [_event(each, today) for each in defi.evenements]
    groups = zip(("À venir", "Déjà passés"), _parted(views), strict=True)
    return tuple(group for group in groups if group[1])


def meetings(defi: Defi, today: date) -> tuple[tuple[MeetingView, ...], tuple[MeetingView, ...]]:
    """The meetings to come and the past ones, those that are gone left out."""
    return _parted([_meeting(r, today) for r in defi.rencontres if not r.is_gone(today)])


def _meeting(rencontre: Rencontre, today: date) -> MeetingView:
    passe = rencontre.is_past(today)
    return MeetingView(
        titre=rencontre.titre,
        quand=rencontre.date,
        passe=passe,
        detail=_place_and_hours(rencontre, today.year),
        question=rencontre.question or "",
        acces=sentence(rencontre.accessibilite) if rencontre.accessibilite else "",
        note=_note(rencontre, passe),
        recit=paragraphs(rencontre.compte_rendu),
    )


def _place_and_hours(rencontre: Rencontre, year: int) -> str:
    """« Débat, 18 h 30 – 20 h 30. Salle des fêtes, Épinal (88). »"""
    commune = f", {rencontre.commune.label}" if rencontre.commune else ""
    genre = _GENRES[rencontre.genre].label
    if rencontre.date.year != year:  # a borne has no room for the year
        genre = f"{genre} du {jour_court(rencontre.date)}"
    hours = heures(rencontre.debut, rencontre.fin)
    when = f", {hours}" if hours else ""
    return f"{genre}{when}. {sentence(rencontre.lieu + commune)}"


def dated(day: date | None, year: int) -> str:
    """The whole date, when the year is not the one in which the page is read."""
    return "" if day is None or day.year == year else f"Le {jour_court(day)} : "


def _note(rencontre: Rencontre, passe: bool) -> str:
    if rencontre.is_cancelled:
        return "Cette rencontre est annulée."
    if rencontre.is_planned and passe:
        return "La date est passée. Vous y étiez ?"
    return ""


def _event(event: Evenement, today: date) -> EventView:
    commune = f", {event.commune.label}" if event.commune else ""
    return EventView(
        titre=event.titre,
        quand=event.date,
        passe=not event.is_coming(today),
        detail=dated(event.date, today.year) + sentence(event.lieu + commune),
    )
