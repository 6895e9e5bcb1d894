"""What the page of a défi and its dossier both show, and which parts its dossier has beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.news import SHOWN_PAST, SHOWN_ROAD, past_meetings
from generator.content.model import Defi, Rencontre, Tache
from generator.content.vocabulary import GENRES_RENCONTRE, PHASE, STATE_SAID, index
from generator.outputs.kit.blocks import Link
from generator.outputs.site.site import Site
from generator.text.typography import heures, jour_court, sentence

_GENRES = index(GENRES_RENCONTRE)

STATES = {slug: f"Ce défi {said}." for slug, said in STATE_SAID.items()}
"""What is said of a défi that is not simply going on."""


SHOWN_PLAN = 5
"""How many tasks of its plan, likewise: those to do, then the latest done."""


@lru_cache(maxsize=64)
def trail(phase: str, racine: str) -> tuple[Link, ...]:
    return (
        ("Accueil", racine),
        ("Les défis", racine + addresses.DEFIS),
        (PHASE[phase].label, racine + addresses.phase(phase)),
    )


class MeetingView(NamedTuple):
    """A meeting; `note` says what is particular about it: cancelled, or gone by untold."""

    rencontre: Rencontre
    detail: str
    note: str


def meetings(defi: Defi, today: date) -> tuple[list[MeetingView], list[MeetingView]]:
    """Those to come, the nearest first, and the past ones, the latest first.

    Those of one day keep the order of the file; those that are gone are left out.
    """
    coming = sorted((m for m in defi.rencontres if not m.is_past(today)), key=attrgetter("date"))
    past = past_meetings(defi, today)
    return [_meeting(m, today) for m in coming], [_meeting(m, today) for m in past]


def _meeting(rencontre: Rencontre, today: date) -> MeetingView:
    note = ""
    if rencontre.is_cancelled:
        note = "Cette rencontre est annulée."
    elif rencontre.is_planned and rencontre.is_past(today):
        note = "La date est passée. Vous y étiez ?"
    return MeetingView(rencontre, _place_and_hours(rencontre, today.year), note)


def _place_and_hours(rencontre: Rencontre, year: int) -> str:
    """« Débat, 18 h 30 – 20 h 30. Salle des fêtes, Épinal (88). »"""
    commune = f", {rencontre.commune.label}" if rencontre.commune else ""
    genre = _GENRES[rencontre.genre].label
    if rencontre.date.year != year:  # a borne has no room for the year
        genre = f"{genre} du {jour_court(rencontre.date)}"
    hours = heures(rencontre.debut, rencontre.fin)
    when = f", {hours}" if hours else ""
    return f"{genre}{when}. {sentence(rencontre.lieu + commune)}"


def plan(defi: Defi) -> list[Tache]:
    """What is to do in the order of its dates, then what was done, the latest first."""
    to_do = sorted((t for t in defi.plan if not t.fait_le), key=attrgetter("echeance"))
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
