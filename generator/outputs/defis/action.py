"""What happens next in a défi, in words: when, where, how one comes; else what brings a date."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.next_action import NextAction, untold
from generator.content.model import Defi, Rencontre
from generator.geography import search_key
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext
from generator.outputs.defis.shared import dated
from generator.outputs.defis.telling import how_one_comes, neighbour, when_and_where
from generator.outputs.site.dates import GENRES, PAUSED
from generator.text.typography import sentence

_ASKED = {
    (): "",
    ("debut",): "Il reste à dire l’heure.",
    ("lieu",): "Il reste à dire le lieu.",
    ("debut", "lieu"): "Il reste à dire l’heure et le lieu.",
}
"""What whoever wants to come would still ask, by what is missing of an action."""


class ActionView(NamedTuple):
    """The next action; `etat` is that of next_action.NextAction."""

    etat: str
    quand: date | None
    quoi: str
    detail: str
    """The hours and the place, as far as they are known."""
    venir: str
    """The access to the place, and how one comes."""
    rencontre: str
    """« Débat : Qui tient le comptoir ? », when the action is a meeting that bears another name."""
    question: str
    """What is asked at that meeting."""
    pause: str
    """That the group pauses, when it does and the date was announced before."""
    manque: str
    voisin: str
    """Opens the letter that brings a neighbour along; nothing where nobody is invited."""
    geste: str
    """Where the group says the date, what is missing of it, or what happened."""
    agenda: str
    """The file that puts it in a calendar; nothing of what is past."""


def action_view(defi: Defi, known: DefiContext) -> ActionView | None:
    """What happens next; a défi that is finished or that pauses asks for nothing more."""
    action, to_tell = known.action, untold(defi, known.action)
    if not action.is_coming and (defi.is_finished or defi.is_paused):
        return None
    if action.date and not (action.is_coming or to_tell):
        action = NextAction("absente")  # what is told needs no more of it than another date
    meeting = met(defi, action)
    page = f"{known.url}{addresses.defi(defi.slug)}" if known.url else ""
    return ActionView(
        etat=action.state,
        quand=action.date,
        quoi=dated(action.date, known.today.year) + sentence(action.quoi) if action.quoi else "",
        detail=when_and_where(defi, action),
        venir=how_one_comes(action),
        rencontre=_named(meeting, action),
        question=meeting.question or "" if meeting else "",
        pause=PAUSED if defi.is_paused else "",
        manque=_ASKED[action.missing],
        voisin=neighbour(defi, action, page, genre=known.genre) if action.is_coming else "",
        geste=ROOT_OF_PAGE + addresses.about(addresses.geste(to_tell or "date"), defi.slug),
        agenda=known.calendars.get(action.nom, ""),
    )


def met(defi: Defi, action: NextAction) -> Rencontre | None:
    """The meeting that the next action is, if it is one: its page need not tell it twice."""
    if not action.is_coming:
        return None
    day = [one for one in defi.rencontres if one.date == action.date and one.is_planned]
    return next((one for one in day if one.nom == action.nom and action.genre == one.genre), None)


def _named(meeting: Rencontre | None, action: NextAction) -> str:
    """« Débat : Qui tient le comptoir ? »; its kind alone, when the action says the same already."""
    if meeting is None or meeting.titre == action.quoi:
        return ""
    label = GENRES[meeting.genre]
    return sentence(label if _is_said(meeting.titre, action.quoi) else f"{label} : {meeting.titre}")


def _is_said(title: str, words: str) -> bool:
    """Whether most of what a title says stands in some `words`: its long words, or all of them."""
    mine, told = (search_key(text).split() for text in (title, words))
    long = {word for word in mine if len(word) >= _LONG} or set(mine)
    return 2 * len(long.intersection(told)) > len(long)


_LONG = 4
"""From how many letters on a word says what a thing is."""
