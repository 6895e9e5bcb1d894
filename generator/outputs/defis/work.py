"""What there is to do in a défi and what came of it: trials, needs, dates, plan, what is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.news import SHOWN_PAST, went_by
from generator.accompaniment.next_action import of_day, told_whole, untold
from generator.content.model import Activite, Besoin, Defi, Evenement, Rencontre
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext
from generator.outputs.defis.shared import MeetingView, TrialView, dated, meetings, trials
from generator.outputs.kit.needs import Need, open_needs
from generator.outputs.site.dates import hours_and_place, in_calendar
from generator.outputs.site.helping import Meetings
from generator.text.typography import in_a_sentence, jour, jour_mois, listed

SHOWN_TRIALS = 1
"""How many trials the page shows, the latest first; the dossier shows all."""


class DayView(NamedTuple):
    """A great day."""

    jour: Evenement
    detail: str
    """The hours and the place, as far as they are known."""
    agenda: str
    """The file that puts it in a calendar, while one can still go to it."""


class ActivityView(NamedTuple):
    """What is open, or goes on."""

    activite: Activite
    fois: str
    """« samedi 5 décembre », the next time of what comes back, or nothing."""
    agenda: str
    """The file that puts it in a calendar, each time of it."""
    geste: str = ""
    """« Chaque samedi, dans mon agenda »."""


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
    proches: Meetings
    """What is offered near it for what it lacks."""
    cherchees: Meetings
    """What is looked for near it among what it offers."""
    jours: list[DayView]
    """The great days to come, the nearest first."""
    jours_passes: list[DayView]
    """The latest first."""
    activites: list[ActivityView]
    partenaires: str
    """The names of those who said yes."""


def work_view(defi: Defi, known: DefiContext, told: Rencontre | None) -> WorkView:
    """The work of a défi; `told` is the meeting that its next action is."""
    today, calendars = known.today, known.calendars
    coming, past = meetings(defi, today)
    coming = [one._replace(agenda=calendars.get(one.rencontre.nom, "")) for one in coming]
    others = [one for one in coming if one.rencontre is not told]
    shown = 0 if told else 1
    tried = trials(defi)
    days = sorted(defi.evenements, key=lambda one: of_day(one.date, one.debut))
    ahead = [] if defi.is_finished else [day for day in days if day.is_coming(today)]
    behind = (day for day in days[::-1] if went_by(defi, day.date, today))
    return WorkView(
        essais=tried[:SHOWN_TRIALS],
        autres_essais=len(tried[SHOWN_TRIALS:]),
        pistes="" if tried else listed([f"« {one.titre} »" for one in defi.pistes]),
        prochaine=told,
        a_venir=others[:shown],
        ensuite=others[shown:],
        passes=_asked_once(past[:SHOWN_PAST], _asked(defi, known)),
        besoins=needs(defi),
        trouves=[need for need in defi.besoins if not need.is_open],
        offres=sorted(defi.offres, key=lambda offer: not offer.is_open),
        proches=known.besoins,
        cherchees=known.offres,
        jours=_days(defi, ahead, known),
        jours_passes=_days(defi, behind, known),
        activites=_activities(defi, known),
        partenaires=listed(
            [in_a_sentence(one.nom) for one in defi.partenaires if one.statut == "engage"]
        ),
    )


def _asked(defi: Defi, known: DefiContext) -> date | None:
    """The day of a meeting gone by of which the next action already asks what happened."""
    asks = not (defi.is_finished or defi.is_paused)
    return known.action.date if asks and untold(defi, known.action) == "tenue" else None


def _asked_once(past: Iterable[MeetingView], asked: date | None) -> list[MeetingView]:
    """The same meetings, but for the question that is asked above them."""
    return [
        one._replace(note="", raconter="") if one.rencontre.date == asked else one for one in past
    ]


def needs(defi: Defi) -> list[Need]:
    """What is still to be found, with what a reader can answer; nothing once all is over."""
    return open_needs(defi, ROOT_OF_PAGE)


def _days(defi: Defi, days: Iterable[Evenement], known: DefiContext) -> list[DayView]:
    calendars = known.calendars
    return [
        DayView(day, _when_and_where(defi, day, known.today), calendars.get(day.nom, ""))
        for day in days
    ]


def _when_and_where(defi: Defi, day: Evenement, today: date) -> str:
    """« Le 2 juillet 2027 : 15 h – 18 h. Place du village, Épinal, Vosges. »

    The whole date of a day gone by stands before its name.
    """
    whole = told_whole(defi, day)
    told = hours_and_place(defi, (whole.debut, whole.fin), whole.lieu, whole.commune)
    return dated(day.date, today.year) + told if day.is_coming(today) else told


def _activities(defi: Defi, known: DefiContext) -> list[ActivityView]:
    """What is open, with its next time where it comes back."""
    coming = {one.nom: one for one in known.coming if one.retour} if defi.activites else {}
    return [_activity(one, coming.get(one.nom), known) for one in defi.activites]


def _activity(activite: Activite, une: RendezVous | None, known: DefiContext) -> ActivityView:
    if une is None:
        return ActivityView(activite, "", "")
    is_near = une.jour.year == known.today.year
    day = jour_mois(une.jour) if is_near else jour(une.jour)
    return ActivityView(activite, day, known.calendars[une.nom], in_calendar(une))
