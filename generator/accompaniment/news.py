"""What happened in défis, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from operator import attrgetter, itemgetter
from typing import NamedTuple

from generator.content.model import Defi, Rencontre
from generator.content.vocabulary import PHASE, PHASES, slugs

_ORDER = slugs(PHASES)


class Moment(NamedTuple):
    """One thing that happened in a défi."""

    day: date
    genre: str
    """`etape`, `journal`, `decision`, `besoin` (found) or `compte-rendu` (of a meeting)."""
    texte: str
    phase: str = ""
    """The one in which the défi was, or which it began."""


def road(defi: Defi) -> list[Moment]:
    """The phases of a défi and its journal as one road, newest first."""
    entries = (Moment(entry.date, "journal", entry.texte) for entry in defi.journal)
    return _in_order(defi, entries)


def last_told(defi: Defi, today: date) -> date:
    """The day of the latest thing that the file tells, up to `today`; else the first of its days.

    A date that was planned and went by tells nothing: nobody says whether it took place. The day
    on which it was announced, moved or called off does (`dit_le`).
    """
    days = [defi.depuis, *(entry.date for entry in defi.journal)]
    days += [past_phase.depuis for past_phase in defi.historique]
    days += [decision.date for decision in defi.decisions]
    days += [meeting.date for meeting in defi.rencontres if _is_told(meeting)]
    days += [visit.date for visit in defi.accompagnement]
    days += [day for trial in defi.experiences for day in (trial.debut, trial.fin) if day]
    days += [task.fait_le for task in defi.plan if task.fait_le]
    needs = (*defi.besoins, *defi.offres)
    days += [day for need in needs for day in (need.depuis, need.pourvu_le) if day]
    days += [one.dit_le for one in defi.rencontres if one.dit_le]
    days += [one.dit_le for one in defi.evenements if one.dit_le]
    days += [one.dit_le for one in defi.activites if one.dit_le]
    if defi.prochaine_action and defi.prochaine_action.dit_le:
        days.append(defi.prochaine_action.dit_le)
    return max((day for day in days if day <= today), default=min(defi.depuis, today))


def _is_told(meeting: Rencontre) -> bool:
    """Whether a meeting took place, as its group says; who tells what was said there says it too."""
    return meeting.is_held or bool(meeting.compte_rendu and not meeting.is_cancelled)


def took_place(meeting: Rencontre, today: date) -> bool:
    """Whether a meeting is one that took place, by the word of its group, on a day that has come."""
    return meeting.date <= today and _is_told(meeting)


def last_day(defi: Defi, today: date) -> date | None:
    """The last day on which something planned can have taken place; nothing while it goes on.

    Of a défi that is finished, what was planned after the latest thing it tells never took place for
    sure, even when its day is behind us.
    """
    return last_told(defi, today) if defi.is_finished else None


def went_by(defi: Defi, day: date, today: date) -> bool:
    """Whether something planned on a day is behind us: its group may tell it, or never does."""
    if day >= today:
        return False
    last = last_day(defi, today)
    return last is None or day <= last


def last_change(defi: Defi, today: date) -> date:
    """The day since which nothing happened: of the latest thing told, or planned and gone by."""
    planned = [one.date for one in defi.rencontres if one.is_planned]
    planned += [one.date for one in defi.evenements]
    by = [day for day in planned if day <= today] if not defi.is_finished else []
    return max((last_told(defi, today), *by))


SHOWN_PAST = 1
"""How many past meetings the page of a défi shows; its dossier shows all."""

SHOWN_ROAD = 3
"""How many moments of its road, likewise."""


def past_meetings(defi: Defi, today: date) -> list[Rencontre]:
    """Those that were held or whose day went by, the latest first; none that was called off.

    Those of one day keep the order of the file.
    """
    past = (
        one
        for one in defi.rencontres
        if one.is_held or (one.is_planned and went_by(defi, one.date, today))
    )
    return sorted(past, key=attrgetter("date"), reverse=True)


def is_on_page(defi: Defi, moment: Moment, today: date) -> bool:
    """Whether the page of a défi tells a moment; its dossier tells what is older."""
    if moment.genre == "compte-rendu":
        shown = past_meetings(defi, today)[:SHOWN_PAST]
        return any((one.date, one.titre) == (moment.day, moment.texte) for one in shown)
    if moment.genre in {"etape", "journal"}:
        return moment in road(defi)[:SHOWN_ROAD]
    return moment.genre == "besoin"


def latest(
    defis: Iterable[Defi], changes: Mapping[str, date], today: date, count: int
) -> list[tuple[Defi, Moment]]:
    """The latest things that happened in some défis, at most `count`, the newest first.

    Those of one day are in the order of the slugs of their défis. What is dated after `today`
    has not happened. `changes` is the day of the last change of each défi (`last_change`),
    after which nothing happened in it: most défis need not be looked into.
    """
    found: list[tuple[int, str, int, Defi, Moment]] = []
    for defi in sorted(defis, key=lambda each: changes[each.slug], reverse=True):
        if len(found) == count and (not found or changes[defi.slug] < found[-1][-1].day):
            break
        found += [
            (-moment.day.toordinal(), defi.slug, rank, defi, moment)
            for rank, moment in enumerate(_everything(defi))
            if moment.day <= today
        ]
        found = nsmallest(count, found)
    return [(defi, moment) for *_, defi, moment in found]


def _everything(defi: Defi) -> list[Moment]:
    """All that a défi dates and that is done: its road, what was decided, found, told."""
    told = [Moment(entry.date, "journal", entry.texte) for entry in defi.journal]
    told += [Moment(one.date, "decision", one.texte) for one in defi.decisions]
    told += [Moment(one.pourvu_le, "besoin", one.quoi) for one in defi.besoins if one.pourvu_le]
    told += [
        Moment(one.date, "compte-rendu", one.titre)
        for one in defi.rencontres
        if one.compte_rendu and not one.is_cancelled
    ]
    return _in_order(defi, told)


def _in_order(defi: Defi, moments: Iterable[Moment]) -> list[Moment]:
    """Some moments and the phases of a défi, newest first, each in the phase of its day.

    A phase begins before what happened in it on the same day: the sort is stable.
    """
    begun = phases_of(defi)
    told, phase = [], ""
    for day, after in begun:
        told.append(Moment(day, "etape", begins(after, phase), after))
        phase = after
    placed, phase = [], begun[0][1]
    for day, genre, texte, after in sorted([*told, *moments], key=_DAY):
        phase = after or phase
        placed.append(Moment(day, genre, texte, phase))
    placed.reverse()
    return placed


_DAY = itemgetter(0)


def phases_of(defi: Defi) -> list[tuple[date, str]]:
    """The phases of a défi, each with the day on which it began, in the order of days."""
    begun = [(past_phase.depuis, past_phase.phase) for past_phase in defi.historique]
    return sorted([*begun, (defi.depuis, defi.phase)], key=_DAY)


@lru_cache(maxsize=64)
def begins(phase: str, before: str) -> str:
    """What is said when a phase begins, after the phase `before` if there was one."""
    label = PHASE[phase].label
    if not before:
        return f"le défi commence, en {label}."
    back = _ORDER.index(phase) < _ORDER.index(before)
    return f"{'retour' if back else 'passage'} en {label}."
