"""What the sheet and the letter both say of a date, of a need, of a défi, of a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from itertools import groupby

from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.examples import lieu
from generator.accompaniment.helping import CoupDeMain
from generator.accompaniment.month import Coming, Story
from generator.content.fiches import FicheAnnonce
from generator.content.model import Defi
from generator.content.vocabulary import VENUES, index
from generator.outputs.site.dates import PAUSED, placed
from generator.text.typography import (
    MIDNIGHT,
    MOIS,
    NBSP,
    capital,
    ends_next_day,
    jour,
    jour_mois,
    listed,
    lower_first,
    paragraphs,
    pluriel,
    sentences,
)

_VENUE = index(VENUES)


def place_of(one: RendezVous) -> str:
    """« Salle des fêtes, Mirecourt »; the town alone where no place is said."""
    town = one.commune.name
    return placed(lieu(one.lieu, one.defi), town, town) if one.lieu else town


def when_of(one: RendezVous) -> str:
    """« samedi 5 décembre, de 18 heures 30 à 20 heures »: its day and its hours, read aloud."""
    return ", ".join(filter(None, (jour_mois(one.jour), hours_of(one.debut, one.fin))))


def hours_of(start: time | None, end: time | None) -> str:
    """Hours in whole words, as one reads them aloud: « de 18 heures 30 à minuit »; or nothing."""
    if start is None:
        return f"jusqu’à {_hour(end, is_end=True)}" if end is not None else ""
    if end is None:
        return f"à {_hour(start)}"
    after = " le lendemain" if ends_next_day(start, end) and end != MIDNIGHT else ""
    return f"de {_hour(start)} à {_hour(end, is_end=True)}{after}"


def _hour(hour: time, *, is_end: bool = False) -> str:
    if hour == MIDNIGHT:
        return "minuit" if is_end else "zéro heure"
    word = "heure" if hour.hour < 2 else "heures"
    minutes = f"{NBSP}{hour.minute}" if hour.minute else ""
    return f"{hour.hour}{NBSP}{word}{minutes}"


def about_date(each: Coming, whose: str) -> str:
    """All that is known of a date beside its day, its hours and its title; `whose` it is at last."""
    one = each.une
    return sentences(
        place_of(one),
        f"accès : {lower_first(one.accessibilite)}" if one.accessibilite else "",
        _VENUE[one.venir].label if one.venir and one.is_planned else "",
        PAUSED if one.defi.is_paused and one.is_planned else "",
        also_on(each.aussi),
        whose,
    )


def of_defi(one: RendezVous) -> str:
    """« défi : Un café à nous »: whose date it is, unless it is called so."""
    return "" if one.titre == one.defi.titre else f"défi : {one.defi.titre}"


def also_on(days: Sequence[date]) -> str:
    """« aussi les 12, 19, 26 décembre et 2 janvier », or nothing."""
    if not days:
        return ""
    said: list[str] = []
    for month, some in groupby(days, key=lambda day: day.month):
        said += ["1er" if day.day == 1 else str(day.day) for day in some]
        said[-1] += f" {MOIS[month - 1]}"
    return f"aussi {'le' if len(said) == 1 else 'les'} {listed(said)}"


def whose(one: CoupDeMain) -> str:
    """Which défi looks for something, or offers it, and where; nothing of what one person says."""
    town = one.commune.name
    return sentences(f"défi : {placed(one.defi.titre, town, town)}") if one.defi else ""


_SAYS = {
    "besoin": "Quelqu’un, {}, cherche :",
    "envie": "Quelqu’un, {}, a une envie :",
    "offre": "Quelqu’un, {}, propose :",
}


def who_says(annonce: FicheAnnonce) -> str:
    """« Quelqu’un, à Mirecourt, cherche : »: before the words of one person, who has no name."""
    return _SAYS[annonce.genre].format(at(annonce.commune.name))


def quoted(text: str, most: int) -> str:
    """The first words of one person: « Il me manque une échelle. »"""
    return f"« {cut(text, most)[0]} »"


def at(town: str) -> str:
    """« à Mirecourt », « au Havre », « aux Ulis »."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if town.startswith(article):
            return contracted + town.removeprefix(article)
    return f"à {town}"


def about_defi(defi: Defi) -> str:
    """Where a défi is, who leads it, what it is about."""
    return sentences(f"{defi.commune.name}, {defi.porteur}", defi.resume)


def told_on(story: Story) -> str:
    """« Samedi 14 novembre 2026 : Qui tient le comptoir ? », as a sentence."""
    about = f" : {story.titre}" if story.titre else ""
    return sentences(f"{jour(story.jour)}{about}")


_END = re.compile(r"[.!?…](?=\s|$)")


def cut(text: str, most: int, ends: int | None = None) -> tuple[str, bool]:
    """A text of several lines as one, whole or up to the end of a sentence; and whether it was cut.

    At most `most` signs and `ends` sentences, and « … » where none ends in the second half of those.
    """
    whole = " ".join(paragraphs(text))
    found = [each.end() for each in _END.finditer(whole)]
    if ends and len(found) > ends and found[ends - 1] <= most:
        return whole[: found[ends - 1]], True
    if len(whole) <= most:
        return whole, False
    within = [end for end in found if most // 2 < end <= most]
    if within:
        return whole[: within[-1]], True
    kept = whole[: most - 2]
    return f"{kept.rpartition(' ')[0] or kept} …", True


def beyond(count: int, words: tuple[str, str], shown: int, where: str) -> str:
    """« Et 12 dates de plus : » and where one reads them, or nothing: what is left out is counted."""
    if not count:
        return ""
    said = pluriel(count, *words)
    return f"Et {said} de plus : {where}" if shown else f"{capital(said)} : {where}"
