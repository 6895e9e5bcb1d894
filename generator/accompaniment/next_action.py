"""The next dated thing of a défi, with all that is known of it: hours, place, how one comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import NamedTuple

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

    @property
    def is_complete(self) -> bool:
        """To come, with its hour and its place."""
        return self.is_coming and not self.missing


EVENT = "evenement"
"""The `genre` of a great day, which is no meeting."""


def next_action(defi: Defi, today: date) -> NextAction:
    """What happens first: the action that the group gave, its meetings, its great days.

    On one day the action is told before the others; one that was called off is none.
    """
    action = defi.prochaine_action
    stands = action is not None and action.date >= today and not _is_called_off(action, defi)
    coming = [one for one in _dated(defi) if one.is_coming(today)]
    if action and stands:
        coming = [one for one in coming if one.date < action.date]
    if coming:
        return min(map(_of, coming), key=_order)
    if action and stands:
        return _with_what_its_day_tells(action, defi)
    is_past = action is not None and action.date < today
    return NextAction("passee", action.date, action.quoi) if action and is_past else _NONE


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


def is_the_meeting(action: ProchaineAction, meeting: Rencontre | Evenement) -> bool:
    """Whether an action is a meeting, or a great day, of its day: by their titles, else by what they say."""
    if action.date != meeting.date:
        return False
    named = search_key(action.quoi) == search_key(meeting.titre)
    return named or _may_be(action, _of(meeting))


def _dated(defi: Defi) -> Iterator[Rencontre | Evenement]:
    yield from defi.rencontres
    yield from defi.evenements


def _of(dated: Rencontre | Evenement) -> NextAction:
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


def _order(coming: NextAction) -> tuple[date, time, str, str]:
    """By day, then by hour, what has none last; the rest only makes the order total."""
    return coming.date or date.max, coming.debut or time.max, coming.quoi, coming.lieu


def _is_called_off(action: ProchaineAction, defi: Defi) -> bool:
    """Whether an action is a meeting that was called off, and none that is still planned."""
    day = [one for one in defi.rencontres if one.date == action.date]
    off = any(one.is_cancelled and is_the_meeting(action, one) for one in day)
    return off and not any(one.is_planned and is_the_meeting(action, one) for one in day)


def _with_what_its_day_tells(action: ProchaineAction, defi: Defi) -> NextAction:
    """An action to come; what it does not say is taken from the meeting or event that it is."""
    told = _on_its_day(action, defi)
    if told is None or not _may_be(action, told):
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
    return told._replace(
        quoi=action.quoi,
        debut=told.debut if action.debut is None else action.debut,
        fin=told.fin if action.fin is None else action.fin,
        lieu=action.lieu or told.lieu,
        venir=action.venir or told.venir,
    )


def _on_its_day(action: ProchaineAction, defi: Defi) -> NextAction | None:
    """What stands on the day of an action: the one of its title, else the only one."""
    day = action.date
    found = [one for one in _dated(defi) if one.date == day and one.is_coming(day)]
    if len(found) > 1:
        found = [one for one in found if search_key(one.titre) == search_key(action.quoi)]
    return _of(found[0]) if len(found) == 1 else None


def _may_be(action: ProchaineAction, other: NextAction) -> bool:
    """Whether an action and what stands on its day are one thing: they share something, nothing differs.

    Of two places, one must be the other told longer, or the access of one would be said of another.
    """
    for mine, its in ((action.debut, other.debut), (action.fin, other.fin)):
        if None not in {mine, its} and mine != its:
            return False
    if action.lieu:
        return _hold_each_other(action.lieu, other.lieu)
    same_hour = action.debut is not None and action.debut == other.debut
    return same_hour or _hold_each_other(action.quoi, other.quoi)


def _hold_each_other(one: str, other: str) -> bool:
    """Whether all the words of one of two texts are words of the other."""
    if one == other:  # most often: to spell both is far dearer
        return True
    mine, its = (set(search_key(text).split()) for text in (one, other))
    return mine <= its or its <= mine
