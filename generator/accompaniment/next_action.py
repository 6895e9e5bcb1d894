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
    """What happens next: the action that the group gave, else its next meeting or event."""
    action = defi.prochaine_action
    if action and action.date >= today:
        return _with_what_its_day_tells(action, defi)
    coming = [_of(one) for one in _dated(defi) if one.is_coming(today)]
    if coming:
        return min(coming, key=_order)
    return NextAction("passee", action.date, action.quoi) if action else NextAction("absente")


def untold(defi: Defi, action: NextAction) -> str:
    """The gesture that tells what became of an action gone by; nothing when that is told, or none is."""
    if action.state != "passee" or action.date is None:
        return ""
    if any(one.date == action.date and one.is_planned for one in defi.rencontres):
        return "tenue"
    told = any(entry.date >= action.date for entry in defi.journal)
    held = any(one.date == action.date and one.is_held for one in defi.rencontres)
    return "" if told or held else "recit"


def _dated(defi: Defi) -> Iterator[Rencontre | Evenement]:
    yield from defi.rencontres
    yield from defi.evenements


def _of(dated: Rencontre | Evenement) -> NextAction:
    """What is known of a meeting or of a great day."""
    if isinstance(dated, Evenement):
        return NextAction(
            "a-venir", dated.date, dated.titre, None, None, dated.lieu, dated.commune, genre=EVENT
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
    )


def _order(coming: NextAction) -> tuple[date, time, str, str]:
    """By day, then by hour, what has none last; the rest only makes the order total."""
    return coming.date or date.max, coming.debut or time.max, coming.quoi, coming.lieu


def _with_what_its_day_tells(action: ProchaineAction, defi: Defi) -> NextAction:
    """An action to come; what it does not say is taken from the meeting or event that it is."""
    day = action.date
    same_day = [one for one in _dated(defi) if one.date == day and one.is_coming(day)]
    told = _of(same_day[0]) if len(same_day) == 1 else None
    if told is None or not _may_be(action, told):
        return NextAction(
            "a-venir",
            action.date,
            action.quoi,
            action.debut,
            action.fin,
            action.lieu or "",
            venir=action.venir or "",
        )
    return told._replace(
        quoi=action.quoi,
        debut=told.debut if action.debut is None else action.debut,
        fin=told.fin if action.fin is None else action.fin,
        lieu=action.lieu or told.lieu,
        venir=action.venir or told.venir,
    )


def _may_be(action: ProchaineAction, other: NextAction) -> bool:
    """Whether an action and what stands on its day may be one thing: they say nothing contrary.

    Of two places, one must be the other told longer, or the access of one would be said of another.
    """
    for mine, its in ((action.debut, other.debut), (action.fin, other.fin)):
        if None not in {mine, its} and mine != its:
            return False
    if not action.lieu or other.lieu in action.lieu:  # most often: to spell both is far dearer
        return True
    mine_said, its_said = search_key(action.lieu), search_key(other.lieu)
    return mine_said in its_said or its_said in mine_said
