"""The dates of a défi: its meetings, its great days, its next action, what comes back.

Pages, calendars and feeds all show dates from here, so that a fact of one (to come, gone by, moved,
called off) is the same in all.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import NamedTuple

from generator.accompaniment.news import last_day, went_by
from generator.accompaniment.next_action import EVENT, meant, of_day, told_whole
from generator.content.model import (
    Activite,
    Defi,
    Evenement,
    ProchaineAction,
    Recurrence,
    Rencontre,
)
from generator.content.vocabulary import JOURS, RANGS, SLUG_LIMIT, index, slugs
from generator.geography import Commune
from generator.text.errors import Location
from generator.text.typography import day_of_end

ACTION = "action"
"""The `genre` of a next action that is neither a meeting nor a great day."""

ACTIVITY = "activite"
"""That of what comes back."""

AHEAD = timedelta(days=62)
"""How far ahead an agenda shows each time of what comes back: calendars have the rule itself."""

RANG = index(RANGS)
_WEEKDAYS = slugs(JOURS)
_FROM_THE_FIRST = {"premier": 0, "deuxieme": 1, "troisieme": 2, "quatrieme": 3}


class RendezVous(NamedTuple):
    """One date of a défi, with all that is known of it; what is not known is empty."""

    defi: Defi
    nom: str
    """By what calendars know it: one of a défi has it alone."""
    jour: date
    """Of what comes back: the next time, else the last; one that has no day is no date."""
    titre: str
    genre: str
    """Of vocabulary.GENRES_RENCONTRE, or `EVENT`, `ACTION`, `ACTIVITY`."""
    etat: str
    """`prevue`, `tenue`, `annulee`: as of a meeting, on whatever day one looks."""
    debut: time | None = None
    fin: time | None = None
    fin_le: date | None = None
    """The day of its hour of end: sometimes the next one."""
    lieu: str = ""
    commune_dite: Commune | None = None
    """Only when it is not that of the défi."""
    revision: int = 0
    """How many times it moved."""
    question: str = ""
    accessibilite: str = ""
    venir: str = ""
    """A word of vocabulary.VENUES."""
    compte_rendu: str = ""
    retour: Recurrence | None = None
    """How it comes back; in a défi that is finished, no longer than the défi did."""
    dit_le: date | None = None
    """The day on which it was last announced, moved or called off, once that day has come."""

    @property
    def commune(self) -> Commune:
        """Where it is."""
        return self.commune_dite or self.defi.commune

    @property
    def is_planned(self) -> bool:
        """Announced, neither held nor called off, in a défi that goes on."""
        return self.etat == "prevue" and not self.defi.is_finished

    @property
    def is_cancelled(self) -> bool:
        return self.etat == "annulee"

    def is_coming(self, today: date) -> bool:
        """Whether one can still go to it: the day on which it begins tells."""
        return self.is_planned and self.jour >= today

    def is_past(self, today: date) -> bool:
        """Whether it is behind us: held, or planned and gone by; never when it was called off."""
        if self.etat == "prevue":
            return went_by(self.defi, self.jour, today)
        return self.etat == "tenue"

    def is_to_tell(self, today: date) -> bool:
        """Whether its day is behind us and nobody has said what happened there.

        Of a meeting only: nothing is asked of what comes back, nor of an action, which says it itself.
        """
        is_meeting = self.genre not in {EVENT, ACTION, ACTIVITY}
        return is_meeting and self.etat == "prevue" and self.is_past(today)


def order(one: RendezVous) -> tuple[date, time, str, str]:
    """By day, then by hour, what has none first; the rest only makes the order total."""
    return *of_day(one.jour, one.debut), one.defi.slug, one.nom


def dates_of(defi: Defi, today: date) -> list[RendezVous]:
    """Every date of a défi in its order, each once; what comes back stands there by its next time."""
    every = [one for _, one in _placed(defi)]
    noms = apart(one.nom for one in every)
    found = (_of(defi, one, nom, today) for one, nom in zip(every, noms, strict=True))
    return sorted((one for one in found if one), key=order)


def names(defi: Defi) -> dict[Location, str]:
    """By what calendars know each date of a défi, by its place in the file: as `dates_of` names them."""
    placed = _placed(defi)
    noms = apart(one.nom for _, one in placed)
    return {where: nom for (where, _), nom in zip(placed, noms, strict=True)}


def _placed(defi: Defi) -> list[tuple[Location, Named]]:
    """Each thing of a défi that calendars know by a name, once, with its place in the file."""
    placed: list[tuple[Location, Named]] = [
        *((("rencontres", rank), one) for rank, one in enumerate(defi.rencontres)),
        *((("evenements", rank), one) for rank, one in enumerate(defi.evenements)),
        *((("activites", rank), one) for rank, one in enumerate(defi.activites) if one.recurrence),
    ]
    if action := _action_alone(defi):
        placed.append((("prochaine_action",), action))
    return placed


Named = Rencontre | Evenement | Activite | ProchaineAction
"""What calendars know by a name."""


def at(defi: Defi, where: Location) -> Named:
    """The date of a place that `names` gives."""
    if where == ("prochaine_action",):
        assert defi.prochaine_action
        return defi.prochaine_action
    key, rank = where
    rows: tuple[Named, ...] = getattr(defi, str(key))
    return rows[int(rank)]


def title_of(one: Named) -> str:
    """What a date is called, of whatever list."""
    return one.quoi if isinstance(one, Activite | ProchaineAction) else one.titre


def is_ahead(defi: Defi, one: Named, today: date) -> bool:
    """Whether one can still go to a date of a file, or to one of its times."""
    if defi.is_finished:
        return False
    if isinstance(one, Activite):
        return one.recurrence is not None and one.recurrence.jusqu_au >= today
    return one.date >= today and (not isinstance(one, Rencontre) or one.is_planned)


def coming(dates: Iterable[RendezVous], today: date) -> list[RendezVous]:
    """Those to which one can still go, in their order; each time of what comes back, up to `AHEAD`."""
    found: list[RendezVous] = []
    for one in dates:
        if one.retour and one.is_planned:
            times = occurrences(one.retour, one.defi, today, today + AHEAD)
            found += [_at(one, day) for day in times]
        elif one.is_coming(today):
            found.append(one)
    return sorted(found, key=order)


def called_off(dates: Iterable[RendezVous], today: date) -> list[RendezVous]:
    """Those whose day is not gone by, of défis that go on: whoever meant to come must read it."""
    return [
        one for one in dates if one.is_cancelled and one.jour >= today and not one.defi.is_finished
    ]


class Span(NamedTuple):
    """Days that follow each other, the first and the last among them."""

    debut: date
    fin: date

    def holds(self, day: date) -> bool:
        return self.debut <= day <= self.fin


def week(today: date) -> Span:
    """From today to Sunday, as « cette semaine » is understood; on a Sunday, that day alone is left."""
    return Span(today, today + timedelta(days=6 - today.weekday()))


def week_end(today: date) -> Span:
    """The Saturday and the Sunday that come; on a Sunday, that day alone is left."""
    sunday = today + timedelta(days=6 - today.weekday())
    return Span(max(today, sunday - timedelta(days=1)), sunday)


def past(dates: Iterable[RendezVous], today: date) -> list[RendezVous]:
    """The meetings and great days that are behind us, the latest first; none that was called off."""
    kinds = {ACTION, ACTIVITY}
    behind = [one for one in dates if one.genre not in kinds and one.is_past(today)]
    return sorted(behind, key=order, reverse=True)


def occurrences(rule: Recurrence, defi: Defi, start: date, end: date) -> Iterator[date]:
    """The days on which something comes back, from `start` to `end`, both included."""
    return _days_of(rule, _weeks(rule, defi, start, end))


def _weeks(rule: Recurrence, defi: Defi, start: date, end: date) -> range:
    """The ordinals of the days of the right name, from `start` to `end`: the calendar has an end."""
    day = max(start, rule.depuis or defi.depuis)
    first = day.toordinal() + (_WEEKDAYS.index(rule.jour) - day.weekday()) % 7
    return range(first, min(end, rule.jusqu_au).toordinal() + 1, 7)


def _days_of(rule: Recurrence, weeks: Iterable[int]) -> Iterator[date]:
    """Those of some days on which something comes back, in their order."""
    off = frozenset(rule.sauf)
    for each in weeks:
        day = date.fromordinal(each)
        if _is_of_rank(rule, day) and day not in off:
            yield day


def _at(one: RendezVous, day: date) -> RendezVous:
    """What comes back, at another of its times."""
    end = one.fin_le and one.fin_le + (day - one.jour)
    return one._replace(jour=day, fin_le=end)


def returning(jour: str, rang: str | None) -> str:
    """How something comes back, in words: « chaque samedi », « le premier dimanche du mois »."""
    each = RANG[rang].label if rang else ""
    return each.replace(" du mois", f" {jour} du mois") if each else f"chaque {jour}"


def _is_of_rank(rule: Recurrence, day: date) -> bool:
    """Whether a day of the right name is the one of its month: « le premier », « le dernier »."""
    if rule.rang is None:
        return True
    if rule.rang == "dernier":
        return day.day + 7 > monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 == _FROM_THE_FIRST[rule.rang]


def _of(defi: Defi, one: Named, nom: str, today: date) -> RendezVous | None:
    """A date of a file by the name that calendars give it; nothing for what never comes back."""
    dit_le = one.dit_le if one.dit_le and one.dit_le <= today else None
    if isinstance(one, Rencontre):
        return _of_meeting(defi, one, nom, dit_le)
    if isinstance(one, Evenement):
        return _of_event(defi, one, nom, dit_le)
    if isinstance(one, ProchaineAction):
        return _of_action(defi, one, nom, dit_le)
    assert one.recurrence
    rule = _while_it_lasts(one.recurrence, defi, today)
    day = _next_or_last(rule, defi, today)
    return _of_activity(defi, one, nom, dit_le, rule, day) if day else None


def _of_meeting(defi: Defi, one: Rencontre, nom: str, dit_le: date | None) -> RendezVous:
    one = told_whole(defi, one)
    return _planned(defi, one, nom, one.titre, one.genre, dit_le)._replace(
        etat=one.statut,
        commune_dite=one.commune,
        question=one.question or "",
        accessibilite=one.accessibilite or "",
        venir=one.venir or "",
        compte_rendu=one.compte_rendu or "",
    )


def _of_event(defi: Defi, one: Evenement, nom: str, dit_le: date | None) -> RendezVous:
    one = told_whole(defi, one)
    return _planned(defi, one, nom, one.titre, EVENT, dit_le)._replace(commune_dite=one.commune)


def _of_action(defi: Defi, one: ProchaineAction, nom: str, dit_le: date | None) -> RendezVous:
    return _planned(defi, one, nom, one.quoi, ACTION, dit_le)._replace(venir=one.venir or "")


def _planned(
    defi: Defi,
    one: Rencontre | Evenement | ProchaineAction,
    nom: str,
    titre: str,
    genre: str,
    dit_le: date | None,
) -> RendezVous:
    """What all that has one day says of itself, as if it were still planned."""
    return RendezVous(
        defi,
        nom,
        one.date,
        titre,
        genre,
        "prevue",
        one.debut,
        one.fin,
        one.fin_le,
        one.lieu or "",
        revision=one.revision,
        dit_le=dit_le,
    )


def _next_or_last(rule: Recurrence, defi: Defi, today: date) -> date | None:
    """The next time that something comes back, else the last; nothing when it has no day at all."""
    coming = next(occurrences(rule, defi, today, date.max), None)
    return coming or next(_days_of(rule, reversed(_weeks(rule, defi, date.min, today))), None)


def _while_it_lasts(rule: Recurrence, defi: Defi, today: date) -> Recurrence:
    """What comes back, until its défi was finished if it is."""
    last = last_day(defi, today)
    return rule if last is None or rule.jusqu_au <= last else replace(rule, jusqu_au=last)


def _of_activity(
    defi: Defi, one: Activite, nom: str, dit_le: date | None, rule: Recurrence, day: date
) -> RendezVous:
    """What comes back, by one of its times; its hour of end may be of the day after."""
    return RendezVous(
        defi,
        nom,
        day,
        one.quoi,
        ACTIVITY,
        "prevue",
        rule.debut,
        rule.fin,
        day_of_end(day, rule.debut, rule.fin) if rule.fin else None,
        lieu=one.lieu or "",
        revision=one.revision,
        retour=rule,
        dit_le=dit_le,
    )


def _action_alone(defi: Defi) -> ProchaineAction | None:
    """The next action, when it is none of the meetings and great days of its day."""
    return None if meant(defi) else defi.prochaine_action


def apart(noms: Iterable[str]) -> Iterator[str]:
    """The same names, two that are one told apart: only files that give no name have such."""
    taken: set[str] = set()
    for nom in noms:
        apart, rank = nom, 1
        while apart in taken:
            rank += 1
            apart = f"{nom[: SLUG_LIMIT - 1 - len(str(rank))].strip('-')}-{rank}"
        taken.add(apart)
        yield apart
