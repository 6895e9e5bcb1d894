"""What the page of a défi and its dossier both show, and which parts its dossier has beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.news import SHOWN_PAST, SHOWN_ROAD, past_meetings
from generator.accompaniment.next_action import of_day, told_whole
from generator.content.model import Defi, Experience, Rencontre, Tache
from generator.content.vocabulary import PHASE, STATE_SAID, SUITES, VENUES, index
from generator.outputs.kit.blocks import Link
from generator.outputs.site.dates import GENRES, hours_and_place
from generator.outputs.site.site import Site
from generator.text.typography import capital, heures, jour_court, sentences

_SUITES = index(SUITES)
_VENUES = index(VENUES)

STATES = {slug: f"Ce défi {said}." for slug, said in STATE_SAID.items()}
"""What is said of a défi that is not simply going on."""


@lru_cache(maxsize=64)
def trail(phase: str, racine: str) -> tuple[Link, ...]:
    return (
        ("Accueil", racine),
        ("Les défis", racine + addresses.DEFIS),
        (PHASE[phase].label, racine + addresses.phase(phase)),
    )


def feed_of(defi: Defi) -> Link:
    """What the feed of a défi tells, and where it is."""
    return f"Les nouvelles : {defi.titre}", addresses.defi_feed(defi.slug)


class MeetingView(NamedTuple):
    """A meeting; `note` says what is particular about it: cancelled, or gone by untold."""

    rencontre: Rencontre
    detail: str
    venir: str
    """The access to the place, and how one comes."""
    note: str
    raconter: str
    """The gesture that tells what happened there, from the site's root; nothing when none is asked."""
    agenda: str = ""
    """The file that puts it in a calendar, while one can still go to it."""


def meetings(defi: Defi, today: date) -> tuple[list[MeetingView], list[MeetingView]]:
    """Those to come, the nearest first, and the past ones, the latest first.

    Those of one hour keep the order of the file; those that are gone are left out. In a défi that
    is finished none is to come.
    """
    ahead = () if defi.is_finished else (one for one in defi.rencontres if not one.is_past(today))
    coming = sorted(ahead, key=lambda one: of_day(one.date, one.debut))
    past = past_meetings(defi, today)
    return [_meeting(defi, m, today) for m in coming], [_meeting(defi, m, today) for m in past]


def _meeting(defi: Defi, rencontre: Rencontre, today: date) -> MeetingView:
    whole, past = told_whole(defi, rencontre), rencontre.is_past(today)
    untold = rencontre.is_planned and past
    note = _UNTOLD if untold else "Cette rencontre est annulée." if rencontre.is_cancelled else ""
    venir = None if past or not whole.venir else _VENUES[whole.venir].label
    return MeetingView(
        rencontre=rencontre,
        detail=_place_and_hours(defi, whole, today.year),
        venir=sentences(rencontre.accessibilite, venir),
        note=note,
        raconter=addresses.about(addresses.geste("tenue"), defi.slug) if untold else "",
    )


_UNTOLD = "La date est passée. Vous y étiez ?"


def _place_and_hours(defi: Defi, rencontre: Rencontre, year: int) -> str:
    """« Débat, 18 h 30 – 20 h 30. Salle des fêtes, Épinal (88). »"""
    genre = GENRES[rencontre.genre]
    if rencontre.date.year != year:  # a borne has no room for the year
        genre = f"{genre} du {jour_court(rencontre.date)}"
    hours = heures(rencontre.debut, rencontre.fin)
    place = hours_and_place(defi, (None, None), rencontre.lieu, rencontre.commune)
    return f"{', '.join(filter(None, (genre, hours)))}. {place}"


def dated(day: date | None, year: int) -> str:
    """The whole date, when the year is not the one in which the page is read: a borne has no room."""
    return "" if day is None or day.year == year else f"Le {jour_court(day)} : "


class TrialView(NamedTuple):
    """A trial, with its days and what came of it, in words."""

    essai: Experience
    periode: str
    suite: str


def trials(defi: Defi) -> list[TrialView]:
    """What was tried, the latest first."""
    latest = sorted(defi.experiences, key=attrgetter("debut"), reverse=True)
    return [TrialView(one, _period(one.debut, one.fin), _outcome(one)) for one in latest]


def _outcome(experience: Experience) -> str:
    return capital(_SUITES[experience.suite].label) if experience.suite else ""


def _period(start: date, end: date | None) -> str:
    if end is None:
        return f"Depuis le {jour_court(start)}"
    if end == start:
        return f"Le {jour_court(start)}"
    return f"Du {jour_court(start)} au {jour_court(end)}"


def plan(defi: Defi) -> list[Tache]:
    """What is to do in the order of its dates, without a day last, then what was done, the latest first."""
    to_do = sorted((t for t in defi.plan if not t.fait_le), key=lambda t: t.echeance or date.max)
    done = sorted((t for t in defi.plan if t.fait_le), key=attrgetter("fait_le"), reverse=True)
    return [*to_do, *done]


def dossiers(site: Site) -> Mapping[str, tuple[str, ...]]:
    """What the dossier of each défi holds, by slug."""
    return {slug: dossier_parts(defi, site.today) for slug, defi in site.catalogue.defis.items()}


def dossier_parts(defi: Defi, today: date) -> tuple[str, ...]:
    """What the dossier of `defi` holds beside what its page shows, in the words of its headings.

    Nothing when its page says it all: there is then no dossier.
    """
    held = len(past_meetings(defi, today))
    money = defi.financement
    roles = defi.engagements and defi.engagements.roles
    parts = (
        ("Notre façon de faire", defi.organisation or defi.decision or roles),
        ("Ce que nous avons décidé", defi.decisions),
        ("Le budget", money and (money.depenses or money.recettes)),
        ("Avec qui", defi.partenaires or defi.acteurs or defi.parrains),
        ("Qui accompagne", defi.accompagnement),
        ("Les pistes", defi.pistes),
        ("Ce que nous avons essayé", defi.experiences),
        ("Nos repères", defi.reperes),
        ("Ce qui était prévu" if defi.is_finished else "Ce qui est prévu", defi.plan),
        ("Tous les rendez-vous passés", held > SHOWN_PAST),
        ("Le chemin parcouru", 1 + len(defi.historique) + len(defi.journal) > SHOWN_ROAD),
    )
    return tuple(name for name, has in parts if has)
