"""The next dated thing of a défi, with all that is known of it: hours, place, how one comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any, NamedTuple, TypeVar

from generator.content.model import Defi, Evenement, ProchaineAction, Rencontre
from generator.geography import Commune, search_key


class NextAction(NamedTuple):
    """The next dated thing of a défi: `a-venir`, `passee` or `absente`.

    What is not known is empty. Of an action that is past, only its day and its words are told.
    """

    state: str
    date: date | None = None
    quoi: str = ""
    debut: time | None = None
    fin: time | None = None
    lieu: str = ""
    commune: Commune | None = None
    """Only when it is not that of the défi."""
    accessibilite: str = ""
    venir: str = ""
    """A word of vocabulary.VENUES."""
    genre: str = ""
    """That of the meeting it is, `evenement` for a great day, nothing when the action says it all."""
    nom: str = ""
    """By what calendars know it."""

    @property
    def is_coming(self) -> bool:
        """Whether one can still go to it."""
        return self.state == "a-venir"

    @property
    def missing(self) -> tuple[str, ...]:
        """What whoever wants to come would still ask: `debut`, `lieu`; of what is to come only."""
        asked = (("debut", self.debut is None), ("lieu", not self.lieu))
        return tuple(key for key, lacks in asked if lacks and self.is_coming)


EVENT = "evenement"
"""The `genre` of a great day, which is no meeting."""

Dated = Rencontre | Evenement
T = TypeVar("T", Rencontre, Evenement)


def next_action(defi: Defi, today: date) -> NextAction:
    """What happens first: the action that the group gave, its meetings, its great days.

    On one day the action is told before the others; one that was called off, or is over, is none. In
    a défi that is finished nothing is to come.
    """
    action = defi.prochaine_action
    if not defi.is_finished:
        meeting = meant(defi)
        stands = action is not None and _stands(action, meeting, today)
        coming = [one for one in _dated(defi) if one.is_coming(today)]
        if action and stands:
            coming = [one for one in coming if one.date < action.date]
        if coming:
            return min(map(_of, coming), key=_order)
        if action and stands:
            return _with_what_its_day_tells(action, meeting)
    is_past = action is not None and action.date < today
    return NextAction("passee", action.date, action.quoi) if action and is_past else _NONE


def _stands(action: ProchaineAction, meeting: Dated | None, today: date) -> bool:
    """Whether an action is to come; `meeting` is what it is, which may be held, or called off."""
    return action.date >= today and (meeting is None or meeting.is_coming(today))


_NONE = NextAction("absente")


def untold(defi: Defi, action: NextAction) -> str:
    """The gesture that tells what became of an action gone by; nothing when that is told, or none is."""
    if action.state != "passee" or action.date is None:
        return ""
    if any(one.date == action.date and one.is_planned for one in defi.rencontres):
        return "tenue"
    told = any(entry.date >= action.date for entry in defi.journal)
    settled = any(one.date == action.date for one in defi.rencontres)  # held, or called off
    return "" if told or settled else "recit"


def meant(defi: Defi) -> Dated | None:
    """The meeting or the great day that the next action of a défi is; nothing when it is a thing apart.

    That of its title; else the only one of its day that it may be, one that is planned before the
    others: pages and calendars tell one thing once, and the same of it.
    """
    action = defi.prochaine_action
    if action is None:
        return None
    day = [one for one in _dated(defi) if one.date == action.date]
    day.sort(key=lambda one: not one.is_coming(action.date))
    title = search_key(action.quoi) if day else ""
    named = [one for one in day if search_key(one.titre) == title]
    alike = named or [one for one in day if _may_be(action, _of(one))]
    planned = [one for one in alike if one.is_coming(action.date)] or alike
    return planned[0] if planned and (named or len(planned) == 1) else None


def told_whole(defi: Defi, one: T) -> T:
    """A meeting or a great day, with what the next action says of it, when that action is this one.

    Its own hours are those that count; what it does not say is taken from the action, and of two
    places that are one, the longer words.
    """
    action = defi.prochaine_action
    if action is None or action.date != one.date or meant(defi) is not one:
        return one
    more = _said_more(action, one)
    return replace(one, **more, revision=one.revision + action.revision) if more else one


def _said_more(action: ProchaineAction, one: Dated) -> dict[str, Any]:
    """What an action says of the meeting that it is, and that this one does not."""
    told: dict[str, Any] = {}
    if _agree(action.debut, one.debut) and _agree(action.fin, one.fin):
        told = {"debut": one.debut or action.debut, "fin": one.fin or action.fin}
    if action.lieu and len(action.lieu) > len(one.lieu) and _hold_each_other(action.lieu, one.lieu):
        told["lieu"] = action.lieu
    if isinstance(one, Rencontre):
        told["venir"] = one.venir or action.venir
    return {key: value for key, value in told.items() if value != getattr(one, key)}


def _dated(defi: Defi) -> Iterator[Dated]:
    yield from defi.rencontres
    yield from defi.evenements


def _of(dated: Dated) -> NextAction:
    """What is known of a meeting or of a great day."""
    if isinstance(dated, Evenement):
        return NextAction(
            "a-venir",
            dated.date,
            dated.titre,
            dated.debut,
            dated.fin,
            dated.lieu,
            dated.commune,
            genre=EVENT,
            nom=dated.nom,
        )
    return NextAction(
        "a-venir",
        dated.date,
        dated.titre,
        dated.debut,
        dated.fin,
        dated.lieu,
        dated.commune,
        dated.accessibilite or "",
        dated.venir or "",
        dated.genre,
        dated.nom,
    )


def of_day(day: date, hour: time | None) -> tuple[date, time]:
    """The order of what has a day: by hour, what has none first, as calendars put it."""
    return day, hour or time.min


def _order(coming: NextAction) -> tuple[date, time, str, str]:
    """By day and by hour; the rest only makes the order total."""
    return *of_day(coming.date or date.max, coming.debut), coming.quoi, coming.lieu


def _with_what_its_day_tells(action: ProchaineAction, meeting: Dated | None) -> NextAction:
    """An action to come, in its own words; all else is told by the `meeting` that it is."""
    if meeting is None:
        return NextAction(
            "a-venir",
            action.date,
            action.quoi,
            action.debut,
            action.fin,
            action.lieu or "",
            venir=action.venir or "",
            nom=action.nom,
        )
    whole = replace(meeting, **_said_more(action, meeting))
    return _of(whole)._replace(quoi=action.quoi)


def _may_be(action: ProchaineAction, other: NextAction) -> bool:
    """Whether an action and what stands on its day are one thing: they share something, nothing differs.

    Of two places, one must be the other told longer, or the access of one would be said of another.
    """
    if not (_agree(action.debut, other.debut) and _agree(action.fin, other.fin)):
        return False
    if action.lieu:
        return _hold_each_other(action.lieu, other.lieu)
    same_hour = action.debut is not None and action.debut == other.debut
    return same_hour or _hold_each_other(action.quoi, other.quoi)


def _agree(one: time | None, other: time | None) -> bool:
    """Whether two hours are not known to differ."""
    return None in {one, other} or one == other


def _hold_each_other(one: str, other: str) -> bool:
    """Whether all the words of one of two texts are words of the other."""
    if one == other:  # most often: to spell both is far dearer
        return True
    mine, its = (set(search_key(text).split()) for text in (one, other))
    return mine <= its or its <= mine
