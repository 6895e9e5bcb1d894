"""What news say of meetings: one that is announced or moved, one that was held or called off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.accompaniment.next_action import meant
from generator.content.model import Evenement, FicheDefi, Rencontre
from generator.content.vocabulary import GENRES_RENCONTRE, index
from generator.contributions.answers import check_said, in_order, missing, said_day
from generator.contributions.news import ALIKE, Effect, News, days_listed, likeness, quoted
from generator.geography import search_key
from generator.text.errors import Problem
from generator.text.rewriting import Add, Drop, Put

_GENRES = index(GENRES_RENCONTRE)

_UNANNOUNCED = ("tenue_genre", "tenue_lieu")
"""What is asked of a meeting that the page did not announce."""


def tell_of_meeting(news: News) -> Iterator[Effect]:
    """A meeting of the past: whether it was held, and what was said."""
    if not any(news.said(each) for each in _ASKED):
        return
    if not news.said("tenue_date"):
        yield missing(news.form.question("tenue_date"))
        return
    unclear = check_said(news.form.question("tenue_date"), news.answers["tenue_date"], news.day)
    if not_read := list(unclear):
        yield from not_read
        return
    if _was_not_announced(news):
        yield from _add_held(news)
        return
    found = _find_meeting(news)
    if isinstance(found, Problem):
        yield found
        return
    if news.said("tenue_statut"):
        outcome = {"statut": news.value("tenue_statut")}
        yield Put(("rencontres", found, "statut"), outcome["statut"])
        yield from action_follows(news, news.defi.rencontres[found], outcome)
    elif news.defi.rencontres[found].is_planned:
        yield missing(news.form.question("tenue_statut"))
    if news.said("rencontres_compte_rendu"):
        told = news.value("rencontres_compte_rendu")
        yield Put(("rencontres", found, "compte_rendu"), told)


_ASKED = (
    *("tenue_date", "tenue_titre", "tenue_statut", "rencontres_compte_rendu"),
    *_UNANNOUNCED,
)


def _was_not_announced(news: News) -> bool:
    """Whether one tells of a meeting that no row of the file is: held, and said to be of some sort or place.

    Without these, where others are noted, the day is likelier to be wrong.
    """
    day, there = news.value("tenue_date"), news.defi.rencontres
    if day > str(news.day) or any(str(meeting.date) == day for meeting in there):
        return False
    described = any(map(news.said, _UNANNOUNCED))
    return news.value("tenue_statut") == "tenue" and (described or not there)


def _add_held(news: News) -> Iterator[Effect]:
    """A meeting held that nobody announced; its sort is its name when it is given none."""
    lacking = [name for name in _UNANNOUNCED if not news.said(name)]
    yield from (missing(news.form.question(name)) for name in lacking)
    if lacking:
        return
    genre = news.value("tenue_genre")
    label = _GENRES[genre].label if genre in _GENRES else genre
    row = {
        "date": news.value("tenue_date"),
        "titre": news.value("tenue_titre") or label,
        "genre": genre,
        "lieu": news.value("tenue_lieu"),
        "statut": news.value("tenue_statut"),
    }
    if news.said("rencontres_compte_rendu"):
        row["compte_rendu"] = news.value("rencontres_compte_rendu")
    yield Add(("rencontres",), in_order(row, FicheDefi, "rencontres"))


def action_follows(
    news: News, dated: Rencontre | Evenement, given: Mapping[str, Any]
) -> Iterator[Effect]:
    """What the changes `given` of a meeting make of the next action, when that action is the meeting.

    Of a great day too. Moved, it moves, and says again what it said of the hours and the place. Who
    tells of the next action as well has the last word.
    """
    if not _is_the_action(news, dated):
        return
    action = news.defi.prochaine_action
    if given.get("statut") == "annulee":
        yield from action_goes(news, dated)
        return
    for key in ("date", "debut", "fin", "lieu", "venir"):
        if key in given and getattr(action, key) is not None:
            yield Put(("prochaine_action", key), given[key])


def action_goes(news: News, dated: Rencontre | Evenement) -> Iterator[Effect]:
    """What becomes of the next action when the meeting, or the great day, that it is does not take place."""
    action = news.defi.prochaine_action
    if action and action.date >= news.day and _is_the_action(news, dated):
        yield Drop(("prochaine_action",))


def _is_the_action(news: News, dated: Rencontre | Evenement) -> bool:
    """Whether the next action, of which nothing is answered, is that meeting."""
    return "prochaine_action" not in news.fields and meant(news.defi) is dated


def meeting_follows(news: News, given: Mapping[str, Any]) -> Iterator[Effect]:
    """What the changes `given` of the next action make of the meeting of its title and of its day.

    A group that says another day of it moves one thing: its meeting, or its great day, moves too.
    Who tells of that list as well has the last word.
    """
    action = news.defi.prochaine_action
    if action is None:
        return
    for key in ("rencontres", "evenements"):
        for rank, one in enumerate(getattr(news.defi, key)):
            same = (one.date, search_key(one.titre)) == (action.date, search_key(action.quoi))
            if not same or key in news.fields or not one.is_coming(one.date):
                continue
            for field in ("date", "debut", "fin", "lieu", "venir"):
                if field in given and hasattr(one, field):
                    yield Put((key, rank, field), given[field])


def _find_meeting(news: News) -> int | Problem:
    """The place in the file of the meeting that was meant."""
    day, title = news.value("tenue_date"), search_key(news.value("tenue_titre"))
    meetings = list(enumerate(news.defi.rencontres))
    lu = said_day(day)
    found = [(rank, meeting) for rank, meeting in meetings if str(meeting.date) == day]
    if not found:
        listed = days_listed(meeting.date for _, meeting in meetings)
        connues = f"Jours notés : {listed}." if listed else "Il n’y en a encore aucune."
        return news.refuse("rencontre_inconnue", "tenue_date", lu=lu, connues=connues)
    if len(found) > 1:
        found = [one for one in found if _is_meant(one[1], title)] or found
    if len(found) == 1 and (not title or likeness(title, found[0][1].titre) >= ALIKE):
        return found[0][0]
    connues = quoted(meeting.titre for _, meeting in found)
    return news.refuse("rencontre_plusieurs", "tenue_titre", lu=lu, connues=connues)


def _is_meant(meeting: Rencontre, title: str) -> bool:
    """Among those of one day: the one of that title, else one whose outcome is not told yet."""
    return search_key(meeting.titre) == title if title else meeting.is_planned
