"""One date of a défi as a VEVENT: what a telephone shows of it, and how it knows it again.

https://www.rfc-editor.org/rfc/rfc5545#section-3.6.1
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator import addresses
from generator.accompaniment.agenda import ACTION, ACTIVITY, RendezVous, occurrences
from generator.accompaniment.examples import lieu
from generator.accompaniment.next_action import EVENT
from generator.content.model import Defi, Recurrence
from generator.content.vocabulary import GENRES_RENCONTRE, JOURS, VENUES, index, slugs
from generator.geography import zone_of
from generator.geography.zones import PARIS
from generator.outputs.calendars.rfc5545 import WEEKDAYS, day_of, lines, moment, text
from generator.outputs.site.dates import last_days
from generator.outputs.site.site import Site
from generator.text.typography import NBSP, capital, heure_de_fin, sentence

EXAMPLE = f"Exemple{NBSP}: "
CANCELLED = f"Annulé{NBSP}: "
"""Said in the title too: many telephones show a date that is called off as any other."""

_INVENTED = "C’est un exemple inventé pour montrer le site : personne ne vous y attend."
_OFF = "Cette date est annulée."

_GENRES = {term.slug: term.label for term in GENRES_RENCONTRE} | {
    EVENT: "Grand jour",
    ACTION: "Action",
    ACTIVITY: "Activité",
}
_COMING = index(VENUES)
_DAYS = slugs(JOURS)
_RANKS = {"premier": "1", "deuxieme": "2", "troisieme": "3", "quatrieme": "4", "dernier": "-1"}


class About(NamedTuple):
    """What all the dates of a défi say alike."""

    defi: Defi
    genre: str
    """What kind of project it is, or its name."""
    told: date
    """The day of the latest thing it tells: the dates of a build say nothing of the build."""
    themes: tuple[str, ...]
    more: str
    """Where all the rest is told, for the end of a description."""
    url: str
    """The whole address of its page; nothing when the site does not know its own."""


def about(site: Site, defi: Defi) -> About:
    """What the dates of a défi say of it."""
    themes = (site.catalogue.themes.get(slug) for slug in defi.themes)
    url = site.canonical(addresses.defi(defi.slug))
    told = f"« {defi.titre} », à {defi.commune.label}"
    return About(
        defi,
        site.kinds[defi.slug] or defi.titre,
        site.once(last_days)[defi.slug],
        tuple(theme.fiche.titre for theme in themes if theme),
        f"Tout sur ce défi : {url}" if url else f"Sur le site {site.view.nom}, cherchez {told}.",
        url,
    )


def uid(one: RendezVous) -> str:
    """By what calendars know a date again, whatever becomes of its title, its day, its défi’s address.

    Of a défi that changed its address, the first one counts.
    """
    return f"{one.nom}.{one.defi.first_slug}@bien-vivre-maintenant"


def draw_event(one: RendezVous, known: About) -> bytes:
    """The VEVENT of a date; its zone is for a VTIMEZONE of the same file."""
    return lines(_properties(one, known))


def _properties(one: RendezVous, known: About) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(one)}"
    yield f"SEQUENCE:{one.revision}"
    stamp = _stamp(one.dit_le or known.told)
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield from _when(one)
    yield f"SUMMARY:{text(_summary(one, known))}"
    yield f"LOCATION:{text(_where(one))}"
    if point := one.commune.point:
        yield f"GEO:{point.latitude};{point.longitude}"
    yield f"DESCRIPTION:{text(_description(one, known))}"
    if known.url:
        yield f"URL:{known.url}"
    yield f"CATEGORIES:{','.join(map(text, (_GENRES[one.genre], *known.themes)))}"
    yield "STATUS:CANCELLED" if one.is_cancelled else "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"  # who follows a territory is not busy all its evenings
    yield "END:VEVENT"


@lru_cache(maxsize=4096)
def _stamp(day: date) -> str:
    """The first instant of a day in Paris, in UTC: that of its end there would still be to come."""
    zone = ZoneInfo(PARIS) if day.year > 1911 else UTC  # which has no day before the first
    begins = datetime.combine(day, time(0), zone).astimezone(UTC)
    return moment(begins.date(), begins.time(), "Z")


# --- When ----------------------------------------------------------------------------------------


def _when(one: RendezVous) -> Iterator[str]:
    """Its hours on the clocks of its commune; its whole day when nobody said when it begins."""
    if one.retour:
        one = _from_its_first_time(one, one.retour)
    if one.debut is None:
        yield f"DTSTART;VALUE=DATE:{day_of(one.jour)}"
        if one.jour < date.max:
            yield f"DTEND;VALUE=DATE:{day_of(one.jour + _A_DAY)}"  # the first day that is free
        return
    zone = zone_of(one.commune)
    yield f"DTSTART;TZID={zone}:{moment(one.jour, one.debut)}"
    if one.fin_le and one.fin and (one.fin_le, one.fin) > (one.jour, one.debut):
        yield f"DTEND;TZID={zone}:{moment(one.fin_le, one.fin)}"
    else:
        # No end is known, and none is invented. To say nothing should mean the same, but Exchange then
        # refuses the date ([MS-STANXICAL], on 3.6.1), and Google loses its hour: a whole day.
        yield "DURATION:PT0S"
    if one.retour:
        yield from _again(one, one.retour, one.debut, zone)


def _from_its_first_time(one: RendezVous, rule: Recurrence) -> RendezVous:
    """What comes back, from the first time that it took place: readers count that day in."""
    first = next(occurrences(rule, one.defi, date.min, rule.jusqu_au))
    end = one.fin_le and first + (one.fin_le - one.jour)
    return one._replace(jour=first, fin_le=end)


def _again(one: RendezVous, rule: Recurrence, start: time, zone: str) -> Iterator[str]:
    """The rule by which it comes back, and the days on which it does not."""
    day = WEEKDAYS[_DAYS.index(rule.jour)]
    every = f"MONTHLY;BYDAY={_RANKS[rule.rang]}{day}" if rule.rang else f"WEEKLY;BYDAY={day}"
    last = min(rule.jusqu_au, date.max - _A_DAY)  # whose hour in UTC may be of the day after
    until = datetime.combine(last, start, _clock(zone)).astimezone(UTC)
    yield f"RRULE:FREQ={every};UNTIL={moment(until.date(), until.time(), 'Z')}"
    off = sorted({each for each in rule.sauf if one.jour < each <= rule.jusqu_au})
    if off:
        yield f"EXDATE;TZID={zone}:{','.join(moment(each, start) for each in off)}"


_clock = cache(ZoneInfo)
_A_DAY = timedelta(days=1)


# --- What, and where -----------------------------------------------------------------------------


def _summary(one: RendezVous, known: About) -> str:
    """« Qui tient le comptoir ? (Café participatif) »: what one understands in the square of a month."""
    genre = known.genre
    told = one.titre if genre.casefold() in one.titre.casefold() else f"{one.titre} ({genre})"
    off = CANCELLED if one.is_cancelled else ""
    return f"{EXAMPLE if one.defi.exemple else ''}{off}{told}"


def _where(one: RendezVous) -> str:
    """The place as a telephone looks it up on its map: with its commune."""
    return ", ".join(filter(None, (lieu(one.lieu, one.defi), one.commune.label)))


def _description(one: RendezVous, known: About) -> str:
    """What whoever wants to come would ask, a line each; where all the rest is, in full."""
    return "\n".join(filter(None, (*_told(one), known.more)))


def _told(one: RendezVous) -> Iterator[str]:
    if one.defi.exemple:
        yield _INVENTED
    if one.is_cancelled:
        yield _OFF
    yield one.question
    if one.debut is None and one.fin is not None:
        yield f"Jusqu’à {heure_de_fin(one.fin)}."
    if one.is_planned:
        yield _MISSING[one.debut is None, not one.lieu]
    if one.accessibilite:
        yield f"Accès : {sentence(one.accessibilite)}"
    if one.venir:
        yield sentence(capital(_COMING[one.venir].label))


_MISSING = {
    (False, False): "",
    (True, False): "L’heure de début reste à dire.",
    (False, True): "L’endroit reste à dire.",
    (True, True): "L’heure et l’endroit restent à dire.",
}
"""By whether it lacks its hour, its place."""
