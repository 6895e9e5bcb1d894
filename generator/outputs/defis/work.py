"""What there is to do in a défi and what came of it: trials, needs, dates, plan, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.examples import lieu
from generator.accompaniment.news import SHOWN_PAST
from generator.content.model import Besoin, Defi, Evenement, Rencontre
from generator.outputs.defis.context import ROOT_OF_PAGE
from generator.outputs.defis.shared import MeetingView, TrialView, dated, meetings, trials
from generator.text.typography import in_a_sentence, listed, sentence

Need = tuple[Besoin, str, str]
"""A need, what a reader can answer to it, and where."""

DayView = tuple[Evenement, str]
"""A great day, with where it is."""

SHOWN_TRIALS = 1
"""How many trials the page shows, the latest first; the dossier shows all."""


class WorkView(NamedTuple):
    """What there is to do, and what was done."""

    essais: list[TrialView]
    """The latest first, `SHOWN_TRIALS` at most."""
    autres_essais: int
    pistes: str
    """The options that are weighed, while nothing was tried yet."""
    prochaine: Rencontre | None
    """The meeting that the next action tells already."""
    a_venir: list[MeetingView]
    """The nearest meeting, when the next action is another thing."""
    ensuite: list[MeetingView]
    """Those after it, the nearest first."""
    passes: list[MeetingView]
    """The latest first, `SHOWN_PAST` at most: the others are in the dossier."""
    besoins: list[Need]
    """Those to be found, each with an answer; of a finished défi, none has."""
    trouves: list[Besoin]
    offres: list[Besoin]
    """Those to be had first."""
    jours: list[DayView]
    """The great days to come, the nearest first."""
    jours_passes: list[DayView]
    """The latest first."""
    partenaires: str
    """The names of those who said yes."""


def work_view(defi: Defi, today: date, told: Rencontre | None) -> WorkView:
    """The work of a défi; `told` is the meeting that its next action is."""
    coming, past = meetings(defi, today)
    others = [one for one in coming if one.rencontre is not told]
    shown = 0 if told else 1
    tried = trials(defi)
    days = sorted(defi.evenements, key=attrgetter("date"))
    return WorkView(
        essais=tried[:SHOWN_TRIALS],
        autres_essais=len(tried[SHOWN_TRIALS:]),
        pistes="" if tried else listed([f"« {one.titre} »" for one in defi.pistes]),
        prochaine=told,
        a_venir=others[:shown],
        ensuite=others[shown:],
        passes=past[:SHOWN_PAST],
        besoins=needs(defi),
        trouves=[need for need in defi.besoins if not need.is_open],
        offres=sorted(defi.offres, key=lambda offer: not offer.is_open),
        jours=_placed(defi, [day for day in days if day.is_coming(today)], today.year),
        jours_passes=_placed(
            defi, [day for day in days[::-1] if not day.is_coming(today)], today.year
        ),
        partenaires=listed(
            [in_a_sentence(one.nom) for one in defi.partenaires if one.statut == "engage"]
        ),
    )


_ANSWERS = {
    "competence": "Je sais faire",
    "reseau": "Je connais quelqu’un",
    "experience": "Je l’ai vécu",
    "materiel": "J’en ai",
    "lieu": "J’ai un lieu",
    "temps": "J’ai du temps",
    "argent": "Je peux donner",
}
"""What a reader answers to an open need, by its nature."""


def needs(defi: Defi) -> list[Need]:
    """What is still to be found, with what a reader can answer; nothing once all is over."""
    wanted = [need for need in defi.besoins if need.is_open]
    if defi.is_finished:
        return [(need, "", "") for need in wanted]
    return [
        (need, _ANSWERS[need.nature], ROOT_OF_PAGE + addresses.answer(defi.slug, need.quoi))
        for need in wanted
    ]


def _placed(defi: Defi, days: Sequence[Evenement], year: int) -> list[DayView]:
    return [(day, _where_and_when(defi, day, year)) for day in days]


def _where_and_when(defi: Defi, day: Evenement, year: int) -> str:
    commune = f", {day.commune.label}" if day.commune else ""
    return dated(day.date, year) + sentence(lieu(day.lieu, defi) + commune)
