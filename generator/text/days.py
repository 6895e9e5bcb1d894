"""Days as people say them: « samedi 5 décembre 2026 », « 5 déc. 2026 », « 05/12/2026 ».

In numbers the day comes first, as in French; an ISO date (`2026-12-05`) begins with its year. A
weekday must be that of its day. What depends on the day of today is never read, since a file would
not know it: it is refused with the day to write.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from generator.text.said import DOUBT, Unclear, mended, plain, rest_of
from generator.text.typography import JOURS, MOIS, jour
from generator.text.typos import meant

MONTHS = (
    "janv?(?:ier)?", "fevr?(?:ier)?", "mars?", "avr(?:il)?", "mai", "juin", "juil?l?(?:et)?", "aout",
    "sept?(?:embre)?", "oct(?:obre)?", "nov(?:embre)?", "dec(?:embre)?",
)  # fmt: skip
"""The months in their order, as plain text says them, shortened or not."""
_MONTH = rf"(?:{'|'.join(f'({month})' for month in MONTHS)})(?![a-z])\.?"
_WEEKDAY = rf"(?P<nom>{'|'.join(f'{day[:3]}(?:{day[3:]})?' for day in JOURS)})(?![a-z])"
_YEAR = r"(?P<an>[0-9]{4}|'?[0-9]{2}(?! ?[0-9h:]))(?![0-9])"
_DAY = re.compile(
    rf"(?:{_WEEKDAY}[.,]* *|(?<![0-9a-z]))(?:(?P<quantieme>[0-9]{{1,2}}) ?(?:er|eme|e|o|°)?[ -]*"
    rf"(?P<mois>{_MONTH})(?:[ ,-]*{_YEAR})?"
    r"|(?P<a>[0-9]{1,4})(?P<entre> ?[/.-] ?| )(?P<b>[0-9]{1,2})(?P=entre)(?P<c>[0-9]{1,4})(?![0-9])"
    r"|(?P<jj>[0-9]{1,2}) ?/ ?(?P<mm>[0-9]{1,2})(?![0-9]))"
)
_MONTH_FIRST = re.compile(
    rf"(?<![a-z])(?P<mois>{_MONTH}) (?P<quantieme>[0-9]{{1,2}})(?:er)?,? (?P<an>[0-9]{{4}})(?![0-9])"
)
_ANOTHER = re.compile(
    rf"(?P<jour>[0-9]{{1,2}})(?:er)? *(?:au|et|ou|a|-|/|,|&)[ -]*(?:le )?(?:{_WEEKDAY}\.? *)?$"
)
"""Before a day, another one of the same month: « du 5 au 6 décembre »."""

_AROUND = frozenset({
    "le", "la", "ce", "au", "du", "de", "des", "pour", "depuis", "a", "partir", "jusqu'au", "jusqu'a",
    "jour", "date", *JOURS, *(day[:3] for day in JOURS),
})  # fmt: skip
"""What may stand around a day without changing it."""


class _Written(NamedTuple):
    """A day as it was written: the parts of it, in numbers, and its weekday."""

    year: int | None
    month: int
    day: int
    weekday: int | None
    day_first: bool
    """Whether a reader of another country could take its day for its month."""


def read(text: str, today: date | None = None, *, past: bool = False) -> date:
    """The day that a text says.

    Raises Unclear with what to write instead: from `today`, when it is known, where the text leaves
    the year or all of it to be guessed; `past` when the day is one that was.
    """
    said = plain(text)
    try:
        return _read(said, today or _BEFORE_EXAMPLE, past=past)
    except Unclear:
        if (other := _mended(said)) == said:
            raise
        day = _read(other, today or _BEFORE_EXAMPLE, past=past)
    raise _refused("lecture_incertaine", day)


_BEFORE_EXAMPLE = date(2026, 12, 1)
"""Stands for today where nobody knows it, as in a file: the day to write is then an example."""


def said_back(text: str, day: date) -> str:
    """A day that was read in a text, in words; with the order it was read in where that may differ."""
    found = _DAY.search(plain(text))
    order = found and _parts(found).day_first and day.day <= 12
    return f"{jour(day)}, lu le jour d’abord" if order else jour(day)


def _mended(said: str) -> str:
    """A plain text with digits for letters among them, and months and weekdays well spelt."""
    return re.sub("[a-z]{4,}", lambda word: _known(word[0]), mended(said))


def _known(word: str) -> str:
    near = "" if word in _AROUND or word in DOUBT else meant(word, (*MOIS, *JOURS))
    return plain(near) or word


def _refused(kind: str, day: date, **values: object) -> Unclear:
    """A refusal that gives a day to write, as files and as people write it."""
    return Unclear(kind, ecrire=day, dit=jour(day), **values)


def _read(said: str, today: date, *, past: bool) -> date:
    found = list(_DAY.finditer(said)) or list(_MONTH_FIRST.finditer(said))
    if not found:
        raise _guessed(said, today, past=past)
    written = [_parts(match) for match in found]
    year = next((each.year for each in written if each.year), None)
    days = [_dated(each._replace(year=each.year or year), today, past=past) for each in written]
    if (
        len(days) > 1 and written[0].year is None and days[0] > days[-1]
    ):  # « du 31 déc. au 1er janv. 2027 »
        days[0] = _dated(written[0]._replace(year=days[-1].year - 1), today, past=past)
    first = _first_of_several(said[: found[0].start()], days)
    if first:
        raise _refused("date_plusieurs", first)
    rest = rest_of(said, found)
    _check_weekday(written[0], days[0], rest)
    if year is None:
        raise _refused("date_sans_annee", days[0])
    if DOUBT.intersection(rest):
        raise _refused("date_floue", days[0])
    if not _AROUND.issuperset(rest):
        raise _refused("date_et_autre", days[0])
    return days[0]


def _parts(match: re.Match[str]) -> _Written:
    parts = match.groupdict()
    weekday = parts.get("nom")
    name = None if weekday is None else [day[:3] for day in JOURS].index(weekday[:3])
    if parts["mois"]:
        month = next(n for n, each in enumerate(MONTHS, 1) if re.match(each, parts["mois"]))
        year = _year(parts["an"].lstrip("'")) if parts["an"] else None
        return _Written(year, month, int(parts["quantieme"]), name, day_first=False)
    if parts["jj"]:
        return _Written(None, int(parts["mm"]), int(parts["jj"]), name, day_first=True)
    one, month, other = parts["a"], int(parts["b"]), parts["c"]
    if len(one) > 2 and len(other) <= 2:
        return _Written(_year(one), month, int(other), name, day_first=False)
    if len(one) > 2:
        raise Unclear("date_invalide")
    return _Written(_year(other), month, int(one), name, day_first=True)


def _year(digits: str) -> int:
    """A year of our time; « 26 » is 2026, and « 98 » may be two years: it is none."""
    year = int(digits) + 2000 if len(digits) == 2 else int(digits)
    if not 1900 <= year <= 2199 or (len(digits) == 2 and year > 2049):
        raise Unclear("date_invalide")
    return year


def _dated(written: _Written, today: date, *, past: bool) -> date:
    """The day that was written; without a year the nearest one ahead, or behind when it is `past`."""
    if written.year is None:
        return _nearest(written, today, past=past)
    year, month, day = written.year, written.month, written.day
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    if written.day_first and month > 12 and 1 <= day <= 12 and month <= monthrange(year, day)[1]:
        raise _refused("date_mois_jour", date(year, day, month))
    if 1 <= month <= 12 and 1 <= day <= 31:
        last = monthrange(year, month)[1]
        named = f"{MOIS[month - 1]} {year}"
        raise _refused("date_inexistante", date(year, month, last), mois=named, dernier=last)
    raise Unclear("date_invalide")


def _nearest(written: _Written, today: date, *, past: bool) -> date:
    step = -1 if past else 1
    for year in range(today.year, today.year + 9 * step, step):
        try:
            day = _dated(written._replace(year=year), today, past=past)
        except Unclear as unclear:
            if unclear.kind == "date_inexistante" and (written.month, written.day) == (2, 29):
                continue
            raise
        if day <= today if past else day >= today:
            return day
    raise Unclear("date_invalide")


def _first_of_several(before: str, days: list[date]) -> date | None:
    """The first of several days; nothing when there is only one, said twice perhaps."""
    other = _ANOTHER.search(before)
    if other and 1 <= int(other["jour"]) <= monthrange(days[0].year, days[0].month)[1]:
        return days[0].replace(day=int(other["jour"]))
    return min(days) if len(set(days)) > 1 else None


def _check_weekday(written: _Written, day: date, rest: list[str]) -> None:
    """A weekday that is not that of its day: one of the two is wrong, and only its author knows."""
    named = [n for n, name in enumerate(JOURS) if {name, name[:3]}.intersection(rest)]
    weekday = named[0] if written.weekday is None and named else written.weekday
    if weekday is None or weekday == day.weekday():
        return
    other = day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
    if written.day_first and day.day <= 12:
        turned = date(day.year, day.day, day.month)
        other = turned if turned.weekday() == weekday else other
    vrai = JOURS[day.weekday()]
    raise _refused("date_jour_faux", day, vrai=vrai, autre=other, autre_dit=jour(other))


# What says no day by itself.

_COUNTED = re.compile(r"(?P<sens>dans|il y a) ([0-9]+|une?) (?P<unite>jours?|semaines?)(?![a-z])")
_BY_WEEKDAY = re.compile(
    rf"(?<![a-z]){_WEEKDAY}\.?(?: (?P<rang>[0-9]{{1,2}})(?:er)?(?![0-9a-z]))?(?: (?P<sens>prochain|dernier|passe))?"
)
BY_NAME = {
    "avant-hier": -2, "hier": -1, "apres-demain": 2, "demain": 1, "aujourd'hui": 0, "ce soir": 0,
    "ce matin": 0, "cet apres-midi": 0,
}  # fmt: skip
_PERIOD = re.compile(
    rf"(?:(?P<ou>mi|debut|fin)[ -]*(?:de |d')?)?(?:(?<![a-z]){_MONTH} ?)?(?P<an>20[0-9]{{2}})?$"
)
_MONTH_OF_YEAR = {"debut": 1, "mi": 6, "fin": 12}


def _guessed(said: str, today: date, *, past: bool) -> Unclear:
    """The refusal of a text that has no day in it, with the one that it may mean."""
    if day := _relative(said, today, past=past):
        return _refused("date_relative", day)
    period = next((m for m in _PERIOD.finditer(said) if m[0]), None)
    if period and not re.search("[0-9]", said[: period.start()]):
        return _refused("date_floue", _inside(period, today, past=past))
    return Unclear("date_invalide")


def _relative(said: str, today: date, *, past: bool) -> date | None:
    """The day that a text means when it is read on the day of today."""
    for name, days in BY_NAME.items():
        if name in said:
            return today + timedelta(days=days)
    if counted := _COUNTED.search(said):
        number = int(counted[2]) if counted[2].isdecimal() else 1
        days = min(number, 999) * (7 if counted["unite"].startswith("s") else 1)
        return today + timedelta(days=days if counted["sens"] == "dans" else -days)
    if named := _BY_WEEKDAY.search(said):
        weekday = [day[:3] for day in JOURS].index(named["nom"][:3])
        back = past if named["sens"] is None else named["sens"] != "prochain"
        if named["rang"]:
            step = -1 if back else 1
            near = (today + timedelta(days=step * days) for days in range(1, 800))
            wanted = (weekday, int(named["rang"]))
            return next((day for day in near if (day.weekday(), day.day) == wanted), None)
        ahead = (weekday - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead - 7 - 7 * (ahead == 7) if back else ahead)
    return None


def _inside(period: re.Match[str], today: date, *, past: bool) -> date:
    """A day of a month or of a year, near to its beginning when nothing else is said."""
    months = [n for n, each in enumerate(period.groups()[1:13], 1) if each]
    if not months:
        return date(int(period["an"] or today.year), _MONTH_OF_YEAR.get(period["ou"], 1), 15)
    year = (
        int(period["an"])
        if period["an"]
        else today.year
        + (not past and months[0] < today.month)
        - (past and months[0] > today.month)
    )
    last = monthrange(year, months[0])[1]
    return date(year, months[0], {"mi": 15, "fin": last}.get(period["ou"], 1))
