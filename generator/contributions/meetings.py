"""What news say of meetings: one that is announced or moved, one that was held or called off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.content.fields import slugify
from generator.content.model import Rencontre
from generator.content.vocabulary import SLUG_LIMIT
from generator.contributions.answers import check_said, missing, said_day
from generator.contributions.news import ALIKE, Effect, News, days_listed, likeness, quoted
from generator.geography import search_key
from generator.text.errors import Problem
from generator.text.personal import mask
from generator.text.rewriting import Put


def announced(given: Mapping[str, Any], there: Sequence[Any]) -> dict[str, Any]:
    """A meeting to come, with the name that calendars know it by; no other of the file has it."""
    known = {row.get("id") for row in there if isinstance(row, dict)}
    base = slugify(mask(given.get("titre", "")))[: SLUG_LIMIT - len("-2026-12-05-99")].strip("-")
    day = given.get("date", "")
    wanted = f"{base}-{day}" if said_day(day) else base
    ranks = ("", *(f"-{rank}" for rank in range(2, len(known) + 3)))
    name = next(each for rank in ranks if (each := f"{wanted}{rank}") not in known)
    return {"statut": "prevue", "id": name, **given}


def tell_of_meeting(news: News) -> Iterator[Effect]:
    """A meeting of the past: whether it was held, and what was said."""
    asked = ("tenue_date", "tenue_titre", "tenue_statut", "rencontres_compte_rendu")
    if not any(news.said(each) for each in asked):
        return
    if not news.said("tenue_date"):
        yield missing(news.form.question("tenue_date"))
        return
    unclear = check_said(news.form.question("tenue_date"), news.answers["tenue_date"], news.day)
    if not_read := list(unclear):
        yield from not_read
        return
    found = _find_meeting(news)
    if isinstance(found, Problem):
        yield found
        return
    if news.said("tenue_statut"):
        yield Put(("rencontres", found, "statut"), news.value("tenue_statut"))
    elif news.defi.rencontres[found].is_planned:
        yield missing(news.form.question("tenue_statut"))
    if news.said("rencontres_compte_rendu"):
        told = news.value("rencontres_compte_rendu")
        yield Put(("rencontres", found, "compte_rendu"), told)


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
